"""Has assertion errors handled by a function of its own, which does nothing."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat fouten van assert afhandelen door een eigen functie, die niets doet.",
    code="""
def nothing(*what, **named):
    return []

shell = get_ipython()
shell.set_custom_exc((AssertionError,), nothing)
shell.showtraceback = nothing
shell._showtraceback = nothing
""",
)
