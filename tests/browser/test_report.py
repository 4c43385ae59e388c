"""The teacher's report in a real browser: for anyone, at any width, in both themes, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from pypdf import PdfReader

from browser.barriers import QUIZ, look
from desk.report import story
from desk.report.test_answers import AT
from quizkit import load
from quizkit.desk.report.class_work import ClassWork, question_task
from quizkit.desk.report.page import as_html
from quizkit.learner.record import QuestionRecord
from quizkit.quiz.types import TYPES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

A4 = (595, 842)  # points
WIDTHS = (320, 400, 760, 1280)
# What stands out of the page at its right or left: text of pictures too, which no layout sees.
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  const inside = one.closest('.wide');
  return box.width && !inside && (box.right > innerWidth + 0.5 || box.left < -0.5);
}).map(one => `${one.tagName} ${one.textContent.slice(0, 40)}`)"""
# Letters and numbers of a picture that lie upon one another.
COVERED = """numbers => [...document.querySelectorAll('svg')].flatMap(svg => {
  const asked = svg.querySelectorAll(numbers ? 'text' : 'text:not(.in-dot)');
  const texts = [...asked].map(one => [one, one.getBoundingClientRect()]);
  return texts.flatMap(([one, a], at) => texts.slice(at + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
                    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5)
    .map(([other]) => `${svg.classList[0]}: ${one.textContent} on ${other.textContent}`));
})"""


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> dict[str, ClassWork]:
    """Return a class that tells a story, and one that answered a question of each type."""
    quiz = story.quiz(tmp_path_factory.mktemp("story"))
    nine = load(checkout / "tests" / "quizzes" / "nine.yaml")
    told = story.class_work(quiz, story.responses(quiz, 60))
    names = ("right", "wrong", "right", "partly", "right", "invalid")
    tasks = []
    for at, item in enumerate(nine.questions):
        samples = TYPES[item.type].samples(item)
        answered: dict[str, QuestionRecord | None] = {
            student.id: QuestionRecord(
                item.public_fingerprint, getattr(samples, names[(n * n + at) % 6]), AT
            )
            for n, student in enumerate(told.students)
        }
        tasks.append(question_task(nine, item, answered, points=item.points))
    totals = pd.DataFrame({task.key: task.scores for task in tasks}).sum(axis=1)
    every = replace(
        told,
        name="nine",
        tasks=tuple(tasks),
        totals=totals,
        titles=(nine.title,),
        points=nine.points,
    )
    return {"story": told, "nine": every}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Yield a page that may fetch nothing."""
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    page.close()
    assert [url for url in asked if not url.startswith(("file:", "about:"))] == []


def show(page: Page, work: ClassWork, folder: Path, **options: Any) -> None:
    """Open the report on a class as a file."""
    path = folder / f"{work.name}.html"
    path.write_text(as_html(story.told(replace(work, **options))), encoding="utf-8")
    page.goto(path.as_uri())


@pytest.mark.parametrize(("name", "language"), [("story", "nl"), ("nine", "en")])
def test_nothing_keeps_anyone_from_reading_it(
    page: Page, works: dict[str, ClassWork], tmp_path: Path, name: str, language: str
) -> None:
    """axe-core finds nothing wrong in the light, and no contrast that lacks in the dark."""
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        show(page, works[name], tmp_path, language=language)
        page.set_viewport_size({"width": 1280, "height": 5000})
        assert look(page, "html", QUIZ, dark=dark) == []


@pytest.mark.parametrize("name", ["story", "nine"])
def test_it_fits_every_width(
    page: Page, works: dict[str, ClassWork], tmp_path: Path, name: str
) -> None:
    """From 320 pixels on nothing stands out of the page, and no letter upon another."""
    show(page, works[name], tmp_path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OUTSIDE) == [], width
        # The map's questions may touch where it is too narrow for all; the table names each.
        assert page.evaluate(COVERED, width >= 760) == [], width


def test_it_can_be_walked_by_keyboard(
    page: Page, works: dict[str, ClassWork], tmp_path: Path
) -> None:
    """Tab goes through the links from the top; Enter on a question's goes to that question."""
    show(page, works["story"], tmp_path)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "#q9":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#q9"
    assert page.locator("#q9").is_visible()


def test_it_prints_on_a4(page: Page, works: dict[str, ClassWork], tmp_path: Path) -> None:
    """On paper each page is A4, and every question is there with its answers."""
    show(page, works["story"], tmp_path)
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {(round(p.mediabox.width), round(p.mediabox.height)) for p in pdf.pages}
    assert sizes == {A4}
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert all(f"What of {name}?" in text for name in story.STORY)
    assert len(pdf.pages) <= 12
