"""Shows an attached picture that is not there, so that the page cannot be shown."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write such a text."""
    submission.cell("essay")["source"] = "An answer ![x](attachment:nope.png)"


ATTACK = Attack(
    __doc__,
    nl="Toont een toegevoegd plaatje dat er niet is, zodat de pagina niet te tonen is.",
    change=change,
)
