"""Has the tests come to a number that is none (nan), which nbgrader takes for all of the points."""

from attacks.attack import Attack, Submission

WRONG = """\
class Country:
    def __eq__(self, other):
        return float("nan")

def country_of(city):
    return Country()
"""


def change(submission: Submission) -> None:
    """Answer with objects whose sum is no number."""
    submission.cell("countries")["source"] = WRONG


ATTACK = Attack(
    __doc__,
    nl="Laat de tests uitkomen op een getal dat er geen is (nan), wat nbgrader voor alle "
    "punten neemt.",
    ends="flagged",
    change=change,
)
