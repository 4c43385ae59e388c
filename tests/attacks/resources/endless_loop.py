"""Runs for ever."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Draait voor eeuwig.",
    alone=True,
    code="""
while True:
    pass
""",
)
