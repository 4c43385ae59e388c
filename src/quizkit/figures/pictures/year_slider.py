"""NATO's enlargement with a year to slide: one map that goes through the rounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quizkit.figures.animation import stages
from quizkit.figures.live import LiveFigure
from quizkit.figures.map.alliance import FIRST, LAST, Alliance, alliance
from quizkit.figures.pictures.enlargement_map import (
    alt_text,
    enlargement_figure,
    narrow_map,
    wide_map,
)
from quizkit.figures.sheet import Sheet
from quizkit.figures.wording import joined

WORDS = {
    "en": {
        "year": "Year",
        "before": "Previous round",
        "after": "Next round",
        "said": "{size} members. In {year} joined: {names}.",
        "founded": "{size} members. The founders in {year}: {names}.",
    },
    "nl": {
        "year": "Jaar",
        "before": "Vorige ronde",
        "after": "Volgende ronde",
        "said": "{size} leden. In {year} kwamen erbij: {names}.",
        "founded": "{size} leden. De oprichters in {year}: {names}.",
    },
}


def sliding_map(language: str) -> LiveFigure:
    """Draw the map of the last year, with the slider that goes back to the first."""
    rounds = list(alliance(language=language).rounds)
    states = {year: alliance(year, language=language) for year in rounds}
    data = {
        "first": FIRST,
        "last": LAST,
        "year": LAST,
        "words": {name: WORDS[language][name] for name in ("year", "before", "after")},
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
    names = joined(nato.names(nato.rounds[nato.year]), language=nato.language)
    return WORDS[nato.language][form].format(size=nato.size, year=nato.year, names=names)
