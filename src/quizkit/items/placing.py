"""Putting each thing where it belongs: how match and groups grade, alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random

from quizkit.items import options
from quizkit.markup import html
from quizkit.model import UNANSWERED, Choosable, Grade, Json, Mark, Text


def grade(
    value: Json,
    *,
    things: Sequence[Choosable],
    places: Collection[str],
    belongs: Mapping[str, str],
    expected: Text,
) -> Grade:
    """Grade where a learner put things: each one in its place counts the same.

    Things not placed yet (absent, null or "") count as missing, and get no mark. Feedback of a
    thing says why it belongs where it does, so it is told only when it is there.
    """
    if value is None or value == {}:
        return UNANSWERED
    known = {thing.token: thing for thing in things}
    if not isinstance(value, Mapping) or not all(thing in known for thing in value):
        return Grade.invalid(expected)
    placed = {thing: place for thing, place in value.items() if place is not None and place != ""}
    if not placed:
        return UNANSWERED
    if not all(isinstance(place, str) and place in places for place in placed.values()):
        return Grade.invalid(expected)
    marks = []
    for thing, place in placed.items():
        right = belongs[thing] == place
        marks.append(Mark(thing, right, known[thing].feedback if right else None))
    return Grade.of(sum(mark.right for mark in marks) / len(belongs), marks=marks)


def basis(belongs: Mapping[str, str], places: Collection[str]) -> Sequence[str]:
    """Give what a response depends on: the things, the places and what belongs where."""
    return [*sorted(f"{thing}>{place}" for thing, place in belongs.items()), "", *sorted(places)]


def feedback(things: Sequence[Choosable], language: str) -> dict[str, Json]:
    """Give what is said of each thing, by token."""
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
