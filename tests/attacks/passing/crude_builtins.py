"""Replaces Python's own `all` and `sum` for everybody, the kernel itself too, which then breaks."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Vervangt Pythons eigen `all` en `sum` voor iedereen, ook voor de kernel, die dan stukgaat.",
    ends="flagged",
    code="""
import builtins
builtins.all = lambda values: True
builtins.sum = lambda values, start=0: len(list(values))
""",
)
