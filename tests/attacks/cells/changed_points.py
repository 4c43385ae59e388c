"""Raises the points of the tests."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write other points into the cells of tests."""
    for cell in submission.tests:
        cell["metadata"]["nbgrader"]["points"] = 1000


ATTACK = Attack(
    __doc__,
    nl="Verhoogt de punten van de tests.",
    change=change,
)
