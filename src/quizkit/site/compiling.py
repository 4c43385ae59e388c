"""Libraries compiled ahead of time, where a Python of Pyodide's own version is at hand.

Half of the time in which a lesson's Python starts goes into reading the sources of libraries. What
one version of Python has compiled, on whatever machine, the same version in a browser runs.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

# Never compared with its source: an archive is unpacked whole or not at all.
COMPILE = """
import compileall, py_compile, re, sys
place, seldom = sys.argv[1], re.compile(sys.argv[2])
how = py_compile.PycInvalidationMode.UNCHECKED_HASH
compileall.compile_dir(place, quiet=2, stripdir=place, rx=seldom, invalidation_mode=how)
"""
# Hundreds of modules of which a lesson asks for a few, or none.
SELDOM = r"/(pygments/(lexers|styles|formatters)|jedi/third_party|IPython/(testing|sphinxext))/"


def compiler(version: str) -> str | None:
    """Return a Python of this version, such as ``3.12``: this one, or one on the path.

    >>> compiler(f"{sys.version_info.major}.{sys.version_info.minor}") == sys.executable
    True
    >>> compiler("2.1") is None
    True
    """
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    named = sys.executable if version == ours else shutil.which(f"python{version}")
    asked = "import platform; print(platform.python_version(), platform.python_implementation())"
    if named is None:
        return None
    said = subprocess.run(
        [named, "-I", "-c", asked], capture_output=True, text=True, check=False
    ).stdout
    return named if said.startswith(f"{version}.") and said.endswith("CPython\n") else None


def compiled(wheel: bytes, python: str) -> dict[str, bytes]:
    """Return what a wheel's modules are compiled to, by their places in it."""
    with tempfile.TemporaryDirectory() as place:
        ZipFile(io.BytesIO(wheel)).extractall(place)
        subprocess.run(
            [python, "-I", "-c", COMPILE, place, SELDOM], capture_output=True, check=False
        )
        found = sorted(Path(place).rglob("*.pyc"))
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}
