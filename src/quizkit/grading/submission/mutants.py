"""Mutants of a test: the test itself, but for something that it expects, so that right code fails.

What passes whatever is true passes a mutant too: a hook that makes errors undone, a patched
``isclose``, an object equal to everything, a function that looks up what is expected of it. A
mutant looks like a test with other hidden parts; it is told from the test by who knows the answer.
"""

from __future__ import annotations

import ast
import random
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite

from quizkit.grading.submission.claims import Claim, claims, denials
from quizkit.notebooks import KEPT, parsed

CHANCE = random.SystemRandom()
HIDDEN = re.compile(r"BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS|\Z)", re.DOTALL)
NUMBERS = ("float", "max", "min", "round", "sum")  # of Python's own, what gives one
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_seed = secrets.token_hex()  # what is changed is the same for all students of a run, and no other


@dataclass(frozen=True, slots=True)
class Mutant:
    """A test with something else expected.

    Args:
        source: its text.
        sure: whether no right code can pass it, as far as can be read.
        far: whether no wrong answer either could be what it expects.
        seen: whether students know the part that is changed: their code can tell it from the test.
    """

    source: str
    sure: bool = False
    far: bool = False
    seen: bool = True


@dataclass(frozen=True, slots=True)
class _Edit:
    """A part of a text, and what is put in its place."""

    start: int
    end: int
    text: str


def mutants(source: str, *, sure: bool = False) -> list[Mutant]:
    """Return mutants of a test in an order of chance, those that students cannot tell first.

    None where nothing in it can be changed; with ``sure``, only those that are.

    >>> [mutant.source for mutant in mutants("assert f(2)")]
    ['assert not (f(2))']
    """
    found = [each for each in _mutants(source) if each.sure >= sure]
    CHANCE.shuffle(found)
    return sorted(found, key=lambda each: each.seen)


def counts_up(tree: ast.Module) -> bool:
    """Return whether the last line of a test is a number of points, and not a check.

    >>> counts_up(parsed("3.0 * sum(right)")), counts_up(parsed("check(f(2), 4)"))
    (True, False)
    """
    last = tree.body[-1].value if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if isinstance(last, ast.Call):
        return isinstance(last.func, ast.Name) and last.func.id in NUMBERS
    return isinstance(last, ast.BinOp | ast.IfExp | ast.Name)


@lru_cache(KEPT)
def _mutants(source: str) -> tuple[Mutant, ...]:
    try:
        tree = parsed(source)
    except SyntaxError:
        return ()
    chance = random.Random(f"{_seed}{source}")
    text = _Text(source)
    usable = [claim for claim in claims(tree) if all(map(text.has, claim.leaves))]
    if usable and counts_up(tree):
        return tuple(_of_points(text, tree, usable, chance))
    made = []
    for claim in _one_a_group(text, usable, chance):
        seen = not text.hides(claim)
        edits = _edits(text, claim, usable, chance, far=False)
        made.append(Mutant(text.with_edits(edits), sure=claim.sure, seen=seen))
        if edits := _edits_beside(text, claim, chance):
            made.append(Mutant(text.with_edits(edits), seen=seen))
    return (*made, *_denials(text, tree, usable))


def _of_points(
    text: _Text, tree: ast.Module, usable: list[Claim], chance: random.Random
) -> Iterator[Mutant]:
    """Yield mutants of a test that gives a part of its points for each claim."""
    last = tree.body[-1]
    sure = isinstance(last, ast.Expr) and isinstance(last.value, ast.BinOp)
    hidden = [claim for claim in usable if text.hides(claim)]
    for far in (False, True):
        if hidden:  # it may be that no points are given for these
            yield replace(_with_all(text, hidden, chance, far=far), seen=False)
        yield replace(_with_all(text, usable, chance, far=far), sure=sure)


def _denials(text: _Text, tree: ast.Module, usable: list[Claim]) -> Iterator[Mutant]:
    """Yield mutants of asserts that expect nothing: of the hidden ones, or of all if none does."""
    for node, sure in denials(tree):
        if not text.has(node):
            continue
        hidden = text.hidden(text.span(node)[0])
        asked = {(n.lineno, n.col_offset) for n in ast.walk(node) if isinstance(n, ast.expr)}
        if not usable or (hidden and not any(claim.group in asked for claim in usable)):
            yield Mutant(_denied(text, node), sure=sure, seen=not hidden)


def _one_a_group(text: _Text, found: list[Claim], chance: random.Random) -> Iterator[Claim]:
    """Yield one row of each table: a hidden one, or else not the first, after which it may end."""
    groups: dict[tuple[int, int], list[Claim]] = {}
    for claim in found:
        groups.setdefault(claim.group, []).append(claim)
    for rows in groups.values():
        hidden = [row for row in rows if text.hides(row)]
        yield chance.choice(hidden or rows[1:] or rows)


class _Text:
    """The text of a test, and where the nodes of its tree stand in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts = [0]
        for line in source.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._lines = source.split("\n")
        self._hidden = [found.span() for found in HIDDEN.finditer(source)]

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Return where a node stands."""
        ends = ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
        start, end = (self._at(line or 0, column or 0) for line, column in ends)
        return start, end

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())

    def has(self, node: ast.expr) -> bool:
        """Return whether a node stands there: IPython's own lines may have moved or replaced it."""
        try:
            start, end = self.span(node)
            there = ast.parse(f"({self.source[start:end]}\n)", mode="eval").body
        except (SyntaxError, ValueError, IndexError):
            return False
        return ast.dump(there) == ast.dump(node)

    def changed(self, leaf: ast.Constant, value: object) -> _Edit:
        """Put another value in the place of a constant, in quotes of the same kind."""
        start, end = self.span(leaf)
        written = repr(value)
        if self.source[start] == '"' and written[0] == "'" and '"' not in written:
            written = f'"{written[1:-1]}"'
        return _Edit(start, end, written)

    def said(self, claim: Claim, before: str, now: str) -> list[_Edit]:
        """Have what a test says where it fails tell of the new value, if it told of the old."""
        if claim.said is None or not self.has(claim.said):
            return []
        start, end = self.span(claim.said)
        word = re.compile(rf"(?<![\w{{]){re.escape(before)}(?![\w}}])")
        found = word.finditer(self.source, start, end) if before.isalnum() else ()
        return [_Edit(*each.span(), now) for each in found]

    def hides(self, claim: Claim) -> bool:
        """Return whether what a claim expects is in a part that students have not seen."""
        return self.hidden(self.span(claim.leaves[0])[0])

    def hidden(self, place: int) -> bool:
        """Return whether a place is in such a part."""
        return any(start <= place < end for start, end in self._hidden)

    def with_edits(self, edits: Iterable[_Edit]) -> str:
        """Return the text with these changes."""
        text = self.source
        for edit in sorted(set(edits), key=lambda each: each.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


def _denied(text: _Text, node: ast.expr) -> str:
    start, end = text.span(node)
    return text.with_edits([_Edit(start, end, f"not ({text.source[start:end]})")])


def _with_all(text: _Text, found: list[Claim], chance: random.Random, *, far: bool) -> Mutant:
    """Change every claim: of the parts that give points, none is right then."""
    edits = {
        edit.start: edit for claim in found for edit in _edits(text, claim, found, chance, far=far)
    }
    whole = all(not isinstance(leaf.value, bool) for claim in found for leaf in claim.leaves)
    return Mutant(text.with_edits(edits.values()), far=far and whole)


def _edits(
    text: _Text, claim: Claim, found: list[Claim], chance: random.Random, *, far: bool
) -> list[_Edit]:
    leaves = claim.leaves if claim.every else [chance.choice(claim.leaves)]
    others = [leaf.value for each in found for leaf in each.leaves]
    edits = []
    for leaf in leaves:
        kept = [each.value for each in claim.leaves]
        far_off = _far(leaf.value, chance, claim.off or 1)
        near = _near(leaf.value, others, kept, chance)
        value = far_off if far or claim.off else near
        edits.append(text.changed(leaf, value))
        edits += text.said(claim, str(leaf.value), str(value))
    return edits


def _edits_beside(text: _Text, claim: Claim, chance: random.Random) -> list[_Edit]:
    """Have a value expected that who hedges takes for right, too; nothing where there is none."""
    leaf = chance.choice(claim.leaves)
    beside = [] if claim.every or claim.off > 1 else _beside(leaf.value, claim.within)
    if not beside:
        return []
    value = chance.choice(beside)
    return [text.changed(leaf, value), *text.said(claim, str(leaf.value), str(value))]


def _beside(value: object, within: float) -> list[object]:
    """Return values just beside one: rounded, counted from another end, in other letters.

    >>> _beside(3, 0), _beside(2.75, 0), _beside("Bonn", 0), _beside(2.5, 0.01)
    ([4, 2], [2.0, 3.0, 2.8], ['bONN', 'bonn'], [2.53, 2.47])
    """
    found: list[object] = []
    if isinstance(value, str):
        found = [value.swapcase(), value.lower(), value.title()]
    elif isinstance(value, int | float) and not isinstance(value, bool) and isfinite(within):
        if within:
            found = [round(value + 3 * within, 9), round(value - 3 * within, 9)]
        elif isinstance(value, int):
            found = [value + 1, value - 1]
        elif isfinite(value):
            found = [float(int(value)), float(round(value)), round(value, 1)]
    return [each for each in dict.fromkeys(found) if each != value]


def _near(
    value: object, others: Sequence[object], kept: Sequence[object], chance: random.Random
) -> object:
    """Return another value that a test could expect: of the others, or near to it."""
    texts = [other for other in others if isinstance(other, str) and other and other not in kept]
    if isinstance(value, str) and texts and chance.random() < 0.5:
        return chance.choice(texts)
    if type(value) is int:
        return value + chance.randrange(1, 10)
    return _far(value, chance, 1)


def _far(value: object, chance: random.Random, times: int) -> object:
    """Return another value of its kind, which no answer would be by mistake."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + times * (chance.randrange(11, 98) + abs(value) // 2)
    if isinstance(value, float):
        return round(value + times * (abs(value) / 2 + round(chance.uniform(1.5, 9), 2)), 9)
    if isinstance(value, bytes):
        return value + bytes([chance.randrange(97, 123)])
    return _other_text(value, chance) if isinstance(value, str) else True


def _other_text(value: str, chance: random.Random) -> str:
    """Return a text that differs in a letter or a digit.

    >>> len(_other_text("2022-01-10", random.Random(1)))
    10
    """
    places = [place for place, letter in enumerate(value) if letter.isalnum()]
    if not places:
        return value + chance.choice(LETTERS)
    place = chance.choice(places)
    alike = "123456789" if value[place].isdigit() else LETTERS
    new = chance.choice([each for each in alike if each != value[place].lower()])
    return value[:place] + (new.upper() if value[place].isupper() else new) + value[place + 1 :]
