"""Gives the tests the name of a cell that has no score, after right work had been graded."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Let every cell of tests say that it is the set-up."""
    for cell in submission.tests:
        cell["metadata"]["nbgrader"]["grade_id"] = "setup"


ATTACK = Attack(
    __doc__,
    nl="Geeft de tests de naam van een cel zonder score, nadat goed werk was nagekeken.",
    change=change,
    graded_before=True,
)
