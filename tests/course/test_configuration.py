"""``configure`` puts our steps into nbgrader's lists, and leaves the teacher's own in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
from traitlets.config import Config

from course.graded_course import ASSIGNMENT, POINTS, Grade, GradedCourse, cells, record, right
from quizkit.course import configuration, configure
from quizkit.course.restoring.special_files import Intake
from quizkit.errors import CourseError

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "tiny"
c.Execute.enabled = False
c.Exchange.root = "/no/exchange"
c.ScoreQuizzes.show_right_answers = True

import quizkit.course

quizkit.course.configure(c)
"""


def names(steps: list[str]) -> list[str]:
    """Return the classes of dotted names."""
    return [step.rpartition(".")[2] for step in steps]


def test_each_step_stands_where_it_must() -> None:
    """Scoring comes before any code is run, flags come after nbgrader has saved its scores."""
    config = Config()
    configure(config)
    assert names(config.GenerateAssignment.preprocessors)[0] == "ReleaseQuizzes"
    assert names(config.Autograde.sanitize_preprocessors)[0] == "Restore"
    grading = names(config.Autograde.autograde_preprocessors)
    assert grading[:2] == ["ScoreQuizzes", "ContainedExecute"]
    assert grading.index("SanitizeStudentsWork") == grading.index("SaveAutoGrades") - 1
    assert grading.index("FlagForReview") == grading.index("SaveAutoGrades") + 1
    assert names(config.GenerateFeedback.preprocessors)[0] == "HideTeacherNotes"


def test_nbgraders_own_program_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not activated the environment makes a gradebook all the same, once and for all."""
    monkeypatch.setenv("PATH", "/nowhere")
    configure(Config())
    assert os.environ["PATH"] == os.pathsep.join(("/nowhere", str(Path(sys.executable).parent)))
    configure(Config())
    assert os.environ["PATH"].count(os.pathsep) == 1


def test_students_code_is_never_run_outside_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the step that runs it in the sandbox is not registered, nothing is configured."""
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: ())
    monkeypatch.setattr(configuration, "stand_ins", configuration.stand_ins.__wrapped__)
    config = Config()
    with pytest.raises(CourseError, match="install quizkit again"):
        configure(config)
    assert config == Config()


def test_calling_it_twice_changes_nothing_more() -> None:
    """formgrader reads the configuration at every request."""
    once, twice = Config(), Config()
    configure(once)
    configure(twice)
    configure(twice)
    assert once == twice


def test_the_configuration_can_be_shown() -> None:
    """formgrader writes the configuration onto its page as JSON."""
    config = Config()
    configure(config)
    assert json.loads(json.dumps(config)) == config


class OwnStep:
    """A step that a teacher has written."""


def _listed(config: Config) -> None:
    config.Autograde.autograde_preprocessors = [OwnStep, "nbgrader.preprocessors.SaveAutoGrades"]


def _appended(config: Config) -> None:
    config.Autograde.autograde_preprocessors.append(OwnStep)


@pytest.mark.parametrize("own", [_listed, _appended])
def test_a_list_that_the_teacher_has_set_is_extended(own: Callable[[Config], None]) -> None:
    """The teacher's own steps stay, with ours beside them."""
    config = Config()
    own(config)
    configure(config)
    steps = names(config.Autograde.autograde_preprocessors)
    assert {"OwnStep", "SaveAutoGrades", "ScoreQuizzes", "FlagForReview"} <= set(steps)
    assert steps.index("FlagForReview") > steps.index("SaveAutoGrades")


def test_a_teachers_own_way_to_run_notebooks_stays() -> None:
    """nbgrader's own step makes way for the one with a sandbox; a teacher's own class does not."""
    config = Config()
    config.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.Execute", "own.Execute"]
    configure(config)
    steps = config.Autograde.autograde_preprocessors
    assert "nbgrader.preprocessors.Execute" not in steps
    assert "own.Execute" in steps


@pytest.mark.parametrize("section", ["Autograde", "BaseConverter"])
def test_a_hook_of_the_teacher_runs_too(section: str) -> None:
    """What a teacher does before grading is done, and then links are taken away."""
    called: list[dict[str, Any]] = []
    config = Config()
    config[section].pre_convert_hook = lambda **about: called.append(about)
    configure(config)
    configure(config)
    hook = Autograde(config=config).pre_convert_hook
    assert isinstance(hook, Intake)
    assert not isinstance(hook.before, Intake)
    hook(assignment="week", student="ann", notebooks=[])
    assert called == [{"assignment": "week", "student": "ann", "notebooks": []}]


def test_importing_it_loads_no_nbgrader() -> None:
    """``import quizkit.course`` is cheap: nbgrader is loaded only where a course is configured."""
    code = "import sys, quizkit.course; print('nbgrader' in sys.modules, 'yaml' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]


@pytest.fixture
def course(tmp_path: Path, nbgrader_on_path: None, monkeypatch: pytest.MonkeyPatch) -> GradedCourse:
    """Return a course with a configuration file, and make its folder the current one."""
    course = GradedCourse(tmp_path)
    course.write(cells())
    (tmp_path / "nbgrader_config.py").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "")
    return course


def _graded_by(api: NbGraderAPI, course: GradedCourse) -> None:
    """Have an assignment generated and graded by nbgrader's API, as formgrader does."""
    assert api.generate_assignment(ASSIGNMENT)["success"]
    values = {**right(course.quiz), "days": "5"}
    course.submit("ann", record(course.quiz, values, learner="0a"))
    assert api.autograde(ASSIGNMENT, "ann")["success"]
    assert course.grades("ann")["quiz"] == Grade(POINTS - 1, None, False)
    assert "The right answer" in course.account("ann")


def test_nbgraders_api_grades_with_the_configuration_file(course: GradedCourse) -> None:
    """The API on the course's configuration scores the quiz and heeds ``c.ScoreQuizzes``."""
    app = NbGrader()
    app.load_config_file()
    _graded_by(NbGraderAPI(CourseDirectory(config=app.config), config=app.config), course)


def test_formgrader_grades_with_the_configuration_file(course: GradedCourse) -> None:
    """formgrader, which reads the configuration again at every request, scores the quiz."""
    formgrader = FormgradeExtension()
    formgrader.root_dir = str(course.root)
    formgrader.initialize([])
    formgrader.load_config_file()
    _graded_by(NbGraderAPI(formgrader.coursedir, parent=formgrader), course)


def test_any_gradebook_is_used(course: GradedCourse) -> None:
    """Scores and flags go to the gradebook that ``db_url`` names, and to no other."""
    (course.root / "gradebook.db").rename(course.root / "elsewhere.db")
    course.config.CourseDirectory.db_url = f"sqlite:///{course.root}/elsewhere.db"
    course.generate()
    course.submit("bob", b"{")
    course.autograde("bob")
    assert course.grades("bob")["quiz"] == Grade(0.0, None, True)
    assert not (course.root / "gradebook.db").exists()
