"""Leaves a file in a folder outside the course."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat een bestand achter in een map buiten de cursus.",
    code="""
(OUTSIDE / f"{NAME}.txt").write_text(MARK)
""",
    alone=True,
)
