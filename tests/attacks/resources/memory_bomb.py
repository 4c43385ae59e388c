"""Takes memory without end."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Neemt eindeloos geheugen.",
    alone=True,
    code="""
taken = []
while len(taken) < MOST["memory"] // 2**24:
    taken.append(bytearray(b"1") * 2**24)
print(MARK)
""",
)
