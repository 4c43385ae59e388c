"""How the report says numbers and sentences in the language of its reader."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import Any

from quizkit import languages

QUOTED = re.compile("‘([^’]+)’")  # what is typed


class Wording:
    """The words of the report in one language.

    >>> Wording("nl").share(0.625), Wording("en").decimal(0.5), Wording("en").decimal(-0.25)
    ('63%', '0.50', '−0.25')
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._said = partial(languages.said, "report", language)
        self._finding = partial(languages.said, "report_findings", language)

    def say(self, name: str, /, **blanks: object) -> str:
        """Return one thing that the report says, as plain text."""
        return self._said(name, **blanks)

    def html(self, name: str, /, **blanks: object) -> str:
        """Return it as HTML; what is to be typed is marked as such, and blanks are escaped."""
        return as_html(self._said(name, **blanks))

    def finding(self, name: str, /, **blanks: str) -> str:
        """Return what is said of a finding, as HTML; the blanks are HTML already."""
        text = as_html(self._finding(name))
        return text.format(**blanks) if blanks else text

    @property
    def colon(self) -> str:
        """The colon of the language."""
        return languages.colon(self.language)

    def share(self, value: float | None) -> str:
        """Write a share as a whole number of per cents."""
        if value is None or value != value:
            return self.say("none")
        # Half up, as people round: 62.5 % is 63 %.
        whole = int(value * 100 + 0.5 + 1e-9)
        return languages.said("language", self.language, "percent", n=whole)

    def decimal(self, value: float | None, digits: int = 2) -> str:
        """Write a number with so many decimals."""
        if value is None or value != value:
            return self.say("none")
        text = f"{value:.{digits}f}"
        text = text[1:] if float(text) == 0 and text[0] == "-" else text
        return languages.with_sign(text, self.language).replace("-", "−")

    def points(self, value: float) -> str:
        """Write points: up to two decimals, and none that say nothing."""
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return languages.with_sign("0" if text == "-0" else text, self.language)


def as_html(text: str) -> str:
    """Return a text as HTML, with what is to be typed in the typeface of code.

    >>> as_html("type ‘quizkit grade’ & wait")
    'type <code>quizkit grade</code> &amp; wait'
    """
    return QUOTED.sub(r"<code>\1</code>", escape(text, quote=False))


def blanks_of(values: dict[str, Any], wording: Wording) -> dict[str, str]:
    """Write what fills the blanks of a finding: shares as per cents, answers as they are.

    >>> blanks_of({"strong": 0.5, "answer": "<b>A</b>", "count": 3}, Wording("en"))
    {'strong': '50%', 'answer': '<b>A</b>', 'count': '3'}
    """
    return {name: _blank(name, value, wording) for name, value in values.items()}


def _blank(name: str, value: Any, wording: Wording) -> str:
    if isinstance(value, str):
        return value.removesuffix(".")  # it stands within a sentence
    if name == "r":
        return wording.decimal(value)
    return str(value) if isinstance(value, int) else wording.share(value)
