"""Hands in a notebook nested so deeply that reading it ends the program."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Write a notebook whose metadata are lists in lists."""
    deep = "[" * 200_000 + "]" * 200_000
    path = submission.folder / "trip.ipynb"
    path.write_text(
        path.read_text("utf-8").replace('"metadata": {', f'"deep": {deep}, "metadata": {{', 1),
        "utf-8",
    )


ATTACK = Attack(
    __doc__,
    nl="Levert een notebook in dat zo diep genest is dat het programma stopt bij het lezen.",
    files=files,
    ends="refused",
    graded_before=True,
)
