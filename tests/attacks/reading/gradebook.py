"""Reads the gradebook, with everybody's grades and the hidden tests, and prints it."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leest het cijferboek, met ieders cijfers en de verborgen tests, en drukt het af.",
    code="""
import sqlite3
with sqlite3.connect(COURSE / "gradebook.db") as gradebook:
    print(*gradebook.execute("select * from student"))
""",
)
