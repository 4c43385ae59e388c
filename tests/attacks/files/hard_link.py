"""Hands in a file that is, under another name, the teacher's key to the quiz."""

import os

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Give the key a second name, beside the notebook."""
    os.link(submission.scene.course / "keys" / "rivers.yaml", submission.folder / "notes.txt")


ATTACK = Attack(
    __doc__,
    nl="Levert een bestand in dat, onder een andere naam, de sleutel van de quiz is.",
    files=files,
    ends="refused",
)
