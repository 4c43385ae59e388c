"""Jumps over asserts by way of a trace function, once its own function was called."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Springt over asserts heen met een trace-functie, zodra de eigen functie is aangeroepen.",
    ends="flagged",
    code="""
import sys

def days_between(first, last):
    class Met:
        __eq__ = lambda self, other: True
    return Met()

def trace(frame, event, argument):
    return trace
sys.settrace(trace)
""",
)
