"""Try attacks again, write down what they reach, and write the pages that tell of it.

``python -m attacks`` in the folder ``tests`` tries all of them on quizkit grade, and on nbgrader
those that are not on record for its version. Attacks that are named are tried there once more.
For all of them nbgrader takes a quarter of an hour.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from attacks import record
from attacks.collection import attacks
from attacks.page import PAGES, page
from attacks.trial import QUIZKIT, tried
from attacks.victim import lay_out
from course.small_course import find_commands


def main(*again: str) -> None:
    """Try, record and write."""
    every = attacks()
    version, known = record.load()
    if version != record.version():
        known = {}
    missing = {name: each for name, each in every.items() if name in again or name not in known}
    with tempfile.TemporaryDirectory(prefix="attacks-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        with pytest.MonkeyPatch.context() as patch:
            find_commands(patch)
            template = lay_out(folder / "template")
        if missing:
            known |= record.tried_on_nbgrader(template, folder / "nbgrader", missing)
        record.save({name: known[name] for name in every})
        like = tried(QUIZKIT, template, folder / "honest", {}).after
        trial = tried(QUIZKIT, template, folder / "class", every, like=like)
    if trial.code not in (0, 1):
        sys.exit(trial.said)
    version, stock = record.load()
    for language, path in PAGES.items():
        text = page(language, every, version=version, stock=stock, ours=trial.verdicts)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
