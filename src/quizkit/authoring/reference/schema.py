"""The JSON Schema of a quiz file, for the completion and the marks of an editor."""

from __future__ import annotations

from quizkit.authoring.reference.declared import COMMON, FIELDS, QUIZ
from quizkit.authoring.reference.example import example_of
from quizkit.authoring.reference.kinds import Schema, mapping, text_schema
from quizkit.quiz.types import TYPES

DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that every editor's server reads


def schema() -> Schema:
    """Return the schema of a quiz file.

    >>> schema()["required"]
    ['id', 'title', 'questions']
    """
    quiz = mapping(QUIZ, needed=["questions"])
    quiz["properties"]["questions"] = {
        "description": "The questions, in their order.",
        "type": "array",
        "minItems": 1,
        "items": _question(),
    }
    about = {"title": "A quiz", "description": "A quiz file of quizkit."}
    common = {field.name: field.schema() for field in COMMON}
    return {
        "$schema": DRAFT,
        **about,
        **quiz,
        "definitions": {"text": text_schema(), "common": {"properties": common}},
    }


def _question() -> Schema:
    return {
        "type": "object",
        "properties": {field.name: field.schema() for field in COMMON},
        "required": [field.name for field in COMMON if field.needed],
        # A question with parameters may have one in place of any value.
        "if": {"not": {"required": ["variants"]}},
        "then": {"allOf": [_of_type(name) for name in TYPES]},
        "else": {"allOf": [_of_type(name, filled_in=True) for name in TYPES]},
        "defaultSnippets": [_snippet(name) for name in TYPES],
    }


def _of_type(name: str, *, filled_in: bool = False) -> Schema:
    """Return what holds of a question of one type; of one with parameters, its names alone."""
    chosen = {"properties": {"type": {"const": name}}, "required": ["type"]}
    own = FIELDS.get(name)
    fields = mapping(own or ())
    common = {f.name: {"$ref": f"#/definitions/common/properties/{f.name}"} for f in COMMON}
    if filled_in:
        fields = {"properties": {f.name: {"description": f.about} for f in own or ()}}
        fields["additionalProperties"] = False
    fields["properties"] = common | fields["properties"]
    if own is None:  # a type that is not declared: whatever it has
        fields["additionalProperties"] = True
    if name == "text":  # the one or the other
        fields["anyOf"] = [{"required": ["accept"]}, {"required": ["answer"]}]
    return {"if": chosen, "then": fields}


def _snippet(name: str) -> Schema:
    """Return what an editor offers for a whole question of a type."""
    body = {"id": "${1:some-name}", **example_of(name)}
    return {"label": name, "description": f"A question of type {name}", "body": body}
