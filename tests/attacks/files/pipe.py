"""Hands in a pipe among its files, from which nothing ever comes."""

import os

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Put a pipe beside the notebook."""
    os.mkfifo(submission.folder / "data.csv")


ATTACK = Attack(
    __doc__,
    nl="Levert tussen zijn bestanden een pijp in, waar nooit iets uit komt.",
    files=files,
    ends="refused",
)
