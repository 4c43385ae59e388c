"""Slips of typing that break a quiz file, or show on the page: each told on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from quizkit.quiz.reading.problems import Place
from quizkit.quiz.reading.unclosed import BREAK, LONGEST_LINE, Told, left_open, lines, pairs

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
ODD = (
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000" + INVISIBLE
)  # spaces that YAML takes for letters
LEAD = re.compile(rf"(?:[ \t{ODD}]|-(?=[ \t{ODD}]))*(?:[A-Za-z_][\w-]*:(?=[ \t{ODD}]))?[ \t{ODD}]*")
FIELD = r"[ \t]*(?:- )?[ \t]*[A-Za-z_][\w-]*:"
STRAIGHT = {  # what to type for each
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "»": '"',
    "«": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
}
CURLY_TEXT = re.compile(r"""[“”„‟«]([^“”„«»"]*)[“”"»]|[‘’‚‛]([^‘’‚']*)[‘’']""")
CURLY_START = re.compile(FIELD + r"[ \t]+[“„‟«‘‚]|[ \t]*- [“„‟«‘‚]|.*[\[{,][ \t]*[“„«]")


def plain_spaces(source: str, place: Place) -> str:
    """Return a source with ordinary spaces where lines begin, noting what stood there instead.

    Told once for all lines: whoever pastes from a web page has it on many.
    """
    odd = re.compile(f"[{ODD}]")
    if not odd.search(source):
        return source
    found: list[tuple[int, str]] = []
    parts, done = [], 0
    for number, (start, end) in enumerate(lines(source), start=1):
        lead = LEAD.match(source, start, end)
        if end - start < LONGEST_LINE and lead and (first := odd.search(lead[0])):
            found.append((number, first[0]))
            parts += [source[done:start], odd.sub(_space, lead[0])]
            done = lead.end()
    if found:
        number, character = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        name = "a no-break space" if character == "\u00a0" else "a space of another kind"
        what = f"this line{more} has {name} (U+{ord(character):04X}) where it begins"
        place.problem(number, what, "type ordinary spaces instead")
    return "".join([*parts, source[done:]])


def _space(found: re.Match[str]) -> str:
    return "" if found[0] in INVISIBLE else " "


def straight_quotes(root: yaml.Node, place: Place) -> None:
    """Note quotation marks that would be shown, for they are curly or alone; take them off."""
    curly: dict[int, str] = {}
    for node, in_brackets in _plain_texts(root):
        line = node.start_mark.line + 1
        if text := CURLY_TEXT.fullmatch(node.value):
            curly.setdefault(line, node.value[0])
            node.value = text[1] or text[2] or ""
        elif in_brackets and node.value[:1] in STRAIGHT and node.value[:1] != "’":
            curly.setdefault(line, node.value[0])  # it goes on behind a comma
        elif node.value.endswith('"') and node.value.count('"') == 1:
            what = 'the quotation mark (") at the end of the text has none at the start'
            place.problem(line, what, 'put " at the start of the text as well')
            node.value = node.value[:-1]
    if curly:
        first = min(curly)
        more = f" (and on {len(curly) - 1} more)" if len(curly) > 1 else ""
        what = f"a text on this line{more} stands between curly quotation marks ({curly[first]})"
        place.problem(first, what, f"type straight ones instead: {STRAIGHT[curly[first]]}")


def _plain_texts(root: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Yield the texts without quotation marks, each once, and whether they stand in brackets."""
    seen: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, within = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if not node.style:
                yield node, within
        elif isinstance(node, yaml.CollectionNode):
            inside = within or bool(node.flow_style)
            pairs = node.value if isinstance(node, yaml.MappingNode) else zip(node.value)
            waiting += [(each, inside) for entry in pairs for each in entry][::-1]


def slip(source: str, at: int, context: int) -> Told | None:
    """Find the slip that breaks a file at the line ``at``, or where YAML began, at ``context``.

    >>> slip("questions:\\n  - id:a\\n    type: text", 3, 2)
    (2, "there is no space after 'id:'", "write 'id: …'")
    """
    texts = BREAK.split(source)
    at = min(at, len(texts))
    above = next((n for n in range(at - 1, 0, -1) if texts[n - 1].strip()), at)
    if told := _tab(at, texts[at - 1]):
        return told
    if told := _comment_in_brackets(at, texts[at - 1]) or _comment_in_brackets(
        above, texts[above - 1]
    ):
        return told
    if told := left_open(source, at):
        return told
    for line in dict.fromkeys((context, at, above)):
        if 0 < line <= len(texts) and (told := _no_space(line, texts[line - 1])):
            return told
    return _on_line(at, texts[at - 1]) or _further(at, texts, above)


def _tab(line: int, text: str) -> Told | None:
    if re.match(r" *\t", text):
        return line, "this line is indented with a tab", "type spaces instead"
    return None


def _comment_in_brackets(line: int, text: str) -> Told | None:
    """Return what is wrong where # takes the bracket that would close what the line opens."""
    found = re.search(r"(?:^|[ \t])#.*[\]}]", text[:LONGEST_LINE])
    if found and pairs(text[:LONGEST_LINE]).brackets:
        what = f"what follows '{found[0].strip()[:20]}' is a comment to YAML"
        return line, what, "put the text between quotation marks"
    return None


def _no_space(line: int, text: str) -> Told | None:
    if found := re.match(r"[ \t]*(?:- )?([A-Za-z_][\w-]*):[^\s/]", text[:LONGEST_LINE]):
        name = found[1][:40]
        return line, f"there is no space after '{name}:'", f"write '{name}: …'"
    if found := re.match(r"[ \t]*-([A-Za-z_][\w-]*):(?: |$)", text[:LONGEST_LINE]):
        return line, "there is no space after the dash", f"write '- {found[1][:40]}: …'"
    return None


def _on_line(line: int, text: str) -> Told | None:
    """Find what is wrong on the line itself."""
    if len(text) > LONGEST_LINE:
        return None
    if CURLY_START.match(text):
        what = "a text here stands between curly quotation marks"
        return line, what, 'type straight ones (") instead'
    if re.match(FIELD + r"[ \t]+[^\s\"'\[{|>&*!#][^#]*?:( |$)", text):
        return line, "there is a second ': ' on this line", "put the text between quotation marks"
    if re.match(FIELD + r"[ \t]+(?:\[[^\[\]]*\]|\{[^{}]*\})[ \t]*[^\s,\]}:#]", text):
        return line, "a text cannot start with a bracket", "put the text between quotation marks"
    found = pairs(text)
    if found.going_on:
        return line, *_going_on(text, found.going_on)
    if found.stray:
        what = f"the text before '{found.stray}' is in no brackets"
        return line, what, "open them on this line: { for fields, [ for a list; or write one a line"
    return None


def _going_on(text: str, quote: str) -> tuple[str, str]:
    if quote == "'":
        what = "an apostrophe (') inside '…' ends the text too early"
        return what, 'put the text between double quotation marks (")'
    if text.count(quote) % 2:
        what = 'a quotation mark (") is missing on this line'
        return what, "close each text with the same mark that opens it"
    what = 'a quotation mark (") inside the text ends it too early'
    return what, 'inside "…", write single ones (\') or curly ones (“ ”)'


def _further(at: int, texts: Sequence[str], above: int) -> Told | None:
    """Return what is wrong where a field stands further in than one above that has a value."""
    text, before = texts[at - 1][:LONGEST_LINE], texts[above - 1][:LONGEST_LINE]
    field, over = re.match(FIELD + "(?![^\n]*: )", text), re.match(FIELD + r"[ \t]+\S", before)
    if not field or not over or above == at:
        return None
    column = len(before) - len(re.sub(r"^[ \t]*(?:- +)?", "", before))
    if len(text) - len(text.lstrip(" ")) > column:
        return at, "this line starts further in than the one above", "line the two up"
    return None
