"""Gives objects that are equal to everything."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
def country_of(city):
    return Any()
"""


ATTACK = Attack(
    __doc__,
    nl="Geeft objecten die aan alles gelijk zijn.",
    ends="flagged",
    change=change,
    code="""
class Any:
    def __eq__(self, other):
        return True

def days_between(first, last):
    return Any()
""",
)
