"""A passage's blanks as answers embedded in it, as Moodle writes them."""

from __future__ import annotations

import re
from html import escape

from quizkit.authoring.banks.rich_text import as_html
from quizkit.authoring.banks.writers.portable import digits, forms
from quizkit.languages import Said
from quizkit.quiz.model import Item, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.text import TypedText

_BLANK = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def filled(html: str, item: Cloze, language: str, told: list[str]) -> str:
    """Put the answers into a passage that is HTML."""

    def one(found: re.Match[str]) -> str:
        name = found[1].strip()
        blank = item.blanks.get(name)
        return _embedded(blank, weight(item), language, told) if blank else found[0]

    if not all(isinstance(label.texts, Said) for label in item.labels.values()):
        told.append("what its blanks are called is left out")
    return _BLANK.sub(one, html)


def weight(item: Cloze) -> int:
    """Return what each gap is worth: whole points, as near to the question's own as can be."""
    return max(1, round(item.points / len(item.blanks)))


def _embedded(blank: Item, worth: int, language: str, told: list[str]) -> str:
    if isinstance(blank, Choice):
        kind = "MULTICHOICE_S" if blank.shuffle else "MULTICHOICE"
        parts = [
            _answer(as_html(o.text.get(language)), o.token == blank.correct, o.feedback, language)
            for o in blank.options
        ]
    elif isinstance(blank, Number):
        kind, off = "NUMERICAL", digits(blank.allowed())
        known = [(blank.answer, True, None), *((w.value, False, w.feedback) for w in blank.wrong)]
        parts = [_answer(f"{digits(v)}:{off}", right, said, language) for v, right, said in known]
        if blank.units:
            told.append("units of a number in a passage are left out")
    elif isinstance(blank, TypedText):
        kind = "SHORTANSWER_C" if blank.case else "SHORTANSWER"
        parts = [_answer(_typed(form), True, None, language) for form in forms(blank)]
        for wrong in blank.wrong:
            parts += (
                _answer(_typed(form), False, wrong.feedback, language)
                for form in dict.fromkeys(wrong.text.texts.values())
            )
    unit = (
        f" {escape(blank.unit.get(language))}" if isinstance(blank, Number) and blank.unit else ""
    )
    return f"{{{worth}:{kind}:{'~'.join(parts)}}}{unit}"


def _typed(form: str) -> str:
    return escape(form.replace("*", "\\*"), quote=False)


def _answer(html: str, right: bool, feedback: Text | None, language: str) -> str:
    said = f"#{_safe(as_html(feedback.get(language)))}" if feedback else ""
    return f"{'=' if right else ''}{_safe(html)}{said}"


def _safe(html: str) -> str:
    r"""Escape what has a meaning among embedded answers.

    >>> _safe("=a } # ~")
    '&#61;a \\} \\# &#126;'
    """
    html = re.sub(r"(?<!&)[}#]", r"\\\g<0>", html.replace("\n", " "))
    html = html.replace("~", "&#126;").replace("%", "&#37;")
    return f"&#61;{html[1:]}" if html.startswith("=") else html
