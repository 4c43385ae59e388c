"""Questions of every type, drawn by hypothesis, and responses to them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from quizkit.quiz.model import Choosable, Hint, Item, Json, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.essay import Criterion, Essay
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.hotspot import Hotspot
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Foreseen, Number
from quizkit.quiz.types.options import choosable
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText, WrongForm
from quizkit.quiz.types.truefalse import TrueFalse
from quizkit.quiz.types.zone_fields import Place, Zone
from quizkit.quiz.types.zones import Circle, Polygon, Shape

SECRET = "secret"  # stands in every text that a page may not see before the end
# No Â nor Ã: where µ follows, a quiz file is told that it has lost a letter.
_letters = st.characters(
    categories=["Ll", "Lu"], max_codepoint=0x24F, exclude_characters="\xc2\xc3"
)
words = st.text(_letters, min_size=3, max_size=12)
feedbacks = st.none() | words.map(lambda word: Text.plain(f"{SECRET} {word}"))
fractions = st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(Fraction)
tolerances = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(5)])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
jsons = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def common(shuffle: bool = True) -> dict[str, Any]:
    """Return the fields that every type has."""
    return {
        "id": "q",
        "prompt": Text.plain("Why"),
        "hints": (Hint(Text.plain(f"{SECRET} hint"), 0.25),),
        "explanation": Text.plain(f"{SECRET} explanation"),
        "then": Text.plain(f"{SECRET} text that follows"),
        "shuffle": shuffle,
    }


@st.composite
def choosables(draw: st.DrawFn, least: int = 2, most: int = 6) -> tuple[Choosable, ...]:
    """Draw things that differ."""
    texts = draw(st.lists(words, min_size=least, max_size=most, unique_by=str.casefold))
    return tuple(choosable("q", Text.plain(text), feedback=draw(feedbacks)) for text in texts)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Draw a choice question."""
    options = draw(choosables())
    correct = draw(st.sampled_from(options)).token
    return Choice(**common(draw(st.booleans())), options=options, correct=correct)


@st.composite
def severals(draw: st.DrawFn) -> Several:
    """Draw a several question."""
    options = draw(choosables())
    tokens = [option.token for option in options]
    correct = draw(st.frozensets(st.sampled_from(tokens), min_size=1))
    return Several(**common(draw(st.booleans())), options=options, correct=correct)


@st.composite
def truefalses(draw: st.DrawFn) -> TrueFalse:
    """Draw a true-or-false question."""
    said = draw(st.dictionaries(st.booleans(), words.map(lambda w: Text.plain(f"{SECRET} {w}"))))
    return TrueFalse(**common(), answer=draw(st.booleans()), feedback=said)


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    """Draw a number question."""
    wrong = draw(st.lists(st.builds(Foreseen, fractions, feedbacks), max_size=2))
    return Number(
        **common(),
        answer=draw(fractions),
        tolerance=draw(tolerances),
        relative_tolerance=draw(st.sampled_from([Fraction(0), Fraction(1, 20)])),
        unit=draw(st.none() | words.map(Text.plain)),
        wrong=tuple(wrong),
    )


@st.composite
def texts(draw: st.DrawFn) -> TypedText:
    """Draw a text question."""
    wrong = draw(st.lists(st.builds(WrongForm, words.map(Text.plain), feedbacks), max_size=2))
    return TypedText(
        **common(),
        accept=tuple(draw(st.lists(words.map(Text.plain), min_size=1, max_size=3))),
        case=draw(st.booleans()),
        accents=draw(st.booleans()),
        distance=draw(st.integers(0, 3)),
        wrong=tuple(wrong),
    )


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """Draw a match question."""
    lefts, rights = draw(choosables()), draw(choosables())
    tokens = [right.token for right in rights]
    pairs = {left.token: draw(st.sampled_from(tokens)) for left in lefts}
    return Match(**common(draw(st.booleans())), lefts=lefts, rights=rights, pairs=pairs)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Draw an order question."""
    return Order(**common(draw(st.booleans())), items=draw(choosables()))


@st.composite
def groupings(draw: st.DrawFn) -> Groups:
    """Draw a groups question."""
    groups, things = draw(choosables(most=3)), draw(choosables())
    tokens = [group.token for group in groups]
    belongs = {thing.token: draw(st.sampled_from(tokens)) for thing in things}
    return Groups(**common(draw(st.booleans())), groups=groups, items=things, belongs=belongs)


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    """Draw a cloze question."""
    inner = draw(st.lists(choices() | numbers() | texts(), min_size=1, max_size=4))
    blanks = {f"blank-{position}": item for position, item in enumerate(inner)}
    return Cloze(
        **common(),
        text=Text.plain(" and ".join(f"[[{name}]]" for name in blanks)),
        blanks=blanks,
        labels={name: Text.plain(name) for name in blanks},
    )


@st.composite
def essays(draw: st.DrawFn) -> Essay:
    """Draw an essay question."""
    secrets = words.map(lambda word: Text.plain(f"{SECRET} {word}"))
    bounds = st.none() | st.integers(1, 500)
    return Essay(
        **common(),
        least=draw(bounds),
        most=draw(bounds),
        rubric=tuple(draw(st.lists(st.builds(Criterion, secrets, st.just(2.0)), max_size=3))),
        model_answer=draw(st.none() | secrets),
    )


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """Draw a zone on a picture that is as high as it is wide."""
    x, y = draw(st.floats(0.1, 0.7)), draw(st.floats(0.1, 0.7))
    size = draw(st.floats(0.01, 0.2))
    corners = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))
    return draw(st.sampled_from([Circle(x, y, size / 2), Polygon(corners), Polygon(corners[:3])]))


@st.composite
def hotspots(draw: st.DrawFn) -> Hotspot:
    """Draw a hotspot question."""
    zones = st.builds(Zone, shapes(), feedbacks, feedbacks)
    places = st.builds(Place, words.map(Text.plain), st.just((0.25, 0.5)))
    return Hotspot(
        **common(),
        picture=Text.plain("![A map](map.svg)"),
        ratio=draw(st.sampled_from([1.0, 1.25])),
        looks="0123456789abcdef",
        zones=tuple(draw(st.lists(zones, min_size=1, max_size=2))),
        wrong=tuple(draw(st.lists(zones, max_size=2))),
        tolerance=draw(st.sampled_from([0.0, 0.02])),
        places=tuple(draw(st.lists(places, max_size=2))),
    )


KINDS: dict[str, st.SearchStrategy[Item]] = {
    "choice": choices(),
    "several": severals(),
    "truefalse": truefalses(),
    "number": numbers(),
    "text": texts(),
    "match": matches(),
    "order": orders(),
    "groups": groupings(),
    "cloze": clozes(),
    "essay": essays(),
    "hotspot": hotspots(),
}


def responses(item: Item) -> st.SearchStrategy[Json]:
    """Draw responses: of the question's own shape, half right, or any JSON at all."""
    return st.one_of(jsons, st.just(item.right()), near(item))


def near(item: Item) -> st.SearchStrategy[Json]:  # noqa: C901 - a case a type
    """Draw responses of the question's own shape, right or wrong."""
    match item:
        case Choice():
            return st.sampled_from([option.token for option in item.options])
        case Several():
            return st.lists(st.sampled_from([option.token for option in item.options]))
        case TrueFalse():
            return st.booleans()
        case Number():
            return fractions.map(lambda number: str(float(number)))
        case TypedText() | Essay():
            return words
        case Order():
            return st.permutations([thing.token for thing in item.items])
        case Match():
            return placings([x.token for x in item.lefts], [x.token for x in item.rights])
        case Groups():
            return placings([x.token for x in item.items], [x.token for x in item.groups])
        case Hotspot():
            shares = st.floats(0, 1) | st.integers(0, 1)
            return st.fixed_dictionaries({"x": shares, "y": shares})
        case Cloze():
            given = {name: st.none() | near(blank) for name, blank in item.blanks.items()}
            return st.fixed_dictionaries({}, optional=given)
    raise AssertionError(item.type)


def placings(things: list[str], places: list[str]) -> st.SearchStrategy[Json]:
    """Draw things put somewhere, some of them nowhere."""
    return st.dictionaries(st.sampled_from(things), st.none() | st.sampled_from(places))
