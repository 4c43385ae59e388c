"""An assignment's whole life in JupyterLab, with real clicks: fetched, done, graded, given back.

The student's and the teacher's parts are lived through once; each test looks at what came of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import quizkit
from browser.notebook_page import NotebookPage
from course import course_secrets
from course.clicks import answer, fetch, mark_half, open_quiz, read_feedback, submit
from course.course_lab import Desktop, desktop, grade_ids, lab_of, type_into
from course.school import COURSE, Person, School, open_school
from course.term import ASSIGNMENT, COMMENT, QUIZ, demo, marks

ESSAY = "I would begin with fewer exercises, since somebody would discuss them."
NOTEBOOK = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"


@dataclass
class Life:
    """What could be read on the screens, for the tests to look at."""

    school: School
    eva: Person
    shots: Path
    told: dict[str, str] = field(default_factory=dict)  # by moment: what the page said
    judged: int = 0  # marks and remarks beside the answers in the graded quiz
    on_the_wire: set[str] = field(default_factory=set)  # secrets seen in websocket frames
    abroad: list[str] = field(default_factory=list)  # other hosts that the pages asked for
    feedback: str = ""
    ran: list[str] = field(default_factory=list)  # of what no step has cleaned
    marks: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module")
def life(
    checkout: Path,
    tmp_path_factory: pytest.TempPathFactory,
    chromium: Browser,
    request: pytest.FixtureRequest,
) -> Life:
    """Live through an assignment in two browsers, the student's and the teacher's."""
    school = open_school(tmp_path_factory.mktemp("school"), checkout / COURSE)
    eva = school.enrol("eva")
    life = Life(school, eva, checkout / "test-results" / "course")
    pictures = bool(request.config.getoption("--pictures"))
    teacher = school.teacher
    teacher.nbgrader("db", "student", "add", "eva", "--first-name=Eva", "--last-name=Evers")
    teacher.nbgrader("generate_assignment", ASSIGNMENT)
    teacher.nbgrader("release_assignment", ASSIGNMENT)
    with (
        lab_of(eva, life.shots / "student.log") as hers,
        lab_of(teacher, life.shots / "teacher.log") as theirs,
    ):
        with desktop(hers, chromium, life.shots, pictures=pictures) as screen:
            _work(life, screen)
            life.abroad += screen.traffic.foreign()
        with desktop(
            theirs, chromium, life.shots, at="lab?formgrader=true", pictures=pictures
        ) as screen:
            _grade(life, screen)
            life.abroad += screen.traffic.foreign()
        with desktop(hers, chromium, life.shots, pictures=pictures) as screen:
            _read(life, screen)
            life.abroad += screen.traffic.foreign()
    life.marks = marks(school)["eva"]
    return life


def _work(life: Life, screen: Desktop) -> None:
    """Fetch, take the quiz by clicks, write, validate and hand in, twice."""
    screen.page.emulate_media(reduced_motion="reduce")  # which isn't drawn, frame by frame
    notebook = fetch(screen, ASSIGNMENT)
    quiz = open_quiz(notebook)
    items = {i.id: i for i in quizkit.load(life.school.course / "keys" / f"{QUIZ}.yaml").questions}
    first = demo("partial")["quiz"]
    answer(quiz, items, first)
    life.told["validate half way"] = _validate(screen, "half-way")
    left = {name: value for name, value in demo("perfect")["quiz"].items() if first[name] is None}
    answer(quiz, items, left)
    for theme in ("dark", "light") if screen.pictures else ():
        notebook.set_theme(theme)
        screen.picture(f"graded-quiz-{theme}", quiz.el)
    life.told["quiz"] = quiz.el.inner_text()
    life.judged = quiz.el.locator("[data-mark], .qk-mark, .qk-result:not(:empty)").count()
    life.on_the_wire = course_secrets.found(
        course_secrets.of_course(life.school.course, ASSIGNMENT),
        (frame.payload for frame in screen.traffic.frames if not frame.sent),
    )
    _write(notebook)
    life.told["validate"] = _validate(screen, "done")
    submit(screen, 1)
    screen.page.get_by_role("tab", name=f"{ASSIGNMENT}.ipynb").click()
    answer(quiz, items, demo("perfect")["quiz"])
    submit(screen, 2)
    screen.picture("assignment-list")


def _write(notebook: NotebookPage) -> None:
    """Write the code and the essay into their cells, by keyboard."""
    ids = grade_ids(notebook)
    cells = demo("perfect")["cells"]
    for grade_id, source in (cells | {_essay(): ESSAY}).items():
        type_into(notebook, ids.index(grade_id), source)


def _essay() -> str:
    """Name the written answer that the teacher marks: the last."""
    return [name for name, score in demo("perfect")["expected"].items() if score is None][-1]


def _validate(screen: Desktop, moment: str) -> str:
    """Click Validate above the notebook; give what its dialog says."""
    screen.page.get_by_role("button", name="Validate").click()
    said = screen.dialog().inner_text()
    screen.picture(f"validate-{moment}")
    screen.dialog().get_by_role("button", name="OK").click()
    expect(screen.dialog()).to_have_count(0)  # closing gives the focus back to where it was
    return said


def _grade(life: Life, screen: Desktop) -> None:
    """Collect, autograde, grade the essay by hand and give feedback, all in formgrader."""
    grader = screen.formgrader()
    screen.icon(ASSIGNMENT, "collect")
    grader.locator("#main-table tr", has_text=ASSIGNMENT).locator(".num-submissions a").click()
    screen.icon("eva", "autograde")
    row = grader.locator("#main-table tr", has_text="eva")
    life.told["autograded"] = row.inner_text()
    screen.picture("formgrader-submissions")
    grader.get_by_role("link", name="Manual Grading").click()
    grader.locator("#main-table").get_by_role("link", name=ASSIGNMENT).click()
    grader.locator("#main-table").get_by_role("link", name=ASSIGNMENT).click()
    grader.locator("#main-table").get_by_role("link", name="Submission").first.click()
    essay = grader.locator(".nbgrader_cell", has_text=ESSAY)
    account = grader.locator(".output_html", has_text="questions answered")
    life.told["account"] = account.inner_text()
    screen.picture("formgrader-account", account)
    mark_half(essay)
    screen.picture("formgrader-essay")
    address = essay.evaluate("() => location.href")
    grader.get_by_role("link", name="Manual Grading").first.click()
    grader.get_by_role("link", name="Manage Assignments").click()
    screen.icon(ASSIGNMENT, "generate-feedback")
    screen.icon(ASSIGNMENT, "release-feedback")
    screen.picture("formgrader-class")
    life.ran = _ran(life.school.course / "autograded" / "eva" / ASSIGNMENT, screen.page, address)


def _ran(graded: Path, page: Page, address: str) -> list[str]:
    """Put scripts into graded work, behind the cleaning, and return which ran when it is opened."""
    path = graded / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    essay = next(cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    essay["source"] = """
<p id="spoilt">spoilt</p>
<script>window.ran = (window.ran || []).concat('script')</script>
<img src="x" onerror="window.ran = (window.ran || []).concat('handler')">
<a id="link" href="javascript:window.ran=['link']">link</a>
"""
    path.write_text(json.dumps(notebook), "utf-8")
    (graded / "page.html").write_text("<p id='spoilt'>s</p><script>window.ran = ['file']</script>")
    spoilt = page.context.new_page()
    found = []
    for name in ("", "page.html"):
        spoilt.goto(address.partition("?")[0].rstrip("/") + f"/{name}", wait_until="load")
        expect(spoilt.locator("#spoilt")).to_be_visible()
        if not name:
            spoilt.locator("#link").click()
        found += spoilt.evaluate("() => window.ran || []")
    spoilt.close()
    return found


def _read(life: Life, screen: Desktop) -> None:
    """Fetch the feedback and open it from the file browser."""
    feedback = read_feedback(screen, ASSIGNMENT)
    life.feedback = feedback.inner_text()
    screen.picture("feedback-top")
    feedback.get_by_text("questions answered").scroll_into_view_if_needed()
    screen.picture("feedback-quiz")


def test_the_quiz_counts_each_answer_and_judges_none(life: Life) -> None:
    """By real clicks each answer is saved and counted, and nothing says what it is worth."""
    total = len(demo("perfect")["quiz"])
    assert f"{total} of {total} answered" in life.told["quiz"]
    assert life.judged == 0


def test_no_secret_crosses_the_wire(life: Life) -> None:
    """While the quiz is taken, nothing of key, hidden tests or solutions is in any websocket."""
    assert life.on_the_wire == set()


def test_no_page_asks_another_host(life: Life) -> None:
    """From the Assignment List to formgrader and feedback, all comes from one's own JupyterLab."""
    assert life.abroad == []


def test_validate_says_what_is_left_to_do(life: Life) -> None:
    """Half way, the Validate button names the open question; at the end it has no complaint."""
    assert "not answered" in life.told["validate half way"]
    assert "Success! Your notebook passes all the tests." in life.told["validate"]


def test_the_answers_handed_in_last_are_scored(life: Life) -> None:
    """Handed in twice from the Assignment List: formgrader's Autograde scores the later answers."""
    expected = demo("perfect")["expected"]
    found = {cell: life.marks[cell]["auto"] for cell in expected}
    assert found == pytest.approx(expected)
    assert "needs manual grading" in life.told["autograded"]


def test_formgrader_shows_the_teacher_the_account(life: Life) -> None:
    """In formgrader each question stands below the quiz cell with its answer and its score."""
    total = len(demo("perfect")["quiz"])
    assert f"{total} of {total} questions answered" in life.told["account"]
    assert life.told["account"].count("✓ right") >= total


def test_no_script_of_a_student_runs_in_formgrader(life: Life) -> None:
    """Scripts in graded work or a page beside it, which no step has cleaned, don't run."""
    assert life.ran == []


def test_a_mark_by_hand_and_its_comment_reach_the_student(life: Life) -> None:
    """Half of the points and the comment, given in formgrader, stand in her feedback."""
    mark = life.marks[_essay()]
    assert mark["manual"] > 0
    assert not mark["flagged"]
    assert COMMENT.replace("**", "") in life.feedback


def test_feedback_opens_in_jupyterlab_and_reads_well(life: Life) -> None:
    """Fetched from the Assignment List, the page shows every question, its answer and score."""
    for number in range(1, len(demo("perfect")["quiz"]) + 1):
        assert f"Question {number} · ✓ right" in " ".join(life.feedback.split())
