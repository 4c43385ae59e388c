"""Python compiled ahead of time, where a Python of Pyodide's own version is at hand.

More than half of the time in which a lesson's Python starts goes into reading the sources of
modules. What one version of Python has compiled, on whatever machine, the same version in a browser
runs.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from quizkit.site.wheels import zipped

# Never compared with its source: an archive is unpacked whole or not at all.
COMPILE = """
import compileall, py_compile, re, sys
place, shown, seldom, beside = sys.argv[1:]
how = py_compile.PycInvalidationMode.UNCHECKED_HASH
compileall.compile_dir(
    place, quiet=2, stripdir=place, prependdir=shown or None, rx=re.compile(seldom),
    invalidation_mode=how, legacy=beside != "",
)
"""
# Hundreds of modules of which a lesson asks for a few, or none.
SELDOM = r"/(pygments/(lexers|styles|formatters)|IPython/(testing|sphinxext))/"
ASKED = """
import platform, sys
print(platform.python_implementation(), platform.python_version(), sys.executable)
"""
ADVICE = (
    "Python {version} was not found on this computer, so what the site runs is not compiled: each "
    "lesson starts seconds later than it could. Install Python {version} and make the site again."
)


def compiler(version: str) -> str | None:
    """Return a Python of this version, such as ``3.12``: this one, or one that is at hand.

    >>> compiler(f"{sys.version_info.major}.{sys.version_info.minor}") == sys.executable
    True
    >>> compiler("2.1") is None
    True
    """
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    uv = ("uv", "run", "--no-project", "--no-python-downloads", "--python", version, "python")
    for command in ((f"python{version}",), ("py", f"-{version}"), uv):  # py is Windows'
        kind, found, path = (*_said(command).split(maxsplit=2), "", "", "")[:3]
        if kind == "CPython" and found.startswith(f"{version}."):
            return path.strip()
    return None


def _said(command: tuple[str, ...]) -> str:
    try:
        asked = [*command, "-I", "-c", ASKED]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    except OSError:  # there is no such command
        return ""


def compiled(wheel: bytes, python: str) -> dict[str, bytes]:
    """Return what a wheel's modules are compiled to, by their places in it."""
    return _compiled(wheel, python, seldom=SELDOM)


def standard_library(archive: bytes, python: str, place: str) -> bytes:
    """Return Pyodide's archive of the standard library with each module compiled, without sources.

    ``place`` is where Pyodide puts the archive. Half of its modules run before any library does.
    """
    made = _compiled(archive, python, shown=place, beside=True)
    with ZipFile(io.BytesIO(archive)) as held:
        kept = {n: held.read(n) for n in held.namelist() if f"{n}c" not in made}
    return zipped(sorted((kept | made).items()))


def _compiled(
    archive: bytes, python: str, *, shown: str = "", seldom: str = "(?!)", beside: bool = False
) -> dict[str, bytes]:
    """Return what is compiled; ``beside`` the sources, where an archive has it, if asked for."""
    with tempfile.TemporaryDirectory() as place:
        ZipFile(io.BytesIO(archive)).extractall(place)
        command = [python, "-I", "-c", COMPILE, place, shown, seldom, "beside" * beside]
        subprocess.run(command, capture_output=True, check=False)
        found = sorted(Path(place).rglob("*.pyc"))
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}
