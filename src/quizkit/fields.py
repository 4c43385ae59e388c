"""Reading the fields of a quiz file, node by node, so that every mistake knows its line.

Values are read from YAML's nodes and not from Python objects made of them: so ``text: no`` and
``text: 1997`` are the texts a teacher typed, and every mistake in a file is found in one pass.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from quizkit.errors import Problem, nearest
from quizkit.model import Text

LONGEST_TEXT = 20_000  # characters; a longer one is a mistake of indentation
LONGEST_SAID = 300  # characters of what is said about one mistake
MOST_PROBLEMS = 200  # nobody reads more about one file


@dataclass(frozen=True)
class Place:
    """Where we are in a quiz file, and the list that collects what is wrong with it."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    question: str = ""
    content: Path | None = None  # the folder whose data tables answers may be derived from

    def problem(self, at: yaml.Node | int, what: str, mend: str) -> None:
        """Note a mistake at a node (or a line, counted from 1)."""
        if self.full:
            return
        line = at if isinstance(at, int) else at.start_mark.line + 1
        if len(self.problems) == MOST_PROBLEMS - 1:
            what, mend = "there are more mistakes from here on", "mend those above first"
        where, what, mend = (_visible(t, LONGEST_SAID) for t in (self.question, what, mend))
        self.problems.append(Problem(self.path, line, where, what, mend))

    @property
    def full(self) -> bool:
        """Say whether so much is wrong that no more is noted."""
        return len(self.problems) >= MOST_PROBLEMS

    def within(self, question: str) -> Place:
        """Give the same place, inside a question; it shares the list of problems."""
        return replace(self, question=question)


class Fields:
    """One mapping of a quiz file; what is asked of it is what it may hold.

    Each method reads one field and gives its default when it is absent or wrong; ``close`` then
    reports every field that nobody asked for, with the nearest right name.
    """

    def __init__(self, node: yaml.MappingNode, place: Place, *, name: str = "") -> None:
        self.node = node
        self.place = place
        self.name = name  # what the mapping is, for messages: "option 2"
        self._asked: dict[str, None] = {}
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.value:
            self._add(key, value)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        if not isinstance(key, yaml.ScalarNode):
            self.place.problem(key, "a field's name is not a word", "write 'name: value'")
        elif key.value in self._nodes:
            self.place.problem(key, f"'{key.value}' is given twice{self._of}", "keep one of them")
        else:
            self._nodes[key.value] = value
            self._lines[key.value] = int(key.start_mark.line) + 1

    @property
    def _of(self) -> str:
        return f" in {self.name}" if self.name else ""

    @property
    def line(self) -> int:
        """The line of the mapping, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def __contains__(self, name: str) -> bool:
        self._asked[name] = None
        return name in self._nodes

    def names(self) -> Sequence[str]:
        """Give the names of the fields that are there, in order."""
        return tuple(self._nodes)

    def get(self, name: str) -> yaml.Node | None:
        """Give a field's node, or None; a field left empty (``name:``) counts as absent."""
        self._asked[name] = None
        node = self._nodes.get(name)
        return None if node is None or is_empty(node) else node

    def line_of(self, name: str) -> int:
        """The line of a field, or of the mapping where the field is absent."""
        return self._lines.get(name, self.line)

    def problem(self, name: str, what: str, mend: str) -> None:
        """Note a mistake in a field."""
        self.place.problem(self.line_of(name), f"{what}{self._of}", mend)

    def required(self, name: str, mend: str) -> yaml.Node | None:
        """Give a field that must be there, noting its absence."""
        node = self.get(name)
        if node is None:
            empty = name in self._nodes
            what = f"'{name}' is empty" if empty else f"'{name}' is missing"
            self.problem(name, what, mend)
        return node

    def text(self, name: str, *, prose: bool = True) -> Text | None:
        """Read a text, plain or per language; prose must be in every language of the quiz."""
        node = self.get(name)
        return None if node is None else read_text(node, self.place, f"'{name}'", prose=prose)

    def word(self, name: str) -> str | None:
        """Read one plain string."""
        node = self.get(name)
        if node is None or isinstance(node, yaml.ScalarNode):
            return None if node is None else str(node.value)
        self.problem(name, f"'{name}' must be one word or line", f"write '{name}: …' on one line")
        return None

    def words(self, name: str) -> tuple[str, ...]:
        """Read a list of strings; one string alone is a list of one."""
        node = self.get(name)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for wrong in (n for n in nodes if not isinstance(n, yaml.ScalarNode)):
            self.place.problem(
                wrong, f"'{name}' must be a list of words", f"write '{name}: [a, b]'"
            )
        return tuple(str(n.value) for n in nodes if isinstance(n, yaml.ScalarNode))

    def number(
        self, name: str, default: float, *, least: float = -math.inf, most: float = math.inf
    ) -> float:
        """Read a number between ``least`` and ``most``."""
        word = self.word(name)
        if word is None:
            return default
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.problem(name, f"'{name}: {_short(word)}' is not a number", "write it as 2 or 0.5")
            return default
        if not least <= value <= most:
            bounds = f"from {least:g} to {most:g}" if most < math.inf else f"{least:g} or more"
            below = "below zero" if value < 0 <= least else "out of range"
            self.problem(name, f"'{name}: {_short(word)}' is {below}", f"give a number {bounds}")
            return default
        return value

    def whole(self, name: str, default: int | None, *, least: int, most: int) -> int | None:
        """Read a whole number between ``least`` and ``most``."""
        if self.get(name) is None:
            return default
        value = self.number(name, math.nan, least=least, most=most)
        if math.isnan(value):
            return default
        if value != int(value):
            self.problem(name, f"'{name}: {value:g}' is not a whole number", "write it as 2")
            return default
        return int(value)

    def flag(self, name: str, default: bool) -> bool:
        """Read true or false."""
        word = self.word(name)
        if word is None:
            return default
        value = as_flag(word)
        if value is None:
            self.problem(name, f"'{name}: {_short(word)}' is neither true nor false", "write true")
            return default
        return value

    def listing(self, name: str, mend: str, *, least: int = 1) -> list[yaml.Node]:
        """Read a list that must be there, of at least so many entries."""
        node = self.required(name, mend)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problem(name, f"'{name}' must be a list", mend)
            return []
        if len(node.value) < least:
            self.problem(name, f"'{name}' has {len(node.value)} of at least {least} entries", mend)
        return list(node.value)

    def entries(
        self, name: str, mend: str, *, least: int, entry: str, scalar: str = "text"
    ) -> Iterator[Fields]:
        """Read a list of mappings; a plain text stands for ``{scalar: text}``."""
        for position, node in enumerate(self.listing(name, mend, least=least), start=1):
            fields = as_fields(node, self.place, name=f"{entry} {position}", scalar=scalar)
            if fields is None:
                self.place.problem(node, f"{entry} {position} cannot be read", mend)
            else:
                yield fields

    def close(self, also: Iterable[str] = ()) -> None:
        """Report fields that nobody asked for."""
        known = {*self._asked, *also}
        for key, _ in self.node.value:
            if self.place.full:
                return
            if isinstance(key, yaml.ScalarNode) and key.value not in known:
                near = nearest(key.value, known)
                mend = f"did you mean '{near}'?" if near else f"known are: {', '.join(known)}"
                what = f"unknown field '{_short(key.value)}'{self._of}"
                self.place.problem(key, what, mend)


def as_fields(node: yaml.Node, place: Place, *, name: str, scalar: str) -> Fields | None:
    """Read a node as a mapping; a plain text stands for its main field.

    So do texts per language beside the other fields: ``{en: …, nl: …, cost: 0.5}``.
    """
    if isinstance(node, yaml.ScalarNode):
        return Fields(_mapping([(_word(scalar, node), node)], node), place, name=name)
    if not isinstance(node, yaml.MappingNode):
        return None
    codes = [*place.languages, "en", "nl"]  # a list: a key may be a list, which no set can hold
    texts = [pair for pair in node.value if pair[0].value in codes]
    if not texts or any(key.value == scalar for key, _ in node.value):
        return Fields(node, place, name=name)
    others = [pair for pair in node.value if pair[0].value not in codes]
    pairs = [(_word(scalar, texts[0][0]), _mapping(texts, texts[0][0])), *others]
    return Fields(_mapping(pairs, node), place, name=name)


def _word(text: str, at: yaml.Node) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, at.start_mark, at.end_mark)


def _mapping(pairs: list[tuple[yaml.Node, yaml.Node]], at: yaml.Node) -> yaml.MappingNode:
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, at.start_mark, at.end_mark)


def read_text(node: yaml.Node, place: Place, name: str, *, prose: bool) -> Text | None:
    """Read a text, plain or ``{en: …, nl: …}``."""
    if isinstance(node, yaml.ScalarNode):
        return _plain_text(node, place, name, prose=prose)
    if not isinstance(node, yaml.MappingNode):
        place.problem(node, f"{name} must be a text", "write a text, or {en: …, nl: …}")
        return None
    texts: dict[str, str] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            place.problem(key, f"{name} must be a text per language", "write {en: …, nl: …}")
            return None
        if key.value in texts:
            place.problem(key, f"{name} has '{_short(key.value)}' twice", "keep one of them")
        texts[key.value] = value.value.strip()
    return _check_languages(Text(texts), node, place, name)


def _plain_text(node: yaml.ScalarNode, place: Place, name: str, *, prose: bool) -> Text | None:
    text = node.value.strip()
    if not text or len(text) > LONGEST_TEXT:
        what = "is empty" if not text else f"is longer than {LONGEST_TEXT} characters"
        place.problem(node, f"{name} {what}", "write a text, or leave the field out")
        return None
    if prose and len(place.languages) > 1:
        form = "{" + ", ".join(f"{code}: …" for code in place.languages) + "}"
        place.problem(node, f"missing translation: {name} is in one language only", f"write {form}")
    return Text.plain(text)


def _check_languages(text: Text, node: yaml.Node, place: Place, name: str) -> Text:
    for code in place.languages:
        if not text.texts.get(code):
            place.problem(node, f"missing translation: {name} has no '{code}'", f"add '{code}: …'")
    for code in text.texts:
        if place.languages and code not in place.languages:
            near = nearest(code, place.languages)
            mend = f"did you mean '{near}'?" if near else "add it to the title, or remove it"
            place.problem(node, f"{name} has language '{_short(code)}', the title has not", mend)
    return text


def as_flag(word: str) -> bool | None:
    """Read true or false as YAML's authors write them; None if it is neither.

    >>> as_flag("Yes"), as_flag("false"), as_flag("perhaps")
    (True, False, None)
    """
    lower = word.strip().lower()
    if lower in ("true", "yes", "on"):
        return True
    return False if lower in ("false", "no", "off") else None


def is_empty(node: yaml.Node) -> bool:
    """Say whether a field was left empty (``name:``)."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _short(word: str) -> str:
    return _visible(word, 40)


def _visible(text: str, longest: int) -> str:
    """Write a text on one line, with a name for what cannot be seen: a stray ‹U+200B›."""
    if not text.isprintable():
        text = " ".join(text[: 4 * longest].split("\n"))
        text = "".join(c if c.isprintable() else f"‹U+{ord(c):04X}›" for c in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
