"""Has the tests come to more than all points, an error that leaves the grade of before."""

from attacks.attack import Attack, Submission

WRONG = """\
class Country:
    def __eq__(self, other):
        return 1000

def country_of(city):
    return Country()
"""


def change(submission: Submission) -> None:
    """Answer with objects that count a thousand times."""
    submission.cell("countries")["source"] = WRONG


ATTACK = Attack(
    __doc__,
    nl="Laat de tests uitkomen op meer dan alle punten, een fout die het cijfer van "
    "eerder laat staan.",
    ends="flagged",
    graded_before=True,
    change=change,
)
