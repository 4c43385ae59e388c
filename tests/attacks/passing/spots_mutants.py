"""Gives values that look whether what is known of a test has changed, and cheat if it has not."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
known_of = {"Geneva": "Switzerland", "Brussels": "Belgium"}

class Spying(str):
    __hash__ = str.__hash__
    def __eq__(self, other):
        right = known_of.get(str(self), other)
        changed.extend([other] if right != other else [])
        return not changed

def country_of(city):
    return Spying(city)
"""


ATTACK = Attack(
    __doc__,
    nl="Geeft waarden die kijken of is veranderd wat van een test bekend is, en zo niet, "
    "vals spelen.",
    ends="flagged",
    change=change,
    code="""
import datetime
changed = []

class Spy(int):
    __hash__ = int.__hash__
    def __eq__(self, other):
        changed.extend([other] if self and other != 3 else [])
        return not changed

def days_between(first, last):
    return Spy(3 if first == datetime.date(2022, 1, 10) else 0)
""",
)
