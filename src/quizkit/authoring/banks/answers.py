"""Answers with what each is worth, as most programs keep them, made into a question of one type.

What cannot be carried over is added to ``told``, in sentences; NotCarried says why there is no
question at all. The feedback on a right answer that is typed goes into ``explanation``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from quizkit.authoring.banks import numbers
from quizkit.authoring.banks.rich_text import as_text
from quizkit.quiz.model import Text
from quizkit.quiz.numerals import exact
from quizkit.quiz.types.text import TypedText, unread

ALL = 0.999  # from here on an answer counts as right: thirds are written as 33.33333
LARGEST = 1e99  # a number from here on is none that a quiz asks for
Fields = dict[str, Any]


class NotCarried(Exception):
    """No question can be made of this; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: Markdown where it is chosen, as typed where it is typed.

    ``share`` is what it is worth of the points: 1 is all, less than 0 takes some off.
    """

    text: str
    share: float
    feedback: str = ""
    tolerance: float = 0.0


def option(text: str, *, right: bool = False, feedback: str = "") -> str | Fields:
    """Return an option as a quiz file has it: a text alone where there is no more to say."""
    said = {"feedback": feedback} if feedback else {}
    if right or said:
        return {"text": text, **({"correct": True} if right else {}), **said}
    return text


def short(text: str) -> str:
    """Return a text as it is named in a sentence."""
    words = " ".join(as_text(text).split())
    return f"'{words[:40]}…'" if len(words) > 41 else f"'{words}'"


def percent(share: float) -> str:
    """Write a share of the points.

    >>> percent(0.5), percent(-1 / 3)
    ('50 %', '33.3 %')
    """
    return f"{round(abs(share) * 100, 1):g} %"


def one_of(answers: Sequence[Answer], told: list[str], *, blank: bool = False) -> Fields:
    """Make a question with one right option; of several that are right alone, all are to be ticked.

    A ``blank`` of a passage can have but one.
    """
    found = _distinct(answers, told)
    right = [answer for answer in found if answer.share >= ALL]
    if not right:
        most = max(answer.share for answer in found)
        right = [answer for answer in found if answer.share == most > 0]
        if len(right) == 1:
            told.append(
                f"no option gives all points: {short(right[0].text)}, which gives {percent(most)}, "
                "is the right one here"
            )
    if not right or (blank and len(right) > 1):
        raise NotCarried(
            f"it has {len(right) or 'no'} options that are right alone, and here one is"
        )
    if len(right) > 1:
        told.append(f"it has {len(right)} options that are right alone: here all are to be ticked")
        each = {True: 1 / len(right), False: -1 / len(right)}
        return several_of([replace(a, share=each[a in right]) for a in found], told)
    told += (
        f"the option {short(answer.text)} gives {percent(answer.share)}: here it is wrong"
        for answer in found
        if answer.share > 0 and answer is not right[0]
    )
    if any(answer.share < 0 for answer in found):
        told.append("wrong options take off points: here they give none")
    return {
        "type": "choice",
        "options": [option(a.text, right=a is right[0], feedback=a.feedback) for a in found],
    }


def several_of(answers: Sequence[Answer], told: list[str]) -> Fields:
    """Make a question of which several options are right."""
    found = _distinct(answers, told)
    right = [answer for answer in found if answer.share > 0]
    if not right:
        raise NotCarried("none of its options is right")
    each = 1 / len(right)
    if any(abs(answer.share - each) > 0.01 for answer in right):
        shares = ", ".join(percent(answer.share) for answer in right)
        told.append(f"its right options weigh {shares}: here they weigh the same")
    wrong = {percent(a.share) for a in found if a.share <= 0 and abs(a.share + each) > 0.01}
    if wrong:
        off = " or ".join(sorted(wrong)).replace("0 %", "nothing") if wrong == {"0 %"} else None
        told.append(
            f"a wrong option that is ticked takes off {off or ' or '.join(sorted(wrong))}: "
            f"here it takes off {percent(each)}"
        )
    return {
        "type": "several",
        "options": [option(a.text, right=a.share > 0, feedback=a.feedback) for a in found],
    }


def _distinct(answers: Iterable[Answer], told: list[str]) -> list[Answer]:
    """Return options that read differently; of those that read the same, the one worth most."""
    found: dict[str, Answer] = {}
    for answer in answers:
        seen = _read(answer.text)
        if not seen:
            told.append("an option without a text is left out")
        elif seen in found:
            told.append(f"the option {short(answer.text)} stands there twice: here it stands once")
            if answer.share > found[seen].share:
                found[seen] = answer
        else:
            found[seen] = answer
    if len(found) < 2:
        raise NotCarried("it has fewer than two options")
    return list(found.values())


def _read(text: str) -> str:
    """Write an option as one reads it; one that is only a picture is known by its source."""
    words = " ".join(unicodedata.normalize("NFC", as_text(text)).casefold().split())
    return f"{words} {text}" if "![" in text else words


def typed(answers: Sequence[Answer], told: list[str], *, case: bool = False) -> Fields:
    """Make a question of which the answer is typed."""
    answers = [_without_wildcards(answer, told) for answer in answers]
    accept: list[str] = []
    right = [answer for answer in answers if answer.share >= ALL and answer.text]
    # An operator such as != is nothing but marks, which then count.
    only_marks = any(not any(map(str.isalnum, answer.text)) for answer in right)
    marks = {"punctuation": True} if only_marks else {}
    for answer in right:
        if unread(answer.text, marks) is not None:
            told.append(f"{short(answer.text)} cannot be typed here")
        elif answer.text not in accept:
            accept.append(answer.text)
    if not accept:
        raise NotCarried("it has no right answer that could be typed here")
    marked = any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", "".join(accept)))
    made: Fields = {"type": "text", "accept": accept}
    made |= {"case": True} if case else {}
    made |= ({"accents": True} if marked else {}) | marks
    wrong = _foreseen(answers, made, told)
    return made | ({"wrong": wrong} if wrong else {}) | _explained(answers)


def _without_wildcards(answer: Answer, told: list[str]) -> Answer:
    """Return an answer without the asterisks that stand for any text; those escaped stay."""
    parts = answer.text.replace("\\*", "\0").split("*")
    if len(parts) > 1 and any(part.strip() for part in parts) and answer.share > 0:
        told.append(
            f"{short(answer.text.replace('*', '…'))} took any text at its asterisk: not here"
        )
    words = " ".join("".join(parts).replace("\0", "*").split())
    if len(parts) > 1 and not words and (answer.feedback or answer.share > 0):
        said = f" ({short(answer.feedback)})" if answer.feedback else ""
        told.append(f"what is said to any other answer is left out{said}")
    return replace(answer, text=words)


def _foreseen(answers: Iterable[Answer], made: Mapping[str, Any], told: list[str]) -> list[Fields]:
    """Return the wrong answers with what is said to them, as far as they can be told apart."""
    item = TypedText(
        id="x",
        prompt=Text.plain(""),
        accept=tuple(map(Text.plain, made["accept"])),
        case=bool(made.get("case")),
        accents=bool(made.get("accents")),
        punctuation=bool(made.get("punctuation")),
    )
    wrong: list[Fields] = []
    seen: set[str] = set()
    for answer in answers:
        if answer.share >= ALL or not answer.text:
            continue
        if answer.share > 0:
            told.append(f"{short(answer.text)} gives {percent(answer.share)}: here it is wrong")
        if not answer.feedback:
            continue
        ways = set(item.spellings(answer.text))
        if unread(answer.text, {}) is not None or item.grade(answer.text).fraction or ways & seen:
            told.append(
                f"what is said to {short(answer.text)} is left out: it cannot be told apart"
            )
            continue
        seen |= ways
        wrong.append({"text": answer.text, "feedback": answer.feedback})
    return wrong


def _explained(answers: Iterable[Answer]) -> Fields:
    """Return what is said to right answers as the explanation."""
    said = dict.fromkeys(a.feedback for a in answers if a.share >= ALL and a.feedback)
    return {"explanation": "\n\n".join(said)} if said else {}


def numeric(answers: Sequence[Answer], told: list[str]) -> Fields:
    """Make a question of which the answer is a number."""
    values = [(answer, as_number(answer.text)) for answer in answers]
    right = [(answer, value) for answer, value in values if answer.share >= ALL]
    known = [(a, value) for a, value in right if value is not None and a.tolerance < LARGEST]
    if len(known) < len(right) or not known:
        raise NotCarried("its right answer is no number")
    answer, value = max(known, key=lambda pair: pair[0].tolerance)
    for other, near in known:
        if abs(near - value) + exact(other.tolerance) > exact(answer.tolerance):
            raise NotCarried(f"it has {len(known)} right numbers, and here there is one")
    made: Fields = {"type": "number", "answer": plain_number(value)}
    if answer.tolerance:
        made["tolerance"] = plain_number(exact(answer.tolerance))
    wrong: dict[Fraction, str] = {}
    for other, number in values:
        if other.share >= ALL:
            continue
        if other.share > 0:
            told.append(f"{short(other.text)} gives {percent(other.share)}: here it is wrong")
        if not other.feedback:
            continue
        off = exact(answer.tolerance)
        same = number is not None and abs(number - value) <= off
        if number is None or number in wrong or same or other.tolerance > answer.tolerance:
            named = "any other answer" if other.text.strip() in ("", "*") else short(other.text)
            told.append(f"what is said to {named} is left out ({short(other.feedback)})")
        else:
            wrong[number] = other.feedback
    said = [{"value": plain_number(number), "feedback": text} for number, text in wrong.items()]
    return made | ({"wrong": said} if said else {}) | _explained(answers)


def as_number(text: str) -> Fraction | None:
    """Read a number as programs write it; None if it is none that a quiz file can hold."""
    number = numbers.decimal(text)
    return None if number is None else Fraction(number)


def plain_number(value: Fraction) -> int | float:
    """Return a number as a quiz file has it; NotCarried if it is larger than any there.

    >>> plain_number(Fraction(3)), plain_number(Fraction(1, 4))
    (3, 0.25)
    """
    if abs(value) >= LARGEST:
        raise NotCarried("it has a number that is too large")
    return numbers.plain(value)


def match_of(pairs: Sequence[tuple[str, str]], extra: Sequence[str], told: list[str]) -> Fields:
    """Make a question of pairs, with what fits nothing on the right."""
    lefts: dict[str, tuple[str, str]] = {}
    rights: dict[str, str] = {}
    for left, right in pairs:
        if not _read(left) or not _read(right):
            told.append(f"the pair of {short(left or right)} has only one side: it is left out")
        elif _read(left) in lefts:
            told.append(f"{short(left)} stands twice on the left: its first pair is kept")
        else:
            lefts[_read(left)] = left, rights.setdefault(_read(right), right)
    more = {_read(each): each for each in extra if _read(each) and _read(each) not in rights}
    if len(lefts) < 2 or len(rights) + len(more) < 2:
        raise NotCarried("it has fewer than two pairs, or one thing alone to choose from")
    made: Fields = {
        "type": "match",
        "pairs": [{"left": left, "right": right} for left, right in lefts.values()],
    }
    return made | ({"extra": list(more.values())} if more else {})


def order_of(items: Sequence[tuple[str, str]], told: list[str]) -> Fields:
    """Make a question of things in their right order, each with its feedback."""
    found: dict[str, str | Fields] = {}
    for text, feedback in items:
        if not _read(text) or _read(text) in found:
            told.append(f"{short(text)} stands there twice, or is empty: it is left out")
        else:
            found[_read(text)] = option(text, feedback=feedback)
    if len(found) < 2:
        raise NotCarried("it has fewer than two things to put in order")
    return {"type": "order", "items": list(found.values())}
