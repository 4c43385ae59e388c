"""Passages with blanks, made of other programs' texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizkit.authoring.banks.gathering import Question
from quizkit.languages import said

ASKED = said("cloze", "en", "told")
_BLANK = re.compile("\ue020(\\d+)\ue021")  # stands for a blank while a text is made Markdown


def stand_in(number: int) -> str:
    """Return what stands for a blank in a text that is not Markdown yet."""
    return f"\ue020{number}\ue021"


def name(number: int) -> str:
    """Return what a blank is called: nothing that tells what goes into it."""
    return f"blank-{number}"


def filled(text: str) -> str:
    """Write blanks into a text in Markdown where something stood for them."""
    return _BLANK.sub(lambda found: f"[[{name(int(found[1]))}]]", text)


def cloze(text: str, blanks: Mapping[str, Question]) -> Question:
    """Return a cloze of a text in Markdown; what stands before the first blank asks it.

    >>> cloze("Complete.\\n\\nTo be or [[blank-1]].", {})["prompt"]
    'Complete.'
    """
    paragraphs = text.split("\n\n")
    first = next((at for at, each in enumerate(paragraphs) if "[[" in each), 0)
    return {
        "type": "cloze",
        "prompt": "\n\n".join(paragraphs[:first]) or ASKED,
        "text": "\n\n".join(paragraphs[first:]),
        "blanks": dict(blanks),
    }
