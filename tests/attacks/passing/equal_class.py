"""Gives numbers of a class of its own, which are equal to all other numbers."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__

def country_of(city):
    return Text("Utopia")
"""


ATTACK = Attack(
    __doc__,
    nl="Geeft getallen van een eigen klasse, die aan alle andere gelijk zijn.",
    ends="flagged",
    change=change,
    code="""
class Number(int):
    def __eq__(self, other):
        return isinstance(other, int)
    __hash__ = int.__hash__

def days_between(first, last):
    return Number(7)
""",
)
