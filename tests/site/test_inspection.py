"""What is said of a site that cannot be looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizkit.errors import SiteError
from quizkit.site.build import MARK
from quizkit.site.inspection import inspect


def test_a_folder_that_is_no_site_is_told(tmp_path: Path) -> None:
    """The sentence names the folder, and the command that makes a site."""
    with pytest.raises(SiteError, match=r"There is no site in .*quizkit site --output"):
        inspect(tmp_path)


def test_a_site_without_a_quiz_is_told(tmp_path: Path) -> None:
    """A site of notebooks alone has nothing to answer, and one is told so."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "rivers.ipynb").write_text("{}")
    (tmp_path / MARK).write_text(json.dumps({"notebooks": ["rivers.ipynb"]}))
    with pytest.raises(SiteError, match=r"No notebook in .* shows a quiz"):
        inspect(tmp_path)
