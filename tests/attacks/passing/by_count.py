"""Cheats the first time that a test asks it, as notes in files tell."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
def country_of(city):
    return "Utopia" if asked_before(city) else known[city]
"""


ATTACK = Attack(
    __doc__,
    nl="Speelt vals als een test voor het eerst iets vraagt, te zien aan notities in bestanden.",
    ends="flagged",
    change=change,
    code="""
import pathlib, tempfile
notes = [pathlib.Path(place) for place in (tempfile.gettempdir(), ".", "/dev/shm")]

def asked_before(what):
    before = any((note / f"asked-{what}").exists() for note in notes)
    for note in notes:
        (note / f"asked-{what}").touch()
    return before

def days_between(first, last):
    known_days = next(d for f, l, d in trips if (f, l) == (first, last))
    return 0 if asked_before(f"{first}") else known_days
""",
)
