"""Gives texts that count one and a half times where they are right: two of three are then all."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
class Heavy(str):
    __hash__ = str.__hash__
    def __eq__(self, other):
        return 1.5 * str.__eq__(self, other)

def country_of(city):
    return Heavy({"Geneva": "Switzerland", "Brussels": "Belgium"}.get(city))
"""


ATTACK = Attack(
    __doc__,
    nl="Geeft teksten die anderhalf keer tellen waar ze goed zijn: twee van drie is dan alles.",
    ends="flagged",
    change=change,
)
