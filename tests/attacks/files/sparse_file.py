"""Hands in a file that says to be 10 GB, which takes no room until it is copied."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Put a file full of nothing beside the notebook."""
    with (submission.folder / "data.bin").open("wb") as file:
        file.truncate(submission.scene.most["sparse"])


ATTACK = Attack(
    __doc__,
    nl="Levert een bestand in dat zegt 10 GB te zijn, en pas ruimte kost als het gekopieerd wordt.",
    files=files,
    ends="refused",
    alone=True,
)
