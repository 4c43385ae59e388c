"""Has the tests come to a number below zero, which nbgrader takes for all of the points."""

from attacks.attack import Attack, Submission

WRONG = """\
class Country:
    def __eq__(self, other):
        return -1

def country_of(city):
    return Country()
"""


def change(submission: Submission) -> None:
    """Answer with objects that count for less than nothing."""
    submission.cell("countries")["source"] = WRONG


ATTACK = Attack(
    __doc__,
    nl="Laat de tests uitkomen op een getal onder nul, wat nbgrader voor alle punten neemt.",
    ends="flagged",
    change=change,
)
