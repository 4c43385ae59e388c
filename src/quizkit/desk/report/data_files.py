"""The report for other programs: one JSON file, and two tables that a spreadsheet opens.

``ASSIGNMENT.json`` is one object::

    {
      "name": "demands", "language": "en", "practice": false, "made": "2022-01-15T09:00:00",
      "enrolled": 24, "handed_in": 23, "ungraded": 0, "outdated": 0, "unread": 0, "notes": [],
      "points": 25.0,
      "late": 2, "extended": 0, "flagged": 2, "waiting": 2, "refused": 0,
      "scores": {"mean": 16.0, "deviation": 6.8, "lowest": …, "quarter": …, "median": …, …},
      "reliability": {"alpha": 0.9, "error": 0.03, "low": 0.84, "high": 0.95, "measurement": 1.2,
                      "students": 23, "questions": 11},   null where the class is too small
      "questions": [
        {"number": 1, "key": "assignment-demands/careful-report", "type": "choice", "points": 1.0,
         "facility": 0.43, "facility_error": 0.1, "discrimination": 0.54, "discrimination_error": …,
         "lost": 0.57, "groups": {"weak": 0.0, "middle": 0.8, "strong": 0.5}, "waiting": 0,
         "unanswered": 8, "invalid": 0, "changed": 0,
         "attempts": null, "hinted": null, "ended_right": null, "gave_up": null,   of practice
         "asked": null,                  of a draw: how many students got it
         "variants": [{"variant": "a = 3", "prompt": "…", "students": 4, "facility": 0.5}],
         "answers": [{"place": "", "answer": "…", "right": true, "count": 10,
                      "weak": 0.0, "middle": 0.78, "strong": 0.52, "feedback": "…"}],
         "findings": [{"name": "open", "said": "35% of the class left it open.", "do": "…"}]}
      ],
      "certainty": [{"level": 3, "answers": 40, "right": 0.85, "judged": "well"}],   or empty
      "objectives": [{"name": "…", "text": "…", "questions": [1], "facility": 0.6,
                      "mastered": 0.4}],
      "students": [{"number": 304, "score": 4.5, "late_seconds": 0.0, "extension_seconds": 0.0,
                    "flagged": 0, "waiting": 1, "refused": false, "lacking": [], "missed": [3, 7]}]
    }

With ``--names`` a student also has an ``id`` and a ``name``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from quizkit.desk.report.analysis import Pupil, Question, Report, VariantShare
from quizkit.desk.report.answers import Answer
from quizkit.desk.report.calibration import calibrations
from quizkit.desk.report.findings import Finding
from quizkit.desk.report.item_statistics import GROUPS
from quizkit.desk.report.question_section import regrade_hint
from quizkit.desk.report.wording import Wording, blanks_of
from quizkit.quiz.markup import plain, without_markup
from quizkit.tables.cells import harmless

DIGITS = 6


def to_json(report: Report) -> str:
    """Write a report as JSON; see the head of this module."""
    return json.dumps(_rounded(content(report)), indent=1, ensure_ascii=False) + "\n"


def content(report: Report) -> dict[str, Any]:
    """Return a report as plain values."""
    work, words = report.work, Wording(report.work.language)
    students = work.students
    regrade = regrade_hint(work.name, words, practice=work.practice)
    return {
        "name": work.name,
        "language": work.language,
        "practice": work.practice,
        "made": report.made.isoformat(timespec="seconds"),
        "enrolled": work.enrolled,
        "handed_in": len(students) + work.ungraded,
        "ungraded": work.ungraded,
        "outdated": work.outdated,
        "unread": work.unread,
        "notes": list(work.notes),
        "points": work.points,
        "late": sum(student.late > 0 for student in students),
        "extended": sum(student.extension > 0 for student in students),
        "flagged": sum(s.flagged > 0 and not s.refused for s in students),
        "waiting": sum(student.waiting > 0 for student in students),
        "refused": sum(student.refused for student in students),
        "scores": asdict(report.spread) if report.spread else None,
        "reliability": _reliability(report),
        "questions": [_question(question, words, regrade) for question in report.questions],
        "certainty": [asdict(each) for each in calibrations(work.tasks)],
        "objectives": [
            asdict(each) | {"text": plain(each.text.get(words.language))}
            for each in report.objectives
        ],
        "students": [_pupil(pupil, names=report.names) for pupil in report.pupils],
    }


def _reliability(report: Report) -> dict[str, Any] | None:
    found = report.reliability
    if found is None:
        return None
    low, high = found.interval
    return {**asdict(found), "low": low, "high": high}


def _question(question: Question, words: Wording, regrade: str) -> dict[str, Any]:
    groups = question.groups
    return {
        "number": question.number,
        "key": question.task.key,
        "type": question.task.kind,
        "points": question.task.points,
        "facility": question.facility,
        "facility_error": question.facility_error,
        "discrimination": question.discrimination,
        "discrimination_error": question.discrimination_error,
        "lost": question.lost,
        "groups": dict(zip(GROUPS, groups, strict=True)) if groups else None,
        "waiting": question.waiting,
        "unanswered": question.answers.unanswered,
        "invalid": question.answers.invalid,
        "changed": question.answers.changed,
        "attempts": question.attempts,
        "hinted": question.hinted,
        "ended_right": question.ended_right,
        "gave_up": question.gave_up,
        "asked": question.asked,
        "variants": [_variant(one, words) for one in question.variants],
        "answers": [_answer(answer, words) for answer in question.answers.listed],
        "findings": [_finding(finding, words, regrade) for finding in question.findings],
    }


def _variant(share: VariantShare, words: Wording) -> dict[str, Any]:
    return {
        "variant": share.item.values,
        "prompt": plain(share.item.prompt.get(words.language)),
        "students": share.students,
        "facility": share.facility,
    }


def _answer(answer: Answer, words: Wording) -> dict[str, Any]:
    said = answer.feedback.get(words.language) if answer.feedback else ""
    return {
        "place": without_markup(answer.place),
        "answer": without_markup(answer.html),
        "right": answer.right,
        "count": answer.count,
        **dict(zip(GROUPS, answer.shares, strict=True)),
        "feedback": plain(said) or None,
    }


def _finding(finding: Finding, words: Wording, regrade: str) -> dict[str, str]:
    blanks = blanks_of(finding.blanks, words)
    place = f"{blanks['place']}: " if blanks.get("place") else ""
    return {
        "name": finding.name,
        "said": without_markup(place + words.finding(finding.name, **blanks)),
        "do": without_markup(words.finding(f"{finding.name}_do", regrade=regrade)),
    }


def _pupil(pupil: Pupil, *, names: bool) -> dict[str, Any]:
    student = pupil.student
    named = {"id": student.id, "name": student.name} if names else {}
    return {
        "number": pupil.number,
        **named,
        "score": pupil.score,
        "late_seconds": student.late,
        "extension_seconds": student.extension,
        "flagged": student.flagged,
        "waiting": student.waiting,
        "refused": student.refused,
        "lacking": list(pupil.lacking),
        "missed": list(pupil.missed),
    }


def questions_csv(report: Report) -> str:
    """Write the questions as a table, a row each."""
    rows = content(report)["questions"]
    return _csv([_flat(row, leave=("answers", "variants")) for row in rows])


def students_csv(report: Report) -> str:
    """Write the students as a table, a row each."""
    return _csv([_flat(_pupil(pupil, names=report.names)) for pupil in report.pupils])


def _flat(row: Mapping[str, Any], leave: Sequence[str] = ()) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name == "groups":
            flat |= value or dict.fromkeys(GROUPS)
        elif isinstance(value, list) and name not in leave:
            flat[name] = "; ".join(v["name"] if isinstance(v, dict) else str(v) for v in value)
        elif name not in leave:
            flat[name] = value
    return flat


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    written = io.StringIO()
    if rows:
        table = csv.DictWriter(written, list(rows[0]), lineterminator="\r\n")
        table.writeheader()
        table.writerows({n: _cell(v) for n, v in _rounded(row).items()} for row in rows)
    return "\ufeff" + written.getvalue()  # by which a spreadsheet knows UTF-8


def _cell(value: Any) -> Any:
    r"""Return a value that no spreadsheet runs.

    >>> _cell("=1+1"), _cell("ann"), _cell(-0.5)
    ("'=1+1", 'ann', -0.5)
    """
    return harmless(value) if isinstance(value, str) else value


def _rounded(value: Any) -> Any:
    """Round every number, and write one that is none as nothing."""
    if isinstance(value, float):
        return round(value, DIGITS) if value == value else None
    if isinstance(value, Mapping):
        return {name: _rounded(inner) for name, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
