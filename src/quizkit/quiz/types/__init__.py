"""The question types, one module each.

To add a type: write its module here (fields, ``parse``, ``unread``, ``grade``, ``public``,
``key``), its script in ``widget/static/items`` and its test, and name it in ``PARSERS`` and
``UNREAD``: the latter reads a response where there is no key, from the question's form alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import yaml

from quizkit.errors import nearest
from quizkit.quiz.model import Grade, Item, Json
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import Place
from quizkit.quiz.types import choice, cloze, groups, match, number, order, several, text, truefalse
from quizkit.quiz.types.common import IDS, CommonFields, read_common

PARSERS: Mapping[str, Callable[[Fields, CommonFields], Item | None]] = {
    "choice": choice.parse,
    "several": several.parse,
    "truefalse": truefalse.parse,
    "number": number.parse,
    "text": text.parse,
    "match": match.parse,
    "order": order.parse,
    "groups": groups.parse,
    "cloze": cloze.parse,
}
UNREAD: Mapping[str, Callable[[Json, Mapping[str, Json]], Grade | None]] = {
    "choice": choice.unread,
    "several": several.unread,
    "truefalse": truefalse.unread,
    "number": number.unread,
    "text": text.unread,
    "match": match.unread,
    "order": order.unread,
    "groups": groups.unread,
    "cloze": cloze.unread,
}


def parse(node: yaml.Node, position: int, place: Place) -> Item | None:
    """Read one question, noting every mistake in ``place``; None if it cannot be asked."""
    if not isinstance(node, yaml.MappingNode):
        mend = "start it with '- id: …' and put its fields below"
        place.problem(node, f"question {position} cannot be read", mend)
        return None
    question = _id(node)
    fields = Fields(node, place.within(question))
    if not question:
        fields.problem("id", f"question {position} has no id", "write 'id: some-name'")
    elif not IDS.fullmatch(question):
        mend = "use lower-case letters, digits, - and _"
        fields.problem("id", f"'{question[:40]}' cannot be an id", mend)
    parser = _parser(fields)
    common = read_common(fields, question or f"question-{position}")
    fields.get("id"), fields.get("type")
    if parser is None:
        return None
    item = parser(fields, common)
    fields.close()
    return item


def _id(node: yaml.MappingNode) -> str:
    values = [v.value for k, v in node.value if k.value == "id" and isinstance(v, yaml.ScalarNode)]
    return str(values[0]) if values else ""


def _parser(fields: Fields) -> Callable[[Fields, CommonFields], Item | None] | None:
    kinds = ", ".join(PARSERS)
    if fields.required("type", f"write 'type: …', one of {kinds}") is None:
        return None
    kind = fields.word("type") or ""
    if kind not in PARSERS:
        near = nearest(kind, PARSERS)
        mend = f"did you mean '{near}'?" if near else f"use one of {kinds}"
        fields.problem("type", f"unknown type '{kind[:40]}'", mend)
        return None
    return PARSERS[kind]
