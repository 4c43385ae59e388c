"""Empties the code that is still to be run of the test, found by the collector of waste."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leegt de code die van de test nog moet draaien, gevonden via de afvalverzamelaar.",
    code="""
import ast, gc

def days_between(first, last):
    for node in gc.get_objects():
        if type(node) is ast.Assert:
            node.test = ast.Constant(True)
    return 3
""",
)
