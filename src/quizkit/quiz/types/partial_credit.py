"""What partial credit is told as: in the same measure as its points."""

from __future__ import annotations

from quizkit.languages import Said, known
from quizkit.quiz.model import Text

MISSING = Text(Said("partial_credit", "missing"))


def parts(right: int, given: int, total: int) -> Text | None:
    """Return how many parts of all are right; nothing where it is none or all of them.

    >>> parts(1, 2, 4).get("en")
    '1 of 4 parts is right.'
    """
    if right in (0, total):
        return None
    told = _counted("parts", right, total=total)
    if right < given:
        return Text(told)
    return Text({code: f"{text} {MISSING.get(code)}" for code, text in told.items()})


def ticks(right: int, wrong: int) -> Text | None:
    """Return how right and wrong ticks weigh up.

    >>> ticks(2, 1).get("en")
    '2 ticks are right and 1 is not, which takes off one.'
    """
    if not right or not wrong:
        return MISSING if right else None
    told = _counted("right", right)
    return Text({code: _counted("wrong", wrong, right=told[code])[code] for code in known()})


def moves(misplaced: int, total: int) -> Text | None:
    """Return how many of the things to be put in order are out of place, and what that costs.

    >>> moves(2, 4).get("en")
    '2 of 4 items are out of place; each takes off 1/3.'
    """
    if not 0 < misplaced < total - 1:
        return None
    return Text(_counted("moves", misplaced, total=total, share=f"1/{total - 1}"))


def _counted(name: str, number: int, **blanks: object) -> Said:
    """Return what is said of so many."""
    return Said("partial_credit", name, blanks, number)
