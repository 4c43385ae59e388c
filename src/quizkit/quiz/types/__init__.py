"""The question types, one module each.

To add a type: write its module here, with a `QuestionType` named ``TYPE`` that holds all that the
rest asks of it, its words in ``languages/words``, its script in ``widget/static/items`` and its
test, and name it in ``TYPES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from quizkit.errors import nearest
from quizkit.quiz.model import IDS, Grade, Item, Json
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import Place
from quizkit.quiz.types import (
    choice,
    cloze,
    essay,
    groups,
    hotspot,
    match,
    number,
    order,
    several,
    text,
    truefalse,
)
from quizkit.quiz.types.question_type import QuestionType, read_common
from quizkit.quiz.variants import reading as variants

TYPES: Mapping[str, QuestionType[Any]] = {
    module.TYPE.name: module.TYPE
    for module in (
        choice,
        several,
        truefalse,
        number,
        text,
        match,
        order,
        groups,
        cloze,
        essay,
        hotspot,
    )
}


def unread(item: Item, value: Json) -> Grade | None:
    """Return the grade of a response that is missing or unreadable, or None if it can be graded.

    That depends on the question's form alone, so it is the same for someone who has no key.
    """
    return TYPES[item.type].unread(value, item.form())


def parse(node: yaml.Node, position: int, place: Place) -> Item | None:
    """Read one question, noting every mistake in ``place``; None if it cannot be asked."""
    if not isinstance(node, yaml.MappingNode):
        mend = "start it with '- id: …' and put its fields below"
        place.problem(node, f"question {position} cannot be read", mend)
        return None
    place = place.within(_id(node))
    if any(getattr(key, "value", "") == "variants" for key, _ in node.value):
        return variants.read(node, place, lambda one, own: _item(one, position, own))
    return _item(node, position, place)


def _item(node: yaml.MappingNode, position: int, place: Place) -> Item | None:
    """Read one question that has no parameters."""
    question = _id(node)
    fields = Fields(node, place)
    if not question:
        fields.problem("id", f"question {position} has no id", "write 'id: some-name'")
    elif not IDS.fullmatch(question):
        mend = "use lower-case letters, digits, - and _"
        fields.problem("id", f"'{question[:40]}' cannot be an id", mend)
    kind = _type(fields)
    common = read_common(fields, question or f"question-{position}")
    fields.get("id"), fields.get("type"), fields.get("variants")
    if kind is None:
        return None
    item: Item | None = kind.parse(fields, common)
    fields.close()
    return item


def _id(node: yaml.MappingNode) -> str:
    values = [v.value for k, v in node.value if k.value == "id" and isinstance(v, yaml.ScalarNode)]
    return str(values[0]) if values else ""


def _type(fields: Fields) -> QuestionType[Any] | None:
    kinds = ", ".join(TYPES)
    if fields.required("type", f"write 'type: …', one of {kinds}") is None:
        return None
    kind = fields.word("type") or ""
    if kind not in TYPES:
        near = nearest(kind, TYPES)
        mend = f"did you mean '{near}'?" if near else f"use one of {kinds}"
        fields.problem("type", f"unknown type '{kind[:40]}'", mend)
        return None
    return TYPES[kind]
