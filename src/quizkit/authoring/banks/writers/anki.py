"""Anki: cards as a text file that its import takes, questions in front and answers behind.

Passages are cards of Anki's own kind with gaps, in a file of their own. Pictures come beside them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

from quizkit.authoring.banks.bank import Export, Loss, Writer
from quizkit.authoring.banks.rich_text import as_html, as_text
from quizkit.quiz import markup, paper
from quizkit.quiz.model import Item, Quiz
from quizkit.quiz.pictures import in_texts
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.cloze import Cloze

_BLANK = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_PICTURE = re.compile(rf'{in_texts.MARK}" data-picture="([^"]*)" alt="([^"]*)">')


@dataclass(frozen=True, slots=True)
class View:
    """A question as it is shown, shuffled: an order of the author's could tell the answer."""

    language: str
    shown: Mapping[str, Any]


def write(quiz: Quiz, language: str) -> Export:
    """Write a card for each question; what is lost is that Anki asks for no answer."""
    cards, gaps, losses = [], [], list[Loss]()
    for item in quiz.questions:
        tags = " ".join([quiz.id, *getattr(item, "tags", ()), *filter(None, [item.objective])])
        if isinstance(item, Cloze):
            gaps.append((_gapped(item, language), _more(item, language), tags))
        else:
            view = View(language, item.public(language, Random(item.id)))
            cards.append((_front(item, view), _back(item, view), tags))
        if item.hints:
            losses.append(Loss(item.id, "hints left out"))
    what = "cards ask for no answer: who learns with them says whether it was right"
    losses.insert(0, Loss("", what))
    deck = as_text(quiz.title.get(language)).replace("::", ":")
    files = {}
    if cards:
        files[f"{quiz.id}-cards.txt"] = _table("Basic", deck, cards)
    if gaps:
        files[f"{quiz.id}-gaps.txt"] = _table("Cloze", deck, gaps)
    text = "".join(cell for row in (*cards, *gaps) for cell in row)
    used = [name for name in quiz.pictures if f'src="{_file(name)}"' in text]
    if used:
        losses.append(Loss("", "put the pictures into Anki's folder collection.media yourself"))
    files |= {_file(name): quiz.pictures[name].data for name in used}
    return Export(files, tuple(losses))


def _table(kind: str, deck: str, rows: Sequence[tuple[str, str, str]]) -> bytes:
    head = f"#separator:tab\n#html:true\n#notetype:{kind}\n#deck:{deck}\n#tags column:3\n"
    page = io.StringIO()
    table = csv.writer(page, delimiter="\t", lineterminator="\n")
    table.writerows([cell.replace("\n", " ") for cell in row] for row in rows)
    return (head + page.getvalue()).encode()


def _file(name: str) -> str:
    """Return the name of a picture in Anki, which keeps all in one folder."""
    return name.replace("/", "-").replace(" ", "-")


def _html(text: str) -> str:
    return as_html(text, _file)


def _front(item: Item, view: View) -> str:
    """Return the question, with what one chooses from in the order of the answer's letters."""
    parts = [_html(item.prompt.get(view.language))]
    for form in TYPES[item.type].paper(view.shown):
        if isinstance(form, paper.Rows):
            parts += _rows(form.rows)
        elif isinstance(form, paper.Pairs):
            parts += [*_rows(form.left), "", *_rows(form.right)]
        elif isinstance(form, paper.Bins):
            parts.append(" / ".join(map(_shown, form.names)))
        elif isinstance(form, paper.Boxes) and form.before:
            parts.append(f"{form.before} … {form.after}")
    return "<br>".join(parts)


def _rows(rows: Sequence[paper.Row]) -> list[str]:
    return [f"<strong>{sign}</strong> {_shown(text)}" for sign, text in rows]


def _shown(html: str) -> str:
    return _PICTURE.sub(lambda found: f'<img src="{_file(found[1])}" alt="{found[2]}">', html)


def _back(item: Item, view: View) -> str:
    """Return the answer in words, and what there is to say of it."""
    told = TYPES[item.type].answer(view.shown, item.key(view.language))
    return "<br><br>".join(filter(None, [_shown(told.html), _more(item, view.language)]))


def _more(item: Item, language: str) -> str:
    return _html(item.explanation.get(language)) if item.explanation else ""


def _gapped(item: Cloze, language: str) -> str:
    """Return a passage with its gaps as Anki writes them, each a card."""
    names = list(item.blanks)
    passage = _html(item.text.get(language))

    def gap(found: re.Match[str]) -> str:
        name = found[1].strip()
        blank = item.blanks[name]
        told = TYPES[blank.type].answer(blank.public(language), blank.key(language))
        letter = r"^<strong>[a-z]</strong> " if blank.type == "choice" else "^$"
        right = re.sub(letter, "", told.html)
        right = markup.without_markup(right).replace("}}", "} }").replace("::", ": :")
        return f"{{{{c{names.index(name) + 1}::{escape(right, quote=False)}}}}}"

    return _BLANK.sub(gap, passage)


WRITER = Writer(name="anki", told="cards of Anki", write=write)
