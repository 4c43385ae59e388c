"""The module's figures: drawn from its tables, offline, in the language of the lesson.

As the last value of a cell a figure shows itself with its caption and sources; it is drawn in
the current language (``quizkit.language``), with its content also in words (``alt``).

>>> figure = week()
>>> "Geneva" in figure.alt
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizkit import languages

if TYPE_CHECKING:
    from quizkit.figures.figure import Figure
    from quizkit.figures.live import LiveFigure
    from quizkit.figures.table import TableFigure

__all__ = [
    "claims",
    "consequences",
    "demands",
    "enlargement_map",
    "explorer",
    "glossary",
    "meetings",
    "outlooks",
    "people",
    "timeline",
    "week",
]

# Importing this must cost nothing: every function loads its drawing when it is called.


def week() -> TableFigure:
    """Draw the week at a glance, from Monday 10 to Thursday 13 January 2022.

    >>> week().language
    'en'
    """
    from quizkit.figures.pictures.week import week_figure

    return week_figure(languages.current())


def timeline() -> LiveFigure:
    """Draw what came before the week: events on one line of time, to go along one by one.

    >>> "1949" in timeline().alt
    True
    """
    from quizkit.figures.pictures.timeline import timeline_figure

    return timeline_figure(languages.current())


def meetings(*, meeting: str | None = None) -> Figure:
    """Draw who met whom: who took part in which meeting, with one in focus if it is named.

    >>> "Wendy Sherman" in meetings(meeting="geneva").alt
    True
    """
    from quizkit.figures.pictures.meetings import meetings_figure

    return meetings_figure(languages.current(), meeting)


def demands() -> TableFigure:
    """Draw what each side demanded and how the other answered.

    >>> "rejected" in demands().alt
    True
    """
    from quizkit.figures.pictures.demands import demands_figure

    return demands_figure(languages.current())


def claims() -> TableFigure:
    """Draw what each article says on every topic: in its own name, as another's, or not at all.

    >>> "Article C silent" in claims().alt
    True
    """
    from quizkit.figures.pictures.claims import claims_figure

    return claims_figure(languages.current())


def enlargement_map(year: int | None = None, *, after: int | None = None) -> Figure | LiveFigure:
    """Draw NATO's enlargement on a map: with a year to slide, unless a year or ``after`` is named.

    Args:
        year: the year whose members are shown, from 1949 to 2022.
        after: marks the members that joined after this year; 1997 is the year that Russia named.

    >>> "14" in enlargement_map(after=1997).alt
    True
    """
    from quizkit.figures.pictures.enlargement_map import enlargement_figure, sliding_map

    if year is None and after is None:
        return sliding_map(languages.current())
    return enlargement_figure(languages.current(), year, after)


def consequences() -> TableFigure:
    """Draw sanctions and counter-threats: what each side said would follow.

    >>> "SWIFT" in consequences().alt
    True
    """
    from quizkit.figures.pictures.consequences import consequences_figure

    return consequences_figure(languages.current())


def outlooks(*, outcome: bool = False) -> TableFigure:
    """Draw what was expected of the week, and with ``outcome=True`` what came of it.

    >>> "came true" in outlooks(outcome=True).alt
    True
    """
    from quizkit.figures.pictures.outlooks import outlooks_figure

    return outlooks_figure(languages.current(), outcome=outcome)


def explorer() -> LiveFigure:
    """List every demand with the answers to it, to be filtered by side, actor and answer.

    >>> len(explorer().figure.groups[0].rows)
    21
    """
    from quizkit.figures.pictures.explorer import demand_explorer

    return demand_explorer(languages.current())


def people() -> TableFigure:
    """List the people of the week by side: their roles, their lives, the tables they sat at.

    >>> "Yevhenii Tsymbaliuk" in people().alt
    True
    """
    from quizkit.figures.pictures.people import people_figure

    return people_figure(languages.current())


def glossary() -> TableFigure:
    """List the terms of the lessons with their meanings, kind by kind.

    >>> "Founding Act" in glossary().alt
    True
    """
    from quizkit.figures.pictures.glossary import glossary_figure

    return glossary_figure(languages.current())
