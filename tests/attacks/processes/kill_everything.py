"""Kills every process that it may, the grader among them."""

from attacks.attack import Attack

# Only in the room that the suite makes, or in a sandbox: there they can be told by process 1.
ATTACK = Attack(
    __doc__,
    nl="Beëindigt elk proces dat het mag beëindigen, ook de nakijker.",
    alone=True,
    code="""
import os, signal
first = Path("/proc/1/cmdline").read_bytes() if Path("/proc/1").exists() else b"bwrap"
if any(word in first for word in (b"attacks", b"bwrap", b"quizkit")):
    for path in Path("/proc").glob("[0-9]*"):
        if int(path.name) not in (1, os.getpid()):
            try:
                os.kill(int(path.name), signal.SIGKILL)
            except OSError:
                pass
    os.kill(-1, signal.SIGKILL)
""",
)
