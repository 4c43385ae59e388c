"""No attack gains anything against quizkit grade; the honest are graded all the same.

All attackers are one class, graded in one run. Against nbgrader only a few are tried here: the
rest is on record (see ``record``), since it takes a quarter of an hour.
"""

from __future__ import annotations

import pytest

from attacks import record
from attacks.collection import attacks
from attacks.page import PAGES, page
from attacks.trial import NBGRADER, QUIZKIT, Trial, tried
from attacks.victim import HONEST, Template, lay_out
from course.small_course import find_commands

CHEAP = (
    "cells-edited-cell",
    "files-linked-notebook",
    "passing-ast-transformer",
    "passing-skip-execution-tag",
    "processes-left-behind",
    "reading-gradebook",
)
each_attack = pytest.mark.parametrize("name", attacks())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Return the course that is attacked."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        return lay_out(tmp_path_factory.mktemp("attacked") / "course")


@pytest.fixture(scope="module")
def honest(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Return the course after quizkit grade, with honest students alone."""
    return tried(QUIZKIT, template, tmp_path_factory.mktemp("honest"), {})


@pytest.fixture(scope="module")
def trial(template: Template, honest: Trial, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Return the course after quizkit grade, with every attacker in the class."""
    folder = tmp_path_factory.mktemp("class")
    return tried(QUIZKIT, template, folder, attacks(), like=honest.after)


def test_the_honest_get_what_they_deserve(honest: Trial) -> None:
    """Right, half right and wrong work gets all, half and none of the points."""
    points = {
        student: [
            honest.after.rows[student][cell].points
            for cell in ("days-test", "countries-test", "quiz")
        ]
        for student in HONEST
    }
    assert points == {"xenia": [2, 3, 4], "yusuf": [2, 1, 2], "zoe": [0, 0, 0]}, honest.said


def test_the_honest_are_graded_among_attackers(honest: Trial, trial: Trial) -> None:
    """Every row of the honest is the same as without attackers, and the run ends by itself."""
    assert trial.code is not None, trial.said
    for student in HONEST:
        assert trial.after.rows[student] == honest.after.rows[student], trial.said


@each_attack
def test_an_attack_reaches_nothing(name: str, trial: Trial) -> None:
    """An attack gains no point, reads, changes and leaves nothing, and stops nobody's grading."""
    verdict = trial.verdicts[name]
    assert not verdict.signs, verdict


@each_attack
def test_an_attack_ends_as_it_must(name: str, trial: Trial) -> None:
    """An attack is refused, flagged or graded with 0 points, as it must be; none merely fails."""
    verdict, must = trial.verdicts[name], attacks()[name].ends
    assert verdict.status in ({must} if must else {"graded", "flagged", "refused"}), verdict
    assert verdict.reasons or verdict.status == "graded", verdict
    assert verdict.points == 0, verdict


def test_a_few_attacks_reach_what_is_on_record(
    template: Template, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Against nbgrader, attacks reach what is on record: so the suite sees what it looks for."""
    few = {name: attacks()[name] for name in CHEAP}
    verdicts = tried(NBGRADER, template, tmp_path_factory.mktemp("nbgrader"), few).verdicts
    _, recorded = record.load()
    assert verdicts == {name: recorded[name] for name in CHEAP}


def test_the_record_is_complete() -> None:
    """Every attack was tried on the version of nbgrader that is installed.

    If not, ``python -m attacks`` in ``tests`` tries what is missing.
    """
    version, recorded = record.load()
    assert version == record.version()
    assert set(recorded) == set(attacks())


@each_attack
def test_an_attack_says_what_it_tries(name: str) -> None:
    """The page has a sentence on every attack in both languages."""
    for said in (attacks()[name].tries, attacks()[name].nl):
        assert said.endswith("."), said
        assert "\n" not in said, said
        assert "|" not in said, said


@pytest.mark.parametrize("language", PAGES)
def test_the_page_tells_how_it_went(language: str, trial: Trial) -> None:
    """The page for teachers tells how every attack ended.

    ``python -m attacks`` in ``tests`` writes it.
    """
    version, stock = record.load()
    made = page(language, attacks(), version=version, stock=stock, ours=trial.verdicts)
    assert PAGES[language].read_text("utf-8") == made
