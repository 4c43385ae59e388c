"""The teacher's guide names what is there, adds up, and says the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import quizkit
from quizkit.checking.lessons.lesson import read
from quizkit.checking.lessons.skeleton import time_told
from quizkit.cli import parser
from quizkit.errors import UnknownName
from quizkit.learner.words import page_words

CHECKOUT = Path(__file__).resolve().parents[1]
GUIDES = CHECKOUT / "lessons" / "instructors"
TWINS = {
    "attacks.md": "aanvallen.md",
    "course.md": "cursus.md",
    "grading.md": "beoordelen.md",
    "guide.md": "handleiding.md",
    "lesson-plans.md": "lesplannen.md",
    "paths.md": "routes.md",
    "role-play.md": "rollenspel.md",
}
PAGES = sorted(GUIDES.glob("*/*.md"))
PLANS = {"en": GUIDES / "en" / "lesson-plans.md", "nl": GUIDES / "nl" / "lesplannen.md"}
QUESTION = re.compile(r"`([a-z0-9-]+)/([a-z0-9-]+)`")
MINUTES_ROW = re.compile(r"^\| (\d+) \| ", re.MULTILINE)
COMMAND = re.compile(r"(?:`|^)quizkit ([a-z][^`\n]*)", re.MULTILINE)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))


def sections(path: Path) -> dict[str, str]:
    """Return the parts of a page by their headings of the second level."""
    _, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.partition("\n")[0]: part for part in parts}


def minutes(text: str) -> int:
    """Add up the minutes in the first column of a table."""
    return sum(int(number) for number in MINUTES_ROW.findall(text))


def test_every_page_is_there_in_both_languages() -> None:
    """The guide and each page beside it are there in English and in Dutch."""
    names = {(path.parent.name, path.name) for path in PAGES}
    assert names == {("en", name) for name in TWINS} | {("nl", name) for name in TWINS.values()}


@pytest.mark.parametrize(("english", "dutch"), TWINS.items())
def test_both_languages_have_the_same_parts(english: str, dutch: str) -> None:
    """A page has the same headings, rows, minutes and questions in both languages."""
    texts = [
        (GUIDES / "en" / english).read_text("utf-8"),
        (GUIDES / "nl" / dutch).read_text("utf-8"),
    ]
    for pattern in (
        r"^#+ ",
        r"^\|",
        r"^\d\. ",
        r"^- ",
        MINUTES_ROW.pattern,
        QUESTION.pattern,
        r"^\|.*\| (\d+) \|",
    ):
        one, other = (re.compile(pattern, re.MULTILINE).findall(text) for text in texts)
        assert one == other, pattern


@each_page
def test_questions_exist(path: Path) -> None:
    """Every question that a page names is in the quiz that it names."""
    for name, question in QUESTION.findall(path.read_text(encoding="utf-8")):
        assert question in {item.id for item in quizkit.load(name).questions}, f"{name}/{question}"


@each_page
def test_links_lead_somewhere(path: Path) -> None:
    """Every link of a page leads to a file of the project."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).is_file(), target


@each_page
def test_commands_work(path: Path) -> None:
    """Every command that a page shows is one that quizkit has, with a quiz that is there."""
    for command in COMMAND.findall(path.read_text(encoding="utf-8")):
        options = parser().parse_args(command.split())
        if command.startswith("print") and options.quiz:
            try:
                quizkit.load(options.quiz)
            except UnknownName as error:
                pytest.fail(f"{command}: {error}")


@pytest.mark.parametrize(("language", "guide"), [("en", "guide.md"), ("nl", "handleiding.md")])
def test_pages_name_what_a_quiz_says(language: str, guide: str) -> None:
    """The start page and the guide call the note of a saved answer what the quiz calls it."""
    said = f"*{page_words(language)['saved']}*"
    for page in (CHECKOUT / "lessons" / language / "00-start.ipynb", GUIDES / language / guide):
        assert said in page.read_text("utf-8"), page


@pytest.mark.parametrize("language", PLANS)
def test_each_lesson_has_a_plan(language: str) -> None:
    """Each lesson has a plan, whose steps take the minutes that the lesson names."""
    plans = sections(PLANS[language])
    lessons = sorted((CHECKOUT / "lessons" / language).glob("*.ipynb"))
    assert [heading[:2] for heading in plans] == [path.name[:2] for path in lessons]
    for path, (heading, plan) in zip(lessons, plans.items(), strict=True):
        lesson, _ = read(path)
        assert lesson is not None
        assert f"](../../{language}/{path.name})" in plan, heading
        _, told = time_told(lesson)
        due = sum(int(number) for number in re.findall(r"\d+", told)[:2])
        assert minutes(plan) == due, heading
        assert re.search(rf"\b{due} minut", plan), heading


@pytest.mark.parametrize("language", PLANS)
def test_each_plan_names_misconceptions(language: str) -> None:
    """Each plan names three misconceptions or more, each with a question that shows it."""
    for heading, plan in sections(PLANS[language]).items():
        assert len(QUESTION.findall(plan)) >= 3, heading


@pytest.mark.parametrize(
    ("page", "totals"),
    [("en/paths.md", [120, 480]), ("nl/routes.md", [120, 480])],
)
def test_the_paths_add_up(page: str, totals: list[int]) -> None:
    """The paths take two hours and eight hours."""
    assert [minutes(part) for part in sections(GUIDES / page).values()] == totals


@pytest.mark.parametrize("page", ["en/role-play.md", "nl/rollenspel.md"])
def test_the_role_play_fits_the_paths(page: str) -> None:
    """The role play takes 60 minutes in its long form and 35 in its short one, as the paths say."""
    parts = sections(GUIDES / page)
    timed = [minutes(part) for part in parts.values() if minutes(part)]
    assert timed == [60, 35]
    sizes = re.findall(r"^\|[^|]+\| (\d+) \| \w", (GUIDES / page).read_text("utf-8"), re.MULTILINE)
    assert sum(map(int, sizes)) == 24
