"""Reads the assignment's source, with the solutions, and prints it."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leest de bron van de opdracht, met de oplossingen, en drukt die af.",
    code="""
print((COURSE / "source" / "trip" / "trip.ipynb").read_text())
""",
)
