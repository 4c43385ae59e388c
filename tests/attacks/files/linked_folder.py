"""Hands in a link to the folder of sources."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Put a link to a folder beside the notebook."""
    (submission.folder / "notes").symlink_to(submission.scene.course / "source")


ATTACK = Attack(
    __doc__,
    nl="Levert een koppeling naar de map met bronnen in.",
    files=files,
    ends="refused",
)
