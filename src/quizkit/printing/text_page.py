"""A Markdown file on paper: a test with its sources, a lesson plan, a page of the guide.

The first heading is the title; every other one begins a part, which is kept together on a page
where it can be. A line of three hyphens before a heading begins a new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizkit import languages
from quizkit.errors import PrintError
from quizkit.printing.sheet_parts import PrintedSheet, Section
from quizkit.quiz.markup import html, plain

_LINK = re.compile(r"</?a\b[^>]*>")  # paper leads nowhere


def text_page(path: Path, language: str) -> PrintedSheet:
    """Make the sheet of a Markdown file; PrintError if it cannot be read or has no title."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PrintError(f"{path} cannot be read; name a Markdown file in UTF-8.") from error
    title, *sections = _sections(text)
    if title.level != 1 or not title.heading:
        raise PrintError(f"{path} has no title; begin its first line with '# '.")
    return PrintedSheet(
        language=language,
        title=html(title.heading),
        kind="",
        foot=languages.said("printing", language, "foot"),
        introduction=title.prompt,
        entries=tuple(sections),
        numbered=False,
    )


def _sections(text: str) -> Iterator[Section]:
    """Yield the parts of a text by its headings; what stands before the first has no heading."""
    from markdown_it import MarkdownIt

    lines, heading, level, start, new_page = text.splitlines(), "", 0, 0, False
    tokens = MarkdownIt("js-default").disable("lheading").parse(text)
    for at, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        ruled = at > 0 and tokens[at - 1].type == "hr"
        if level or "".join(lines[: token.map[0]]).strip():
            yield _section(heading, lines[start : token.map[0]], level, new_page)
        heading, level, new_page = tokens[at + 1].content, int(token.tag[1]), ruled
        start = token.map[1]
    yield _section(heading, lines[start:], level, new_page)


def _section(heading: str, lines: list[str], level: int, new_page: bool) -> Section:
    body = re.sub(r"\n-{3,}\s*$", "", "\n".join(lines)).strip()
    return Section(plain(heading), _LINK.sub("", html(body)), level=level, new_page=new_page)
