"""Quizzes in the plain text that text2qti turns into QTI.

https://github.com/gpoore/text2qti documents the format: lines that begin with a sign (``1.``,
``*a)``, ``[*]``, ``=``, ``...``), and texts in Markdown that go on in indented lines below. No code
in such a file is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizkit.authoring.banks import feedback, numbers
from quizkit.authoring.banks.bank import Bank, Reader
from quizkit.authoring.banks.gathering import Gathering, Question, quoted
from quizkit.authoring.banks.names import titled
from quizkit.authoring.banks.source_text import decoded
from quizkit.errors import BankError

_ALONE = {
    "essay": r"___+",
    "upload": r"\^\^\^+",
    "group": r"GROUP",
    "end_group": r"END_GROUP",
    "fence": r"```+.*",
}
_BEFORE_TEXT = {
    "question": r"\d+\.",
    "right_choice": r"\*[a-zA-Z]\)",
    "choice": r"[a-zA-Z]\)",
    "right_tick": r"\[\*\]",
    "tick": r"\[ ?\]",
    "form": r"\*",
    "general": r"\.\.\.",
    "right": r"\+",
    "wrong": r"-",
    "solution": r"!",
    "number": r"=",
    "title": r"[Tt]itle:",
    "points": r"[Pp]oints:",
    "text_title": r"[Tt]ext [Tt]itle:",
    "text": r"[Tt]ext:",
    "quiz_title": r"[Qq]uiz [Tt]itle:",
    "quiz_description": r"[Qq]uiz description:",
    "pick": r"[Pp]ick:",
    "points_each": r"[Pp]oints per question:",
    "setting": (
        r"(?:[Ss]huffle answers|[Ss]how correct answers|[Oo]ne question at a time|[Cc]an't go back"
        r"|[Ff]eedback is solution|[Ss]olutions (?:pick|sample groups|randomize groups)):"
    ),
}
_START = re.compile(
    "|".join(
        [rf"(?P<{name}>{sign})\s*$" for name, sign in _ALONE.items()]
        + [rf"(?P<{name}>{sign})(?:[ \t]+(?=\S)|[ \t]*$)" for name, sign in _BEFORE_TEXT.items()]
    )
)
_QUESTION = re.compile(r"^\d+\.[ \t]+\S", re.MULTILINE)
_ANSWER = re.compile(
    r"^(?:\*[a-zA-Z]\)|\[\*\]|\*|=)[ \t]+\S|^(?:___+|\^\^\^+)[ \t]*$", re.MULTILINE
)
_RANGE = re.compile(r"\[([^,\]]+),([^,\]]+)\]")
_PICTURE_SIZE = re.compile(r"(!\[[^\[\]]{0,500}\]\([^()\s]{0,500}\))\{[^{}\n]{0,200}\}")
_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign, the text behind it with the lines that belong to it, and where it stands."""

    kind: str
    sign: str
    text: str
    line: int


@dataclass(slots=True)
class Draft:
    """A question as it is read, entry by entry."""

    prompt: str
    line: int
    title: str = ""
    points: str = ""
    kind: str = ""
    options: list[dict[str, Any]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    number: str = ""
    said: dict[str, str] = field(default_factory=dict)  # general, right, wrong, solution
    group: int = 0


def knows(data: bytes, name: str) -> bool:
    """Return whether a file has a numbered question, and an answer marked as the format does."""
    try:
        text = decoded(data, name).text
    except BankError:
        return False
    return bool(_QUESTION.search(text) and _ANSWER.search(text))


def read(data: bytes, name: str) -> Bank:
    """Read a quiz in text2qti's plain text; raises BankError where there is none."""
    source = decoded(data, name)
    bank = Gathering(title=titled(name), losses=list(source.losses))
    drafts = _drafts(_entries(source.text, bank), bank)
    for draft in drafts:
        _keep(draft, bank)
    if not drafts:
        raise BankError(
            f"{name}: there is no question in it; in text2qti's format one begins '1. What …?' "
            "at the start of a line."
        )
    return bank.bank()


def _entries(text: str, bank: Gathering) -> Iterator[Entry]:
    """Yield the parts of a file; code that makes questions is named as lost, and not run."""
    lines = text.expandtabs(4).splitlines()
    at = 0
    while at < len(lines):
        line, start = lines[at], at + 1
        at += 1
        if not line.strip() or line.startswith("%"):
            continue
        if line.startswith("COMMENT"):
            at = _after(lines, at, "END_COMMENT")
            continue
        found = _START.match(line)
        kind = found.lastgroup if found else None
        if found is None or kind is None:
            bank.lose_of_bank(f"line {start}, which has no sign of the format: {quoted(line)}")
        elif kind == "fence":
            at = _after(lines, at, "```")
            bank.lose_of_bank(f"the code from line {start} on, which is not run")
        else:
            more = _more(lines, at) if kind not in _ALONE else []
            at += len(more)
            yield Entry(kind, found[kind], _dedented(line[found.end() :], more), start)


def _after(lines: list[str], at: int, end: str) -> int:
    """Return where the file goes on after a line that begins so."""
    return next((n + 1 for n in range(at, len(lines)) if lines[n].startswith(end)), len(lines))


def _more(lines: list[str], at: int) -> list[str]:
    """Return the indented lines that follow, with the empty ones between them."""
    end = last = at
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith("  ")):
        end += 1
        last = end if lines[end - 1].strip() else last
    return lines[at:last]


def _dedented(first: str, more: list[str]) -> str:
    indents = [len(line) - len(line.lstrip()) for line in more if line.strip()]
    least = min(indents, default=0)
    return "\n".join([first.strip(), *(line[least:].rstrip() for line in more)]).strip()


def _drafts(entries: Iterator[Entry], bank: Gathering) -> list[Draft]:
    drafts: list[Draft] = []
    coming: dict[str, str] = {}  # the title and points of the next question
    groups, in_group, each = 0, False, ""
    for entry in entries:
        if entry.kind == "question":
            draft = Draft(
                entry.text, entry.line, coming.get("title", ""), coming.get("points", each)
            )
            draft.group = groups if in_group else 0
            drafts.append(draft)
            coming = {}
        elif entry.kind in ("title", "points"):
            coming[entry.kind] = entry.text
        elif entry.kind == "group":
            groups, in_group, each = groups + 1, True, ""
            bank.draw[f"group-{groups}"] = 1
        elif entry.kind == "end_group":
            in_group, each = False, ""
        elif entry.kind == "points_each":
            each = entry.text
        elif entry.kind == "pick" and in_group and entry.text.isdecimal():
            bank.draw[f"group-{groups}"] = int(entry.text)
        elif not _is_of_quiz(entry, bank):
            _to(drafts[-1] if drafts else None, entry, bank)
    return drafts


def _is_of_quiz(entry: Entry, bank: Gathering) -> bool:
    """Take in what belongs to no question; return whether it does."""
    if entry.kind == "quiz_title":
        bank.title = entry.text
    elif entry.kind == "quiz_description":
        bank.lose_of_bank(f"the description of the quiz: {quoted(entry.text)}")
    elif entry.kind == "setting":
        bank.lose_of_bank(f"the setting '{entry.sign} {entry.text}'")
    elif entry.kind in ("text", "text_title"):
        bank.lose_of_bank(f"the text between questions on line {entry.line}: {quoted(entry.text)}")
    elif entry.kind != "pick":  # told with its group
        return False
    return True


def _to(draft: Draft | None, entry: Entry, bank: Gathering) -> None:
    """Add to a question what stands below it."""
    if draft is None:
        bank.lose_of_bank(f"line {entry.line}, which stands before all questions")
    elif entry.kind in ("choice", "right_choice", "tick", "right_tick"):
        draft.kind = draft.kind or ("choice" if "choice" in entry.kind else "several")
        right = entry.kind.startswith("right_")
        draft.options.append({"text": entry.text, **({"correct": True} if right else {})})
    elif entry.kind == "form":
        draft.kind = draft.kind or "text"
        draft.forms.append(entry.text)
    elif entry.kind == "number":
        draft.kind, draft.number = draft.kind or "number", entry.text
    elif entry.kind in ("essay", "upload"):
        draft.kind = draft.kind or entry.kind
    elif entry.kind == "general" and draft.options:
        draft.options[-1]["feedback"] = entry.text
    else:
        draft.said[entry.kind] = entry.text


def _keep(draft: Draft, bank: Gathering) -> None:
    """Make a question of a draft, or note why there can be none."""
    bank.begin(draft.title, draft.prompt.partition("\n")[0])
    question: Question = {"type": draft.kind, "prompt": _text(draft.prompt, bank)}
    question["points"] = _points(draft, bank)
    question["tags"] = [f"group-{draft.group}"] if draft.group else []
    own = _OWN.get(draft.kind)
    if own is None:
        what = "the whole question: an answer is a file that is handed in"
        bank.lose(what if draft.kind == "upload" else "the whole question: it has no answers")
        return
    fields = own(draft, bank)
    if fields is None:
        return
    question |= fields
    said = {kind: _text(text, bank) for kind, text in draft.said.items()}
    question["explanation"] = said.get("solution", "")
    feedback.spread(
        bank,
        question,
        general=said.get("general", ""),
        right=said.get("right", ""),
        wrong=said.get("wrong", ""),
    )
    bank.add(question)


def _points(draft: Draft, bank: Gathering) -> int | float | None:
    points = numbers.decimal(draft.points)
    if draft.points and points is None:
        bank.lose(f"its points: {quoted(draft.points)} is no number")
    return None if points is None or points == 1 else numbers.plain(points)


def _text(text: str, bank: Gathering) -> str:
    """Return a text in Markdown as a quiz file has it."""
    shown = _PICTURE_SIZE.sub(r"\1", text)
    if shown != text:
        bank.lose("the size of a picture")
    if _HTML.search(_CODE.sub("", shown)):
        bank.lose("HTML in its text, which is shown as typed")
    return shown


def _choice(draft: Draft, bank: Gathering) -> Question | None:
    options = [
        {name: _text(v, bank) if isinstance(v, str) else v for name, v in option.items()}
        for option in draft.options
    ]
    said = {option["text"].strip(".").casefold(): option for option in options}
    if draft.kind == "choice" and set(said) == {"true", "false"} and len(options) == 2:
        texts = {answer: said[str(answer).casefold()].get("feedback") for answer in (True, False)}
        told = {answer: text for answer, text in texts.items() if text}
        return {
            "type": "truefalse",
            "answer": bool(said["true"].get("correct")),
            "feedback": told,
        }
    return {"options": options}


def _number(draft: Draft, bank: Gathering) -> Question | None:
    """Return a number with its margin: ``[least, most]``, ``2 +- 0.1``, ``2 +- 5%`` or ``2``."""
    found = _RANGE.fullmatch(draft.number.strip())
    if found:
        least, most = numbers.decimal(found[1]), numbers.decimal(found[2])
        if least is not None and most is not None:
            return numbers.within(least, most)
    shown, _, margin = draft.number.partition("+-")
    answer, off = numbers.decimal(shown), numbers.decimal(margin.strip().removesuffix("%") or "0")
    if found or answer is None or off is None:
        bank.lose(f"the whole question: {quoted(draft.number)} is no number with a margin")
        return None
    fields: Question = {"answer": numbers.plain(answer)}
    if off and margin.strip().endswith("%"):
        fields["relative_tolerance"] = numbers.plain(abs(off) / 100)
    elif off:
        fields["tolerance"] = numbers.plain(abs(off))
    return fields


_OWN: Mapping[str, Callable[[Draft, Gathering], Question | None]] = {
    "choice": _choice,
    "several": _choice,
    "number": _number,
    "text": lambda draft, _bank: {"accept": draft.forms},
    "essay": lambda _draft, _bank: {},
}


READER = Reader(name="text2qti", told="a text2qti file", knows=knows, read=read)
