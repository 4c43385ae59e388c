"""jupyterquiz: a list of questions as JSON, with texts in Markdown."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quizkit.authoring.banks import answers as made_of
from quizkit.authoring.banks.answers import Answer, Fields, NotCarried
from quizkit.authoring.banks.bank import Bank, Loss, Reader
from quizkit.authoring.banks.from_html import to_markdown
from quizkit.authoring.banks.names import Names, titled
from quizkit.authoring.banks.paragraph import fenced
from quizkit.authoring.banks.pictures import NoPicture
from quizkit.authoring.banks.source_text import decoded
from quizkit.errors import BankError
from quizkit.quiz.numerals import exact

Entry = Mapping[str, Any]
KNOWN = {"question", "type", "answers", "code", "precision", "pairs", "options"}
SHOWN = {"answer_cols", "input_width", "id", "name", "title", "tags", "objective"}  # of no account


def knows(data: bytes, name: str) -> bool:
    """Return whether this is JSON of questions."""
    try:
        text = decoded(data, name).text.lstrip()
        return text[:1] in ("[", "{") and bool(_entries(text, name))
    except BankError:
        return False


def read(data: bytes, name: str) -> Bank:
    """Read a list of questions."""
    source = decoded(data, name)
    names, losses, questions = Names(), list(source.losses), []
    for entry in _entries(source.text, name):
        told: list[str] = []
        title = str(entry.get("id") or entry.get("title") or entry.get("name") or "")
        question = names.give(title, str(entry.get("question", "")))
        try:
            questions.append({"id": question, **_question(entry, told)})
        except NotCarried as error:
            told = [f"the question is not carried over: {error}"]
        losses += (Loss(question, what) for what in dict.fromkeys(told))
    return Bank(titled(name), tuple(questions), tuple(losses))


def _entries(text: str, name: str) -> list[Entry]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BankError(f"{name}:{line}: this is no whole JSON; look at its commas.") from error
    if isinstance(found, dict):
        found = found.get("questions", [found])
    listed = found if isinstance(found, list) else []
    entries: list[Entry] = [e for e in listed if isinstance(e, dict) and "question" in e]
    if not entries:
        raise BankError(f"{name}: this is JSON, but no list of questions as jupyterquiz has them.")
    return entries


def _question(entry: Entry, told: list[str]) -> Fields:
    kind = str(entry.get("type", ""))
    if kind not in TYPES:
        raise NotCarried(f"there is no type here for jupyterquiz's '{kind[:40]}'")
    if strange := sorted(set(map(str, entry)) - KNOWN - SHOWN):
        told.append(f"{', '.join(strange)[:80]} left out")
    prompt = _text(entry, "question", told)
    if not prompt:
        raise NotCarried("it has no text")
    own = TYPES[kind](entry, told)
    return {"type": own.pop("type"), "prompt": prompt, **own}


def _text(entry: Entry, name: str, told: list[str]) -> str:
    """Return a text, HTML with formulas between dollars, with the code below it."""
    parts = [_markdown(entry.get(name), told)]
    if code := str(entry.get("code") or "").strip("\n"):
        block = name == "question" or "\n" in code or "`" in code
        parts.append(fenced(code, flat=False) if block else f"`{code}`")
    return "\n\n".join(filter(None, parts))


def _markdown(html: object, told: list[str]) -> str:
    made = to_markdown(str(html or ""), _no_picture, dollars=True)
    told += (f"not shown here: {what}" for what in made.lost)
    return made.text


def _no_picture(address: str, _alt: str) -> str:
    raise NoPicture(f"it stands elsewhere ({address[:80]})")


def _answers(entry: Entry) -> list[Entry]:
    found = entry.get("answers")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _said(entry: Entry, told: list[str]) -> str:
    return _markdown(entry.get("feedback"), told)


def _chosen(entry: Entry, told: list[str], *, single: bool) -> Fields:
    found = _answers(entry)
    right = sum(each.get("correct") is True for each in found)
    # What is ticked is told right or wrong at once, and nothing is counted: shares are ours.
    each_one = 1 / max(right, 1)
    worth = {True: 1.0, False: 0.0} if single else {True: each_one, False: -each_one}
    answers = [
        Answer(_text(each, "answer", told), worth[each.get("correct") is True], _said(each, told))
        for each in found
    ]
    return made_of.one_of(answers, told) if single else made_of.several_of(answers, told)


def _numeric(entry: Entry, told: list[str]) -> Fields:
    """Make a number of values and ranges; how many digits count becomes a tolerance."""
    answers = []
    for each in _answers(entry):
        share = float(each.get("correct") is True)
        if "value" in each:
            value = _real(each["value"])
            answers.append(Answer(f"{value}", share, _said(each, told), _off(value, entry)))
        elif isinstance(each.get("range"), list) and len(each["range"]) == 2:
            low, high = map(_real, each["range"])
            middle, off = (low + high) / 2, abs(high - low) / 2
            if share:
                told.append(f"its range from {low:g} to {high:g} includes its upper end here")
            answers.append(Answer(f"{middle:.12g}", share, _said(each, told), float(f"{off:.12g}")))
        else:
            answers.append(Answer("*", 0.0, _said(each, told)))
    right = [answer for answer in answers if answer.share]
    told += (f"another right answer, {other.text}, is not one here" for other in right[1:])
    return made_of.numeric([a for a in answers if a not in right[1:]], told)


def _real(value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not abs(number) < made_of.LARGEST:  # not a number is neither
        raise NotCarried(f"'{str(value)[:20]}' is no number")
    return number


def _off(value: float, entry: Entry) -> float:
    """Return how far off a number may be that is rounded to so many digits."""
    digits = entry.get("precision")
    if not isinstance(digits, int) or isinstance(digits, bool) or not 0 < digits < 16 or not value:
        return 0.0
    place = math.floor(math.log10(abs(value))) - digits + 1
    return float(exact(10.0**place) / 2)


def _string(entry: Entry, told: list[str]) -> Fields:
    found = _answers(entry)
    answers = [
        Answer(str(each.get("answer", "*")), float(each.get("correct") is True), _said(each, told))
        for each in found
    ]
    cased = [each for each in found if each.get("correct") is True and each.get("match_case")]
    made = made_of.typed(answers, told, case=bool(cased))
    if any(each.get("fuzzy_threshold") for each in found):
        made["distance"] = 1
        told.append("how near a mistyped answer may be: here one letter")
    return made


def _match(entry: Entry, told: list[str]) -> Fields:
    found = entry.get("pairs")
    listed: Sequence[object] = found if isinstance(found, list) else []
    pairs = [
        (_text(pair, "label", told), _text(pair, "answer", told))
        for pair in listed
        if isinstance(pair, dict)
    ]
    options = entry.get("options")
    extra = [_text({"": each}, "", told) for each in options] if isinstance(options, list) else []
    return made_of.match_of(pairs, extra, told)


TYPES: Mapping[str, Callable[[Entry, list[str]], Fields]] = {
    "multiple_choice": lambda entry, told: _chosen(entry, told, single=True),
    "many_choice": lambda entry, told: _chosen(entry, told, single=False),
    "numeric": _numeric,
    "string": _string,
    "match": _match,
}

READER = Reader(name="jupyterquiz", told="a list of jupyterquiz", knows=knows, read=read)
