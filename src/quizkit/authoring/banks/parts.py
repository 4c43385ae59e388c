"""A bank too large for one quiz file, in parts that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from quizkit.authoring.banks.bank import Bank, Loss
from quizkit.quiz.pictures.picture import MOST
from quizkit.quiz.reading.yaml_text import LARGEST_FILE

LARGEST_TEXT = LARGEST_FILE // 3  # characters of questions: quotation marks and spaces come in


PARTED = "the bank is too large for one quiz, of text or of pictures: it comes in parts"


def parts(bank: Bank) -> list[Bank]:
    """Return a bank in parts of which each, with its pictures, fits into one quiz file.

    >>> [part.title for part in parts(Bank("Atoms", ({"prompt": "Why?"},)))]
    ['Atoms']
    """
    found = list(_parted(bank))
    if len(found) < 2:
        return [bank]
    return [
        replace(
            bank,
            title=f"{bank.title} ({number} of {len(found)})",
            questions=tuple(questions),
            losses=(Loss("", PARTED), *bank.losses) if number == 1 else (),
            pictures={name: bank.pictures[name] for name in shown},
        )
        for number, (questions, shown) in enumerate(found, start=1)
    ]


def _parted(bank: Bank) -> Iterator[tuple[list[Mapping[str, Any]], set[str]]]:
    """Yield questions that go together, and the pictures that they show."""
    questions: list[Mapping[str, Any]] = []
    shown, length = set[str](), 0
    for question in bank.questions:
        text = str(question)
        also = {name for name in bank.pictures if name in text}
        size = sum(len(bank.pictures[name]) for name in shown | also)
        if questions and (size > MOST or length + len(text) > LARGEST_TEXT):
            yield questions, shown
            questions, shown, length = [], set(), 0
        questions.append(question)
        shown, length = shown | also, length + len(text)
    if questions:
        yield questions, shown
