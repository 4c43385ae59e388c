"""Putting each thing where it belongs: how match and groups are graded and remarked on, alike.

A remark is what is said to a thing in a wrong place. An author writes one for any wrong place,
or one for each: ``wrong: Look at the date.`` or ``wrong: [{right: Paris, feedback: …}]``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import yaml

from quizkit.quiz.markup import html
from quizkit.quiz.model import UNANSWERED, Choosable, Grade, Json, Mark, Text
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types import given, options, partial_credit
from quizkit.quiz.types.question_type import TOKEN, Samples, View


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said to one thing in a wrong place: in any, and by the token of a place."""

    anywhere: Text | None = None
    at: Mapping[str, Text] = field(default_factory=dict)

    def on(self, place: str) -> Text | None:
        """Return what is said to the thing in that place."""
        return self.at.get(place, self.anywhere)


NO_REMARKS = Remarks()
KEEP_ONE = "keep one of them"
PAIRED = rf"\{{\s*{TOKEN}\s*:\s*[\"'][0-9a-f]{{8}}"  # a thing's token and its place's, as JSON


def unread(
    value: Json, *, things: Collection[str], places: Collection[str], expected: Text
) -> Grade | None:
    """Return None if things were put into places; both are given as tokens.

    Things not placed yet (absent, null or "") are no mistake.
    """
    if value is None or value == {}:
        return UNANSWERED
    if not isinstance(value, Mapping) or not all(thing in things for thing in value):
        return Grade.invalid(expected)
    placed = _placed(value).values()
    if not placed:
        return UNANSWERED
    readable = all(isinstance(place, str) and place in places for place in placed)
    return None if readable else Grade.invalid(expected)


def _placed(value: Mapping[str, Json]) -> dict[str, Json]:
    return {thing: place for thing, place in value.items() if place is not None and place != ""}


def grade(
    value: Mapping[str, Json],
    *,
    things: Sequence[Choosable],
    belongs: Mapping[str, str],
    remarks: Mapping[str, Remarks],
) -> Grade:
    """Grade where a learner put things: each one in its place counts the same.

    Things not placed yet count as missing, and get no mark. Feedback of a thing says why it
    belongs where it does, so it is told only when it is there; in a wrong place it gets the
    author's remark on that.
    """
    known = {thing.token: thing for thing in things}
    marks = []
    for thing, place in _placed(value).items():
        right = belongs[thing] == place
        said = known[thing].feedback if right else remarks.get(thing, NO_REMARKS).on(place)
        marks.append(Mark(thing, right, said))
    right, total = sum(mark.right for mark in marks), len(belongs)
    measure = partial_credit.parts(right, len(marks), total)
    return Grade.of(right / total, marks=marks, measure=measure)


def basis(belongs: Mapping[str, str], places: Collection[str]) -> Sequence[str]:
    """Return what a response depends on: the things, the places and what belongs where."""
    return [*sorted(f"{thing}>{place}" for thing, place in belongs.items()), "", *sorted(places)]


def feedback(things: Sequence[Choosable], language: str) -> dict[str, Json]:
    """Return what is said of each thing, by token."""
    return {t.token: html(t.feedback.get(language)) for t in things if t.feedback}


def once(choosables: Iterable[Choosable]) -> tuple[Choosable, ...]:
    """Keep the first of those that have the same token."""
    first: dict[str, Choosable] = {}
    for choosable in choosables:
        first.setdefault(choosable.token, choosable)
    return tuple(first.values())


def mixed(choosables: Iterable[Choosable], language: str, chance: Random | None) -> list[Json]:
    """Show things in a shuffled order, whatever the author wants: his order tells the key."""
    shown: list[Json] = [options.show(choosable, language) for choosable in choosables]
    if chance is not None:
        chance.shuffle(shown)
    return shown


def read_remarks(entry: Fields, question: str, kind: str) -> Remarks:
    """Read ``wrong`` of a thing; ``kind`` is the field that names a place in its entries."""
    if not isinstance(entry.get("wrong"), yaml.SequenceNode):
        return Remarks(entry.text("wrong"))
    at: dict[str, Text] = {}
    mend = f"write 'wrong: [{{{kind}: …, feedback: …}}]'"
    for remark in entry.entries("wrong", mend, least=1, entry="wrong choice", scalar=kind):
        remark.required(kind, mend)
        place = remark.text(kind, prose=False)
        remark.required("feedback", mend)
        feedback = remark.text("feedback")
        remark.close()
        if place and feedback:
            token = options.choosable(question, place).token
            if token in at:
                remark.problem(kind, f"a second remark on '{place.get('en')[:40]}'", KEEP_ONE)
            at.setdefault(token, feedback)
    return Remarks(at=at)


def remarks_fit(
    fields: Fields,
    name: str,
    remarks: Mapping[str, Remarks],
    things: Iterable[Choosable],
    places: Iterable[Choosable],
    belongs: Mapping[str, str],
) -> bool:
    """Note remarks on a place that there is not, or that is right; return whether all fit."""
    before = len(fields.place.problems)
    there = {place.token for place in places}
    for thing in things:
        said = f"'{thing.text.get('en')[:40]}' has a remark on a wrong choice"
        at = remarks.get(thing.token, NO_REMARKS).at
        if not there.issuperset(at):
            mend = "write the choice as it stands elsewhere in the question"
            fields.problem(name, f"{said} that cannot be made", mend)
        elif belongs[thing.token] in at:
            fields.problem(name, f"{said} that is right", "remove it, or name another choice")
    return len(fields.place.problems) == before


def parts(things: str, places: str) -> Callable[[View, Json], Iterator[given.Given]]:
    """Return how to tell where each thing was put; the names are those of the view's lists."""

    def tell(view: View, value: Json) -> Iterator[given.Given]:
        if not isinstance(value, Mapping):
            raise given.NoResponse
        there, known = given.texts(view, places), given.texts(view, things)
        for thing, text in known.items():
            yield given.Given(thing, (given.Known(text), given.place(there, value.get(thing))))
        for strange in (thing for thing in value if thing not in known):
            yield given.Given("", (given.Sent(strange), given.Sent(value[strange])))

    return tell


def samples(belongs: Mapping[str, str], places: Sequence[Choosable]) -> Samples:
    """Return responses: all things in their places, in others, one in its own, and in none."""
    tokens = [place.token for place in places]
    wrong = {t: next(other for other in tokens if other != p) for t, p in belongs.items()}
    partly = dict(list(belongs.items())[:1])
    return Samples(
        right=dict(belongs), wrong=wrong, partly=partly, invalid=dict.fromkeys(belongs, "?")
    )
