"""What partial credit is told as: in the same measure as its points."""

from __future__ import annotations

from quizkit.quiz.model import Text

MISSING = Text(
    {
        "en": "All that you gave is right, but something is missing.",
        "nl": "Wat je hebt ingevuld, is goed, maar er ontbreekt nog iets.",
    }
)


def parts(right: int, given: int, total: int) -> Text | None:
    """Return how many parts of all are right; nothing where it is none or all of them.

    >>> parts(1, 2, 4).get("en")
    '1 of 4 parts is right.'
    """
    if right in (0, total):
        return None
    told = {
        "en": f"{right} of {total} parts {'is' if right == 1 else 'are'} right.",
        "nl": f"{right} van de {total} onderdelen {'is' if right == 1 else 'zijn'} goed.",
    }
    if right == given:
        told = {code: f"{text} {MISSING.get(code)}" for code, text in told.items()}
    return Text(told)


def ticks(right: int, wrong: int) -> Text | None:
    """Return how right and wrong ticks weigh up.

    >>> ticks(2, 1).get("en")
    '2 ticks are right and 1 is not, which takes off one.'
    """
    if not right or not wrong:
        return MISSING if right else None
    off = {1: ("one", "één")}.get(wrong, (str(wrong), str(wrong)))
    verbs = [("is", "is") if n == 1 else ("are", "zijn") for n in (right, wrong)]
    noun = ("tick", "vinkje") if right == 1 else ("ticks", "vinkjes")
    return Text(
        {
            "en": f"{right} {noun[0]} {verbs[0][0]} right and {wrong} {verbs[1][0]} not, "
            f"which takes off {off[0]}.",
            "nl": f"{right} {noun[1]} {verbs[0][1]} terecht en {wrong} niet; daarom "
            f"{'gaat' if wrong == 1 else 'gaan'} er {off[1]} af.",
        }
    )


def moves(misplaced: int, total: int) -> Text | None:
    """Return how many of the things to be put in order are out of place, and what that costs.

    >>> moves(2, 4).get("en")
    '2 of 4 items are out of place; each takes off 1/3.'
    """
    if not 0 < misplaced < total - 1:
        return None
    one, share = misplaced == 1, f"1/{total - 1}"
    return Text(
        {
            "en": f"{misplaced} of {total} items {'is' if one else 'are'} out of place; "
            f"{'that' if one else 'each'} takes off {share}.",
            "nl": f"{misplaced} van de {total} onderdelen {'staat' if one else 'staan'} niet op "
            f"{'zijn' if one else 'hun'} plaats; {'dat' if one else 'elk'} kost {share}.",
        }
    )
