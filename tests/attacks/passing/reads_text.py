"""Looks the answers up in the text of the test that is being run."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write another answer."""
    submission.cell("countries")["source"] = """\
import ast

def country_of(city):
    text = In[-1]
    place = text.index(f'"{city}"') + len(city) + 2
    return re.search('"(.*?)"', text[place:])[1]
"""


ATTACK = Attack(
    __doc__,
    nl="Zoekt de antwoorden op in de tekst van de test die draait.",
    ends="flagged",
    change=change,
    code="""
import re

def days_between(first, last):
    of = ", ".join(f"dt.date({d.year}, {d.month}, {d.day})" for d in (first, last))
    return int(re.search(re.escape(of) + r", (\\d+)", In[-1])[1])
""",
)
