"""A fresh copy of the course with the demo class in it, graded and ready for formgrader."""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from course.demo import expectations, story
from course.demo.answers import ENGLISH, NAMES, Assignment, assignments
from course.demo.handing_in import hand_in
from course.demo.students import NOT_GRADED, SEED, SIZE, Flaw, Student, demo_class
from quizkit.course.own_copy import copy_course
from quizkit.errors import LabError, SandboxError
from quizkit.grading.sandbox import bubblewrap

if TYPE_CHECKING:
    from course.demo.grading import Job, Mark

COURSE = Path(__file__).resolve().parents[3] / "lessons" / "course"
README = {
    "en": f"""# A demo class

This is a copy of the course with {SIZE} **synthetic** students in it. None of them exists: their
names are *Demo, Student 01* to *Student {SIZE}*, and their answers were drawn from a seed. Try
whatever you like here; to begin anew, throw the folder away and type `make course` again.

Everything is autograded. Most written answers are marked; a few wait for you, under *Manual
Grading* in formgrader. Some students were late, one is absent, one handed in a broken notebook,
one forgot the notebook, one the answers to the quiz, and two handed in the same answers.

The fourth assignment, `week`, is in this copy alone. Its teacher wrote it in a hurry, and four of
its ten questions are flawed: type `quizkit report week` to see which, mend `keys/week.yaml`, and
type `quizkit regrade week`. The guide for instructors goes through it.

What each was made to answer, and what it should be worth, is in `{expectations.FILE}`.

To open this course again, type `.venv/bin/quizkit lab FOLDER` where you typed `make course`, with
the name of this folder.
""",
    "nl": f"""# Een proefklas

Dit is een kopie van de cursus met {SIZE} **verzonnen** leerlingen erin (*synthetic*). Niemand van
hen bestaat: ze heten *Demo, Student 01* tot en met *Student {SIZE}*, en hun antwoorden zijn
door het toeval bepaald. Probeer hier wat je wilt; gooi de map weg om opnieuw te beginnen, en typ
nog eens `make course ARGS="--language nl"`.

Alles is automatisch nagekeken. De meeste geschreven antwoorden zijn beoordeeld; een paar wachten op
jou, onder *Manual Grading* in formgrader. Sommige leerlingen waren te laat, één is afwezig, één
leverde een kapot notebook in, één vergat het notebook, één de antwoorden op de quiz, en twee
leverden dezelfde antwoorden in.

De vierde opdracht, `week`, staat alleen in deze kopie. Ze is in haast gemaakt, en aan vier van de
tien vragen deugt iets niet: typ `quizkit report week` om te zien welke, verbeter
`keys/week.yaml`, en typ `quizkit regrade week`. De docentenhandleiding loopt het met je door.

Wat elk van hen antwoordde, en wat dat waard hoort te zijn, staat in `{expectations.FILE}`.

Typ `.venv/bin/quizkit lab MAP` waar je `make course` typte, met de naam van deze map, om deze
cursus weer te openen.
""",
}
EXCHANGE = """
# For the demo class alone. In a real course it is a folder that teacher and students share.
c.Exchange.root = str(Path(__file__).parent / "exchange")
"""


NO_SANDBOX = """
# There is no sandbox on this computer, and the students of this class are invented.
c.SandboxProvisioner.sandbox = False
"""


def make(
    folder: Path,
    *,
    language: str = ENGLISH,
    seed: int = SEED,
    size: int = SIZE,
    names: Collection[str] = (*NAMES, story.NAME),
    pages: bool = True,
) -> None:
    """Make the course in ``folder``, and say how it goes; when stopped, leave nothing behind.

    Feedback takes half of the time; without ``pages``, work has it only where something is amiss.
    ``size`` is how many of the class hand in: the first ones; ``names`` which assignments.
    """
    began = time.monotonic()
    with _fresh(folder):
        print(f"Making a course with {size} synthetic students in {folder}", flush=True)
        copy_course(COURSE, folder, language=language)
        story.add(folder, language)
        _write_readme(folder / "README.md", language)
        _make_exchange(folder)
        sandboxed = see_to_the_sandbox(folder)
        every = (*assignments(folder, language), story.assignment(folder, language))
        students = _with_works(demo_class(every, seed, language)[:size], names)
        known = [assignment for assignment in every if assignment.name in names]
        expectations.write(folder, seed, known, students)
        _collect(folder, known, students)
        if sandboxed:
            _grade(folder, known)
        else:
            grade_without_sandbox(folder, students)
        _give_back(folder, known, students, pages=pages)
    print(f"Ready after {time.monotonic() - began:.0f} seconds.", flush=True)


def _with_works(students: Sequence[Student], names: Collection[str]) -> list[Student]:
    """Leave out what is handed in for other assignments."""
    return [
        replace(student, works=tuple(work for work in student.works if work.assignment in names))
        for student in students
    ]


def _write_readme(path: Path, language: str) -> None:
    """Say first what is special about this copy, then what the course says of itself."""
    course = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text("\n".join(filter(None, (README[language], course))), encoding="utf-8")


def _make_exchange(folder: Path) -> None:
    """Give the class an exchange of its own: formgrader complains where there is none."""
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o777)  # nbgrader asks for this
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(EXCHANGE)


def see_to_the_sandbox(folder: Path) -> bool:
    """Return whether there is a sandbox; without one, nobody here wrote code to fear."""
    try:
        bubblewrap.in_sandbox(())
    except SandboxError:
        with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(NO_SANDBOX)
        return False
    return True


@contextmanager
def _fresh(folder: Path) -> Iterator[None]:
    """Take a folder that is not there or is empty; leave it so if what follows fails."""
    was_there = folder.exists()
    if was_there and not (folder.is_dir() and not any(folder.iterdir())):
        raise LabError(
            f"{folder} is there already; open it with '.venv/bin/quizkit lab {folder}', "
            "or name another folder: make course COURSE=folder."
        )
    try:
        yield
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        if isinstance(error, KeyboardInterrupt):
            print(f"\nStopped; nothing is left in {folder}.", flush=True)
        raise


def _collect(folder: Path, known: Sequence[Assignment], students: Sequence[Student]) -> None:
    """Release each assignment, and put what the students hand in where nbgrader collects it."""
    from course.demo import grading  # nbgrader takes seconds to load: not to refuse a folder

    for assignment in known:
        print(f"Releasing {assignment.name}", flush=True)
        grading.release(folder, assignment)
    grading.enrol(folder, students)
    for student in students:
        for assignment, work in zip(known, student.works, strict=True):
            hand_in(folder, student, work, assignment)


def _grade(folder: Path, known: Sequence[Assignment]) -> None:
    """Autograde all that came in, with ``quizkit grade``."""
    from course.demo import grading

    for assignment in known:
        print(f"Grading {assignment.name}", flush=True)
        grading.grade(folder, assignment.name)


def grade_without_sandbox(folder: Path, students: Sequence[Student]) -> None:
    """Autograde all that came in, with nbgrader: not every computer can run ``quizkit grade``."""
    from course.demo import grading

    flaws = _handed_in(students)
    marks = grading.each(folder, grading.autograde, list(flaws))
    for student, results in groupby(marks, key=lambda result: result[0][0]):
        said = [f"{job[1]} {_told(mark, job, flaws[job])}" for job, mark in results]
        print(f"Grading {student}: {', '.join(said)}", flush=True)


def _give_back(
    folder: Path, known: Sequence[Assignment], students: Sequence[Student], *, pages: bool
) -> None:
    """Mark most of what is left by hand, and make the feedback."""
    from course.demo import grading

    grading.mark_by_hand(folder, students, known)
    print("Writing the feedback", flush=True)
    graded = {job: flaw for job, flaw in _handed_in(students).items() if flaw not in NOT_GRADED}
    told = [job for job, flaw in graded.items() if pages or flaw]
    for _ in grading.each(folder, grading.feedback, told):
        pass


def _handed_in(students: Sequence[Student]) -> dict[Job, Flaw]:
    """Return who handed in what, and what went wrong with it."""
    return {
        (student.id, work.assignment): work.flaw
        for student in students
        for work in student.works
        if work.flaw is not Flaw.ABSENT
    }


def _told(mark: Mark | str, job: Job, flaw: Flaw) -> str:
    if not isinstance(mark, str):
        return f"{mark.score:g} of {mark.of:g}"
    if flaw in NOT_GRADED:
        return f"not graded ({flaw})"
    raise LabError(f"nbgrader could not grade {job[1]} of {job[0]}:\n{mark}")
