"""The pictures of the report, as SVG that takes the page's colours and its width.

Widths are per cents, so that lettering keeps its size on paper and on a telephone. Every picture
says in words what it shows, and stands beside a table or a sentence with the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from quizkit.desk.report.wording import Wording

STEPS = (0.25, 0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100, 200, 250, 500)
FEWEST_BARS, MOST_BARS = 10, 20
HEIGHT = 210  # pixels of bars
BOX = 34  # pixels above them, for the box with whiskers
SIDES = 380  # pixels high is the map of questions
LOWEST = (0.0, -0.2, -0.4, -1.0)  # correlation at the foot of the map
WIDTH = 560  # pixels of the map where dots are kept apart: on a page, and on paper
DISC = 10  # radius of a question on the map
TRACE = (150, 118)  # pixels: width and height of the lines of one question
APART = 13  # pixels between the letters at their ends


@dataclass(frozen=True, slots=True)
class Bars:
    """A histogram: the width of a bar in points, and how many students are in each.

    >>> Bars.of([1, 2, 2, 4], 4)
    Bars(step=0.5, counts=(0, 0, 1, 0, 2, 0, 0, 1))
    """

    step: float
    counts: tuple[int, ...]

    @classmethod
    def of(cls, scores: Sequence[float], points: float) -> Bars:
        """Sort scores into bars from 0 to ``points``; a full score belongs to the last one.

        There are some 2∛n bars (Rice's rule), of a width that divides the points where one does.
        """
        most = min(MOST_BARS, max(FEWEST_BARS, 2 * len(scores) ** (1 / 3)))
        few = [step for step in STEPS if points / step <= most] or [max(1.0, points / most)]
        step = next((s for s in few[:4] if points % s == 0), few[0])
        number = max(1, ceil(points / step - 1e-9))
        counts = [0] * number
        for score in scores:
            counts[min(number - 1, max(0, int(score / step + 1e-9)))] += 1
        return cls(step, tuple(counts))

    def bounds(self, at: int) -> tuple[float, float]:
        """Return from which score to which a bar reaches."""
        return at * self.step, (at + 1) * self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line of one answer over the weak, the middle and the strong third."""

    sign: str
    shares: tuple[float, float, float]
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One question on the map: its number, facility and discrimination, with their errors."""

    number: int
    facility: float
    facility_error: float
    discrimination: float
    error: float
    found: bool


def histogram(
    bars: Bars, box: tuple[float, float, float, float, float], mean: float, words: Wording, alt: str
) -> str:
    """Draw the scores of a class, with a box and whiskers above them."""
    whole = bars.step * len(bars.counts)
    most = max(bars.counts) or 1
    parts = list(_grid(most))
    for at, count in enumerate(bars.counts):
        if count:
            parts.append(_bar(at, count, most, len(bars.counts)))
    for at in range(len(bars.counts) + 1):
        if at % max(1, len(bars.counts) // 10) == 0:
            label, x = words.points(at * bars.step), 100 * at / len(bars.counts)
            parts.append(_text(x, BOX + HEIGHT + 17, label))
    parts += _box([100 * value / whole for value in box])
    at_mean = 100 * mean / whole
    parts.append(_line(at_mean, BOX - 4, at_mean, BOX + HEIGHT, "mean"))
    side = "start" if at_mean < 50 else "end"
    shift = 6 if side == "start" else -6
    label = f"{words.say('mean_mark')} {words.points(mean)}"
    parts.append(_text(at_mean, BOX + 8, label, anchor=side, dx=shift, kind="halo"))
    parts.append(_text(50, BOX + HEIGHT + 36, words.say("scores_axis"), kind="axis"))
    return _svg(parts, BOX + HEIGHT + 42, alt, "histogram")


def _grid(most: int) -> Iterator[str]:
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / s <= 5), 2000)
    for count in range(0, most + 1, step):
        y = BOX + HEIGHT - HEIGHT * count / most * 0.92
        yield _line(0, y, 100, y, "base" if count == 0 else "grid")
        yield _text(0, y + 4, str(count), anchor="end", dx=-6)


def _bar(at: int, count: int, most: int, number: int) -> str:
    height = HEIGHT * count / most * 0.92
    return (
        f'<rect class="bar" x="{_n(100 * at / number + 0.25)}%" y="{_n(BOX + HEIGHT - height)}"'
        f' width="{_n(100 / number - 0.5)}%" height="{_n(height)}"/>'
    )


def _box(at: Sequence[float]) -> list[str]:
    lowest, quarter, median, three_quarters, highest = at
    y, width = 14, max(0.3, three_quarters - quarter)
    return [
        _line(lowest, y, quarter, y, "whisker"),
        _line(three_quarters, y, highest, y, "whisker"),
        _line(lowest, y - 5, lowest, y + 5, "whisker"),
        _line(highest, y - 5, highest, y + 5, "whisker"),
        f'<rect class="box" x="{_n(quarter)}%" y="{y - 8}" width="{_n(width)}%" height="16"/>',
        _line(median, y - 8, median, y + 8, "median"),
    ]


def question_map(dots: Sequence[Dot], words: Wording, alt: str) -> str:
    """Draw each question by its facility and its discrimination."""
    lowest = min((dot.discrimination for dot in dots), default=0.0)
    low = next(low for low in LOWEST if lowest >= low or low == LOWEST[-1])
    parts = list(_map_grid(low, words))
    for dot in dots:
        x, y = 100 * dot.facility, _height(dot.discrimination, low)
        ends = [_height(dot.discrimination + sign * dot.error, low) for sign in (-1, 1)]
        parts.append(_line(x, ends[0], x, ends[1], "error"))
        left, right = (100 * (dot.facility + sign * dot.facility_error) for sign in (-1, 1))
        parts.append(_line(max(0, left), y, min(100, right), y, "error"))
    for dot, aside in _beside(dots, low):
        x, y = 100 * dot.facility, _height(dot.discrimination, low)
        kind = " found" if dot.found else ""
        disc = f'<circle class="dot{kind}" cx="{_n(x)}%" cy="{_n(y)}" r="{DISC}"/>'
        number = _text(x, y + 4, str(dot.number), kind=f"in-dot{kind}")
        parts.append(f'<g transform="translate({aside} 0)">{disc}{number}</g>')
    parts.append(_text(50, SIDES + 38, words.say("map_x"), kind="axis"))
    return _svg(parts, SIDES + 44, alt, "map")


def _map_grid(low: float, words: Wording) -> Iterator[str]:
    for share in range(0, 101, 20):
        yield _line(share, 0, share, SIDES, "grid")
        yield _text(share, SIDES + 18, words.share(share / 100))
    for tenths in range(round(10 * low), 11, 2):
        kind = {0: "base", 2: "limit"}.get(tenths, "grid")
        y = _height(tenths / 10, low)
        yield _line(0, y, 100, y, kind)
        yield _text(0, y + 4, words.decimal(tenths / 10, 1), anchor="end", dx=-8)


def _beside(dots: Iterable[Dot], low: float) -> Iterator[tuple[Dot, int]]:
    """Yield by how many pixels each dot is moved aside, so that none covers another."""
    taken: list[tuple[float, float]] = []
    for dot in dots:
        x, y = WIDTH * dot.facility, _height(dot.discrimination, low)
        aside = 0
        while any(abs(x + aside - x2) < 2 * DISC and abs(y - y2) < 2 * DISC for x2, y2 in taken):
            aside += DISC if x < WIDTH / 2 else -DISC
        taken.append((x + aside, y))
        yield dot, aside


def _height(correlation: float, low: float) -> float:
    return SIDES * (1 - min(1.0, max(low, correlation))) / (1 - low)


def traces(lines: Sequence[Line], names: Sequence[str], alt: str) -> str:
    """Draw how many of each third gave each answer; the right one is the thick line."""
    width, height = TRACE
    xs = [14.0, width / 2 - 6, width - 26.0]
    parts = [
        f'<line class="{"base" if share == 0 else "grid"}" x1="{xs[0]}" x2="{xs[2]}"'
        f' y1="{_n(_in_trace(share))}" y2="{_n(_in_trace(share))}"/>'
        for share in (0.0, 0.5, 1.0)
    ]
    parts += [
        f'<text x="{_n(x)}" y="{height + 16}" text-anchor="middle">{escape(name)}</text>'
        for x, name in zip(xs, names, strict=True)
    ]
    for at, line in enumerate(sorted(lines, key=lambda line: line.right)):
        points = " ".join(
            f"{_n(x)},{_n(_in_trace(s))}" for x, s in zip(xs, line.shares, strict=True)
        )
        kind = "right" if line.right else f"wrong dash{at % 4}"
        parts.append(f'<polyline class="trace {kind}" points="{points}"/>')
    for line, y in _apart(lines):
        weight = ' class="right"' if line.right else ""
        parts.append(
            f'<text x="{_n(xs[2] + 6)}" y="{_n(y + 4)}"{weight}>{escape(line.sign)}</text>'
        )
    return (
        f'<svg class="traces" role="img" aria-label="{escape(alt)}" width="{width}"'
        f' height="{height + 22}" viewBox="0 0 {width} {height + 22}">{"".join(parts)}</svg>'
    )


def _in_trace(share: float) -> float:
    return 8 + (TRACE[1] - 10) * (1 - share)


def _apart(lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """Return where the letter at each line's end stands, none upon another."""
    ordered = sorted(lines, key=lambda line: line.shares[2])
    ys: list[float] = []
    for line in ordered:  # from below upwards
        y = _in_trace(line.shares[2])
        ys.append(min(y, ys[-1] - APART) if ys else y)
    over = 8 - min(ys, default=8.0)
    if over > 0:  # they have grown out of the picture: down again, from above
        ys[-1] = 8.0
        for at in range(len(ys) - 1, 0, -1):
            ys[at - 1] = max(ys[at - 1], ys[at] + APART)
    return list(zip(ordered, ys, strict=True))


def _svg(parts: Iterable[str], height: float, alt: str, name: str) -> str:
    return (
        f'<svg class="{name}" role="img" aria-label="{escape(alt)}" width="100%"'
        f' height="{_n(height)}">{"".join(parts)}</svg>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{_n(x1)}%" y1="{_n(y1)}" x2="{_n(x2)}%" y2="{_n(y2)}"/>'


def _text(
    x: float, y: float, text: str, *, anchor: str = "middle", dx: float = 0, kind: str = ""
) -> str:
    named = f' class="{kind}"' if kind else ""
    return (
        f'<text{named} x="{_n(x)}%" y="{_n(y)}" dx="{_n(dx)}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
