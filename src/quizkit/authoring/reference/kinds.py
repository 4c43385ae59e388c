"""The kinds of value that a field of a quiz file takes, each in words and as JSON Schema.

The schema is never stricter than the check: a quiz file is read as text (``points: "2"`` is a
number, ``text: 1997`` a text), so every kind takes what the file's reader takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizkit import languages
from quizkit.quiz.loading import LANGUAGE
from quizkit.quiz.model import IDS

Schema = dict[str, Any]

IN_LANGUAGE = f"^{LANGUAGE}$"
DIGITS = r"[0-9\u0660-\uffff]"  # Python reads the digits of any script
NUMERAL = rf"^\s*[-+]?({DIGITS}[_{DIGITS[1:-1]}]*\.?|\.)[_{DIGITS[1:-1]}]*([eE][-+]?[0-9_]+)?\s*$"
SAID = (
    r"^\s*([Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|[Oo][Nn]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]|[Oo][Ff][Ff])\s*$"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: what it is called on the page, and what an editor checks."""

    called: str
    schema: Mapping[str, Any]
    inside: tuple[Field, ...] = ()  # of a mapping, or of the entries of a list


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a quiz file; ``needed`` is whether it must be there."""

    name: str
    kind: Kind
    about: str
    needed: bool = False

    def schema(self) -> Schema:
        """Return what an editor checks; a field that is left empty counts as absent."""
        taken = dict(self.kind.schema)
        if not self.needed:
            taken = {"anyOf": [*taken.get("anyOf", [taken]), {"type": "null"}]}
        elif "$ref" in taken:  # nothing may stand beside that
            taken = {"anyOf": [taken]}
        return {"description": self.about, **taken}


SCALAR: Schema = {"type": ["string", "number", "boolean"]}
ID: Schema = {"type": [*SCALAR["type"], "null"], "pattern": f"^{IDS.pattern}$"}


def mapping(
    fields: Iterable[Field], *, languages_too: bool = False, needed: Iterable[str] = ()
) -> Schema:
    """Return the schema of a mapping with these fields and no others."""
    fields = tuple(fields)
    schema: Schema = {
        "type": "object",
        "properties": {field.name: field.schema() for field in fields},
        "additionalProperties": False,
    }
    if languages_too:  # the texts of its main field, beside the others
        own = "|".join(field.name for field in fields)
        others = f"^(?!(?:{own})$){LANGUAGE}$"
        schema["patternProperties"] = {others: {"type": [*SCALAR["type"], "null"]}}
    must = [*(field.name for field in fields if field.needed), *needed]
    return schema | ({"required": must} if must else {})


def text_schema() -> Schema:
    """Return the schema of a text: plain, or one for each language."""
    value = {"type": [*SCALAR["type"], "null"]}
    by_language = {
        "type": "object",
        "properties": dict.fromkeys(languages.known(), value),
        "patternProperties": {IN_LANGUAGE: value},
        "additionalProperties": False,
    }
    return {"anyOf": [SCALAR, by_language]}


def number(least: float | None = None, most: float | None = None, *, above: bool = False) -> Kind:
    """Return a number between bounds; ``above`` the lower one where that itself will not do."""
    called = "a number" + (" above 0" if above else "")
    if least is not None:
        called += f" from {least:g} to {most:g}" if most is not None else f", {least:g} or more"
    bounds = {"minimum": least, "maximum": most, "exclusiveMinimum": 0 if above else None}
    taken = {"type": "number", **{name: at for name, at in bounds.items() if at is not None}}
    return Kind(called, {"anyOf": [taken, {"type": "string", "pattern": NUMERAL}]})


def whole(least: int, most: int) -> Kind:
    """Return a whole number between bounds."""
    taken = {"type": "integer", "minimum": least, "maximum": most}
    called = f"a whole number from {least} to {most}"
    return Kind(called, {"anyOf": [taken, {"type": "string", "pattern": NUMERAL}]})


def one_of(values: Sequence[str]) -> Kind:
    """Return one of these words."""
    return Kind(", ".join(f"`{value}`" for value in values), {"enum": list(values)})


def words_of(values: Sequence[str]) -> Kind:
    """Return one or more of these words."""
    one: Schema = {"enum": list(values)}
    return Kind("a list of names", {"anyOf": [one, {"type": "array", "items": one}]})


def either(*kinds: Kind) -> Kind:
    """Return a value of any of these kinds."""
    taken = [each for kind in kinds for each in kind.schema.get("anyOf", [kind.schema])]
    inside = tuple(field for kind in kinds for field in kind.inside)
    return Kind(", or ".join(kind.called for kind in kinds), {"anyOf": taken}, inside)


def named(field: Kind, *, pattern: str | None = None, called: str) -> Kind:
    """Return a mapping whose names the author chooses."""
    names = {"propertyNames": {"pattern": pattern}} if pattern else {}
    schema = {"type": "object", "additionalProperties": dict(field.schema), **names}
    return Kind(called, schema, field.inside)


def record(*fields: Field, scalar: str = "", called: str = "a mapping") -> Kind:
    """Return a mapping of fields; a plain text stands for ``{scalar: text}``, if that will do."""
    as_text = bool(scalar) and not any(f.needed and f.name != scalar for f in fields)
    relaxed = tuple(
        Field(f.name, f.kind, f.about, f.needed and f.name != scalar) for f in fields
    )  # texts by language may stand in its place
    whole = mapping(relaxed, languages_too=bool(scalar))
    return Kind(called, {"anyOf": [SCALAR, whole]} if as_text else whole, fields)


def listing(entry: Kind, *, least: int = 1, called: str = "") -> Kind:
    """Return a list of entries, at least so many."""
    schema = {"type": "array", "minItems": least, "items": dict(entry.schema)}
    return Kind(called or f"a list of {entry.called}", schema, entry.inside)


A_TEXT: Schema = {"$ref": "#/definitions/text"}
TEXT = Kind("a text", A_TEXT)
TEXTS = either(TEXT, Kind("a list of texts", {"type": "array", "minItems": 1, "items": A_TEXT}))
WORD = Kind("a word", SCALAR)
WORDS = Kind(
    "a list of words",
    {"anyOf": [SCALAR, {"type": "array", "items": {"type": [*SCALAR["type"], "null"]}}]},
)
FLAG = Kind(
    "`true` or `false`", {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": SAID}]}
)
