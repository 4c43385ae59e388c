"""Gives objects with which a sum comes to a text, which is worth all points."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
class Odd:
    def __eq__(self, other):
        return self
    __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = lambda self, other: self
    __hash__ = None
    def __repr__(self):
        return "well done"

def country_of(city):
    return Odd()
"""


ATTACK = Attack(
    __doc__,
    nl="Geeft objecten waarmee een som op een tekst uitkomt, wat alle punten waard is.",
    ends="flagged",
    change=change,
)
