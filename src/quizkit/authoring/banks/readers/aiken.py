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
    r"\s*(?:ANSWER|ANTWOORD|ANTWORT|RÉPONSE|RESPUESTA|ODPOWIEDŹ|ВІДПОВІДЬ)S?\s*:\s*(.*\S)?\s*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Za-z](?:\s*[,;&+]\s*[A-Za-z])*(?=[.)]|$)|[A-Z]{2,26}$")
_MORE = re.compile(r"\s*([A-Z]{4,})\s*:\s*(.*\S)?\s*")  # what other programs put below it


def knows(data: bytes, name: str) -> bool:
    """Return whether a line names the answer by its letter."""
    try:
        lines = decoded(data, name).text.split("\n")
    except BankError:
        return False
    named = any(_ends(line, []) for line in lines)
    return named and any(map(_OPTION.fullmatch, lines))


def read(data: bytes, name: str) -> Bank:
    """Read a file of questions, each of which ends at its answer."""
    source = decoded(data, name)
    names, losses = Names(), list(source.losses)
    questions = []
    for number, lines, more in _blocks(source.text):
        made = _question(lines)
        if isinstance(made, str):
            losses.append(Loss("", f"what begins on line {number} is not carried over: {made}"))
            continue
        question = names.give("", made["prompt"])
        explained = [said for word, said in more if word == "FEEDBACK"]
        losses += (
            Loss(question, f"'{word}: {said[:40]}' is left out")
            for word, said in more
            if word != "FEEDBACK"
        )
        own = {"explanation": as_typed("\n".join(explained))} if any(explained) else {}
        questions.append({"id": question, **made, **own})
    return Bank(titled(name), tuple(questions), tuple(losses))


def _blocks(text: str) -> Iterator[tuple[int, list[str], list[tuple[str, str]]]]:
    """Yield what ends in an answer, and what is left, with the line on which each begins.

    With it goes what stands below the answer: words of other programs, and what each says.
    """
    block: list[str] = []
    more: list[tuple[str, str]] = []
    start, answered = 1, False
    for number, line in enumerate(text.split("\n"), start=1):
        if answered and (found := _MORE.fullmatch(line)):
            more.append((found[1], found[2] or ""))
            continue
        if answered:
            yield start, block, more
            block, more, answered = [], [], False
        if not block:
            start = number
        answered = _ends(line, block)
        if line.strip():
            block.append(line)
    if block:
        yield start, block, more


def _ends(line: str, block: list[str]) -> bool:
    """Return whether a line names the answer, and is none of a question that has that word."""
    answer = _ANSWER.fullmatch(line)
    if answer is None:
        return False
    return bool(_LETTERS.match(answer[1] or "")) or any(map(_OPTION.fullmatch, block))


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
    named = _LETTERS.match(answer[1] or "")
    right = set(re.findall("[A-Z]", named[0].upper())) if named else set()
    if not right or right - options.keys():
        return f"its answer is {(answer[1] or 'empty')[:40]}, and no option has that letter"
    written = [
        {"text": as_typed(text), "correct": True} if letter in right else as_typed(text)
        for letter, text in options.items()
    ]
    kind = "choice" if len(right) == 1 else "several"
    return {"type": kind, "prompt": as_typed("\n".join(prompt)), "options": written}


READER = Reader(name="aiken", told="an Aiken file", knows=knows, read=read)
