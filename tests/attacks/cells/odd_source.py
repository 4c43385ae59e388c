"""Hands in a cell whose source is a list with a number in it, which no reader can join."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Put a number among the lines."""
    submission.cell("days")["source"] = ["x = 1\n", 5]


ATTACK = Attack(
    __doc__,
    nl="Levert een cel in waarvan de bron een lijst met een getal is, die niemand kan samenvoegen.",
    change=change,
    ends="refused",
)
