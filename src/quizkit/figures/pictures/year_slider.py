"""NATO's enlargement with a year to slide: one map that goes through the rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from quizkit import languages
from quizkit.figures.live import LiveFigure
from quizkit.figures.map.alliance import FIRST, LAST, Alliance, alliance
from quizkit.figures.pictures.enlargement_map import (
    alt_text,
    enlargement_figure,
    narrow_map,
    wide_map,
)
from quizkit.figures.sheet import Sheet

said = partial(languages.said, "year_slider")

Slot = tuple[str, int, str]  # kind of element, which of its kind in the picture, attribute
TEXT = ""  # stands for an element's text, where a slot has an attribute


def sliding_map(language: str) -> LiveFigure:
    """Draw the map of the last year, with the slider that goes back to the first."""
    rounds = list(alliance(language=language).rounds)
    states = {year: alliance(year, language=language) for year in rounds}
    data = {
        "first": FIRST,
        "last": LAST,
        "year": LAST,
        "words": {name: said(language, name) for name in ("year", "before", "after")},
        "stages": [{"from": year, "said": _said(nato)} for year, nato in states.items()],
        "pictures": [_picture(states, "wide", wide_map), _picture(states, "narrow", narrow_map)],
    }
    return LiveFigure(figure=enlargement_figure(language), script="slider", data=data)


def _picture(
    states: dict[int, Alliance], variant: str, draw: Callable[[Alliance], Sheet]
) -> dict[str, Any]:
    """Return what changes in one of the two pictures."""
    changing = stages({year: draw(nato) for year, nato in states.items()})
    alt = {year: alt_text(nato) for year, nato in states.items()}
    return {"select": f"svg.quizkit-{variant}", "alt": alt} | changing


def _said(nato: Alliance) -> str:
    form = "founded" if nato.year == FIRST else "said"
    names = languages.joined(nato.names(nato.rounds[nato.year]), nato.language)
    return said(nato.language, form, size=nato.size, year=nato.year, names=names)


def stages(sheets: Mapping[int, Sheet]) -> dict[str, Any]:
    """Return the places in the picture that change, and what they are at each stage.

    Sheets of one make have the same shapes and the same lines of lettering, in the same order, so
    that one picture and these few values are all stages. ``slots`` says where, ``values`` what.

    >>> one, two = Sheet(width=9), Sheet(width=9)
    >>> _ = one.lettering(0, 0, "before"), two.lettering(0, 0, "after")
    >>> stages({1: one, 2: two})["slots"]
    [('text', 0, 'textLength'), ('text', 0, '')]
    """
    looks = {stage: list(_looks(sheet)) for stage, sheet in sheets.items()}
    rows = list(zip(*looks.values(), strict=True))
    moving = [n for n, row in enumerate(rows) if len({value for _, value in row}) > 1]
    return {
        "slots": [rows[n][0][0] for n in moving],
        "values": {stage: [look[n][1] for n in moving] for stage, look in looks.items()},
    }


def _looks(sheet: Sheet) -> Iterator[tuple[Slot, str]]:
    """Yield every attribute and all lettering, in the order of the picture."""
    numbers: Counter[str] = Counter()
    for mark in sheet.marks():
        number = numbers[mark.tag]
        numbers[mark.tag] += 1
        for name, value in mark.attributes().items():
            yield (mark.tag, number, name), value
        if mark.tag == "text":
            yield (mark.tag, number, TEXT), mark.says
