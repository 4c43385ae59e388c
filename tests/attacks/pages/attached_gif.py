"""Attaches a picture of a kind that is taken away, so that the page cannot be shown."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Attach an image/gif."""
    cell = submission.cell("essay")
    cell["source"] = "An answer ![x](attachment:x.gif)"
    cell["attachments"] = {"x.gif": {"image/gif": "R0lGODlhAQABAAAAACw="}}


ATTACK = Attack(
    __doc__,
    nl="Voegt een plaatje toe van een soort die niet blijft: de pagina is dan niet te tonen.",
    change=change,
)
