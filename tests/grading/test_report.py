"""What is told at the end of a run."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quizkit.grading.report import NARROWEST, Report, Result, Status

ANN = Result(student="ann", status=Status.GRADED, score=2, max_score=3, sandbox="bubblewrap")
BOB = replace(ANN, student="bob", status=Status.FLAGGED, reasons=("A cell was\nedited.", "Twice."))
CID = replace(ANN, student="cid", status=Status.REFUSED, reasons=("a.csv is a link.",), sandbox="")


def report(*results: Result, **changed: object) -> Report:
    """Return a report of these results."""
    given = {"assignment": "rivers", "results": results, "jobs": 2, "seconds": 3.0} | changed
    return Report(**given)  # type: ignore[arg-type]


def test_who_needs_a_look_is_told_with_every_reason() -> None:
    """The table has each student with a reason, in order, and nobody else."""
    lines = list(report(CID, BOB, ANN).lines(width=80))
    assert lines[:4] == [
        "student  status     reason",
        "bob      flagged    A cell was edited.",
        "                    Twice.",
        "cid      refused    a.csv is a link.",
    ]
    assert not any("ann" in line for line in lines)


def test_reasons_are_wrapped() -> None:
    """On a narrow terminal a reason goes on below itself; on the narrowest it is still there."""
    long = replace(CID, reasons=("There are many words in this long reason for it.",))
    for width in (10, 60):
        lines = [line for line in report(long).lines(width=width) if line[:1] in ("c", " ")]
        assert max(map(len, lines)) <= max(width, 20 + NARROWEST)
        assert " ".join(" ".join(lines).split()[2:]) == long.reasons[0]


def test_an_unchanged_submission_keeps_its_reasons() -> None:
    """What was flagged in an earlier run is still told, as unchanged."""
    lines = list(report(BOB.unchanged()).lines(width=80))
    assert "bob      unchanged  A cell was edited." in lines


def test_students_cannot_steer_the_terminal() -> None:
    """Signs that a terminal would obey are not printed, from ids or reasons."""
    bad = replace(CID, student="c\x1b[2J", reasons=("\x1b]0;title\x07 is a link.",))
    assert not {"\x1b", "\x07"} & set("\n".join(report(bad).lines(width=80)))


def test_names_that_are_no_text_can_be_printed() -> None:
    """An id whose bytes are no text, as a folder's name may be, is printed in both forms."""
    given = report(replace(CID, student="c\udcff"))
    assert (str(given) + given.to_json()).encode()
    assert json.loads(given.to_json())["submissions"][0]["student"] == "c\udcff"


def test_a_run_that_was_ended_has_a_code_of_its_own() -> None:
    """3 when the sandbox or the cluster was lost half-way, whatever was graded before."""
    assert report(ANN, error="The sandbox is gone.").exit_code == 3


def test_what_the_solution_does_not_earn_is_told() -> None:
    """It stands between the table and the totals, and in the JSON."""
    line = "a.ipynb, t: your own solution gets 0 of 2 points here: it is slow."
    given = report(ANN, solution=(line,))
    lines = list(given.lines(width=80))
    assert lines[0].startswith("Your own solution does not earn all of its points")
    assert f"- {line}" in lines
    assert json.loads(given.to_json())["solution"] == [line]


def test_tests_that_could_not_be_tried_are_told() -> None:
    """They stand between the table and the totals, and in the JSON."""
    given = report(ANN, untried=("a.ipynb, t",))
    lines = list(given.lines(width=200))
    assert lines[0].startswith("What these tests expect is not written out in them")
    assert lines[1] == "- a.ipynb, t"
    assert json.loads(given.to_json())["untried"] == ["a.ipynb, t"]


@pytest.mark.parametrize(
    ("results", "interrupted", "code"),
    [
        *(((ANN, BOB), False, 0), ((ANN, CID), False, 1), ((), False, 0), ((ANN,), True, 130)),
        ((replace(ANN, status=Status.FAILED),), False, 1),
        ((ANN.unchanged(),), False, 0),
    ],
)
def test_exit_codes(results: tuple[Result, ...], interrupted: bool, code: int) -> None:
    """0 when all have a grade, 1 when some were refused or failed, 130 after Ctrl-C."""
    assert report(*results, interrupted=interrupted).exit_code == code


@pytest.mark.parametrize(
    ("sandboxes", "sandboxed", "told"),
    [
        (["bubblewrap", "no code"], True, "bubblewrap"),
        (["no code", "no code"], True, "no code"),
        (["bubblewrap", "none"], True, "none"),
        (["no code"], False, "none"),
        ([], True, "bubblewrap"),
    ],
)
def test_the_sandbox_is_told(sandboxes: list[str], sandboxed: bool, told: str) -> None:
    """The report says what code ran in, and aloud when anything ran without walls."""
    given = report(*(replace(ANN, sandbox=each) for each in sandboxes), sandboxed=sandboxed)
    assert given.sandbox == told
    assert ("NO SANDBOX" in str(given)) == (told == "none")


def test_json_has_everything() -> None:
    """The JSON has the totals, the time for each and all that is known of each submission."""
    plain = json.loads(report(CID, BOB, ANN, ANN.unchanged()).to_json())
    assert plain["totals"] == dict.fromkeys(map(str, Status), 1) | {"failed": 0}
    assert plain["seconds_per_submission"] == 1.0
    assert [each["student"] for each in plain["submissions"]] == ["ann", "ann", "bob", "cid"]
    assert plain["submissions"][2]["reasons"] == list(BOB.reasons)
    assert json.loads(report(ANN.unchanged()).to_json())["seconds_per_submission"] is None
