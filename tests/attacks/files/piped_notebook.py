"""Hands in a pipe as its notebook, so that the grader waits for ever."""

import os

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Replace the notebook by a pipe."""
    (submission.folder / "trip.ipynb").unlink()
    os.mkfifo(submission.folder / "trip.ipynb")


ATTACK = Attack(
    __doc__,
    nl="Levert als notebook een pijp in, zodat de nakijker eeuwig wacht.",
    files=files,
    ends="refused",
    alone=True,
)
