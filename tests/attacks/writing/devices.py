"""Changes devices and folders that all kernels share, and asks for a place before the others."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Verandert apparaten en mappen die alle kernels delen, en vraagt voorrang op de andere.",
    code="""
import os

def tried(what, *given):
    try:
        what(*given)
    except OSError:
        return
    print(MARK, what, given)

for place in ("/dev/null", "/dev/random", "/dev", "/dev/pts", "/etc", "/etc/passwd", "/usr", "/"):
    tried(os.chmod, place, 0o777)
    tried(os.utime, place, (1, 1))
    tried(os.setxattr, place, "user.quizkit", b"1")
    tried(os.mkdir, f"{place}/mine")
    tried(os.mknod, f"{place}/disk", 0o60600, os.makedev(8, 0))
tried(os.nice, -5)
tried(os.setpriority, os.PRIO_USER, 0, -5)
tried(os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(1))
""",
)
