"""Takes memory in files that lie in memory and that no process maps, so that none seems large."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Neemt geheugen in bestanden die in het geheugen liggen en die geen proces gebruikt, zodat "
    "er geen groot lijkt.",
    alone=True,
    code="""
import os
kept, block = [], b"1" * 2**20
while len(kept) < 10:
    kept.append(os.memfd_create("m"))
    for _ in range(MOST["memory"] // 10 // 2**20):
        os.write(kept[-1], block)
print(MARK)
""",
)
