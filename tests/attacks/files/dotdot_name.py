"""Hands in files whose names lead up and out of the folder, or hide what they are."""

from attacks.attack import Attack, Submission

NAMES = (
    "..\\..\\..\\gradebook.db",
    "...",
    "..\n",
    "%2e%2e%2fkeys",
    "-rf",
    "$(touch escaped)",
    "a" * 250,
)


def files(submission: Submission) -> None:
    """Put files with such names beside the notebook."""
    for name in NAMES:
        (submission.folder / name).write_text("Nothing.", "utf-8")


ATTACK = Attack(
    __doc__,
    nl="Levert bestanden in met namen die uit de map omhoog leiden, of verbergen wat ze zijn.",
    files=files,
    ends="refused",
)
