"""Hands in again, with a time of handing in that is none, after right work had been graded."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Write nonsense into the file with the time."""
    (submission.folder / "timestamp.txt").write_text("the day after tomorrow, +9999", "utf-8")


ATTACK = Attack(
    __doc__,
    nl="Levert opnieuw in, met een inlevertijd die er geen is, nadat goed werk was nagekeken.",
    files=files,
    graded_before=True,
)
