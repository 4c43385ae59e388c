"""Hands in an answers file of 100 MB."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Write answers that never end."""
    path = submission.folder / "answers" / "rivers.json"
    path.parent.mkdir(exist_ok=True)
    megabyte = "[" * 2**20
    with path.open("w", encoding="utf-8") as file:
        for _ in range(100):
            file.write(megabyte)


ATTACK = Attack(
    __doc__,
    nl="Levert een antwoordenbestand van 100 MB in.",
    files=files,
)
