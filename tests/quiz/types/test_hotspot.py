"""Hotspot questions: a place on a picture, in zones of every shape."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.asking import INVALID, RIGHT, UNANSWERED, WRONG, ask, feedback, outcome, said
from quizkit.quiz.paper import Marked
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.zones import Circle, Polygon

# The picture is 640 pixels wide and 400 high.
MAP = """
type: hotspot
picture: map.svg
alt: An invented country.
zones:
  - {circle: [50, 50, 10], name: The middle, feedback: Here.}
wrong:
  - {rectangle: [0, 0, 20, 20], feedback: That is the sea.}
  - {circle: [50, 68, 1], feedback: A little to the north.}
"""

# a place, and how it fares
PLACES = [
    ({"x": 0.5, "y": 0.5}, RIGHT),
    ({"x": 0.6, "y": 0.5}, RIGHT),  # on its edge
    ({"x": 0.61, "y": 0.5}, WRONG),
    ({"x": 0.5, "y": 0.65}, RIGHT),  # 15 % of the height are less than 10 % of the width
    ({"x": 0.5, "y": 0.67}, WRONG),
    ({"x": 0, "y": 1}, WRONG),
    ({"x": 1.01, "y": 0.5}, INVALID),
    ({"x": -0.01, "y": 0.5}, INVALID),
    ({"x": math.nan, "y": 0.5}, INVALID),
    ({"x": math.inf, "y": 0.5}, INVALID),
    ({"x": 10**400, "y": 0.5}, INVALID),
    ({"x": True, "y": 0.5}, INVALID),
    ({"x": "0.5", "y": 0.5}, INVALID),
    ({"x": 0.5}, INVALID),
    ({"x": 0.5, "y": None}, INVALID),
    ({"x": 0.5, "y": 0.5, "z": 0.5}, INVALID),
    ([0.5, 0.5], INVALID),
    ("0.5, 0.5", INVALID),
    ({"x": None, "y": None}, UNANSWERED),
    ({}, UNANSWERED),
    (None, UNANSWERED),
]


@pytest.mark.parametrize(("place", "fares"), PLACES)
def test_a_place_is_right_within_its_zone(place: object, fares: str) -> None:
    """A circle is round on a picture that is not square; what is no place on it is not read."""
    assert outcome(ask(MAP), place) == fares


def test_a_wrong_zone_has_its_feedback() -> None:
    """Who chose a place that the author foresaw is told what the author says of it."""
    item = ask(MAP)
    assert feedback(item, {"x": 0.1, "y": 0.1}) == ["That is the sea."]
    assert feedback(item, {"x": 0.5, "y": 0.5}) == ["Here."]
    assert feedback(item, {"x": 0.9, "y": 0.1}) == []


def test_a_tolerance_forgives_a_near_miss_but_no_wrong_zone() -> None:
    """A place just beside a zone is right, unless it is in one that is called wrong."""
    item = ask(MAP + "tolerance: 3\n")
    assert outcome(item, {"x": 0.63, "y": 0.5}) == RIGHT
    assert outcome(item, {"x": 0.64, "y": 0.5}) == WRONG
    assert feedback(item, {"x": 0.5, "y": 0.68}) == ["A little to the north."]


@pytest.mark.parametrize(
    "zone",
    [
        "circle: [320, 200, 64]",
        "rectangle: [300, 180, 340, 220]",
        "rectangle: [340, 220, 300, 180]",
        "polygon: [[300, 180], [340, 180], [320, 230]]",
        "polygon: [[300, 150], [340, 150], [340, 250], [300, 250], [330, 200]]",  # with a bay
    ],
)
def test_zones_are_told_in_pixels_too(zone: str) -> None:
    """With unit pixels a zone is as a drawing program tells it, whatever its shape."""
    item = ask(f"type: hotspot\npicture: map.svg\nalt: M\nunit: pixels\nzones: [{{{zone}}}]")
    assert outcome(item, item.right()) == RIGHT
    assert outcome(item, {"x": 0.1, "y": 0.1}) == WRONG


def test_a_bay_of_a_polygon_is_outside() -> None:
    """A polygon may be hollow: what lies between two of its arms is not in it."""
    points = "[[300, 150], [340, 150], [340, 250], [300, 250], [330, 200]]"
    item = ask(f"type: hotspot\npicture: map.svg\nalt: M\nunit: pixels\nzones: [polygon: {points}]")
    assert outcome(item, {"x": 305 / 640, "y": 0.5}) == WRONG
    assert outcome(item, {"x": 335 / 640, "y": 0.5}) == RIGHT


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=8, unique=True))
def test_a_polygon_holds_its_own_inner_point(points: list[tuple[float, float]]) -> None:
    """Whatever its corners are, the point by which a polygon is told lies in it or on its edge."""
    shape = Polygon(tuple(points))
    assert shape.distance(shape.inner()) < 1e-6


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_circle_and_its_many_corners_agree(x: float, y: float, px: float, py: float) -> None:
    """A circle is as far away as a polygon with so many corners that one cannot tell them apart."""
    turns = [2 * math.pi * n / 400 for n in range(400)]
    corners = tuple((x + 0.1 * math.cos(a), y + 0.1 * math.sin(a)) for a in turns)
    circle, polygon = Circle(x, y, 0.1), Polygon(corners)
    assert polygon.distance((px, py)) == pytest.approx(circle.distance((px, py)), abs=1e-4)


def test_the_key_shows_and_names_the_zone() -> None:
    """The key is a drawing over the picture, and words for who cannot see it."""
    key = ask(MAP).key("en")
    assert key["right_text"] == "The middle (50% from the left, 50% from the top)"
    assert '<circle cx="50" cy="31.25" r="10"/>' in key["zones_svg"]
    assert 'viewBox="0 0 100 62.5"' in key["zones_svg"]


def test_the_page_and_paper_hold_no_zone() -> None:
    """What students see is the picture, and places by name in an order that tells nothing."""
    places = "places: [{name: Zuid, at: [50, 50]}, {name: Noord, at: [10, 10]}]\n"
    item = ask(MAP + places)
    view = item.public("en")
    assert [place["name_text"] for place in view["places"]] == ["Noord", "Zuid"]
    assert "svg" not in json.dumps(view).replace("map.svg", "")
    assert TYPES["hotspot"].paper(view) == (Marked(view["picture_html"]),)
    assert TYPES["hotspot"].answer(view, item.key("en")).below[0].over


def test_a_named_place_is_called_by_its_name() -> None:
    """To the teacher a place that has a name is told by it, and another one by where it is."""
    item = ask(MAP + "places: [{name: Mid, at: [50, 50]}, {name: <b>, at: [10, 10]}]\n")
    view = item.public("en")
    told = [
        next(TYPES["hotspot"].given(view, {"x": x, "y": y})).said[0]
        for x, y in ((0.5, 0.5), (0.1, 0.1), (0.25, 0.333))
    ]
    assert [each.html for each in told if hasattr(each, "html")] == [
        "Mid",
        "&lt;b&gt;",
        "25% from the left, 33% from the top",
    ]


FRAME = "type: hotspot\npicture: map.svg\nalt: M\n"
ZONE = FRAME + "zones: [circle: [5, 5, 1]]\n"


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("type: hotspot\nalt: M\nzones: [circle: [1, 1, 1]]", "'picture' is missing"),
        ("type: hotspot\npicture: map.svg\nzones: [circle: [5, 5, 1]]", "'alt' is missing"),
        ("type: hotspot\npicture: nap.svg\nalt: M\nzones: [circle: [5, 5, 1]]", "did you mean"),
        (FRAME, "'zones' is missing"),
        (FRAME + "zones: []", "'zones' has 0 of at least 1 entries"),
        (FRAME + "zones: [{}]", "there are 0 shapes, not one"),
        (FRAME + "zones: [{circle: [5, 5, 1], rectangle: [1, 1, 2, 2]}]", "there are 2 shapes"),
        (FRAME + "zones: [circle: [5, 5]]", "'circle' cannot be read"),
        (FRAME + "zones: [circle: [5, 5, -1]]", "'circle' cannot be read"),
        (FRAME + "zones: [circle: 5]", "'circle' cannot be read"),
        (FRAME + "zones: [circle: [a, b, c]]", "'circle' cannot be read"),
        (FRAME + "zones: [rectangle: [1, 1, 1, 5]]", "'rectangle' covers nothing"),
        (FRAME + "zones: [rectangle: [1, 1, 101, 5]]", "lies partly outside the picture"),
        (FRAME + "zones: [polygon: [[1, 1], [2, 2]]]", "'polygon' cannot be read"),
        (FRAME + "zones: [polygon: [[1, 1], [2, 2], [3]]]", "'polygon' cannot be read"),
        (FRAME + "unit: cm\nzones: [circle: [5, 5, 1]]", "the unit 'cm' is not known"),
        (FRAME + "zones: [rectangle: [0, 0, 100, 100]]", "every place on the picture is right"),
        (ZONE + "places: [{name: A, at: [9, 9]}, {name: B, at: [8, 8]}]",
         "none of the 'places' is right"),
        (ZONE + "places: [{name: A, at: [5, 5]}, {name: B, at: [8]}]",
         "'at' is no place on the picture"),
        (FRAME + "zones: [circle: [9, 9, 5]]\nwrong: [circle: [9, 9, 1]]",
         "a zone of 'wrong' lies within the right ones"),
    ],
)  # fmt: skip
def test_mistakes_are_told(source: str, mistake: str) -> None:
    """What cannot be asked so is said, with what to write."""
    assert mistake in said(source)
