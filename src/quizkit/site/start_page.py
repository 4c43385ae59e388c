"""The page that a site opens with: its title, and a link to each notebook in the calm view."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from quizkit.languages import ENGLISH, known, said
from quizkit.quiz.markup import plain

PAGE = "notebooks/index.html?path="  # one document, without a list of files beside it
TEMPLATE = Path(__file__).with_name("start.html")


def start_page(
    files: Mapping[str, Path],
    *,
    title: str,
    base_url: str,
    language: str = ENGLISH,
    ahead: Iterable[str] = (),
) -> str:
    """Return the page as HTML: text at once, before anything else is loaded.

    ``language`` is that of notebooks whose folder names none; ``ahead`` are addresses that the
    browser may fetch while somebody reads the page.
    """
    folders: dict[str, list[str]] = {}
    for name in sorted(name for name in files if name.endswith(".ipynb")):
        folders.setdefault(str(PurePosixPath(name).parent), []).append(name)
    spoken = {folder: _language(folder, language) for folder in folders}
    parts = [
        _part(folder, folders[folder], files, spoken[folder])
        for folder in sorted(folders, key=lambda f: (spoken[f] != ENGLISH, f))
    ]
    filled = {
        "language": next(iter(spoken.values())) if len({*spoken.values()}) == 1 else ENGLISH,
        "title": escape(title),
        "canonical": f'<link rel="canonical" href="{escape(base_url)}">' if base_url else "",
        "ahead": "\n".join(f'<link rel="prefetch" href="{escape(name)}">' for name in ahead),
        "lessons": "\n".join(parts),
    }
    return re.sub(r"\{(\w+)\}", lambda found: filled[found[1]], TEMPLATE.read_text("utf-8"))


def _part(folder: str, notebooks: Iterable[str], files: Mapping[str, Path], language: str) -> str:
    name = said("site", language, "lessons") if folder.startswith("lessons/") else folder
    rows = "".join(
        f'<li><a href="{PAGE}{quote(notebook)}">{escape(heading(notebook, files))}</a>'
        for notebook in notebooks
    )
    notes = "".join(f"<p>{said('site', language, name)}</p>" for name in ("opening", "kept"))
    return (
        f'<section lang="{language}"><h2>{escape(name)}</h2><ol>{rows}</ol>'
        f"<footer>{notes}</footer></section>"
    )


def _language(folder: str, otherwise: str) -> str:
    name = PurePosixPath(folder).name
    return next((code for code in (name, otherwise) if code in known()), ENGLISH)


def heading(notebook: str, files: Mapping[str, Path]) -> str:
    """Return a notebook's first heading; its name where it has none."""
    try:
        cells = json.loads(files[notebook].read_text("utf-8"))["cells"]
        text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    except (ValueError, KeyError, TypeError):
        text = ""
    found = re.search(r"^#+ +(.+)$", text, re.MULTILINE)
    return plain(found[1].strip()) if found else PurePosixPath(notebook).stem
