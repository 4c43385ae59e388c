"""The files that a student hands in: the released notebook filled in, and the quiz answered.

The quiz is answered through quizkit's own session, so that the answers file is the one that
real clicks would have left.
"""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path

from course.demo.answers import Assignment
from course.demo.students import Flaw, Student, Work
from quizkit.learner.answers_file import FOLDER, Answers
from quizkit.learner.record import Record
from quizkit.learner.session import Session
from quizkit.quiz.released import read_released

TIMESTAMP = "%Y-%m-%d %H:%M:%S.%f UTC"  # as nbgrader writes it


def hand_in(course: Path, student: Student, work: Work, assignment: Assignment) -> None:
    """Put one student's work where nbgrader keeps what it collected."""
    if work.flaw is Flaw.ABSENT:
        return
    folder = course / "submitted" / student.id / assignment.name
    shutil.copytree(course / "release" / assignment.name, folder)
    notebook = folder / f"{assignment.name}.ipynb"
    _fill_in(notebook, work, assignment)
    if work.flaw is Flaw.NO_NOTEBOOK:
        notebook.unlink()
    elif work.flaw is Flaw.BROKEN_NOTEBOOK:
        text = notebook.read_text(encoding="utf-8")
        notebook.write_text(text[: len(text) // 2], encoding="utf-8")
    if work.flaw is not Flaw.NO_ANSWERS:
        _answer(folder, work, assignment)
    (folder / "timestamp.txt").write_text(work.handed_in.strftime(TIMESTAMP), encoding="utf-8")


def _fill_in(path: Path, work: Work, assignment: Assignment) -> None:
    """Write the answers into the cells; what an answer leaves out stays as it was released."""
    sources = {
        cell: text
        for task in assignment.tasks
        for cell in task.solutions
        if (text := assignment.answers[work.tasks[task.name]].cells.get(cell)) is not None
    }
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in sources:
            cell["source"] = sources[name]
    path.chmod(0o644)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _answer(folder: Path, work: Work, assignment: Assignment) -> None:
    """Answer the quiz question by question, each saved as it is given."""
    [path] = (folder / "quizzes").glob("*.json")
    quiz = read_released(path)
    times = (work.answered + timedelta(seconds=47 * number) for number in count())
    session = Session(
        quiz,
        Record(quiz.id, work.learner),
        mode="graded",
        clock=lambda: next(times).isoformat(timespec="milliseconds") + "Z",
    )
    answers = Answers(folder, quiz.id)
    for question, kind in work.quiz.items():
        session.respond(question, assignment.answers[kind].quiz[question])
        answers.save(session.record)
    for left in (folder / FOLDER).glob(".*.lock"):
        left.unlink()
