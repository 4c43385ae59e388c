"""Writes into the installed packages, which every later run imports (and takes it away at once)."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Schrijft in de geïnstalleerde pakketten, die elke latere run laadt (en haalt het "
    "meteen weg).",
    code="""
import tempfile, IPython
for place in (Path(IPython.__file__).parent, Path(IPython.__file__).parent.parent):
    with tempfile.NamedTemporaryFile(dir=place, prefix="attack-") as file:
        print(MARK)
""",
)
