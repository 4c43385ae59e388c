"""Gives its format as 4.0 and NaN, numbers that readers of notebooks do not expect."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Make the versions numbers of another kind."""
    submission.notebook["nbformat"] = 4.0
    submission.notebook["nbformat_minor"] = float("nan")


ATTACK = Attack(
    __doc__,
    nl="Geeft als formaat 4.0 en NaN op, getallen die lezers van notebooks niet verwachten.",
    change=change,
    ends="refused",
)
