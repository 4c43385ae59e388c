"""Keeps the kernel from showing errors."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Belet de kernel fouten te tonen.",
    code="""
shell = get_ipython()
shell.showtraceback = shell._showtraceback = lambda *a, **k: None
""",
)
