"""Looks the answers up among the constants of the code that calls it."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Zoekt de antwoorden op tussen de constanten van de code die hem aanroept.",
    ends="flagged",
    code="""
import inspect

def days_between(first, last):
    frame = inspect.currentframe().f_back
    while "trips" not in frame.f_globals:
        frame = frame.f_back
    return [row[2] for row in frame.f_globals["trips"] if row[0] == first][0]
""",
)
