"""Starts processes without end."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Start eindeloos processen.",
    alone=True,
    code="""
import os, signal
children = []
try:
    while len(children) < MOST["processes"]:
        children.append(os.posix_spawnp("sleep", ["sleep", "20"], os.environ))
    print(MARK)
finally:
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
""",
)
