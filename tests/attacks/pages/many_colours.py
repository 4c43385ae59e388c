"""Prints so many colours that nobody has the patience to wait for the page."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Drukt zoveel kleuren af dat niemand het geduld heeft om op de pagina te wachten.",
    code="""
print("\\x1b[31mred\\x1b[0m" * 90_000 + "." * 1_500_000)
""",
)
