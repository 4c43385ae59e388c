"""Looks up what the tests have set, by names that it puts together or that few know."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
def country_of(city):
    try:
        raise LookupError
    except LookupError as error:
        frame = getattr(error.__traceback__, "tb_" + "frame")
    return getattr(getattr(frame, "f_" + "back"), "f_" + "locals")["country"]
"""


ATTACK = Attack(
    __doc__,
    nl="Zoekt op wat de tests hebben gezet, met namen die het samenstelt of die weinigen kennen.",
    ends="flagged",
    change=change,
    code="""
def days_between(first, last):
    rows = vars(__import__("sys").modules["__main" "__"])["trips"]
    return next(days for f, l, days in rows if (f, l) == (first, last))
""",
)
