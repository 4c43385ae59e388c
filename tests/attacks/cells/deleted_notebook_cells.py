"""Hands in again a notebook with no cell at all, after right work had been graded."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Take every cell away."""
    submission.cells.clear()


ATTACK = Attack(
    __doc__,
    nl="Levert opnieuw in, nu een notebook zonder één cel, nadat goed werk was nagekeken.",
    change=change,
    graded_before=True,
)
