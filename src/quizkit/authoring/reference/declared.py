"""The fields of a quiz file: of the quiz, of every question, and of each type of question.

This is where a new field or type is declared, in a line; the schema and the page follow. A test
holds it against what is read of a file, so that none can be forgotten here.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizkit.authoring.reference.kinds import (
    FLAG,
    ID,
    SAID,
    TEXT,
    TEXTS,
    WORD,
    WORDS,
    Field,
    Kind,
    either,
    listing,
    mapping,
    named,
    number,
    one_of,
    record,
    whole,
    words_of,
)
from quizkit.checking import item_writing, quiz_sets
from quizkit.quiz.model import IDS
from quizkit.quiz.types import TYPES, zone_fields
from quizkit.quiz.types.cloze import BLANKS

ALL = {"const": "all"}
DRAWN = Kind("a number, or `all`", {"anyOf": [*whole(1, 100_000).schema["anyOf"], ALL]})
SOME_ID = Kind("an id: small letters, digits, `-` and `_`", ID)

QUIZ = (
    Field("id", SOME_ID, "The quiz's own name: answers are kept under it.", needed=True),
    Field("title", TEXT, "Its heading; with {en: …, nl: …}, the languages of it all.", needed=True),
    Field(
        "objectives",
        named(TEXT, called="a mapping of names to texts"),
        "What the quiz trains, each by a name that its questions have as 'objective'.",
    ),
    Field("attempts", whole(1, 1000), "How often each answer may be checked (unlimited)."),
    Field("certainty", FLAG, "Whether one says of each answer how sure one is (false)."),
    Field("core", whole(1, 1000), "So many questions, the first, belong to the lesson (all)."),
    Field(
        "draw",
        either(DRAWN, named(DRAWN, called="a mapping of tags or objectives to such numbers")),
        "So many questions are drawn for each learner: of all, or by tag or objective (all).",
    ),
    Field("seed", WORD, "Any word: another one makes other draws."),
)  # and 'questions'


def table(*fields: Field) -> Kind:
    """Return an answer that is derived from a table."""
    picked = (
        Field("table", WORD, "The name of a table of the course.", needed=True),
        Field("where", WORD, "Which rows, as a condition on their columns (all)."),
    )
    return Kind("derived from a table", mapping((*picked, *fields)))


A_VALUE = dict(TEXT.schema)
PARAMETER = either(
    Kind("a list of values", {"type": "array", "minItems": 1, "items": A_VALUE}),
    record(
        Field("from", number(), "The first value.", needed=True),
        Field("to", number(), "The last.", needed=True),
        Field("step", number(), "From one to the next (1)."),
        called="a range",
    ),
    Kind("listed choices", mapping([Field("choices", listing(TEXT), "Values.", needed=True)])),
    table(Field("column", WORD, "The column with the values.", needed=True)),
)
VARIANTS = Kind(
    "a mapping of parameters, each a range, a list or a column",
    {
        **named(PARAMETER, called="").schema,
        "properties": {
            "where": {"description": "Which combinations are asked.", **WORD.schema},
            "count": {"description": "At most so many of them (20).", **whole(2, 200).schema},
        },
    },
)
HINT = record(
    Field("text", TEXT, "What the hint says.", needed=True),
    Field("cost", number(0, 1), "What opening it costs, as a part of the points (0)."),
    Field("reveals", FLAG, "Whether it tells the answer, on purpose (false)."),
    scalar="text",
    called="texts, or mappings of `text`, `cost`, `reveals`",
)
COMMON = (
    Field("id", SOME_ID, "The question's own name within the quiz.", needed=True),
    Field("type", one_of(list(TYPES)), "What the reader does.", needed=True),
    Field("prompt", TEXT, "The question itself, in Markdown.", needed=True),
    Field("points", number(0, 1000), "What a right answer is worth (1); 0 for a prediction."),
    Field("objective", WORD, "The name of one of the quiz's objectives."),
    Field("hints", listing(HINT), "Hints, opened one after the other."),
    Field("source", WORDS, "Where the answer is from; on the printed key alone."),
    Field("attempts", whole(1, 1000), "How often an answer may be checked (as the quiz says)."),
    Field("explanation", TEXT, "Why that is the answer; shown with it."),
    Field("then", TEXT, "The text that goes on once the question is answered."),
    Field("shuffle", FLAG, "Whether options are shuffled (true)."),
    Field(
        "allow",
        words_of([*item_writing.RULES, *quiz_sets.RULES]),
        "Rules of the check that the question breaks on purpose.",
    ),
    Field("certainty", FLAG, "Whether one says how sure one is (as the quiz says)."),
    Field("void", FLAG, "In a graded quiz: it no longer counts."),
    Field("credit", one_of(["all"]), "In a graded quiz: 'all' get its points."),
    Field("tags", WORDS, "Names by which the quiz may draw it."),
    Field(
        "variants",
        VARIANTS,
        "Parameters: each learner gets the question with other values; see Variants.",
    ),
)

FEEDBACK = Field("feedback", TEXT, "What is said when it is chosen.")
OWN_ID = Field("id", WORD, "A name that stays when the text is mended (the text).")


COLUMN_OF_ONE = Field("value", WORD, "The column of the one row that is meant.")
OPTIONS = Field(
    "options",
    either(
        listing(
            record(
                Field("text", TEXT, "What the option says.", needed=True),
                Field("correct", FLAG, "Whether it is right (false)."),
                FEEDBACK,
                OWN_ID,
                scalar="text",
            ),
            least=2,
            called="a list of options",
        ),
        table(
            Field("text", WORD, "The column with the options.", needed=True),
            Field("correct", WORD, "The condition on a row that makes it right.", needed=True),
            Field("feedback", WORD, "The column with what is said to each."),
        ),
    ),
    "What one chooses from.",
    needed=True,
)
PLACED = Field("feedback", TEXT, "Why it belongs there; shown once it is right.")


def _wrong(place: str) -> Field:
    remark = record(
        Field(place, TEXT, "The wrong choice that is meant.", needed=True),
        Field("feedback", TEXT, "What is said to it.", needed=True),
        scalar=place,
    )
    each = listing(remark, called=f"a list of `{place}` and `feedback`")
    return Field("wrong", either(TEXT, each), "What is said to a wrong choice, or to each.")


def _typed_wrong(name: str, kind: Kind) -> Field:
    entry = record(
        Field(name, kind, "A wrong answer that you foresee.", needed=True),
        Field("feedback", TEXT, "What is said to it.", needed=True),
        scalar=name,
    )
    return Field("wrong", listing(entry, called=f"a list of `{name}` and `feedback`"),
                 "Wrong answers that you foresee.")  # fmt: skip


NUMBER = either(
    number(),
    table(
        COLUMN_OF_ONE,
        Field("count", FLAG, "Count the rows."),
        Field("distinct", WORD, "Count the different values of this column."),
    ),
)
FORMS = either(TEXTS, table(COLUMN_OF_ONE, Field("values", WORD, "The column with the forms.")))
TWO_FEEDBACKS: dict[str, object] = {
    "type": "object",
    "properties": {said: dict(TEXT.schema) for said in ("true", "false")},
    "patternProperties": {SAID: dict(TEXT.schema)},
    "additionalProperties": False,
}
ITEM = (Field("text", TEXT, "What it says.", needed=True), PLACED, OWN_ID)


def _numbers(least: int, most: int | None = None) -> Kind:
    one = dict(number().schema)
    schema = {"type": "array", "minItems": least, "items": one}
    return Kind(f"{least} numbers", schema | ({"maxItems": most} if most else {}))


CORNERS = Kind(
    "a list of `[x, y]`",
    {"type": "array", "minItems": 3, "maxItems": 200, "items": dict(_numbers(2, 2).schema)},
)
ZONE = record(
    Field("circle", _numbers(3, 3), "[x, y, radius]; or else a rectangle or a polygon."),
    Field("rectangle", _numbers(4, 4), "[left, top, right, bottom]."),
    Field("polygon", CORNERS, "[x, y] of each corner."),
    Field("name", TEXT, "What lies there."),
    Field("feedback", TEXT, "What is said to who chose it."),
)
ZONES, NO_ZONES = (listing(ZONE, least=n, called="a list of zones") for n in (1, 0))

OWN: Mapping[str, tuple[Field, ...]] = {
    "choice": (OPTIONS,),
    "several": (OPTIONS,),
    "truefalse": (
        Field("answer", either(FLAG, table(COLUMN_OF_ONE)), "Which it is.", needed=True),
        Field(
            "feedback",
            either(TEXT, Kind("a mapping of `true` and `false`", TWO_FEEDBACKS)),
            "What is said to the answer, or to each of the two.",
        ),
    ),
    "number": (
        Field("answer", NUMBER, "The number.", needed=True),
        Field("tolerance", number(0), "How far an answer may be off (0)."),
        Field("relative_tolerance", number(0, 1), "The same, as a part of the answer (0)."),
        Field("unit", TEXT, "Its unit, which may be typed or left out."),
        Field(
            "units",
            named(number(above=True), called="a mapping of names to numbers"),
            "Other units, each worth so many of 'unit': {m: 0.001}.",
        ),
        Field("integer", FLAG, "Take whole numbers only (false)."),
        _typed_wrong("value", NUMBER),
    ),
    "text": (
        Field("accept", FORMS, "The forms that are right, the first one is shown."),
        Field("answer", FORMS, "The same, under a name for one form."),
        Field("case", FLAG, "Whether capitals matter (false)."),
        Field("accents", FLAG, "Whether accents matter (false)."),
        Field("punctuation", FLAG, "Whether punctuation matters: C# is not C (false)."),
        Field("distance", whole(0, 3), "How many letters may be mistyped (0)."),
        _typed_wrong("text", TEXT),
    ),
    "match": (
        Field(
            "pairs",
            either(
                listing(
                    record(
                        Field("left", TEXT, "The thing on the left.", needed=True),
                        Field("right", TEXT, "What belongs to it.", needed=True),
                        PLACED,
                        _wrong("right"),
                        scalar="left",
                    ),
                    least=2,
                    called="a list of pairs",
                ),
                table(
                    Field("left", WORD, "The column with the left sides.", needed=True),
                    Field("right", WORD, "The column with the right sides.", needed=True),
                ),
            ),
            "What belongs together.",
            needed=True,
        ),
        Field("extra", FORMS, "Things on the right that fit nothing."),
    ),
    "order": (
        Field(
            "items",
            either(
                listing(record(*ITEM, scalar="text"), least=2, called="a list of texts"),
                table(
                    Field("text", WORD, "The column with the texts.", needed=True),
                    Field("order_by", WORD, "The column that gives the order.", needed=True),
                    Field("descending", FLAG, "The greatest first (false)."),
                ),
            ),
            "What to put in order, in the right one.",
            needed=True,
        ),
        Field(
            "ends",
            record(
                Field("first", TEXT, "The name of the beginning.", needed=True),
                Field("last", TEXT, "The name of the end.", needed=True),
                scalar="first",
                called="a mapping of `first` and `last`",
            ),
            "The names of the two ends.",
        ),
    ),
    "groups": (
        Field(
            "groups",
            either(
                listing(
                    record(
                        Field("text", TEXT, "The group's name.", needed=True),
                        OWN_ID,
                        Field(
                            "items",
                            listing(
                                record(*ITEM, _wrong("group"), scalar="text"),
                                least=0,
                                called="a list of texts",
                            ),
                            "What belongs to the group.",
                            needed=True,
                        ),
                        scalar="text",
                    ),
                    least=2,
                    called="a list of groups",
                ),
                table(
                    Field("item", WORD, "The column with the things.", needed=True),
                    Field("group", WORD, "The column with their groups.", needed=True),
                ),
            ),
            "The groups, each with what belongs to it.",
            needed=True,
        ),
    ),
    "hotspot": (
        Field("picture", TEXT, "The name of a file beside the quiz file.", needed=True),
        Field("alt", TEXT, "What the picture shows, for people who cannot see it."),
        Field("zones", ZONES, "Where one is right.", needed=True),
        Field("wrong", NO_ZONES, "Wrong places that you foresee, with what is said to them."),
        Field("tolerance", number(0), "How far beside a zone is right too (0)."),
        Field("unit", one_of(zone_fields.UNITS), "What places are told in (percent)."),
        Field(
            "places",
            listing(
                record(
                    Field("name", TEXT, "Its name, which stands on the page.", needed=True),
                    Field("at", _numbers(2, 2), "[x, y].", needed=True),
                    scalar="name",
                ),
                least=2,
                called="a list of `name` and `at`",
            ),
            "Places to choose from in a list, for people who cannot see the picture.",
        ),
    ),
    "essay": (
        Field(
            "words",
            record(
                Field("least", whole(1, 2500), "So many at least."),
                Field("most", whole(1, 2500), "So many at most."),
                called="a mapping of `least` and `most`",
            ),
            "How long it should be; it cuts nothing off.",
        ),
        Field(
            "rubric",
            listing(
                record(
                    Field("criterion", TEXT, "What is looked at.", needed=True),
                    Field("points", number(0, 1000), "What it is worth.", needed=True),
                    Field("description", TEXT, "What earns them."),
                    scalar="criterion",
                ),
                called="a list of `criterion`, `points` and `description`",
            ),
            "What points are given for; the question is worth their sum.",
        ),
        Field("model_answer", TEXT, "A good answer, shown when one has finished."),
    ),
}


def _blank(kind: str) -> dict[str, object]:
    chosen = {"properties": {"type": {"const": kind}}, "required": ["type"]}
    fields = (
        Field("type", one_of(list(BLANKS)), "How the blank is filled in.", needed=True),
        Field("label", TEXT, "What the blank is, for people who cannot see it."),
        *OWN[kind],
    )
    return {"if": chosen, "then": mapping(fields)}


BLANK = {
    "type": "object",
    "properties": {"type": {"enum": list(BLANKS)}},
    "required": ["type"],
    "allOf": [_blank(kind) for kind in BLANKS],
}
FIELDS: Mapping[str, tuple[Field, ...]] = {
    **OWN,
    "cloze": (
        Field("text", TEXT, "The passage, with each blank as [[name]].", needed=True),
        Field(
            "blanks",
            named(
                Kind("a blank", BLANK),
                pattern=f"^{IDS.pattern}$",
                called="a mapping of names to blanks",
            ),
            "Each blank: a question of type choice, number or text, with that type's fields.",
            needed=True,
        ),
    ),
}
