"""What an nbgrader course needs besides nbgrader's own settings, put into its configuration.

Everything is put in by its dotted name: nbgrader then imports it when it is needed, and the
configuration can still be shown on formgrader's page.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quizkit.course import own_steps
from quizkit.errors import CourseError

STEPS = "quizkit.course.steps"
FEEDBACK = "quizkit.course.students_feedback"
HOOK = "quizkit.course.restoring.special_files.take_away_links"
CHECK = "quizkit.course.releasing.step.CheckRelease"
RELEASE = "quizkit.course.releasing.step.CheckedReleaseAssignment"
EXECUTE = "nbgrader.preprocessors.Execute", "nbgrader.preprocessors.execute.Execute"
STAND_INS = "quizkit.nbgrader_steps"  # entry points: steps by the name of nbgrader's own
SAVE = "SaveAutoGrades"
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Step:
    """A step in one of nbgrader's lists: at its start, or right after another step."""

    converter: str
    list: str
    name: str
    after: str | None = None  # the class it follows, "" for the end of the list, None for the start
    before: str = ""  # the class that it precedes, where it follows none


TABLE = (
    Step("GenerateAssignment", "preprocessors", f"{STEPS}.ReleaseQuizzes"),
    Step("GenerateAssignment", "preprocessors", f"{STEPS}.PlaceEssays", after="ClearSolutions"),
    Step("GenerateAssignment", "preprocessors", CHECK, after=""),
    Step("Autograde", "sanitize_preprocessors", "quizkit.course.restoring.step.Restore"),
    Step("Autograde", "autograde_preprocessors", f"{STEPS}.ScoreQuizzes"),
    Step("Autograde", "autograde_preprocessors", f"{STEPS}.FlagForReview", after=SAVE),
    Step("GenerateFeedback", "preprocessors", f"{FEEDBACK}.StudentsFeedback"),
    Step("GenerateFeedback", "preprocessors", f"{STEPS}.HideTeacherNotes"),
)


def configure(config: Any) -> None:
    """Make an nbgrader course release, score and report graded quizzes.

    Students' code runs in the sandbox, by nbgrader's own commands and in formgrader too. Lists that
    the teacher has set before are extended, never replaced; calling it twice changes nothing more.

    Args:
        config: the ``c`` of ``nbgrader_config.py``.

    Raises CourseError where quizkit is not installed well enough to have its sandbox.
    """
    contained, sanitize = _registered("Execute", "Sanitize")
    cleaned = Step("Autograde", "autograde_preprocessors", sanitize, before=SAVE)
    for step in (*TABLE, cleaned):
        steps = [contained if each in EXECUTE else each for each in _steps(config, step)]
        config[step.converter][step.list] = _with(step, steps)
    _hook(config)
    if "release_assignment" not in config.ExchangeFactory:  # another exchange stays the teacher's
        config.ExchangeFactory.release_assignment = RELEASE
    if "exporter_class" not in config.GenerateFeedback:  # another page stays the teacher's
        config.GenerateFeedback.exporter_class = f"{FEEDBACK}.StudentsPage"
    _pages(config)
    _find_programs()


def _find_programs() -> None:
    """Have nbgrader find the program with which it begins a gradebook, also outside its Python.

    Who types ``.venv/bin/nbgrader`` without having activated ``.venv`` has none of its programs.
    """
    if shutil.which("alembic") is None:
        beside = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join(filter(None, (os.environ.get("PATH"), beside)))


def _registered(*names: str) -> list[str]:
    """Return the steps that keep students' work harmless, as what grades has registered them.

    Without them nbgrader would run their code where the teacher's files are, and show their pages.
    """
    found = stand_ins()
    if not found.keys() >= set(names):
        raise CourseError(
            "quizkit's step that runs students' code in the sandbox is not registered: install"
            " quizkit again (in a clone of it, type 'make lab')."
        )
    return [found[name] for name in names]


@cache  # of a whole environment, which formgrader would read at every request
def stand_ins() -> dict[str, str]:
    """Return the registered steps by their names."""
    from importlib.metadata import entry_points

    return {each.name: each.value.replace(":", ".") for each in entry_points(group=STAND_INS)}


def _pages(config: Any) -> None:
    """Have pages of feedback and of formgrader ask another host for MathJax only if they need it.

    Asked by every page, as nbgrader has it, pages stay white for long where there is no network.
    """
    if "extra_template_basedirs" not in config.HTMLExporter:
        from quizkit.ports.nbgrader_port import formgraders_templates

        theirs = formgraders_templates()
        config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), str(theirs)]


def _steps(config: Any, step: Step) -> list[Any]:
    """Return the steps of a list as the teacher has them, else nbgrader's own."""
    from nbgrader import converters

    trait = getattr(converters, step.converter).class_traits()[step.list]
    usual = list(trait.default())
    section = config[step.converter]
    chosen = section.get(step.list, usual)  # asking the section itself would put one there
    if hasattr(chosen, "get_value"):  # written as c.Autograde.….append(…)
        chosen = chosen.get_value(usual)
    return [_dotted(each) for each in chosen]


def _with(step: Step, steps: Sequence[Any]) -> list[Any]:
    if step.name in steps:
        return list(steps)
    return [*steps[: (at := _place(step, steps))], step.name, *steps[at:]]


def _place(step: Step, steps: Sequence[Any]) -> int:
    names = [str(each).rpartition(".")[2] for each in steps]
    if step.before:
        return names.index(step.before) if step.before in names else len(steps)
    if step.after is None:
        return 0
    return names.index(step.after) + 1 if step.after in names else len(steps)


def _dotted(step: Any) -> Any:
    """Return a class by the name it is imported by; another step as it is.

    A class that stands in the settings' own file has none: it is given one, which holds in this
    process and in those that are forked from it.
    """
    if not isinstance(step, type):
        return step
    kind: type = step
    if getattr(sys.modules.get(kind.__module__), kind.__qualname__, None) is kind:
        return f"{kind.__module__}.{kind.__qualname__}"
    setattr(own_steps, kind.__name__, kind)
    return f"{own_steps.__name__}.{kind.__name__}"


def _hook(config: Any) -> None:
    """Put our step before grading after the teacher's own, if he has one."""
    from quizkit.course.restoring.special_files import Intake, named, take_away_links

    section, name = config.Autograde, "pre_convert_hook"
    own = section.get(name) or config.BaseConverter.get(name)
    if own is None:
        section[name] = HOOK
    elif own not in (HOOK, take_away_links) and not isinstance(own, Intake):
        section[name] = Intake(named(own) if isinstance(own, str) else own)
