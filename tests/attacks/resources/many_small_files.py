"""Makes empty files without end, until the disk has no names left."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Maakt eindeloos lege bestanden, tot de schijf geen namen meer heeft.",
    alone=True,
    code="""
import tempfile
with tempfile.TemporaryDirectory(prefix=MARK) as folder:
    for number in range(MOST["files"]):
        Path(folder, str(number)).touch()
    print(MARK)
""",
)
