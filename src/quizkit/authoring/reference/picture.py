"""A picture of a question of each type, drawn from what stands on its printed sheet."""

from __future__ import annotations

from random import Random

from quizkit.figures.sheet import LEAD, Element, Look, Sheet, drawn, length
from quizkit.quiz import paper
from quizkit.quiz.markup import plain, without_markup
from quizkit.quiz.model import Item
from quizkit.quiz.types import TYPES

WIDTH, PAD, SIZE = 560.0, 22.0, 15.0
ROW = 26.0  # from one row to the next
INK = "#1f2328"
LANGUAGE = "en"


def picture(item: Item) -> str:
    """Return a question as an SVG: its prompt, and below it what one fills in."""
    sheet = Sheet(width=WIDTH)
    prompt = plain(item.prompt.get(LANGUAGE))
    y = sheet.lettering(PAD, PAD, prompt, width=WIDTH - 2 * PAD, size=SIZE, bold=True) + 10
    kind = TYPES[item.type]
    for form in kind.paper(item.public(LANGUAGE, Random(item.id))):
        y = _draw(sheet, form, y) + 6
    sheet.height = y + PAD - 10
    look: Look = {"x": 0.0, "y": 0.0, "width": WIDTH, "height": sheet.height, "rx": 6.0}
    look |= {"fill": "#fff", "stroke": "#dcd8d0"}
    sheet.layers["shape"].insert(0, Element("rect", look))
    return drawn(sheet, alt_text=f"{kind.name}: {prompt}", variant="wide")


def _draw(sheet: Sheet, form: paper.Form, y: float) -> float:
    """Draw what one fills in, and return the y below it; what has no picture leaves no trace."""
    match form:
        case paper.Rows(rows, mark):
            return _rows(sheet, rows, mark, PAD, y, WIDTH - 2 * PAD)
        case paper.Line(unit, wide):
            end = PAD + (360 if wide else 140)
            sheet.line(PAD, y + 22, end, y + 22, opacity=0.8)
            sheet.lettering(end + 8, y + 6, unit, size=SIZE)
            return y + 30
        case paper.Lines():
            for at in (22, 48, 74):
                sheet.line(PAD, y + at, WIDTH - PAD, y + at, opacity=0.8)
            return y + 82
        case paper.Marked():
            return _place(sheet, y)
        case paper.Boxes(count, before, after):
            return _boxes(sheet, count, before, after, y)
        case paper.Pairs(left, right):
            half = WIDTH / 2 - PAD
            bottoms = (
                _rows(sheet, left, paper.Tick.BOX, PAD, y, half - 12),
                _rows(sheet, right, paper.Tick.NONE, WIDTH / 2, y, half),
            )
            return max(bottoms)
        case paper.Bins(names):
            return _bins(sheet, names, y)
        case paper.Passage(pieces):
            return _passage(sheet, pieces, y)
        case _:
            return y


def _rows(
    sheet: Sheet, rows: tuple[paper.Row, ...], mark: paper.Tick, x: float, y: float, width: float
) -> float:
    text_x = x + (24 if mark is paper.Tick.NONE else 50)
    for sign, text in rows:
        if mark is paper.Tick.CIRCLE:
            sheet.point(x + 9, y + 11, colour=INK, filled=False, area=200)
        elif mark is not paper.Tick.NONE:
            _square(sheet, x + 2, y + 4, 14)
        sheet.lettering(text_x - 24, y, sign, size=SIZE, bold=True)
        room = width - (text_x - x)
        y = max(y + ROW, 6 + sheet.lettering(text_x, y, _words(text), width=room, size=SIZE))
    return y


def _square(sheet: Sheet, x: float, y: float, side: float) -> None:
    look: Look = {"x": x, "y": y, "width": side, "height": side, "rx": 1.5}
    sheet.layers["box"].append(Element("rect", look | {"fill": "none", "stroke": INK}))


def _place(sheet: Sheet, y: float) -> float:
    """Draw a picture with a mark on it, whatever it shows."""
    sheet.box(PAD, y, PAD + 240, y + 130, colour=INK, tint=0.06)
    for dx, dy in ((-8, 8), (8, 8)):
        x, at = PAD + 150, y + 70
        sheet.line(x - dx, at - dy, x + dx, at + dy, opacity=1)
    return y + 138


def _boxes(sheet: Sheet, count: int, before: str, after: str, y: float) -> float:
    x = PAD
    sheet.lettering(x, y + 4, _words(before), size=SIZE)
    x += length(_words(before), size=SIZE) + 10
    for _ in range(count):
        _square(sheet, x, y, 26)
        x += 34
    sheet.lettering(x + 2, y + 4, _words(after), size=SIZE)
    return y + 32


def _bins(sheet: Sheet, names: tuple[str, ...], y: float) -> float:
    each = (WIDTH - 2 * PAD - 12 * (len(names) - 1)) / len(names)
    for place, name in enumerate(names):
        x = PAD + place * (each + 12)
        sheet.box(x, y, x + each, y + 64, colour=INK, tint=0)
        sheet.lettering(x + 10, y + 6, _words(name), width=each - 20, size=SIZE)
    return y + 72


def _passage(sheet: Sheet, pieces: tuple[str | paper.Gap, ...], y: float) -> float:
    """Set words and gaps one behind the other, in lines."""
    x = PAD
    for piece in pieces:
        gap = isinstance(piece, paper.Gap)
        for word in (
            [f"({piece.number})"] if isinstance(piece, paper.Gap) else _words(piece).split()
        ):
            wide = length(word, size=SIZE) + (84 if gap else 0)
            if x + wide > WIDTH - PAD:
                x, y = PAD, y + SIZE * LEAD + 6
            sheet.lettering(x, y, word, size=SIZE)
            if gap:
                sheet.line(x + wide - 78, y + 18, x + wide, y + 18, opacity=0.8)
            x += wide + 5
    return y + SIZE * LEAD + 8


def _words(html: str) -> str:
    return without_markup(html.replace("<br>", " "))
