"""Changes the assignment's source."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Verandert de bron van de opdracht.",
    code="""
path = COURSE / "source" / "trip" / "trip.ipynb"
path.write_text(path.read_text().replace("assert", "MARK"))
(path.parent / "quizkit.py").write_text(f"graded = print  # {NAME}")
""",
    alone=True,
)
