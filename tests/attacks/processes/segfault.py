"""Crashes the kernel in the middle of the tests."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat de kernel crashen midden in de tests.",
    graded_before=True,
    ends="flagged",
    code="""
def days_between(first, last):
    import ctypes
    ctypes.string_at(0)
""",
)
