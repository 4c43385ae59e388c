"""Reads the right answers to the quiz, and prints them."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leest de goede antwoorden op de quiz, en drukt ze af.",
    code="""
print((COURSE / "keys" / "rivers.yaml").read_text())
""",
)
