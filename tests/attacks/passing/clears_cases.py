"""Empties the list of cases while the test goes through it, after the visible one."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leegt de lijst met gevallen terwijl de test haar doorloopt, na het zichtbare.",
    ends="flagged",
    code="""
def days_between(first, last):
    globals()["trips"].clear()
    return 3
""",
)
