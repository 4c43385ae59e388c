"""Aiken: questions with one right option, as plain text.

::

    Who led the American side?
    A. Antony Blinken
    B) Wendy Sherman
    ANSWER: B
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quizkit.authoring.banks.bank import Bank, Loss, Reader
from quizkit.authoring.banks.names import Names, titled
from quizkit.authoring.banks.rich_text import as_typed
from quizkit.authoring.banks.source_text import decoded
from quizkit.errors import BankError

_OPTION = re.compile(r"\s*([A-Za-z])[.)]\s+(.*\S)\s*")
_ANSWER = re.compile(  # the word is English in Moodle; people write their own
    r"\s*(?:ANSWER|ANTWOORD|ANTWORT|RÉPONSE|RESPUESTA|ODPOWIEDŹ|ВІДПОВІДЬ)\s*:\s*([A-Za-z])[.)]?\s*",
    re.IGNORECASE,
)


def knows(data: bytes, name: str) -> bool:
    """Return whether a line names the answer by its letter."""
    try:
        lines = decoded(data, name).text.split("\n")
    except BankError:
        return False
    return any(map(_ANSWER.fullmatch, lines)) and any(map(_OPTION.fullmatch, lines))


def read(data: bytes, name: str) -> Bank:
    """Read a file of questions, each of which ends at its answer."""
    source = decoded(data, name)
    names, losses = Names(), list(source.losses)
    questions = []
    for number, lines in _blocks(source.text):
        made = _question(lines)
        if isinstance(made, str):
            losses.append(Loss("", f"what begins on line {number} is not carried over: {made}"))
        else:
            questions.append({"id": names.give("", made["prompt"]), **made})
    return Bank(titled(name), tuple(questions), tuple(losses))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what ends in an answer, and what is left, with the line on which each begins."""
    block: list[str] = []
    start = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not block:
            start = number
        if line.strip():
            block.append(line)
        if _ANSWER.fullmatch(line):
            yield start, block
            block = []
    if block:
        yield start, block


def _question(lines: list[str]) -> dict[str, Any] | str:
    """Read one question; return why it is none."""
    answer = _ANSWER.fullmatch(lines[-1])
    if answer is None:
        return "no line 'ANSWER: …' ends it"
    prompt: list[str] = []
    options: dict[str, str] = {}
    for line in lines[:-1]:
        option = _OPTION.fullmatch(line)
        if option and ord(option[1].upper()) == ord("A") + len(options):
            options[option[1].upper()] = option[2]
        elif options:
            last = next(reversed(options))
            options[last] += f"\n{line.strip()}"
        else:
            prompt.append(line.strip())
    if not prompt or len(options) < 2:
        return "it has no question, or fewer than two options"
    if answer[1].upper() not in options:
        return f"its answer is {answer[1]}, and no option has that letter"
    written = [
        {"text": as_typed(text), "correct": True} if letter == answer[1].upper() else as_typed(text)
        for letter, text in options.items()
    ]
    return {"type": "choice", "prompt": as_typed("\n".join(prompt)), "options": written}


READER = Reader(name="aiken", told="an Aiken file", knows=knows, read=read)
