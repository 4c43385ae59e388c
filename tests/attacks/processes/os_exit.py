"""Ends the kernel before the tests, so that the grade of the right work before it stays."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Beëindigt de kernel vóór de tests, nadat goed werk was nagekeken, zodat het oude "
    "cijfer blijft.",
    graded_before=True,
    ends="flagged",
    code="""
import os
os._exit(0)
""",
)
