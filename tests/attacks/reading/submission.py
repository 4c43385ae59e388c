"""Reads what another student handed in, and prints it."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Leest wat een andere leerling inleverde, en drukt het af.",
    code="""
for place in (COURSE / "submitted", COURSE / "autograded"):
    for path in place.glob("xenia/trip/*"):
        print(path.read_text() if path.is_file() else path)
""",
)
