"""Looks the answers up in lists that the collector of waste knows."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Zoekt de antwoorden op in lijsten die de afvalverzamelaar kent.",
    ends="flagged",
    code="""
import gc

def days_between(first, last):
    for found in gc.get_objects():
        if type(found) is tuple and len(found) == 3 and found[0] is first:
            return found[2]
""",
)
