"""A bank as the text of a quiz file, as one would type it; what would not pass stays out, told.

What is written is read again by quizkit itself before anyone gets it. A question with a mistake in
it is written without the field that the mistake is in, where the question can do without; otherwise
it is left out. Either is a loss.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from quizkit.authoring.banks.bank import Bank, Loss
from quizkit.authoring.banks.names import Names, slug
from quizkit.errors import BankError, Problem
from quizkit.files import is_device
from quizkit.languages import ENGLISH, said
from quizkit.quiz import loading

FIRST = ("id", "type", "objective", "tags", "points", "attempts", "shuffle", "prompt", "text")
ALWAYS = "always"  # the tag of what all learners get, where others are drawn
SPARED = ("tags", "wrong", "hints", "then", "explanation", "feedback")  # a question is one without
AT_ONCE = 100  # questions that are read again together: of more, not all mistakes are told
SHORT = 72  # characters of a list on one line
_WORD = re.compile(r"[^\W_](?:[\w .,;()%/?!'’–-]*[\w.)%?!])?")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ue000-\uf8ff\u202a-\u202e\u2066-\u2069]"
)
_FIELD = re.compile(r"(?:    |  - )(\w+):")

Question = dict[str, Any]


@dataclass(frozen=True, slots=True)
class QuizText:
    """A quiz file that passes the check, how many questions it has, and all that was lost."""

    id: str
    text: str
    count: int
    losses: tuple[Loss, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def quiz_text(
    bank: Bank, *, title: str | None = None, name: str = "", language: str = ENGLISH
) -> QuizText:
    """Write a bank as a quiz file, with an id made of ``title`` or ``name``, or the bank's title.

    ``language`` is that of the words that a passage without a prompt of its own is given.

    >>> asked = {"type": "truefalse", "prompt": "Geneva is a city.", "answer": True}
    >>> print(quiz_text(Bank("Cities", (asked,))).text)
    id: cities
    title: Cities
    questions:
      - id: geneva-is-a-city
        type: truefalse
        prompt: Geneva is a city.
        answer: true
    <BLANKLINE>
    """
    made = next(filter(None, map(slug, (title or "", name, bank.title))), "quiz")
    made = f"{made}-quiz" if is_device(made) else made
    head = {"id": made, "title": _plain(title or bank.title) or "Quiz"}
    losses = list(bank.losses)
    bank = _in_folder(bank, made, language)
    asked = {said("cloze", ENGLISH, "told"): said("cloze", language, "told")}
    questions = [
        question | {"prompt": asked.get(str(question.get("prompt")), question.get("prompt"))}
        for question in _named(bank.questions, losses)
    ]
    with TemporaryDirectory() as folder:
        for picture, content in bank.pictures.items():
            path = Path(folder, picture)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        path, passed = Path(folder, "quiz.yaml"), list[Question]()
        for start in range(0, len(questions), AT_ONCE):
            few = questions[start : start + AT_ONCE]
            _passing(head, few, losses, path)
            passed += few
        questions = passed
        text = _passing(head, questions, losses, path)
        if bank.draw:
            text = _drawn(text, head, questions, bank.draw, losses, path)
    shown = {picture: data for picture, data in bank.pictures.items() if picture in text}
    places = {str(question.get("id")): at for at, question in enumerate(bank.questions)}
    losses.sort(key=lambda loss: places.get(loss.question, -1))
    return QuizText(head["id"], text, len(questions), tuple(losses), shown)


def _in_folder(bank: Bank, folder: str, language: str) -> Bank:
    """Return a bank whose pictures lie in a folder of their own, so that two never get mixed up.

    What stands for a description of a picture that has none is said in the language.
    """
    if not bank.pictures:
        return bank
    names = "|".join(map(re.escape, bank.pictures))
    shown = re.compile(rf"(?<=\]\()(?:{names})(?=\))")
    nameless = re.compile(said("banks", ENGLISH, "picture", n=r"(\d+)"))
    in_text = re.compile(rf"(?<=!\[){nameless.pattern}(?=\]\()")

    def told(found: re.Match[str]) -> str:
        return said("banks", language, "picture", n=found[1])

    def moved(value: Any) -> Any:
        if isinstance(value, str):
            return shown.sub(lambda found: f"{folder}/{found[0]}", in_text.sub(told, value))
        if isinstance(value, Mapping):
            return {key: named(key, inner) for key, inner in value.items()}
        return [moved(inner) for inner in value] if isinstance(value, list | tuple) else value

    def named(key: str, value: Any) -> Any:
        if key == "alt" and isinstance(value, str) and (found := nameless.fullmatch(value)):
            return told(found)
        alone = key == "picture" and value in bank.pictures  # the field of a hotspot
        return f"{folder}/{value}" if alone else moved(value)

    pictures = {f"{folder}/{name}": data for name, data in bank.pictures.items()}
    return replace(bank, questions=tuple(map(moved, bank.questions)), pictures=pictures)


def _named(questions: Sequence[Mapping[str, Any]], losses: list[Loss]) -> Iterator[Question]:
    """Yield questions with texts that a file can hold, each with an id of its own."""
    names = Names()
    for question in questions:
        prompt = question.get("prompt")
        name = names.give(str(question.get("id") or ""), prompt if isinstance(prompt, str) else "")
        unseen: set[str] = set()
        ordered = sorted(question, key=lambda field: FIRST.index(field) if field in FIRST else 99)
        clean = {field: _clean(question[field], unseen) for field in ordered if field != "id"}
        if unseen:
            signs = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(unseen))
            losses.append(Loss(name, f"characters that cannot be seen are left out ({signs})"))
        yield {"id": name, **clean}


def _clean(value: Any, unseen: set[str]) -> Any:
    """Write every text in a value as a file can hold it."""
    if isinstance(value, str):
        unseen.update(_UNSEEN.findall(value))
        return _plain(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner, unseen) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner, unseen) for inner in value]
    return value


def _plain(text: str) -> str:
    """Write a text with one kind of line end, no tabs and no spaces where lines end."""
    text = _UNSEEN.sub("", re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)).expandtabs(4)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _passing(
    head: Mapping[str, str], questions: list[Question], losses: list[Loss], path: Path
) -> str:
    """Return a text without a mistake; what has one is taken out of ``questions``."""
    while True:
        parts = [_dumped(head), "questions:\n", *(_listed(question) for question in questions)]
        text = "".join(parts)
        path.write_text(text, encoding="utf-8")
        if not questions:
            return text
        problems, _ = loading.read(path)
        if not problems:
            return text
        found = _by_question(problems, parts)
        if not found:
            raise BankError(f"No quiz file can be made of this: {problems[0].what}.")
        for at in sorted(found, reverse=True):
            questions[at : at + 1] = _mended(questions[at], found[at], losses)


def _drawn(
    text: str,
    head: Mapping[str, str],
    questions: Sequence[Question],
    draw: Mapping[str, int],
    losses: list[Loss],
    path: Path,
) -> str:
    """Return the text of a quiz that draws from its questions; as it was where it cannot."""
    pooled = [
        q if set(q.get("tags", ())) & set(draw) else {**q, "tags": [*q.get("tags", ()), ALWAYS]}
        for q in questions
    ]
    rest = {ALWAYS: "all"} if any(ALWAYS in q["tags"] for q in pooled) else {}
    made = {**head, "draw": {**draw, **rest}}
    parts = [_dumped(made), "questions:\n", *(_listed(_ordered(each)) for each in pooled)]
    path.write_text("".join(parts), encoding="utf-8")
    problems, _ = loading.read(path)
    if not problems:
        return "".join(parts)
    pools = ", ".join(f"{count} of '{tag}'" for tag, count in draw.items())
    losses.append(Loss("", f"the draw of {pools}: all are asked, for {problems[0].what}"))
    return text


def _ordered(question: Question) -> Question:
    names = sorted(question, key=lambda name: FIRST.index(name) if name in FIRST else 99)
    return {name: question[name] for name in names}


def _by_question(
    problems: Sequence[Problem], parts: Sequence[str]
) -> dict[int, list[tuple[str, str]]]:
    """Return what is wrong in each question, and in which field, known by the lines they are on."""
    found: dict[int, list[tuple[str, str]]] = {}
    starts = list(accumulate((part.count("\n") for part in parts), initial=0))
    for problem in problems:
        at = bisect_left(starts, problem.line) - 1
        if at >= 2:  # behind the head and the word 'questions'
            above = parts[at].split("\n")[: problem.line - starts[at]]
            named = [name[1] for line in above if (name := _FIELD.match(line))]
            found.setdefault(at - 2, []).append((named[-1] if named else "", problem.what))
    return found


def _mended(
    question: Question, problems: Sequence[tuple[str, str]], losses: list[Loss]
) -> list[Question]:
    """Return a question without the fields that are wrong; nothing if it cannot do without."""
    wrong = dict(reversed(problems))
    fields = [field for field in wrong if field in SPARED]
    if len(fields) < len(wrong):
        fields = []
    name, why = question["id"], problems[0][1]
    if not fields:
        losses.append(Loss(name, f"the question is not carried over: {why}"))
        return []
    losses.append(Loss(name, f"{', '.join(fields)} left out: {why}"))
    return [{field: value for field, value in question.items() if field not in fields}]


class _Dumper(yaml.SafeDumper):
    """Writes lists further in than their names, and nothing by an alias."""

    def increase_indent(self, flow: bool = False, *_: object, **__: object) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """Return how a text is written: a block, as it is, or between quotation marks."""
    if "\n" in text:
        return "|"
    if _WORD.fullmatch(text) and len(text) < SHORT:
        return None
    rich = "\\" in text or '"' in text or any(ord(letter) > 0xFFFF for letter in text)
    return "'" if rich else '"'


def _sequence(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.Node:
    """Write a list of a few words on one line, any other with a line for each."""
    words = all(isinstance(value, str | int) and "\n" not in str(value) for value in values)
    short = words and sum(len(str(value)) + 2 for value in values) < SHORT
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _sequence)


def _dumped(value: Any) -> str:
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=10**9,
        )
    )


def _listed(question: Question) -> str:
    """Write one question as an entry of the list; a blank line in a text stays one."""
    lines = _dumped([question]).rstrip("\n").split("\n")
    return "".join(f"  {line}\n" if line else "\n" for line in lines)
