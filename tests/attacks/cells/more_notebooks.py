"""Hands in more notebooks: one of a like name, and one where Jupyter keeps its own."""

import shutil

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Copy the notebook."""
    path = submission.folder / "trip.ipynb"
    shutil.copy(path, path.with_name("Trip.ipynb"))
    (submission.folder / ".ipynb_checkpoints").mkdir()
    shutil.copy(path, submission.folder / ".ipynb_checkpoints")


ATTACK = Attack(
    __doc__,
    nl="Levert meer notebooks in: een van bijna dezelfde naam, en een waar Jupyter bewaart.",
    files=files,
)
