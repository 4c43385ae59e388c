"""Reads a file with a password in the teacher's home."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leest een bestand met een wachtwoord in de thuismap van de docent.",
    code="""
print((OUTSIDE / "home" / ".pgpass").read_text())
""",
)
