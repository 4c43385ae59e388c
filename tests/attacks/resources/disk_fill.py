"""Fills the disk with files."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Vult de schijf met bestanden.",
    alone=True,
    code="""
import tempfile
written = []
try:
    for number in range(MOST["disk"] // 2**24):
        file = tempfile.NamedTemporaryFile(prefix=MARK)
        written.append(file)
        file.write(b"1" * 2**24)
        file.flush()
    print(MARK)
finally:
    for file in written:
        file.close()
""",
)
