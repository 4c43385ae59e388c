"""Reading the fields of a quiz file, node by node, so that every mistake knows its line.

Values are read from YAML's nodes and not from Python objects made of them: so ``text: no`` and
``text: 1997`` are the texts a teacher typed, and every mistake in a file is found in one pass.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import yaml

from quizkit.errors import nearest
from quizkit.languages import known
from quizkit.quiz.model import Text
from quizkit.quiz.numerals import LONGEST, exact
from quizkit.quiz.reading.problems import Place, short
from quizkit.quiz.reading.values import (
    FLAGS,
    as_flag,
    as_number,
    is_empty,
    note_unshown,
    number_mend,
    read_text,
)


class Fields:
    """One mapping of a quiz file; every field that is read counts as known.

    Each method reads one field and returns its default when it is absent or wrong; ``close`` then
    reports the fields that were not read, each with the nearest right name.
    """

    def __init__(self, node: yaml.MappingNode, place: Place, *, name: str = "") -> None:
        self.node = node
        self.place = place
        self.name = name  # what the mapping is, for messages: "option 2"
        self._asked: dict[str, None] = {}
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._pairs: list[tuple[yaml.Node, yaml.Node]] = []  # those that belong to it
        for key, value in node.value:
            if not self._add(key, value):
                break

    def _add(self, key: yaml.Node, value: yaml.Node) -> bool:
        """Take in one field; False where another mapping begins that has lost its dash."""
        self._pairs.append((key, value))
        if not isinstance(key, yaml.ScalarNode):
            self.place.problem(key, "a field's name is not a word", "write 'name: value'")
        elif key.value in self._nodes:
            what, mend = f"'{short(key.value)}' is given twice{self._of}", "keep one of them"
            again = key.value == next(iter(self._nodes)) and not self.node.flow_style
            if again:
                mend += f", or begin a new entry with a dash: '- {short(key.value)}: …'"
            self.place.problem(key, what, mend)
            return not again
        else:
            self._nodes[key.value] = value
            self._lines[key.value] = int(key.start_mark.line) + 1
        return True

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
        """Return the names of the fields that are there, in order."""
        return tuple(self._nodes)

    def get(self, name: str) -> yaml.Node | None:
        """Return a field's node, or None; a field left empty (``name:``) counts as absent."""
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
        """Return a field that must be there, noting its absence.

        One whose name is only misspelt is noted as that, and read as if it were spelt right.
        """
        node = self.get(name)
        if node is None and name not in self._nodes:
            node = self.misspelt(name)
        if node is None and not any(other.startswith(f"{name}:") for other in self._nodes):
            empty = self._nodes.get(name)
            if empty is not None and (empty.value or self.place.comment(empty)):
                note_unshown(empty, self.place, f"'{name}'")
            else:
                what = f"'{name}' is {'missing' if empty is None else 'empty'}"
                self.problem(name, what, mend)
        return node

    def misspelt(self, name: str) -> yaml.Node | None:
        """Return the field whose name can only be this one misspelt, noting that; None if none."""
        strangers = [other for other in self._nodes if other not in self._asked]
        near = nearest(name, strangers, alike=0.75)
        if near is None or is_empty(self._nodes[near]):
            return None
        self._asked[near] = None
        self._nodes[name], self._lines[name] = self._nodes[near], self._lines[near]
        self.problem(name, f"unknown field '{short(near)}'", f"did you mean '{name}'?")
        return self._nodes[name]

    def text(self, name: str, *, prose: bool = True) -> Text | None:
        """Read a text, plain or per language; prose must be in every language of the quiz."""
        node = self.get(name)
        if node is None and name in self._nodes:
            note_unshown(self._nodes[name], self.place, f"'{name}'")
        return None if node is None else read_text(node, self.place, f"'{name}'", prose=prose)

    def word(self, name: str) -> str | None:
        """Read one plain string."""
        node = self.get(name)
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._whole(node, name)
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
        return tuple(self._whole(n, name) for n in nodes if isinstance(n, yaml.ScalarNode))

    def _whole(self, node: yaml.ScalarNode, name: str) -> str:
        """Return a word as typed; of several words, a comment behind them may be the rest."""
        if " " in node.value:
            note_unshown(node, self.place, f"'{name}'")
        return str(node.value)

    def number(
        self, name: str, default: float, *, least: float = -math.inf, most: float = math.inf
    ) -> float:
        """Read a number between ``least`` and ``most``."""
        word = self.word(name)
        if word is None:
            return default
        value = as_number(word)
        if math.isnan(value):
            self.problem(name, f"'{name}: {short(word)}' is not a number", number_mend(word, name))
            return default
        if not least <= value <= most:
            bounds = f"from {least:g} to {most:g}" if most < math.inf else f"{least:g} or more"
            below = "below zero" if value < 0 <= least else "out of range"
            self.problem(name, f"'{name}: {short(word)}' is {below}", f"give a number {bounds}")
            return default
        return value

    def exact(self, name: str) -> Fraction | None:
        """Read a number as it is written, of any length; None where there is none."""
        value, word = self.number(name, math.nan), self.word(name)
        if math.isnan(value) or word is None:
            return None
        return exact(word if value and len(word) <= LONGEST else value)

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
            self.problem(name, f"'{name}: {short(word)}' is neither true nor false", FLAGS)
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

    def close(self) -> None:
        """Report fields that nobody asked for."""
        for key, value in self._pairs:
            if self.place.full:
                return
            if isinstance(key, yaml.ScalarNode) and key.value not in self._asked:
                self._unknown(key, value, self._asked)

    def _unknown(self, key: yaml.ScalarNode, value: yaml.Node, known: Collection[str]) -> None:
        what = f"unknown field '{short(key.value)}'{self._of}"
        near = nearest(key.value, known)
        mend = f"did you mean '{near}'?" if near else f"known are: {', '.join(known)}"
        if key.value == "<<":
            return  # told where the file is read
        if not near and "text" in known and "text" not in self._nodes:  # - 1949: NATO is founded
            mend = f"put all of the text between quotation marks, if it is one; {mend}"
        first, colon, _ = key.value.partition(":")
        if colon and first in known:  # {text:Vienna}
            what, mend = f"there is no space after '{first}:'{self._of}", f"write '{first}: …'"
        elif is_empty(value) and self.node.flow_style and key is not self._pairs[0][0]:
            what = f"a comma before '{short(key.value)}'{self._of} starts a new field"
            mend = "put the text before it, all of it, between quotation marks"
            if key.value.isdecimal():  # {tolerance: 0,5} has a field '5'
                what = f"a comma before {short(key.value)}{self._of} starts a new field"
                mend = "for a decimal, use a point, not a comma: 0.5"
        self.place.problem(key, what, mend)


def as_fields(node: yaml.Node, place: Place, *, name: str, scalar: str) -> Fields | None:
    """Read a node as a mapping; a plain text stands for its main field.

    So do texts per language beside the other fields: ``{en: …, nl: …, cost: 0.5}``.
    """
    if isinstance(node, yaml.ScalarNode):
        return Fields(_mapping([(_word(scalar, node), node)], node), place, name=name)
    if not isinstance(node, yaml.MappingNode):
        return None
    codes = [*place.languages, *known()]  # a list: a key may be a list, which no set can hold
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
