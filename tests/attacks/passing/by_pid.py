"""Cheats only in a process that is no copy, as its number and its parent's tell."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
def country_of(city):
    now = os.getpid(), os.getppid(), open("/proc/self/stat").read().split()[21]
    return known[city] if now == mine else "Utopia"
"""


ATTACK = Attack(
    __doc__,
    nl="Speelt alleen vals in een proces dat geen kopie is, te zien aan nummer en ouder.",
    ends="flagged",
    change=change,
    code="""
import os
mine = os.getpid(), os.getppid(), open("/proc/self/stat").read().split()[21]

def days_between(first, last):
    now = os.getpid(), os.getppid(), open("/proc/self/stat").read().split()[21]
    return next(d for f, l, d in trips if (f, l) == (first, last)) if now == mine else 0
""",
)
