"""Shows every decimal number as 3.0, so that part of the points is shown as all of them."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Toont elk kommagetal als 3.0, zodat een deel van de punten eruitziet als alle punten.",
    ends="flagged",
    code="""
plain = get_ipython().display_formatter.formatters["text/plain"]
plain.for_type(float, lambda number, printer, cycle: printer.text("3.0"))
""",
)
