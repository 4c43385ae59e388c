"""A sheet as one HTML page with its own print style: no script, and no address to fetch."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from quizkit.languages import colon
from quizkit.printing import sheet_parts
from quizkit.quiz import paper
from quizkit.quiz.markup import without_markup
from quizkit.quiz.paper import Row, Tick
from quizkit.quiz.pictures.in_texts import shown
from quizkit.quiz.types.passage import BREAK

STYLE = Path(__file__).parent / "static" / "sheet.css"


def as_html(sheet: sheet_parts.PrintedSheet) -> str:
    """Write a sheet as a whole page, its pictures in it."""
    return shown(_page(sheet), sheet.pictures)


def _page(sheet: sheet_parts.PrintedSheet) -> str:
    name = escape(": ".join(filter(None, (without_markup(sheet.title), sheet.kind))))
    foot = sheet.foot.replace("{page}", '" counter(page) "').replace(
        "{pages}", '" counter(pages) "'
    )
    style = STYLE.read_text(encoding="utf-8").replace("PAGE_OF_PAGES", f'"{foot}"')
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(sheet.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>{name}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body class="{"numbered" if sheet.numbered else "titled"}" '
        f'style="font-size: {sheet.size:g}pt">\n{_head(sheet)}\n<main>\n'
        + "\n".join(_entry(entry, sheet) for entry in sheet.entries)
        + "\n</main>\n</body>\n</html>\n"
    )


def _head(sheet: sheet_parts.PrintedSheet) -> str:
    fields = "".join(f"<span>{escape(name)} <i></i></span>" for name in sheet.fields)
    return (
        "<header>\n"
        + (f'<p class="kind">{escape(sheet.kind)}</p>\n' if sheet.kind else "")
        + f'<h1 dir="auto">{sheet.title}</h1>\n'
        + (f'<p class="fields">{fields}</p>\n' if fields else "")
        + (f'<div class="introduction">{sheet.introduction}</div>\n' if sheet.introduction else "")
        + "</header>"
    )


def _entry(entry: sheet_parts.Section, sheet: sheet_parts.PrintedSheet) -> str:
    parts = "\n".join(_part(part, colon(sheet.language)) for part in entry.parts)
    note = f'<p class="note">{escape(entry.note)}</p>\n' if entry.note else ""
    if not sheet.numbered:
        heading = f"<h{entry.level}>{escape(entry.heading)}</h{entry.level}>"
        page = " class=page" if entry.new_page else ""
        return f"<section{page}>\n{heading}\n{entry.prompt}\n{parts}\n</section>"
    return (
        f'<section>\n<p class="aside">{escape(entry.aside)}</p>\n'
        f'<div class="prompt" dir="auto"><b class="number">{escape(entry.heading)}.</b> '
        f"{entry.prompt}</div>\n"
        f"{note}{parts}\n</section>"
    )


def _part(part: sheet_parts.Part, after_label: str) -> str:
    match part:
        case paper.Rows(rows, mark):
            return _rows(rows, mark)
        case paper.Line(unit, wide):
            return f'<p><i class="line{" wide" if wide else ""}"></i> {escape(unit)}</p>'
        case paper.Lines(count, note):
            lines = '<i class="line full"></i>' * count
            return f'<p class="lines"><span class="note">{escape(note)}</span>{lines}</p>'
        case paper.Marked(html, over):
            return f'<div class="marked">{html}{over}</div>'
        case paper.Boxes(count, before, after):
            boxes = '<i class="box"></i> ' * count
            return f'<p class="boxes"><bdi>{before}</bdi> {boxes}<bdi>{after}</bdi></p>'
        case paper.Pairs(left, right):
            columns = _rows(left, Tick.BOX) + _rows(right, Tick.NONE)
            return f'<div class="pairs">{columns}</div>'
        case paper.Bins(names):
            return (
                '<div class="bins">' + "".join(f"<div dir=auto>{n}</div>" for n in names) + "</div>"
            )
        case paper.Passage(pieces):
            return f'<p class="passage" dir="auto">{"".join(map(_piece, pieces))}</p>'
        case sheet_parts.Prose(html, label):
            named = f"<b class=label>{escape(label)}{after_label}</b> " if label else ""
            return f"<div>{named}<span dir=auto>{html}</span></div>"


def _rows(rows: Iterable[Row], mark: Tick) -> str:
    tick = "" if mark is Tick.NONE else f'<i class="{mark}"></i> '
    listed = (
        f"<tr><td>{tick}<b>{sign}</b></td><td dir=auto>{text}</td></tr>" for sign, text in rows
    )
    return f'<table class="rows" role="presentation">{"".join(listed)}</table>'


def _piece(piece: str | paper.Gap) -> str:
    if piece == BREAK:
        return '<span class="break"></span>'
    if isinstance(piece, str):
        return piece
    return f'<span class="gap">({piece.number})&#160;<i></i> {escape(piece.unit)}</span>'
