"""Leaves the tests early with SystemExit."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Verlaat de tests voortijdig met SystemExit.",
    code="""
def days_between(first, last):
    raise SystemExit(0)

def country_of(city):
    get_ipython().ask_exit()
    raise SystemExit(0)
""",
)
