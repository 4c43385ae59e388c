"""Looks for the work of others in the folders around its own, and in those for temporary files."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Zoekt naar werk van anderen in de mappen om de zijne, en in die voor tijdelijke bestanden.",
    code="""
import itertools, os, tempfile
seen = {tempfile.gettempdir(), "/dev/shm", "/run", *(str(path) for path in Path.cwd().parents[:3])}
for place in seen:
    for folder, _, names in itertools.islice(os.walk(place), 500):
        for name in names:
            path = Path(folder, name)
            try:
                small = path.suffix in (".ipynb", ".json", ".yaml") and path.stat().st_size < 10**6
                text = path.read_text(errors="replace") if small else ""
            except OSError:
                continue
            if "secret-" in text and NAME not in text:
                print(path, text)
""",
)
