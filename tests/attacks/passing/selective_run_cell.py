"""Runs nothing of a cell that calls the student's own functions, and all of any other."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Voert niets uit van een cel die de eigen functies aanroept, en alles van elke andere.",
    ends="flagged",
    code="""
shell = get_ipython()
shell.input_transformers_cleanup.append(
    lambda lines: ["pass\\n"] if "days_between(" in "".join(lines) else lines)
""",
)
