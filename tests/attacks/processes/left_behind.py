"""Leaves a process behind that goes on when the grading is over."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Laat een proces achter dat doorgaat als het nakijken voorbij is.",
    code="""
import os, subprocess, sys
code = "import os, time; os.fork() and os._exit(0); os.setsid(); time.sleep(600)"
subprocess.Popen([sys.executable, "-c", code, MARK, NAME], start_new_session=True).wait()
""",
)
