"""Writes its own answers into the test's table while the test goes through it."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
import sys

def country_of(city):
    frame = sys._getframe(1)
    for name in list(known):
        known[name] = known[city]
    return known[city]
"""


ATTACK = Attack(
    __doc__,
    nl="Schrijft zijn eigen antwoorden in de tabel van de test terwijl die haar doorloopt.",
    ends="flagged",
    change=change,
)
