"""Forgets to end with its guard, and makes looking at it slow."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Vergeet met zijn bewaker te eindigen, en maakt het kijken ernaar traag.",
    code="""
import ctypes, os, time

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.prctl(1, 0, 0, 0, 0)
for number in range(20_000):
    if libc.mmap(None, 4096, 1 + 2 * (number % 2), 0x22, -1, 0) == ctypes.c_void_p(-1).value:
        break
try:
    for _ in range(30):
        if not os.fork():
            time.sleep(600)
            os._exit(0)
except OSError:
    pass
""",
    alone=True,
)
