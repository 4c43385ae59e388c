"""Prints without end."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Drukt eindeloos af.",
    alone=True,
    ends="flagged",
    code="""
while True:
    print("flood " * 1000)
""",
)
