"""Clears the output after each cell: a test without a number has all points."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Wist de uitvoer na elke cel: een test zonder getal heeft alle punten.",
    code="""
from IPython.display import clear_output

get_ipython().events.register("post_run_cell", lambda result: clear_output())
""",
)
