"""The fields of a picture with zones on it, as an author writes them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import yaml

from quizkit.quiz.markup import pictures
from quizkit.quiz.model import Text
from quizkit.quiz.pictures.picture import Picture
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import short
from quizkit.quiz.reading.values import as_number, read_picture
from quizkit.quiz.types.zones import Circle, Point, Polygon, Shape

PICTURE = "write 'picture: map.png', the name of a file beside the quiz file"
ALT = "write 'alt: Map of Europe, 1997', for those who cannot see it"
SHAPES = {
    "circle": "write 'circle: [x, y, radius]'",
    "rectangle": "write 'rectangle: [left, top, right, bottom]'",
    "polygon": "write 'polygon: [[x, y], [x, y], [x, y]]', three points or more",
}
ONE_SHAPE = "write one of 'circle: …', 'rectangle: …' and 'polygon: …'"
PLACES = "write 'places: [{name: Geneva, at: [48, 61]}]'"
UNITS = ("percent", "pixels")
SMALLEST = 1e-6  # area, in squares of the width
NEARLY = 1e-9
MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a picture, what it is called and what is said to who chose it."""

    shape: Shape
    name: Text | None = None
    feedback: Text | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has a name; ``at`` is in shares of the picture's width and height."""

    name: Text
    at: Point


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture that zones lie on, and whether they are told in its pixels."""

    width: float = 100.0
    height: float = 100.0
    pixels: bool = False
    known: bool = True  # else nothing can be said of where it ends

    @property
    def ratio(self) -> float:
        """The picture's height by its width."""
        return self.height / self.width

    def length(self, length: float) -> float:
        """Return a length across in widths of the picture."""
        return length / (self.width if self.pixels else 100.0)

    def point(self, x: float, y: float) -> Point:
        """Return a point in widths of the picture."""
        return self.length(x), self.length(y) * (1.0 if self.pixels else self.ratio)

    def holds(self, shape: Shape) -> bool:
        """Return whether a shape lies on the picture."""
        return not self.known or all(
            -NEARLY <= x <= 1 + NEARLY and -NEARLY <= y <= self.ratio + NEARLY
            for x, y in shape.corners()
        )


def read_shown(fields: Fields) -> tuple[Text | None, Picture | None]:
    """Read the picture, as a text that shows it, and its file."""
    node = fields.required("picture", PICTURE)
    if node is None:
        fields.text("alt")
        return None, None
    typed = [pair[1] for pair in node.value] if isinstance(node, yaml.MappingNode) else [node]
    if any(pictures(str(each.value)) for each in typed):  # as in other texts: ![…](map.png)
        shown = fields.text("picture")
    else:
        shown = _named(fields, node)
    files = {file for text in (shown.texts.values() if shown else ()) for file, _ in pictures(text)}
    found = [fields.place.pictures[file] for file in sorted(files) if file in fields.place.pictures]
    if len({(each.width, each.height) for each in found}) > 1:
        what = "the pictures are not of one size, and the zones would lie elsewhere on each"
        fields.problem("picture", what, "make them of one size")
    return shown, found[0] if found else None


def _named(fields: Fields, node: yaml.Node) -> Text | None:
    fields.required("alt", ALT)
    file, alt = fields.word("picture"), fields.text("alt")
    if file is None or alt is None:
        return None
    bare = {code: text.replace("[", "(").replace("]", ")") for code, text in alt.texts.items()}
    for text in bare.values():
        read_picture(node, fields.place, "'picture'", file, text)
    return Text({code: f"![{text}]({file})" for code, text in bare.items()})


def read_frame(fields: Fields, picture: Picture | None) -> Frame:
    """Read in what zones are told."""
    unit = fields.word("unit") or UNITS[0]
    if unit not in UNITS:
        fields.problem("unit", f"the unit '{short(unit)}' is not known", "write 'unit: pixels'")
    if picture is None:
        return Frame(pixels=unit == UNITS[1], known=False)
    return Frame(picture.width, picture.height, unit == UNITS[1])


def read_zones(fields: Fields, name: str, frame: Frame, *, least: int) -> tuple[Zone, ...]:
    """Read a list of zones."""
    if not least and fields.get(name) is None:
        return ()
    mend = f"write '{name}: [{{circle: [48, 61, 3]}}]'"
    return tuple(_zones(fields, name, frame, mend, least))


def _zones(fields: Fields, name: str, frame: Frame, mend: str, least: int) -> Iterator[Zone]:
    for entry in fields.entries(name, mend, least=least, entry="zone", scalar="circle"):
        given = [shape for shape in SHAPES if entry.get(shape) is not None]
        label = entry.text("name")
        feedback = entry.text("feedback")
        if len(given) != 1:
            entry.problem(name, f"there are {len(given)} shapes, not one", ONE_SHAPE)
        shape = _shape(entry, given[0], frame) if len(given) == 1 else None
        entry.close()
        if shape:
            yield Zone(shape, label, feedback)


def _shape(entry: Fields, kind: str, frame: Frame) -> Shape | None:
    numbers = _numbers(entry, kind)
    shape = _made(kind, numbers, frame) if numbers else None
    if shape is None:
        entry.problem(kind, f"'{kind}' cannot be read", SHAPES[kind])
    elif isinstance(shape, Polygon) and shape.area < SMALLEST:
        entry.problem(kind, f"'{kind}' covers nothing", SHAPES[kind])
    elif not frame.holds(shape):
        size = f"{frame.width:g} by {frame.height:g} pixels" if frame.pixels else "100 by 100"
        what = f"'{kind}' lies partly outside the picture, which is {size}"
        entry.problem(kind, what, "keep it inside, or write 'unit: pixels' if that is meant")
    else:
        return shape
    return None


def _numbers(entry: Fields, name: str) -> list[float]:
    """Return the numbers of a list, or of pairs in a list; none where one is no number."""
    node = entry.get(name)
    nodes = node.value if isinstance(node, yaml.SequenceNode) else []
    if name == "polygon":
        if not all(isinstance(n, yaml.SequenceNode) and len(n.value) == 2 for n in nodes):
            return []
        nodes = list(chain.from_iterable(n.value for n in nodes))
    if not all(isinstance(n, yaml.ScalarNode) for n in nodes):
        return []
    numbers = [as_number(n.value) for n in nodes]
    return numbers if all(map(math.isfinite, numbers)) else []


def _made(kind: str, numbers: list[float], frame: Frame) -> Shape | None:
    if kind == "circle" and len(numbers) == 3 and numbers[2] > 0:
        return Circle(*frame.point(numbers[0], numbers[1]), frame.length(numbers[2]))
    if kind == "rectangle" and len(numbers) == 4:
        left, top, right, bottom = numbers
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        return Polygon(tuple(frame.point(*corner) for corner in corners))
    if kind == "polygon" and 6 <= len(numbers) <= 2 * MOST_POINTS:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return Polygon(tuple(frame.point(*pair) for pair in pairs))
    return None


def read_places(fields: Fields, frame: Frame) -> tuple[Place, ...]:
    """Read the places that have names."""
    if fields.get("places") is None:
        return ()
    found = []
    for entry in fields.entries("places", PLACES, least=2, entry="place", scalar="name"):
        entry.required("name", PLACES)
        name, numbers = entry.text("name"), _numbers(entry, "at")
        entry.close()
        if len(numbers) != 2 or not frame.holds(Circle(*frame.point(*numbers), 0.0)):
            entry.problem("at", "'at' is no place on the picture", PLACES)
        elif name:
            x, y = frame.point(*numbers)
            found.append(Place(name, (round(x, 4), round(y / frame.ratio, 4))))
    return tuple(found)
