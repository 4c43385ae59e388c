"""Takes memory without end in many processes, each within the limit for one."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Neemt eindeloos geheugen in veel processen, elk binnen de grens voor één.",
    alone=True,
    ends="flagged",
    code="""
import mmap, os, signal, time
children, share = [], MOST["memory"] // 8
try:
    for _ in range(32):  # longer than between two looks at the memory
        ready, tell = os.pipe()
        child = os.fork()
        if not child:
            at_once = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE
            taken = mmap.mmap(-1, share, at_once)
            os.write(tell, b"1")
            time.sleep(20)
            os._exit(0)
        os.close(tell)
        children.append(child)
        if os.read(ready, 1) != b"1":
            raise MemoryError("a child was ended")
    print(MARK)
finally:
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
""",
)
