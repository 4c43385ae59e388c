"""The teacher's guide names what is there, adds up, and fits the paper that it is printed on."""

from __future__ import annotations

import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import quizkit
from quizkit.cli import parser
from quizkit.errors import UnknownName
from quizkit.learner.words import page_words
from quizkit.printing import pdf
from quizkit.printing.handout import chosen
from quizkit.printing.text_page import text_page
from quizkit.quiz.model import Quiz

CHECKOUT = Path(__file__).resolve().parents[1]
GUIDES = CHECKOUT / "lessons" / "instructors"
TWINS = {
    "course.md": "cursus.md",
    "guide.md": "handleiding.md",
    "lesson-plans.md": "lesplannen.md",
    "paths.md": "routes.md",
    "role-play.md": "rollenspel.md",
    "server/attacks.md": "server/aanvallen.md",
    "server/grading.md": "server/beoordelen.md",
    "server/hub-size.md": "server/hub-in-cijfers.md",
    "server/jupyterhub.md": "server/jupyterhub.md",
}
OWN = {  # what a country's schools ask for: no page of the other language says the same
    "en": {"curriculum.md", "paper/source-paper.md", "source-paper-marks.md"},
    "nl": {"examen.md", "nederland.md", "paper/toets.md", "correctievoorschrift.md"},
}
PAPERS = {
    "en": ("paper/source-paper.md", "source-paper-marks.md"),
    "nl": ("paper/toets.md", "correctievoorschrift.md"),
}
PAGES = sorted(GUIDES.rglob("*.md"))
PLANS = {"en": GUIDES / "en" / "lesson-plans.md", "nl": GUIDES / "nl" / "lesplannen.md"}
QUESTION = re.compile(r"`([a-z0-9-]+)/([a-z0-9-]+)`")
MINUTES_ROW = re.compile(r"^\| (\d+) \| ", re.MULTILINE)
STEP = re.compile(r"^\| (\d+) \| (\d+) \| (?!Wh?at \|)", re.MULTILINE)  # not the head
ASKED = re.compile(r"^### (?:Question|Vraag) (\d+) \((\d+) (?:marks|punten)\)$", re.MULTILINE)
MARKED = re.compile(r"^\| (\d+) \| [^|]+ \|$", re.MULTILINE)
PASSAGES = sorted((CHECKOUT / "tests" / "quotations" / "paper").glob("*.txt"))
COMMAND = re.compile(r"(?:`|^)quizkit ([a-z][^`\n]*)", re.MULTILINE)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: _name(path))
each_paper = pytest.mark.parametrize(
    ("language", "paper", "scheme"), [(k, *v) for k, v in PAPERS.items()]
)


def _name(path: Path) -> str:
    return path.relative_to(GUIDES).as_posix()


def sections(path: Path) -> dict[str, str]:
    """Return the parts of a page by their headings of the second level."""
    _, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.partition("\n")[0]: part for part in parts}


@cache
def quiz_named(name: str) -> Quiz:
    """Return a quiz of the module, which is read once for all pages that name it."""
    return quizkit.load(name)


def minutes(text: str) -> int:
    """Add up the minutes in the first column of a table."""
    return sum(int(number) for number in MINUTES_ROW.findall(text))


def test_every_page_is_there_in_both_languages() -> None:
    """The guide and each page beside it are there in English and in Dutch, or have their reason."""
    names = {"en": set(TWINS) | OWN["en"], "nl": set(TWINS.values()) | OWN["nl"]}
    assert {_name(path) for path in PAGES} == {f"{k}/{v}" for k in names for v in names[k]}


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


def test_a_hub_is_set_up_by_the_same_lines() -> None:
    """What is typed to set up a hub is the same in both languages: one of them is tried."""
    pages = (GUIDES / language / "server" / "jupyterhub.md" for language in ("en", "nl"))
    english, dutch = (re.findall(r"(?ms)^```\n.*?^```$", page.read_text("utf-8")) for page in pages)
    assert english == dutch != []


@each_page
def test_questions_exist(path: Path) -> None:
    """Every question that a page names is in the quiz that it names."""
    for name, question in QUESTION.findall(path.read_text(encoding="utf-8")):
        assert question in {item.id for item in quiz_named(name).questions}, f"{name}/{question}"


@each_page
def test_links_lead_somewhere(path: Path) -> None:
    """Every link of a page leads to a file of the project."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).is_file(), target


@each_page
def test_commands_work(path: Path) -> None:
    """Every command that a page shows is one that quizkit has, with what is there to print."""
    commands = parser()
    for command in COMMAND.findall(path.read_text(encoding="utf-8")):
        options = commands.parse_args(command.split())
        if not command.startswith("print") or not options.quiz:
            continue
        if options.quiz.endswith(".md"):
            assert (CHECKOUT / options.quiz).is_file(), command
            continue
        try:
            chosen(quiz_named(options.quiz), options.only)
        except UnknownName as error:
            pytest.fail(f"{command}: {error}")


@pytest.mark.parametrize(("language", "guide"), [("en", "guide.md"), ("nl", "handleiding.md")])
def test_pages_name_what_a_quiz_says(language: str, guide: str) -> None:
    """The start page and the guide call the note of a saved answer what the quiz calls it."""
    said = f"*{page_words(language)['saved']}*"
    for page in (CHECKOUT / "lessons" / language / "00-start.ipynb", GUIDES / language / guide):
        assert said in page.read_text("utf-8"), page


def planned(language: str) -> list[Path]:
    """Return the lessons that have a plan: the page that reviews them all has none."""
    lessons = sorted((CHECKOUT / "lessons" / language).glob("*.ipynb"))
    return [path for path in lessons if "quizkit.review()" not in path.read_text("utf-8")]


@pytest.mark.parametrize("language", PLANS)
def test_the_page_to_review_with_is_told(language: str) -> None:
    """What comes before the plans says when a class reviews."""
    (review,) = {*(CHECKOUT / "lessons" / language).glob("*.ipynb")} - {*planned(language)}
    assert f"](../../{language}/{review.name})" in PLANS[language].read_text("utf-8")


@pytest.mark.parametrize("language", PLANS)
def test_each_lesson_has_a_plan(language: str) -> None:
    """Each lesson has a plan for either period, whose steps take the minutes at their head."""
    plans = sections(PLANS[language])
    lessons = planned(language)
    assert [heading[:2] for heading in plans] == [path.name[:2] for path in lessons]
    for path, (heading, plan) in zip(lessons, plans.items(), strict=True):
        assert f"](../../{language}/{path.name})" in plan, heading
        steps = [(int(short), int(long)) for short, long in STEP.findall(plan)]
        due = (20, 25) if heading.startswith("00") else (45, 50)
        assert tuple(map(sum, zip(*steps, strict=True))) == due, heading
        assert f"| {due[0]} | {due[1]} | W" in plan, heading


@pytest.mark.parametrize("language", PLANS)
def test_a_plan_keeps_to_the_core(language: str) -> None:
    """No step of a plan needs an exercise that its lesson leaves to those with more time."""
    lessons = planned(language)
    for path, (heading, plan) in zip(lessons, sections(PLANS[language]).items(), strict=True):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        extra = "\n".join(
            line
            for cell in cells
            if "more" in cell["metadata"].get("tags", ())
            for line in cell["source"]
            if line.startswith("#")
        )
        left = set(re.findall(r"(?:exercise|opdracht) (\d)", extra, re.IGNORECASE))
        steps = "\n".join(line for line in plan.splitlines() if STEP.match(line))
        asked = re.findall(
            r"(?:exercises?|opdracht) (\d)(?: (?:and|en) (\d))?", steps, re.IGNORECASE
        )
        assert left.isdisjoint(number for pair in asked for number in pair), heading


@pytest.mark.slow
@pytest.mark.parametrize("language", PLANS)
def test_a_plan_fits_one_page(language: str) -> None:
    """On paper each plan has a page of its own, and no more than one."""
    sheet = text_page(PLANS[language], language)
    pages = PdfReader(BytesIO(pdf.as_pdf(sheet))).pages
    assert len(pages) == 1 + len(sections(PLANS[language]))
    for page, entry in zip(pages[1:], sheet.entries, strict=True):
        assert entry.heading in page.extract_text()


@pytest.mark.parametrize("language", PLANS)
def test_each_plan_says_what_an_hour_needs(language: str) -> None:
    """Each plan has its goal, start, form, who needs more or less, dyslexia and what to print."""
    for heading, plan in sections(PLANS[language]).items():
        assert len(re.findall(r"^\*\*[^*]+\.\*\* ", plan, re.MULTILINE)) == 6, heading


@pytest.mark.parametrize("language", PLANS)
def test_each_plan_names_misconceptions(language: str) -> None:
    """Each plan names three misconceptions or more, each with a question that shows it."""
    for heading, plan in sections(PLANS[language]).items():
        assert len(QUESTION.findall(plan)) >= 3, heading


@pytest.mark.parametrize(
    ("page", "totals"),
    [("en/paths.md", [120, 495]), ("nl/routes.md", [120, 495])],
)
def test_the_paths_add_up(page: str, totals: list[int]) -> None:
    """The paths take two hours, and eleven periods of 45 minutes."""
    assert [minutes(part) for part in sections(GUIDES / page).values()] == totals


@pytest.mark.parametrize("page", ["en/role-play.md", "nl/rollenspel.md"])
def test_the_role_play_fits_the_paths(page: str) -> None:
    """The role play takes 90 minutes in its long form and 35 in its short one, as the paths say."""
    parts = sections(GUIDES / page)
    timed = [minutes(part) for part in parts.values() if minutes(part)]
    assert timed == [90, 35]
    sizes = re.findall(r"^\|[^|]+\| (\d+) \| \w", (GUIDES / page).read_text("utf-8"), re.MULTILINE)
    assert sum(map(int, sizes)) == 24


@each_paper
def test_the_marks_of_a_paper_add_up(language: str, paper: str, scheme: str) -> None:
    """A paper's questions have the marks that its head says, and its scheme gives each as many."""
    asked, given = (
        (GUIDES / language / name).read_text(encoding="utf-8") for name in (paper, scheme)
    )
    questions = dict(ASKED.findall(asked))
    head = [int(number) for number in re.findall(r"\d+", asked.partition("\n\n")[2])[:2]]
    assert head == [len(questions), sum(map(int, questions.values()))]
    assert dict(ASKED.findall(given)) == questions
    _, *parts = ASKED.split(given)
    for number, marks, part in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        assert sum(map(int, MARKED.findall(part.partition("\n#")[0]))) == int(marks), number


@each_paper
def test_a_paper_tells_nothing_of_its_scheme(language: str, paper: str, scheme: str) -> None:
    """What the scheme credits stands on no page that the class gets."""
    asked, given = (
        (GUIDES / language / name).read_text(encoding="utf-8") for name in (paper, scheme)
    )
    credited = re.findall(r"^\| \d+ \| ([^|]+) \|$", given, re.MULTILINE)
    assert credited
    assert [text for text in credited if text in asked] == []


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_a_paper_quotes_letter_for_letter(path: Path) -> None:
    """Each paragraph of a source on the English paper is the document's, letter for letter."""
    paper = (GUIDES / "en" / PAPERS["en"][0]).read_text(encoding="utf-8")
    heading = path.stem.replace("-", " ").capitalize()
    source = paper.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    quoted = re.findall(r"^> (?:\*\*[^*]+\*\* )?(.+)$", source, re.MULTILINE)
    assert quoted == path.read_text(encoding="utf-8").splitlines()


@each_paper
def test_a_paper_is_one_sheet(language: str, paper: str, scheme: str) -> None:
    """A paper fits the two sides of one sheet."""
    sheet = text_page(GUIDES / language / paper, language)
    assert len(PdfReader(BytesIO(pdf.as_pdf(sheet))).pages) == 2
