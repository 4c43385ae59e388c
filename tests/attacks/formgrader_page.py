"""The page on which a teacher sees a graded submission, and what in it would run.

Made as formgrader makes it, with its template, and read as a browser reads it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbgrader
from nbconvert.exporters import HTMLExporter

from attacks.victim import ASSIGNMENT, VictimCourse

TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
RUNS = ("script", "style")
LOADS = ("src", "href", "srcdoc", "data", "action", "formaction", "poster", "background")


def scripts(course: VictimCourse, student: str) -> list[str]:
    """Return what on the page of a student would run, load or restyle, by this run's mark."""
    path = course.autograded(student) / f"{ASSIGNMENT}.ipynb"
    if not path.is_file():
        return []
    reader = _Reader(course.scene.mark)
    reader.feed(_page(path))
    return reader.found


def _page(path: Path) -> str:
    exporter = HTMLExporter(template_name="formgrade", extra_template_basedirs=[str(TEMPLATES)])
    resources: dict[str, Any] = {
        "assignment_id": ASSIGNMENT,
        "notebook_id": ASSIGNMENT,
        "submission_id": "submission",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": "student",
        "last_name": "",
        "first_name": "",
        "notebook_path": "",
    }
    page: str = exporter.from_filename(str(path), resources=resources)[0]
    return page


class _Reader(HTMLParser):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark, self.found, self._in = mark, list[str](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag if tag in RUNS else ""
        for name, value in attrs:
            runs = name.startswith("on") or name in LOADS or name == "style"
            if runs and self.mark in (value or "") and not (value or "").startswith("#"):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in and self.mark in data:
            self.found.append(f"<{self._in}>{data[:200]}")
