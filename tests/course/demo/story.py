"""The fourth assignment of the demo class, and how its students answer the quiz in it.

A teacher wrote ``week`` in a hurry, and in four of its ten questions something is wrong: a key, the
question itself, an option for those who know much, and an option for nobody. It is in no course
but the demo's: there ``quizkit report`` finds the four, and ``quizkit regrade`` mends what can be.

The kinds of answers are here the options in the order of the key: *perfect* is the right one,
whatever the key says, *partial* the next.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from course.demo import answers
from course.demo.answers import ENGLISH, Assignment

NAME = "week"
ADDED = Path(__file__).parent / NAME  # laid out as a course is
COUNTED = {  # what the course says first of its assignments, and what this copy says
    "en": ("> Three assignments:", "> Beside the short quiz *week*, three assignments:"),
    "nl": ("> Drie opdrachten:", "> Behalve de korte quiz *week* drie opdrachten:"),
}
RIGHT, SECOND, THIRD, FOURTH, NOTHING = "perfect", "partial", "wrong", "broken", "empty"
STEEP = 2.5  # of a question that parts well who knows from who does not
WRONG_KEY = "newest-member"  # Montenegro joined in 2017, North Macedonia in 2020
AMBIGUOUS = "build-up"  # there was one in spring and another in autumn
TRAP = "chair-for-ukraine"  # NATO met Ukraine too, on the Monday; that is none of the three tables
USELESS = "thursday"  # nobody takes the Olympic Committee for an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is answered: by those who know, by those who do not, and by those who doubt.

    Args:
        hard: the ability with which half of them know the answer.
        guesses: what those choose who do not know, and how often.
        knows: what those choose who know.
        doubts: the ability from which on half of them look too far, and choose the second.
    """

    hard: float
    guesses: Mapping[str, float] = field(default_factory=lambda: {SECOND: 1, THIRD: 1})
    knows: tuple[str, ...] = (RIGHT,)
    doubts: float | None = None


TYPED = {SECOND: 1, THIRD: 1, FOURTH: 1, NOTHING: 1}
QUESTIONS = {
    "first-city": Asked(-0.6),
    "american-leader": Asked(-0.3),
    "how-many-members": Asked(-0.5, TYPED),
    WRONG_KEY: Asked(-0.2),
    AMBIGUOUS: Asked(-0.4, {RIGHT: 1, SECOND: 1, THIRD: 4}, knows=(RIGHT, SECOND)),
    TRAP: Asked(-0.9, {RIGHT: 2, THIRD: 1}, doubts=1.1),
    USELESS: Asked(0.1),
    "december-papers": Asked(0.0),
    "secretary-general": Asked(-0.4, TYPED),
    "crimea": Asked(-0.5, TYPED),
}


def add(folder: Path, language: str) -> None:
    """Add the assignment and its key to a copy of the course."""
    shutil.copytree(ADDED / "keys", folder / "keys", dirs_exist_ok=True)
    source = ADDED / language / "source"
    found = source if source.is_dir() else ADDED / "source"
    shutil.copytree(found, folder / "source", dirs_exist_ok=True)
    header = folder / "source" / "header.ipynb"
    text = header.read_text(encoding="utf-8")
    header.write_text(text.replace(*COUNTED[language]), encoding="utf-8")


def assignment(course: Path, language: str = ENGLISH) -> Assignment:
    """Read the assignment and its demo answers in a language."""
    return answers.assignment(course, NAME, language)


def choices(ability: float, chance: Random) -> dict[str, str]:
    """Return which kind of answer somebody of an ability gives to each question."""
    return {question: _choice(asked, ability, chance) for question, asked in QUESTIONS.items()}


def _choice(asked: Asked, ability: float, chance: Random) -> str:
    if not _reaches(ability, asked.hard, chance):
        [guess] = chance.choices(list(asked.guesses), list(asked.guesses.values()))
        return guess
    if asked.doubts is not None and _reaches(ability, asked.doubts, chance):
        return SECOND
    return chance.choice(asked.knows)


def _reaches(ability: float, hard: float, chance: Random) -> bool:
    """Whether somebody reaches so far: the model of one parameter (Rasch, 1960), made steeper."""
    return chance.random() < 1 / (1 + math.exp(-STEEP * (ability - hard)))
