"""Reads what is expected from the local variables of the test that calls it."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
import sys

def country_of(city):
    return sys._getframe(1).f_locals["country"]
"""


ATTACK = Attack(
    __doc__,
    nl="Leest wat wordt verwacht uit de lokale variabelen van de test die hem aanroept.",
    ends="flagged",
    change=change,
    code="""
import sys

def days_between(first, last):
    return sys._getframe(1).f_locals["days"]
""",
)
