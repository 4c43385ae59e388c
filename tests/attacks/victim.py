"""A small course to attack, made with nbgrader: tests with hidden parts, partial credit, a quiz.

Three honest students come after every attacker in the alphabet: xenia did it right, yusuf did
half, and zoe hands in the same wrong code as the attackers: what she gets, they deserve.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from attacks.attack import Attack, Cell, Scene, Submission
from attacks.services import serving
from course.graded_course import empty_gradebook, record, right
from course.small_course import ESSAY, KEY, TASK, cell, notebook, write
from quizkit.course import configure
from quizkit.course.answer_keys import Keys

ASSIGNMENT = "trip"
HONEST = ("xenia", "yusuf", "zoe")
DESERVES = "zoe"
SECONDS = 5  # for a cell; long enough for an honest one on a busy machine
# Nothing of quizkit but limits: narrower than usual, to spare the machine; nbgrader ignores them.
CONFIG = f"""\
c = get_config()
c.CourseDirectory.course_id = "victim"
c.ExecutePreprocessor.timeout = {SECONDS}
c.RunInSandbox.limits = {{
    "memory_bytes": 600 * 2**20,
    "disk_bytes": 2**26,
    "output_bytes": 2**22,
    "notebook_seconds": 15,
}}
"""
DAYS = """\
def days_between(first, last):
    ### BEGIN SOLUTION
    return (last - first).days  # {secret}
    ### END SOLUTION
"""
DAYS_TEST = """\
import datetime as dt

trips = [(dt.date(2022, 1, 10), dt.date(2022, 1, 13), 3)]
### BEGIN HIDDEN TESTS
trips.append((dt.date(2021, 12, 31), dt.date(2022, 1, 1), 1))
### END HIDDEN TESTS
assert all(days_between(first, last) == days for first, last, days in trips), "wrong days"
"""
COUNTRIES = """\
def country_of(city):
    ### BEGIN SOLUTION
    return {"Geneva": "Switzerland", "Brussels": "Belgium", "Vienna": "Austria"}[city]
    ### END SOLUTION
"""
COUNTRIES_TEST = """\
known = {"Geneva": "Switzerland", "Brussels": "Belgium"}
### BEGIN HIDDEN TESTS
known["Vienna"] = "Austria"
### END HIDDEN TESTS
3.0 * sum(country_of(city) == country for city, country in known.items()) / len(known)
"""
RIGHT = {
    "days": "def days_between(first, last):\n    return (last - first).days\n",
    "countries": "names = {'Geneva': 'Switzerland', 'Brussels': 'Belgium', 'Vienna': 'Austria'}\n\n"
    "def country_of(city):\n    return names[city]\n",
}
HALF = {**RIGHT, "countries": "def country_of(city):\n    return 'Belgium'\n"}
WRONG = {
    "days": "def days_between(first, last):\n    return 0.5\n",
    "countries": "def country_of(city):\n    return 'Utopia'\n",
}
CODE = {"xenia": RIGHT, "yusuf": HALF, "zoe": WRONG}


def cells(secret: str) -> list[Cell]:
    """Return the cells of the assignment as its author wrote them."""
    tests = {"grade": True, "locked": True}
    return [
        cell("markdown", "# A trip\n\n**Total: 13 points**", "intro", locked=True),
        cell("code", "import quizkit", "setup", locked=True),
        cell("code", DAYS.replace("{secret}", secret), "days", solution=True),
        cell("code", DAYS_TEST, "days-test", points=2, **tests),
        cell("code", COUNTRIES, "countries", solution=True),
        cell("code", COUNTRIES_TEST, "countries-test", points=3, **tests),
        cell("code", 'quizkit.graded("rivers")', "quiz", points=4, **tests),
        cell("markdown", TASK, "basin", task=True, locked=True, points=3),
        cell("markdown", ESSAY, "essay", grade=True, solution=True, points=1),
    ]


PLACES = "gradebook source keys submission home environment service".split()


@dataclass(frozen=True)
class Template:
    """A course with nobody's work in it yet, and its secrets by the place where each lies."""

    course: Path
    secrets: Mapping[str, str]


def lay_out(course: Path) -> Template:
    """Write the course and have nbgrader generate its assignment; the config is plain after it."""
    hidden = {place: f"secret-{secrets.token_hex(8)}" for place in PLACES}
    write(course / "keys" / "rivers.yaml", f"{KEY}# {hidden['keys']}\n")
    source = course / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    write(source, notebook(cells(hidden["source"])))
    shutil.copy(empty_gradebook(), course / "gradebook.db")
    config = Config()
    configure(config)  # it alone can release a quiz without its key
    directory = CourseDirectory(root=str(course), assignment_id=ASSIGNMENT, config=config)
    GenerateAssignment(coursedir=directory, config=config).start()
    write(course / "nbgrader_config.py", CONFIG)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.add_student("absent", last_name=hidden["gradebook"])
    return Template(course, hidden)


@dataclass(frozen=True)
class VictimCourse:
    """A copy of the course with students, on the scene of one run."""

    scene: Scene

    @property
    def root(self) -> Path:
        """Return the course's folder."""
        return self.scene.course

    def submitted(self, student: str) -> Path:
        """Return the folder of what a student handed in."""
        return self.root / "submitted" / student / ASSIGNMENT

    def autograded(self, student: str) -> Path:
        """Return the folder of what was graded."""
        return self.root / "autograded" / student / ASSIGNMENT

    def hand_in_honest(self, students: Sequence[str] = HONEST) -> None:
        """Hand in the work of honest students."""
        quiz = Keys(self.root).load("rivers")
        answers = right(quiz)
        given_by = {"xenia": answers, "yusuf": dict(list(answers.items())[:1]), "zoe": {}}
        for student in students:
            code, given = CODE[student], given_by[student]
            submission = self._copy(student, code)
            submission.cell("essay")["source"] = f"An answer by {student}."
            if student == "xenia":
                submission.cell("days")["source"] += f"# {self.scene.secrets['submission']}"
            if given:
                folder = submission.folder / "answers"
                write(folder / "rivers.json", record(quiz, given, student))
            self._save(submission)

    def hand_in(self, name: str, attack: Attack) -> None:
        """Hand in an attack, as a student of that name."""
        submission = self._copy(name, WRONG)
        submission.cell("essay")["source"] = f"An answer by {name}."
        if attack.code:
            constants = self.scene.constants(name)
            submission.cell("days")["source"] += f"\n{constants}{attack.code}"
        if attack.change:
            attack.change(submission)
        self._save(submission)
        if attack.files:
            attack.files(submission)
        if attack.graded_before:
            self._grade_before(name)

    def _copy(self, student: str, code: Mapping[str, str]) -> Submission:
        folder = self.submitted(student)
        shutil.copytree(self.root / "release" / ASSIGNMENT, folder)
        given = json.loads((folder / f"{ASSIGNMENT}.ipynb").read_text("utf-8"))
        submission = Submission(given, folder, self.scene)
        for name, source in code.items():
            submission.cell(name)["source"] = source
        return submission

    def _save(self, submission: Submission) -> None:
        write(submission.folder / f"{ASSIGNMENT}.ipynb", submission.notebook)

    def _grade_before(self, student: str) -> None:
        """Write the grades of right work into the gradebook, as an earlier grading did."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(ASSIGNMENT, student)
            for name, points in (("days-test", 2), ("countries-test", 3)):
                grade = gradebook.find_grade(name, ASSIGNMENT, ASSIGNMENT, student)
                grade.auto_score, grade.needs_manual_grade = points, False
            gradebook.db.commit()


@contextmanager
def attacked(
    template: Template,
    folder: Path,
    attacks: Mapping[str, Attack],
    *,
    most: Mapping[str, int],
    honest: Sequence[str] = HONEST,
) -> Iterator[VictimCourse]:
    """Yield a copy of the course in ``folder`` with these attackers, while its services listen."""
    course, outside = folder / "course", folder / "outside"
    shutil.copytree(template.course, course)
    write(outside / "home" / ".pgpass", template.secrets["home"])
    (outside / "tmp").mkdir()
    mark = f"mark{secrets.token_hex(6)}"
    with serving(outside, mark, template.secrets["service"]) as services:
        scene = Scene(
            course=course,
            outside=outside,
            secrets=template.secrets,
            services=services,
            most=most,
            mark=mark,
        )
        made = VictimCourse(scene)
        made.hand_in_honest(honest)
        try:
            for name, attack in attacks.items():
                made.hand_in(name, attack)
            yield made
        finally:  # nobody should stumble over a device, or a file of 10 GB
            shutil.rmtree(course, ignore_errors=True)
