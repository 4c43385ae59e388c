"""Claims its own score in the answers file of the quiz."""

import json

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Write an answers file that names a score."""
    claim = {"quiz": "rivers", "score": 4, "points": 4, "questions": {"vienna-river": {"score": 2}}}
    path = submission.folder / "answers" / "rivers.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(claim), "utf-8")


ATTACK = Attack(
    __doc__,
    nl="Geeft zichzelf een score in het antwoordenbestand van de quiz.",
    files=files,
)
