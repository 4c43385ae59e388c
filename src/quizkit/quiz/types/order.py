"""Things to put in order.

::

    type: order
    prompt: Put these in the order in which they happened.
    items: [The Cold War ends, The Founding Act is signed, The Bucharest summit]
    ends: {first: Earliest, last: Latest}

``items`` are written in the right order, or derived from a table by a column; ``ends`` names the
two ends. What is shown first is never the right order, even where ``shuffle: false``.

Response: a list of all the tokens. Partial credit: take the longest series of items that stand
in the right order, whatever stands between them; its steps (one less than its items) count
against the steps of all. So one item out of place costs one step, and a list upside down is worth
nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from typing import ClassVar

from quizkit.languages import Said
from quizkit.quiz import paper
from quizkit.quiz.derived.answers import derived_order
from quizkit.quiz.markup import plain
from quizkit.quiz.model import UNANSWERED, Choosable, Grade, Item, Json, Mark, Text, unique
from quizkit.quiz.reading.fields import Fields, as_fields
from quizkit.quiz.types import given, options, partial_credit
from quizkit.quiz.types.question_type import (
    TOKEN,
    CommonFields,
    QuestionType,
    Samples,
    Secrets,
    View,
    in_key,
)

MEND = "write 'items: [first, second, third]', in the right order"
EXPECTED = Text(Said("order", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Item):
    """Things to put in order; ``items`` are in the right one."""

    type: ClassVar[str] = "order"
    rule: ClassVar[Text] = Text(Said("order", "rule"))

    items: tuple[Choosable, ...]
    first: Text | None = None
    last: Text | None = None

    def form(self) -> dict[str, Json]:
        """Return the items there are."""
        return {"items": options.tokens(self.items)}

    def grade(self, value: Json) -> Grade:
        """Grade a list of all the tokens."""
        unreadable = unread(value, self.form())
        if unreadable:
            return unreadable
        places = {item.token: place for place, item in enumerate(self.items)}
        known = unique(self.items)
        run = {value[at] for at in longest_run([places[token] for token in value])}
        if len(run) == 1:  # one alone is in order with itself: nothing is in its place
            run = set()
        marks = [Mark(t, t in run, known[t].feedback if t in run else None) for t in value]
        measure = partial_credit.moves(len(places) - len(run), len(places))
        return Grade.of((len(run) - 1) / (len(places) - 1), marks=marks, measure=measure)

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the items, never in the right order, and the names of the ends."""
        shown = [options.show(item, language) for item in self.items]
        right = list(shown)
        while chance is not None and shown == right:
            chance.shuffle(shown)
        return {
            "items": shown,
            "first_text": plain(self.first.get(language)) if self.first else "",
            "last_text": plain(self.last.get(language)) if self.last else "",
        }

    def key(self, language: str) -> dict[str, Json]:
        """Return the right order."""
        return {"order": self.right()}

    def right(self) -> Json:
        """Return the right order."""
        return [item.token for item in self.items]

    def basis(self) -> Sequence[str]:
        """A response depends on the items and on their right order."""
        return [item.token for item in self.items]


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if all the items were given; see `QuestionType.unread`."""
    if value is None or value == []:
        return UNANSWERED
    if isinstance(value, list) and all(isinstance(token, str) for token in value):
        return None if sorted(value) == sorted(form["items"]) else Grade.invalid(EXPECTED)
    return Grade.invalid(EXPECTED)


def longest_run(places: Sequence[int]) -> list[int]:
    """Return the positions of one longest rising run, whatever stands between.

    >>> longest_run([0, 3, 1, 2])
    [0, 2, 3]
    """
    tails: list[int] = []  # where the lowest end of a run of each length stands
    before: list[int | None] = []
    for at, place in enumerate(places):
        length = bisect_left([places[tail] for tail in tails], place)
        before.append(tails[length - 1] if length else None)
        tails[length : length + 1] = [at]
    run: list[int] = []
    at_end = tails[-1] if tails else None
    while at_end is not None:
        run.append(at_end)
        at_end = before[at_end]
    return run[::-1]


def parse(fields: Fields, common: CommonFields) -> Order | None:
    """Read an order question; None (with problems noted) if it cannot be asked."""
    before = len(fields.place.problems)
    derived = derived_order(fields, "items")
    if derived is None:
        items = _written(fields, common["id"])
    else:
        items = tuple(options.choosable(common["id"], text) for text in derived)
    first, last = _ends(fields)
    if not options.distinct(fields, "items", items) or len(items) < 2:
        if len(items) == 1 and len(fields.place.problems) == before:
            fields.problem("items", "one item has no order", MEND)
        return None
    return Order(**common, items=items, first=first, last=last)


def _written(fields: Fields, name: str) -> tuple[Choosable, ...]:
    entries = fields.entries("items", MEND, least=2, entry="item")
    read = [options.written(entry, name) for entry in entries]
    return tuple(item for item in read if item is not None)


def _ends(fields: Fields) -> tuple[Text | None, Text | None]:
    node = fields.get("ends")
    mend = "write 'ends: {first: …, last: …}'"
    if node is None:
        return None, None
    ends = as_fields(node, fields.place, name="'ends'", scalar="first")
    if ends is None:
        fields.problem("ends", "'ends' must name the first and the last", mend)
        return None, None
    for name in ("first", "last"):
        ends.required(name, mend)
    first, last = ends.text("first"), ends.text("last")
    ends.close()
    return first, last


def _paper(view: View) -> tuple[paper.Form, ...]:
    items = view["items"]
    boxes = paper.Boxes(len(items), escape(view["first_text"]), escape(view["last_text"]))
    return paper.Rows(paper.lettered(items)), boxes


def _answer(view: View, key: View) -> paper.Answer:
    signs = paper.signs(view["items"])
    return paper.Answer(f"<strong>{' '.join(signs[token] for token in key['order'])}</strong>")


def _given(view: View, value: Json) -> Iterator[given.Given]:
    if not isinstance(value, list):
        raise given.NoResponse
    texts = given.texts(view, "items")
    yield from (given.option(texts, token) for token in value)


def _secrets(item: Order) -> Secrets:
    # Two names in a row stand in any text; three in this order are no chance.
    texts = options.by_language(item.items) if len(item.items) > 2 else ()
    return Secrets(orders=(tuple(item.right()), *texts))


def _samples(item: Order) -> Samples:
    first, second, *rest = right = item.right()
    partly = [second, first, *rest] if rest else None
    return Samples(right=right, wrong=right[::-1], partly=partly, invalid=[first])


TYPE = QuestionType(
    item=Order,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: ("items",),
    form=("items",),
    view=("items", "first_text", "last_text", *options.SHOWN),
    listed=options.listed("items"),
    told=Text(Said("order", "told")),
    paper=_paper,
    answer=_answer,
    given=_given,
    numbered=True,
    alike=None,
    secrets=_secrets,
    written=("items",),
    shape=in_key("order", rf"\[\s*{TOKEN}"),
    options=None,
    samples=_samples,
)
