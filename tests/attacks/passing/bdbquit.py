"""Stops its functions as a debugger does, for which no error is shown."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
import bdb

def country_of(city):
    raise bdb.BdbQuit
"""


ATTACK = Attack(
    __doc__,
    nl="Stopt zijn functies zoals een debugger doet, waarvoor geen fout wordt getoond.",
    change=change,
    code="""
import bdb

def days_between(first, last):
    raise bdb.BdbQuit
""",
)
