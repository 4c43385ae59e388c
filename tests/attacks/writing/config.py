"""Adds a line to the course's settings, which nbgrader runs at its next start as the teacher."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Voegt een regel toe aan de instellingen van de cursus, die nbgrader straks als de "
    "docent uitvoert.",
    code="""
with (COURSE / "nbgrader_config.py").open("a") as config:
    config.write(f"# {NAME}\\n")
""",
    alone=True,
)
