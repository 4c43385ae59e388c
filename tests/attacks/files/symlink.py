"""Hands in a link to the gradebook, which nbgrader follows when it copies the submission."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Put links beside the notebook, one of them in a folder."""
    (submission.folder / "data").mkdir()
    (submission.folder / "data" / "notes.csv").symlink_to(submission.scene.course / "gradebook.db")
    (submission.folder / "keys.txt").symlink_to("../../../keys/rivers.yaml")


ATTACK = Attack(
    __doc__,
    nl="Levert een koppeling naar het cijferboek in, die nbgrader volgt bij het kopiëren.",
    files=files,
    ends="refused",
)
