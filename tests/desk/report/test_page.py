"""The page: complete, quiet, in two languages, and without a name that was not asked for."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desk.report import story
from quizkit.desk.report import data_files
from quizkit.desk.report.analysis import Report
from quizkit.desk.report.class_work import ClassWork, Student, number_of
from quizkit.desk.report.page import as_html

VOID = {"meta", "line", "rect", "circle", "polyline", "br"}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> ClassWork:
    """Return what 60 students of the story did."""
    quiz = story.quiz(tmp_path_factory.mktemp("story"))
    return story.class_work(quiz, story.responses(quiz, 60))


@pytest.fixture(scope="module")
def report(work: ClassWork) -> Report:
    """Return the report on them, without names."""
    return story.told(work)


class Outline(HTMLParser):
    """Reads a page: its open elements, ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of one."""
        if tag not in VOID and self.open.pop() != tag:
            self.faults.append(tag)


def test_the_page_is_whole(report: Report) -> None:
    """Every element is closed, every link leads to a place on the page, and no id stands twice."""
    outline = Outline()
    outline.feed(as_html(report))
    assert (outline.open, outline.faults) == ([], [])
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    assert len(set(outline.ids)) == len(outline.ids)


def test_nothing_runs_and_nothing_is_fetched(report: Report) -> None:
    """There is no script and no address on the page, and its policy forbids both."""
    page = as_html(report)
    assert not re.search(r"<script|https?://|src=|url\(|@import|\son\w+=", page)
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_part_is_there(language: str, work: ClassWork) -> None:
    """In each language every question has its place, and no blank is left unfilled."""
    page = as_html(story.told(replace(work, language=language)))
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert all(f'id="q{n}"' in page for n in range(1, len(work.tasks) + 1))
    assert not re.search(r"\{\w+\}|\bnan\b|None", page)


def test_names_are_hidden_until_asked_for(work: ClassWork, report: Report) -> None:
    """Neither page nor files hold an id or a name, unless they are asked for."""
    made = [as_html(report), data_files.to_json(report), data_files.students_csv(report)]
    assert not any(re.search("student-0", text, re.IGNORECASE) for text in made)
    named = story.told(work, names=True)
    made = [as_html(named), data_files.to_json(named), data_files.students_csv(named)]
    assert all(re.search("student-0", text, re.IGNORECASE) for text in made)


def test_a_question_is_found_in_its_file(work: ClassWork, report: Report) -> None:
    """At the head a question has its name, and its number in the quiz file, which is another."""
    written = replace(work.tasks[0], quiz=None, item=None, key="week:essay", name="essay")
    later = story.told(replace(work, tasks=(written, *work.tasks)))
    at = [task.name for task in work.tasks].index("wrong-key") + 1
    link = f'<a href="#q{at + 1}">Question {at + 1}</a>, <code>wrong-key</code>'
    file = f"{work.tasks[0].quiz.path.parent.name}/story.yaml" if work.tasks[0].quiz else ""
    page = as_html(later)
    assert f"{link} (number {at} in <code>{file}</code>): " in page
    assert f" · number {at} in <code>{file}</code></span></h3>" in page
    assert f'<a href="#q{at}">Question {at}</a>, <code>wrong-key</code>' in as_html(report)


def test_who_is_flagged_is_told(work: ClassWork, report: Report) -> None:
    """Those who are flagged stand at the head: by number, or by name and id, for names repeat."""
    number = report.pupils[0].number
    flagged = tuple(replace(s, flagged=int(n < 2), name="Jan") for n, s in enumerate(work.students))
    of_two = replace(work, students=flagged)
    both = f"{number}, {report.pupils[1].number}"
    assert f"Flagged, and not looked at yet (2): {both}. Look" in as_html(story.told(of_two))
    named = as_html(story.told(of_two, names=True))
    assert f"(2): {number} Jan (student-000), " in named
    assert "Jan (student-001)" in named
    assert "not looked at yet" not in as_html(report)


def test_hostile_names_and_answers_are_text(work: ClassWork) -> None:
    """A name that is a tag is shown; in a table a formula is text."""
    odd = tuple(
        replace(student, name="<img src=x onerror=alert(1)>", id="=1+1" if not n else student.id)
        for n, student in enumerate(work.students)
    )
    totals = work.totals.set_axis([student.id for student in odd])
    tasks = tuple(
        replace(t, scores=t.scores.set_axis(totals.index), responses={}) for t in work.tasks
    )
    odd_work = replace(work, students=odd, totals=totals, tasks=tasks)
    named = story.told(odd_work, names=True)
    assert "<img" not in as_html(named)
    rows = list(csv.DictReader(io.StringIO(data_files.students_csv(named)[1:])))
    assert rows[0]["id"] == "'=1+1"


def test_a_long_list_of_who_needs_help_says_how_many_more(tmp_path: Path) -> None:
    """The page lists forty, and says how many more there are and where."""
    quiz = story.quiz(tmp_path)
    large = story.told(story.class_work(quiz, story.responses(quiz, 200)))
    more = len(large.in_need) - 40
    assert more > 0
    assert f"And {more} more; with <code>--csv</code>" in as_html(large)
    with_table = replace(large, files={"students": "story-students.csv"})
    assert f"And {more} more; the file story-students.csv" in as_html(with_table)


def test_a_report_on_a_handful_says_so(tmp_path: Path) -> None:
    """With six students there is a page, no correlation on it, and it says why."""
    quiz = story.quiz(tmp_path)
    small = story.told(story.class_work(quiz, story.responses(quiz, 6)))
    assert {question.discrimination for question in small.questions} == {None}
    page = as_html(small)
    assert "fewer than 10 students" in page
    assert not re.search(r"\bnan\b", page)


def test_json_holds_every_figure(report: Report) -> None:
    """The file has what the page shows: of each question its figures, answers and findings."""
    read = json.loads(data_files.to_json(report))
    wrong = next(q for q in read["questions"] if q["key"] == "story/wrong-key")
    assert wrong["findings"][0]["name"] == "key_wrong"
    assert "quizkit regrade story" in wrong["findings"][0]["do"]
    assert {answer["answer"] for answer in wrong["answers"]} >= {"The right one", "The near one"}
    assert read["reliability"]["alpha"] == pytest.approx(report.reliability.alpha, abs=1e-6)
    assert len(read["students"]) == 60


def test_the_table_of_questions_opens_in_a_spreadsheet(report: Report) -> None:
    """It has a row a question, and the byte order mark by which UTF-8 is known."""
    text = data_files.questions_csv(report)
    assert text[0] == "\ufeff"
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [row["key"] for row in rows] == [question.task.key for question in report.questions]


def test_a_student_keeps_the_number() -> None:
    """One more student in the class moves nobody's number, and no two share one."""
    students = [Student(id=f"s{n}") for n in range(150)]
    before, after = number_of(students[:-1], "salt"), number_of(students, "salt")
    moved = [student for student in before if before[student] != after[student]]
    assert len(moved) <= 2
    assert len(set(after.values())) == 150
    assert {len(str(number)) for number in after.values()} == {3}


def test_numbers_hang_on_the_secret_of_the_course() -> None:
    """Who knows the ids and not the secret cannot reckon the numbers."""
    students = [Student(id=f"s{n}") for n in range(30)]
    assert number_of(students, "one") != number_of(students, "other")
