"""What opens a lesson as a page is committed as built, and was built from what lies beside it."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

READER = Path("src/quizkit/lab/reader")


def test_what_is_built_is_of_these_sources(checkout: Path) -> None:
    """The digest in the build is that of the sources, words and fonts: `make extension` was run."""
    built = json.loads((checkout / READER / "built" / "package.json").read_text("utf-8"))
    assert built["builtFrom"] == runpy.run_path(str(checkout / ".ci" / "extension.py"))["digest"]()


def test_all_that_is_loaded_is_there(checkout: Path) -> None:
    """The build holds the script that it names first, and the licences of what is in it."""
    built = checkout / READER / "built"
    named = json.loads((built / "package.json").read_text("utf-8"))["jupyterlab"]["_build"]["load"]
    assert (built / named).is_file()
    assert (built / "static" / "third-party-licenses.json").is_file()
