"""Hands in again, now without the tests, after right work had been graded."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Take the tests away."""
    for cell in submission.tests:
        submission.cells.remove(cell)


ATTACK = Attack(
    __doc__,
    nl="Levert opnieuw in, nu zonder de tests, nadat goed werk was nagekeken.",
    change=change,
    graded_before=True,
)
