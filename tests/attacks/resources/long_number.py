"""Has a test come to a number of three million digits and a letter, which takes long to be read."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
class Long:
    __hash__ = None
    __eq__ = __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = lambda self, other: self
    def __repr__(self):
        return "1" * 3_000_000 + "x"

def country_of(city):
    return Long()
"""


ATTACK = Attack(
    __doc__,
    nl="Laat een test uitkomen op een getal van drie miljoen cijfers en een letter, wat lang "
    "lezen is.",
    ends="flagged",
    change=change,
)
