# ruff: noqa: E501 - tables of oddities read better unbroken
"""Ways in which a quiz file comes out wrong, from a slip of the hand to malice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[str, Random], str]

# What may stand where something else was expected.
VALUES = (
    "", "~", "null", "true", "no", "0", "-1", "1e999", "-1e999", ".nan", "-.inf", "0x1F", "0o17",
    "1_000", "12:30:45", "2022-01-10", "9" * 400, "1e-400", "1" + "0" * 30, "0.1.2", "½", "٣٠",
    "[]", "{}", "[[]]", "[{}]", "[~]", "{~: ~}", "{[a]: b}", "{{a: b}: c}", "? [a]", "[a, [b, [c]]]",
    "{en: x}", "{nl: x}", "{en: [x]}", "{en: {en: x}}", "{fr: x, xx: y}", "{en: x, en: y}",
    "{text: {text: x}}", "{text: [x], correct: [true]}", "{correct: perhaps}", "{text: ''}",
    "&a [*a]", "&b {b: *b}", "*nothing", "&c x", "<<", "{<<: {a: b}}", "{<<: [*x]}", "!!python/none",
    "!!python/object/apply:os.system [ls]", "!!binary aGk=", "!!float x", "!!int 'x'", "!!set {a}",
    "!local x", "!!timestamp x", "!!str 5", "!!null x", "|", ">", "|\n", "'", '"', "'''", "%TAG", "@x",
    "`x`", "- x", "a: b: c", "x #y", "---", "...", "\t x", "\u2028", "\x85", "\ufeff", "\u202ehsilgne",
    "e\u0301" * 50, "\U0001f600", "\ud7ff", "\u0000", "\x1b[31mred", "a" * 30_000, "𝟑𝟎", "ﬁ", "\u200b",
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.org/x.png)",
    "`" * 3000, "*" * 3000, "[" * 3000 + "x", "_" * 3000, "> " * 500 + "x", "[[day]]", "[[day]] [[day]]",
    "[[", "[[]]", "[[nothing]]", "a [[day]] b [[city]] c [[who]] d", "'# [[day]] [[city]] [[who]]'",
    "'**[[day]] [[city]]** *[[who]]'", "|\n      [[day]]\n\n      - [[city]]\n      - [[who]]",
    "choice", "several", "truefalse", "number", "text", "match", "order", "groups", "cloze", "sesame",
    "'$" + r"\frac{" * 10_000 + "$'", "'$x^{" + "x^{" * 300 + "$'", r"'$\begin{matrix}&&\\$'", "'" + "$a " * 5000 + "'",
    "'![x](nothing.png)'", "'![](map.svg)'", "'![x](../map.svg)'", "'" + "![" * 4000 + "'", "'![x](MAP.SVG)'",
    "evil.svg", "huge.png", "cut.png", "many.svg", "'![x](evil.svg)'", "'![x](huge.png)'", "'![x](cut.png)'",
    "'{a}'", "'{a'", "'{a:.9} {a!r} {a.b} {a:{b}}'", "'{nothing}'", "'" + "{a}" * 3000 + "'", "'= a, b'", "'= 9**9**9'",
    "'= 10**10**6'", "'= a / 0'", "'= sqrt(-a)'", "'= a.b'", "{a: {from: 1, to: 1e9}}", "{a: {from: .nan, to: 1e999}}",
    "{a: [1, 2], where: 9**9**9 > a}", "{a: [1, 2], b: [a, {en: x}]}", "&v {a: *v}", "{a: [1, 2], count: 1e9}",
    "{circle: [1, 2]}", "[{circle: [.nan, 1e999, -1]}]", "[{polygon: [[1, 1], [2, 2], [3, 3]]}]", "{least: 9, most: 1}",
    "[{criterion: x, points: 1e999}]", "all", "{reckoning: 1}", "{reckoning: all, know: 99}", "{[t]: 1}",
    "../../etc/passwd", "CON", "a/b", "-", "{0}", "%s", "{reason}", "{place.__class__}", "$HOME",
)  # fmt: skip
CONDITIONS = (
    "__import__('os').system('ls')", "9**9**9", "(" * 300 + "1" + ")" * 300, "nothing > 1", "name",
    "accession_year", "accession_year > 'x'", "accession_year = 1997", "name > 1", "name and", "",
    "1 / 0 > 1", "accession_year / 0 == 1", "accession_year % 2 == 0", "'a' * 10000000 == 'a'",
    "accession_year * 'a' == 1", "[x for x in name]", "lambda: 1", "name.upper() == 'X'", "name[0]",
    "f'{name}'", "not " * 200 + "true", "-" * 400 + "1 > 0", "name in name", "1 in 2", "None > 1",
    "accession_date > '1997-01-01'", "accession_date > 'x'", "accession_date in ['1997']", "True",
    "1 < accession_year < 9999", "name == \"a'", "\\", "\x00", "1" * 5000 + " > 1", "1e999 > 1",
    "accession_year > 1e400 - 1e400", "(yield)", "(a := 1)", "*name", "...", "b'x' == name", "1j == 1",
    "accession_year == accession_year and name != None or false", "name is None", "2 ** 3 > 1", "é > 1",
)  # fmt: skip
DERIVED = (
    "{table: nato_members, where: %, count: true}", "{table: nato_members, where: %, value: name}",
    "{table: nato_members, where: %, values: name}", "{table: nato_members, where: %, text: name}",
    "{table: nato_members, where: %, text: name, correct: %}", "{table: %, count: true}",
    "{table: meetings, where: %, order_by: date, text: name}", "{table: events, where: %, order_by: %}",
    "{table: demands, item: %, group: actor_id.name}", "{table: actors, left: name, right: %}",
    "{table: ../demands, count: true}", "{table: [a], count: [b]}", "{table: nato_members}",
    "{table: nato_members, value: accession_year}", "{table: demands, values: actor_id.%}",
    "{table: nato_members, where: [a], count: true}", "{table: nato_members, values: source_ids}",
    "{table: nato_members, values: id.id.id}", "{table: nato_members, count: perhaps, extra: 1}",
    "{table: nato_members, order_by: source_ids, text: name}", "{table: {table: x}}",
    "{table: events, order_by: date, text: name, descending: %}",
)  # fmt: skip


def draw(source: str, chance: Random) -> str:
    """Have questions drawn, of which there may be none."""
    drawn = chance.choice(["1", "2", "99", "0", "-1", ".inf", "1e999", *VALUES[-40:]])
    return source.replace("questions:", f"draw: {drawn}\nquestions:", 1)


def swap_value(source: str, chance: Random) -> str:
    """Put something else in the place of a field's value."""
    places = list(re.finditer(r"(?<=: )[^\n{}\[\],]+", source))
    return _put(source, chance.choice(places), chance.choice(VALUES)) if places else source


def swap_collection(source: str, chance: Random) -> str:
    """Put something else in the place of a list or mapping in brackets."""
    places = list(re.finditer(r"\{[^{}]*\}|\[[^\[\]]*\]", source))
    return _put(source, chance.choice(places), chance.choice(VALUES)) if places else source


def derive(source: str, chance: Random) -> str:
    """Put a derivation, with a hostile condition, in the place of a value."""
    places = list(
        re.finditer(
            r"(?:(?<=swer: )|(?<=ions: )|(?<=airs: )|(?<=cept: )|(?<=xtra: )|(?<=tems: )|(?<=oups: )).+",
            source,
        )
    )
    places += list(re.finditer(r"\{table.*\}", source))
    return _put(source, chance.choice(places), derivation(chance)) if places else source


def derivation(chance: Random) -> str:
    """Return a derivation with one of the conditions in it."""
    condition = chance.choice(CONDITIONS)
    quoted = "'" + condition.replace("'", "''") + "'"
    return chance.choice(DERIVED).replace("%", chance.choice([quoted, quoted, quoted, condition]))


def condition(source: str, chance: Random) -> str:
    """Put a hostile condition in the place of another."""
    places = list(re.finditer(r'(?<=where: )".*?"', source))
    quoted = "'" + chance.choice(CONDITIONS).replace("'", "''") + "'"
    return _put(source, chance.choice(places), quoted) if places else source


def rename(source: str, chance: Random) -> str:
    """Misspell the name of a field, or take another's."""
    places = list(re.finditer(r"\b[a-z_]+(?=:)", source))
    if not places:
        return source
    place = chance.choice(places)
    name = place[0]
    at = chance.randrange(len(name))
    other = chance.choice(places)[0]
    return _put(
        source, place, chance.choice([name[:at] + name[at + 1 :], other, other, "<<", "''"])
    )


def delete_line(source: str, chance: Random) -> str:
    """Lose a line."""
    lines = source.splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    return "".join(lines)


def delete_lines(source: str, chance: Random) -> str:
    """Lose a run of lines, as with a slip of the selection."""
    lines = source.splitlines(keepends=True)
    start = chance.randrange(len(lines) + 1)
    return "".join(lines[:start] + lines[start + chance.randrange(1, 12) :])


def repeat_lines(source: str, chance: Random) -> str:
    """Paste some lines twice."""
    lines = source.splitlines(keepends=True)
    start = chance.randrange(len(lines) + 1)
    end = start + chance.randrange(1, 12)
    return "".join(lines[:end] + lines[start:end] + lines[end:])


def swap_lines(source: str, chance: Random) -> str:
    """Exchange two lines."""
    lines = source.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = chance.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def indent(source: str, chance: Random) -> str:
    """Shift a line to the left or right, with spaces or a tab."""
    lines = source.splitlines(keepends=True)
    if lines:
        at = chance.randrange(len(lines))
        bare = lines[at].lstrip(" ")
        more = " " * chance.randrange(9) if chance.random() < 0.8 else "\t"
        lines[at] = more + bare
    return "".join(lines)


def cut(source: str, chance: Random) -> str:
    """End the file in the middle, as after a full disk."""
    return source[: chance.randrange(len(source) + 1)]


def mark(source: str, chance: Random) -> str:
    """Put in, or take out, a character that means something in YAML."""
    marks = "\"'[]{}:,-#&*!|>%@`?\t\\~<="
    if chance.random() < 0.5:
        at = chance.randrange(len(source) + 1)
        return source[:at] + chance.choice(marks) + source[at:]
    places = [at for at, character in enumerate(source) if character in marks]
    at = chance.choice(places) if places else 0
    return source[:at] + source[at + 1 :]


def strange(source: str, chance: Random) -> str:
    """Put in a character that few people have ever typed."""
    at = chance.randrange(len(source) + 1)
    strangers = "\x00\x01\x07\x1b\x7f\x85\xa0\xad\u200b\u200e\u202e\u2028\u2029\ufeff\ufffe\uffff\U0001f468\u0301"
    return source[:at] + chance.choice(strangers) * chance.choice([1, 1, 3]) + source[at:]


def anchor(source: str, chance: Random) -> str:
    """Name a value and point to it, to itself or to nothing."""
    places = list(re.finditer(r"(?<=: )(?=\S)|(?<=- )(?=\S)", source))
    for _ in range(chance.randrange(1, 4)):
        if not places:
            return source
        place = chance.choice(places)
        what = chance.choice(
            ["&x ", "*x #", "*y #", "&y ", "&x [*x] #", "&x {a: *x} #", "!!set ", "!x "]
        )
        source = source[: place.start()] + what + source[place.end() :]
        places = list(re.finditer(r"(?<=: )(?=\S)|(?<=- )(?=\S)", source))
    return source


def wrap(source: str, chance: Random) -> str:
    """Put the whole file into something else, or something before or after it."""
    return chance.choice(
        [
            "---\n" + source, source + "\n---\n" + source, "%YAML 9.9\n---\n" + source, source * 2,
            "- " + source, "[" + source, "x: |\n" + source, "\ufeff" + source, source + "\n...\nx",
            source.replace("\n", "\r\n"), source.replace("\n", "\r"), source.replace("  ", "\t"),
            source.replace("\n", " "), source.replace(": ", ":"), source.replace('"', "\u201d"),
            "#!/bin/sh\n" + source, source.upper(), source[::-1], source.replace("    ", "   "),
        ]
    )  # fmt: skip


MUTATIONS: Sequence[Mutation] = (
    swap_value, swap_value, swap_value, swap_collection, swap_collection, derive, derive, condition,
    rename, rename, draw, delete_line, delete_lines, repeat_lines, swap_lines, indent, cut, mark, mark,
    strange, anchor, wrap,
)  # fmt: skip


def _put(source: str, place: re.Match[str], new: str) -> str:
    return source[: place.start()] + new + source[place.end() :]


def encoded(source: str, chance: Random) -> bytes:
    """Return the bytes of a file: mostly UTF-8, sometimes another encoding or damaged."""
    if chance.random() < 0.9:
        return source.encode("utf-8", "surrogatepass")
    name = chance.choice(
        ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "cp037", "utf-8-sig"]
    )
    raw = bytearray(source.encode(name, "replace"))
    if raw and chance.random() < 0.7:
        for _ in range(chance.randrange(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)
