"""Shows pictures from elsewhere, and one whose address logs the teacher out."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write such a text."""
    mark = submission.scene.mark
    submission.cell("essay")["source"] = (
        f"An answer. ![](http://192.0.2.1/{mark}.png) ![](/logout?{mark})"
    )


ATTACK = Attack(
    __doc__,
    nl="Toont plaatjes van elders, en een waarvan het adres de docent uitlogt.",
    change=change,
)
