"""Undoes the error of each cell that goes into the history, and clears its output."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Maakt de fout ongedaan van elke cel die in de geschiedenis komt, en wist haar uitvoer.",
    code="""
from IPython.display import clear_output

def undo(result):
    if result.info.store_history:
        result.error_in_exec = None
        clear_output()

get_ipython().events.register("post_run_cell", undo)
""",
)
