"""A class whose answers tell a story: each question is one that a report should see through.

The students are drawn from a seed: who is able answers the plain questions right more often.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from random import Random

import pandas as pd

from quizkit import load
from quizkit.desk.report.analysis import Report, report
from quizkit.desk.report.class_work import ClassWork, Student, question_task
from quizkit.learner.record import QuestionRecord
from quizkit.quiz.model import Json, Quiz

PLAIN = tuple(f"plain-{number}" for number in range(1, 9))
TOLD = ("wrong-key", "two-keys", "draws-strong", "useless-option", "very-easy", "very-hard")
OPTIONS = ("right", "near", "far", "silly")
Choose = Callable[[float, Random], str]  # by an ability between 0 and 1


def _plain(ability: float, chance: Random) -> str:
    if chance.random() < 0.15 + 0.75 * ability:
        return "right"
    return chance.choice(OPTIONS[1:])


def _either(one: str, other: str, share: float) -> Choose:
    """Answer one of two where one is able, in that share the first; else anything."""

    def choose(ability: float, chance: Random) -> str:
        if chance.random() < 0.1 + 0.85 * ability:
            return one if chance.random() < share else other
        return chance.choice(OPTIONS)

    return choose


def _slip_of_the_able(ability: float, chance: Random) -> str:
    """Fall for the near option the more, the more one knows."""
    if chance.random() < 0.27 * ability:
        return "near"
    if chance.random() < 0.2 + 0.7 * ability:
        return "right"
    return chance.choice(("far", "silly"))


def _never_silly(ability: float, chance: Random) -> str:
    found = _plain(ability, chance)
    return "far" if found == "silly" else found


STORY: Mapping[str, Choose] = {
    **dict.fromkeys(PLAIN, _plain),
    "wrong-key": _either("near", "right", 0.95),  # what the able know is not what the key says
    "two-keys": _either("near", "right", 0.5),
    "draws-strong": _slip_of_the_able,
    "useless-option": _never_silly,
    "very-easy": lambda _ability, chance: "right" if chance.random() < 0.99 else "far",
    "very-hard": lambda ability, chance: "right" if chance.random() < 0.12 * ability else "far",
}


def quiz(folder: Path) -> Quiz:
    """Write the quiz of the story into a folder, and load it."""
    lines = ["id: story", "title: A story", "objectives: {plain: The plain ones, told: The others}"]
    lines.append("questions:")
    for name in STORY:
        lines += [f"  - id: {name}", "    type: choice", f"    prompt: What of {name}?"]
        lines += [f"    objective: {'plain' if name in PLAIN else 'told'}", "    options:"]
        for option in OPTIONS:
            right = ", correct: true" if option == "right" else f", feedback: No {option}."
            lines.append(f"      - {{text: The {option} one{right}}}")
    path = folder / "story.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(path)


def responses(asked: Quiz, students: int, seed: int = 1) -> dict[str, dict[str, Json]]:
    """Return what each student answers: by student, by question."""
    chance = Random(seed)
    tokens = {
        item.id: {option["text"].split()[1]: option["token"] for option in view["options"]}
        for item in asked.questions
        if (view := item.public("en"))
    }
    found = {}
    for number in range(students):
        ability = chance.random()
        found[f"student-{number:03}"] = {
            name: tokens[name][choose(ability, chance)] for name, choose in STORY.items()
        }
    return found


def class_work(asked: Quiz, answers: Mapping[str, Mapping[str, Json]]) -> ClassWork:
    """Return a class that gave these answers in a graded quiz."""
    at = "2022-01-10T09:00:00.000Z"
    tasks = tuple(
        question_task(
            asked,
            item,
            {
                student: QuestionRecord(item.public_fingerprint, given[item.id], at)
                if item.id in given
                else None
                for student, given in answers.items()
            },
            points=item.points,
        )
        for item in asked.questions
    )
    totals = pd.DataFrame({task.key: task.scores for task in tasks}).sum(axis=1)
    return ClassWork(
        name="story",
        language="en",
        students=tuple(Student(id=each, name=each.title()) for each in answers),
        tasks=tasks,
        totals=totals,
        points=asked.points,
        titles=(asked.title,),
        enrolled=len(answers),
    )


def told(work: ClassWork, *, names: bool = False) -> Report:
    """Return the report on a class."""
    return report(work, made=datetime(2022, 1, 14, 16), names=names, salt="salt")
