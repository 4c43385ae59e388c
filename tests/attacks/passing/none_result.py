"""Gives objects with which a sum comes to nothing, which is worth all points."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
class Odd:
    def __eq__(self, other):
        return self
    __add__ = __radd__ = __mul__ = __rmul__ = lambda self, other: self
    def __truediv__(self, other):
        return None

def country_of(city):
    return Odd()
"""


ATTACK = Attack(
    __doc__,
    nl="Geeft objecten waarmee een som op niets uitkomt, wat alle punten waard is.",
    ends="flagged",
    change=change,
)
