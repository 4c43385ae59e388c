"""Looks the answers up in what the tests, hidden parts included, have set."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
def country_of(city):
    return known[city]
"""


ATTACK = Attack(
    __doc__,
    nl="Zoekt de antwoorden op in wat de tests, met hun verborgen delen, hebben gezet.",
    ends="flagged",
    change=change,
    code="""
def days_between(first, last):
    return next(days for f, l, days in globals()["trips"] if (f, l) == (first, last))
""",
)
