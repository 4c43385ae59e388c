"""Hands in a tree of ten thousand files."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Fill folders beside the notebook."""
    for number in range(100):
        folder = submission.folder / "data" / str(number)
        folder.mkdir(parents=True)
        for each in range(100):
            (folder / str(each)).touch()


ATTACK = Attack(
    __doc__,
    nl="Levert een boom van tienduizend bestanden in.",
    files=files,
    ends="refused",
)
