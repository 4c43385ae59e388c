"""Hands in, as its notebook, a link to the notebook of the best student."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Replace the notebook by a link."""
    path = submission.folder / "trip.ipynb"
    path.unlink()
    path.symlink_to(submission.scene.course / "submitted" / "xenia" / "trip" / "trip.ipynb")


ATTACK = Attack(
    __doc__,
    nl="Levert als notebook een koppeling in naar het notebook van de beste leerling.",
    files=files,
    ends="refused",
)
