"""The variants of a question: each read as a question of its own, with its own mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import yaml

from quizkit.errors import Problem
from quizkit.quiz.model import Item, digest
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import Place
from quizkit.quiz.variants.filling import Filling
from quizkit.quiz.variants.parameters import Values, combinations, said

MOST = 4  # mistakes in variants that are told: the others are like them
Parse = Callable[[yaml.MappingNode, Place], Item | None]


@dataclass
class _Variant:
    values: Values
    item: Item | None = None
    shown: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def read(node: yaml.MappingNode, place: Place, parse: Parse) -> Item | None:
    """Read a question with parameters, by what reads one without; the first of its variants.

    What is wrong with every variant is told once, and what is wrong with some by the values of the
    first of those.
    """
    found = [_variant(node, values, place, parse) for values in _values(node, place)]
    if not found:
        return None
    common = [p for p in found[0].problems if all(p in each.problems for each in found)]
    for problem in common:
        place.problem(problem.line, problem.what, problem.mend)
    told = {problem.mend for problem in common}
    for each in found:
        named = place.within(f"{place.question} ({said(each.values)})")
        new = [problem for problem in each.problems if problem.mend not in told][:MOST]
        for problem in new if len(told) < MOST else ():
            named.problem(problem.line, problem.what, problem.mend)
            told.add(problem.mend)
    if told:
        return found[0].item
    return _together(found, node, place)


def _values(node: yaml.MappingNode, place: Place) -> list[Values]:
    return combinations(Fields(node, place), place.question)


def _variant(node: yaml.MappingNode, values: Values, place: Place, parse: Parse) -> _Variant:
    own = replace(place, problems=[])
    filling = Filling(values, own)
    item = parse(filling.question(node), own)
    return _Variant(values, item, tuple(filling.shown), own.problems)


def _together(found: Sequence[_Variant], node: yaml.MappingNode, place: Place) -> Item | None:
    """Return the first variant, which knows them all; note two that a learner can't tell apart."""
    items = [each.item for each in found if each.item is not None]
    names = [digest(*each.shown)[:12] for each in found]
    if len(set(names)) < len(names):
        forms = [json.dumps(item.form(), sort_keys=True) for item in items]
        names = [digest(n, form)[:12] for n, form in zip(names, forms, strict=True)]
    for at, name in enumerate(names):
        if name in names[:at]:
            one, other = (said(found[n].values) for n in (names.index(name), at))
            what = f"a learner sees the same with {one} and with {other}"
            place.problem(node, what, "show what differs in the prompt, as in '{a}'")
            return None
    made = tuple(
        replace(item, variant=name, values=said(each.values))
        for item, name, each in zip(items, names, found, strict=True)
    )
    return replace(made[0], variants=made)
