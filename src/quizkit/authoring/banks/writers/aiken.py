"""Aiken: questions with one right option, as plain text; it takes nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.authoring.banks.bank import Export, Loss, Writer
from quizkit.authoring.banks.rich_text import as_text
from quizkit.authoring.banks.writers.left_out import left_out
from quizkit.quiz.model import Item, Quiz
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.truefalse import NAMES, TrueFalse


def write(quiz: Quiz, language: str) -> Export:
    """Write the questions of types choice and truefalse."""
    blocks, losses = [], []
    for item in quiz.questions:
        options = list(_options(item, language))
        if not options or len(options) > 26:
            what = f"it is not written: Aiken has no questions of type {item.type}"
            losses.append(Loss(item.id, what if not options else "it has more than 26 options"))
            continue
        losses += (Loss(item.id, what) for what in left_out(item, taken=()))
        letters = [chr(ord("A") + at) for at in range(len(options))]
        lines = [_line(item.prompt.get(language))]
        lines += [f"{a}. {text}" for a, (text, _) in zip(letters, options, strict=True)]
        right = next(a for a, (_, right) in zip(letters, options, strict=True) if right)
        blocks.append("\n".join([*lines, f"ANSWER: {right}"]) + "\n")
    files = {f"{quiz.id}.txt": "\n".join(blocks).encode()} if blocks else {}
    return Export(files, tuple(losses))


def _options(item: Item, language: str) -> Iterator[tuple[str, bool]]:
    if isinstance(item, Choice):
        for option in item.options:
            yield _line(option.text.get(language)), option.token == item.correct
    elif isinstance(item, TrueFalse):
        for said, name in NAMES.items():
            yield name.get(language), said == item.answer


def _line(text: str) -> str:
    """Write a text on one line: a second would be taken for something else."""
    return " ".join(as_text(text).split())


WRITER = Writer(name="aiken", told="an Aiken file", write=write)
