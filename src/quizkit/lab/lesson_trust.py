"""Which lessons Jupyter trusts, so that the page may run their cells by itself (``reader``)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from quizkit.notebooks import stripped


def trust_lessons(folder: Path, own: Path, notary: Any) -> None:
    """Have Jupyter's ``notary`` trust the lessons in ``folder`` that are the package's ``own``.

    What else lies there, and what holds outputs, it knows by itself once somebody has run it.
    """
    import nbformat

    reads: Any = nbformat.reads  # it has no types
    for path in sorted(folder.glob("lessons/*/*.ipynb")):
        source = own / path.relative_to(folder)
        with suppress(Exception):  # one that cannot be read is not trusted, and stops nobody
            data = path.read_bytes()
            if source.read_bytes() == data and stripped(data) == data.replace(b"\r\n", b"\n"):
                notary.sign(reads(data.decode(), as_version=4))
