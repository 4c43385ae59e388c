"""What a site adds to JupyterLite's page, so that a lesson is there before JupyterLite is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from quizkit.errors import SiteError
from quizkit.languages import known, words
from quizkit.site.pyodide import LATER_ARCHIVE, PLACE, STATIC, script
from quizkit.site.still_page import still_page

STILL = "still"  # in the site: the lessons as they stand
NOTEBOOKS = "notebooks/index.html"
KERNEL = "extensions/@jupyterlite/pyodide-kernel-extension/static/comlink.worker.*.js"
STYLE = "extensions/quizkit-reader/static/lesson.css"
SCRIPT, SHEET, WORKER = "opening.js", "opening.css", "worker.mjs"


def add(site: Path, contents: Path, notebooks: Iterable[str]) -> None:
    """Add to a site of JupyterLite its lessons as they stand, and what shows them at once."""
    for name in notebooks:
        place = site / STILL / f"{name}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(still_page(contents / name, name), "utf-8")
    kernel = next(site.glob(KERNEL), None)
    page = (site / NOTEBOOKS).read_text("utf-8")
    if kernel is None or "<body" not in page:
        raise SiteError("This JupyterLite has another page or kernel than was tried.")
    python = site / PLACE
    python.mkdir(parents=True)
    up = "../" * len(Path(PLACE).parts)
    worker = (STATIC / WORKER).read_text("utf-8")
    imported = f"{up}{kernel.relative_to(site).as_posix()}"
    (python / WORKER).write_text(worker.replace("{kernel}", imported), "utf-8")
    said = {code: dict(words("site", code)) for code in known()}
    lite = json.loads((site / "jupyter-lite.json").read_text("utf-8"))["jupyter-config-data"]
    settings = {"kernel": kernel.name, "version": lite["appVersion"], "words": said}
    (site / STILL / SCRIPT).write_text(script(SCRIPT, settings), "utf-8")
    (site / STILL / SHEET).write_text((STATIC / SHEET).read_text("utf-8"), "utf-8")
    head = "".join(f'<link rel="stylesheet" href="../{n}">' for n in (STYLE, f"{STILL}/{SHEET}"))
    page = page.replace("</head>", f"{head}</head>", 1)
    page = re.sub(
        "<body[^>]*>", rf'\g<0><script src="../{STILL}/{SCRIPT}"></script>', page, count=1
    )
    (site / NOTEBOOKS).write_text(page, "utf-8")


def fetched_ahead(site: Path) -> list[str]:
    """Return what every lesson of a site asks for first, from the start page."""
    page = (site / NOTEBOOKS).read_text("utf-8")
    scripts = re.findall(r'href="\.\./(build/[^"]+)"', page)
    python = sorted(path.name for path in (site / PLACE).iterdir() if path.name != LATER_ARCHIVE)
    return [STYLE, *scripts, *(f"{PLACE}/{name}" for name in python)]
