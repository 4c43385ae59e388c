"""A place on a picture or a map.

::

    type: hotspot
    prompt: Where did the deputies meet?
    picture: map.svg
    alt: Map of Europe in 1997, without names
    zones:
      - {circle: [48, 61, 3], name: Geneva}
    wrong:
      - {rectangle: [40, 40, 46, 48], feedback: That is Paris; they met farther to the south-east.}
    places: [{name: Paris, at: [43, 44]}, {name: Geneva, at: [48, 61]}, {name: Rome, at: [54, 77]}]

A zone is ``circle: [x, y, radius]``, ``rectangle: [left, top, right, bottom]`` or
``polygon: [[x, y], [x, y], [x, y]]``, in per cent of the picture's width and height from its upper
left corner, a radius in per cent of the width; with ``unit: pixels`` all in pixels of the file. A
place in any of ``zones`` is right, also one that misses it by no more than ``tolerance``; in a zone
of ``wrong`` it gets that feedback. ``places`` are some, right and wrong ones, that can be chosen
from a list too, for those who cannot see the picture: their names stand on the page.

Response: ``{"x": 0.48, "y": 0.61}``, shares of the picture's width and height. All or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from typing import ClassVar

from quizkit.languages import Said
from quizkit.quiz.markup import html, plain, without_markup
from quizkit.quiz.model import UNANSWERED, Grade, Item, Json, Mark, Text
from quizkit.quiz.paper import Answer, Form, Marked
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types.given import Given, Known, NoResponse
from quizkit.quiz.types.question_type import (
    CommonFields,
    Listed,
    QuestionType,
    Samples,
    Secrets,
    View,
    in_key,
)
from quizkit.quiz.types.zone_fields import (
    Place,
    Zone,
    read_frame,
    read_places,
    read_shown,
    read_zones,
)
from quizkit.quiz.types.zones import Point, drawing

BLANK = "______"
ONE_MARK = "x"  # the key of the only mark: a place is one thing, known by its first part
DIGITS = 4  # of a share
STEPS = 40  # across and down, in which a wrong place is looked for
AT = Text(Said("hotspot", "at"))
EXPECTED = Text(Said("hotspot", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot(Item):
    """A place on a picture; ``ratio`` is its height by its width, ``looks`` a hash of its bytes."""

    type: ClassVar[str] = "hotspot"

    picture: Text
    ratio: float
    looks: str = ""
    zones: tuple[Zone, ...]
    wrong: tuple[Zone, ...] = ()
    tolerance: float = 0.0
    places: tuple[Place, ...] = ()

    def form(self) -> dict[str, Json]:
        """Return which picture it is: on another one a place would be another place."""
        return {"picture": self.looks}

    def grade(self, value: Json) -> Grade:
        """Grade a place: in a zone, in a wrong one, or so near to a zone that it counts."""
        place = _place(value)
        if place is None:
            return unread(value, self.form()) or UNANSWERED
        at = (place[0], place[1] * self.ratio)
        for zones, allowed, right in (
            (self.zones, 0.0, True),
            (self.wrong, 0.0, False),
            (self.zones, self.tolerance, True),
        ):
            for zone in zones:
                if zone.shape.distance(at) <= allowed:
                    return Grade.of(float(right), marks=[Mark(ONE_MARK, right, zone.feedback)])
        return Grade.of(0.0, marks=[Mark(ONE_MARK, False)])

    def alike(self, value: Json) -> str:
        """Return one name for all places that count as the same: those of a zone, or of a tenth."""
        place = _place(value)
        if place is None:
            return ""
        at = (place[0], place[1] * self.ratio)
        right = bool(self.grade(value).fraction)
        for number, zone in enumerate(self.zones if right else self.wrong):
            if zone.shape.distance(at) <= (self.tolerance if right else 0.0):
                return f"{'right' if right else 'wrong'} {number}"
        return f"{place[0]:.1f} {place[1]:.1f}"

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the picture, and the places that can be chosen by name, in alphabetical order."""
        places = [
            {"name_text": plain(place.name.get(language)), "x": place.at[0], "y": place.at[1]}
            for place in self.places
        ]
        return {
            "input": "hotspot",
            "picture_html": html(self.picture.get(language)),
            "at_text": AT.get(language),
            "places": sorted(places, key=lambda place: str(place["name_text"]).casefold()),
        }

    def key(self, language: str) -> dict[str, Json]:
        """Return the zones as a drawing over the picture, and where they are in words."""
        said = [self._said(zone, language) for zone in self.zones]
        shapes = [zone.shape for zone in self.zones]
        return {"right_text": said[0], "also": said[1:], "zones_svg": drawing(shapes, self.ratio)}

    def _said(self, zone: Zone, language: str) -> str:
        at = in_words(self._share(zone.shape.inner()), AT.get(language))
        return f"{plain(zone.name.get(language))} ({at})" if zone.name else at

    def _share(self, point: Point) -> Point:
        x, y = point[0], point[1] / self.ratio
        return round(min(1.0, max(0.0, x)), DIGITS), round(min(1.0, max(0.0, y)), DIGITS)

    def right(self) -> Json:
        """Return a place in the first zone."""
        return self.response(self.zones[0].shape.inner())

    def response(self, point: Point) -> Json:
        """Return the response that names a point, which is in widths of the picture."""
        x, y = self._share(point)
        return {"x": x, "y": y}

    def basis(self) -> Sequence[str]:
        """A response depends on the picture, and on what of it is right."""
        zones = sorted(zone.shape.drawn() for zone in self.zones)
        return [self.looks, f"{self.ratio:.4f}", f"{self.tolerance:.6f}", *zones]


def in_words(place: Point, template: str) -> str:
    """Say where a place is, in whole per cent.

    >>> in_words((0.481, 0.609), "{x}% from the left, {y}% from the top")
    '48% from the left, 61% from the top'
    """
    return template.format(x=round(100 * place[0]), y=round(100 * place[1]))


def _place(value: Json) -> Point | None:
    """Return the place that a response names; None where it names none on the picture."""
    if not isinstance(value, Mapping) or set(value) != {"x", "y"}:
        return None
    x, y = value["x"], value["y"]
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in (x, y)):
        return None
    return (float(x), float(y)) if 0 <= x <= 1 and 0 <= y <= 1 else None  # not a number is neither


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if a place on the picture was given; see `QuestionType.unread`."""
    if value is None or value in ({}, {"x": None, "y": None}):
        return UNANSWERED
    return Grade.invalid(EXPECTED) if _place(value) is None else None


def parse(fields: Fields, common: CommonFields) -> Hotspot | None:
    """Read a hotspot question; None (with problems noted) if it cannot be asked."""
    shown, picture = read_shown(fields)
    frame = read_frame(fields, picture)
    tolerance = fields.number("tolerance", 0.0, least=0)
    zones = read_zones(fields, "zones", frame, least=1)
    wrong = read_zones(fields, "wrong", frame, least=0)
    places = read_places(fields, frame)
    if not (shown and picture and zones):
        return None
    item = Hotspot(
        **common,
        picture=shown,
        ratio=frame.ratio,
        looks=picture.name,
        zones=zones,
        wrong=wrong,
        tolerance=frame.length(tolerance),
        places=places,
    )
    _check(fields, item)
    return item


def _check(fields: Fields, item: Hotspot) -> None:
    """Note what makes a question of this kind senseless."""
    if _samples(item).wrong is None:
        what = "every place on the picture is right"
        fields.problem("zones", what, "make the zones or 'tolerance' smaller")
    if item.places and not any(item.grade(_at(place)).fraction for place in item.places):
        what = "none of the 'places' is right, for those who choose from the list"
        fields.problem("places", what, "add the right one")
    for zone in item.wrong:
        if item.grade(item.response(zone.shape.inner())).fraction:
            what = "a zone of 'wrong' lies within the right ones, and would never be noticed"
            fields.problem("wrong", what, "move it, or make 'zones' smaller")


def _at(place: Place) -> Json:
    return {"x": place.at[0], "y": place.at[1]}


def _listed(view: View, form: str) -> Listed:
    """Yield the picture with a blank for the place, and the places that have names."""
    shown = view["picture_html"] if form == "html" else f"[{without_markup(view['picture_html'])}]"
    yield f"{shown} {BLANK}", [escape(place["name_text"]) for place in view["places"]]


def _paper(view: View) -> tuple[Form, ...]:
    return (Marked(view["picture_html"]),)


def _answer(view: View, key: View) -> Answer:
    said = f"<strong>{escape(key['right_text'])}</strong>"
    return Answer(said, below=(Marked(view["picture_html"], key["zones_svg"]),))


def _given(view: View, value: Json) -> Iterator[Given]:
    """Yield the place: by its name where it was chosen so, else where it is."""
    place = _place(value)
    if place is None:
        raise NoResponse
    named = [each["name_text"] for each in view["places"] if (each["x"], each["y"]) == place]
    said = named[0] if named else in_words(place, view["at_text"])
    yield Given(ONE_MARK, (Known(escape(said)),))


def _secrets(item: Hotspot) -> Secrets:
    """Return how the right place may be written: as a response, in shares or in per cent."""
    right = item.right()
    x, y = right["x"], right["y"]
    percent = [f"{100 * each:g}" for each in (x, y)]
    return Secrets(forms=(json.dumps(right), ", ".join(percent), f"{x}, {y}"))


def _samples(item: Hotspot) -> Samples:
    tried = ({"x": x / STEPS, "y": y / STEPS} for x in range(STEPS + 1) for y in range(STEPS + 1))
    wrong = next((place for place in tried if not item.grade(place).fraction), None)
    return Samples(right=item.right(), wrong=wrong, partly=None, invalid={"x": 2, "y": 0})


TYPE = QuestionType(
    item=Hotspot,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: (),
    form=("picture",),
    view=("input", "picture_html", "at_text", "places", "name_text", "x", "y"),
    listed=_listed,
    told=Text(Said("hotspot", "told")),
    paper=_paper,
    answer=_answer,
    given=_given,
    numbered=False,
    alike=lambda item, _place, value: item.alike(value),
    secrets=_secrets,
    written=("zones",),
    shape=in_key("zones_svg"),
    options=None,
    samples=_samples,
)
