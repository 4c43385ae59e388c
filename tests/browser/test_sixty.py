"""Sixty questions of five subjects, with all eleven types, as a pupil meets them in JupyterLab."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from browser.lab import Lab
from browser.quiz_page import NINE, PRACTICE, QuizPage
from quizkit import load
from quizkit.learner.record import Record, to_json
from quizkit.learner.session import Session
from quizkit.quiz.model import Item
from soak import sampled

QUIZ = NINE.with_name("sixty.yaml")
LEARNER = "00"  # to whom all eleven types are given in one subject
SUBJECTS = ("chemistry", "mathematics", "geography", "programming")
BLANKS = ".qk-cloze :is(input, select)"
STEP = 0.02  # of a picture's width or height, a press of an arrow


@dataclass
class Hands:
    """Two hands on a keyboard; ``view`` has the questions as they stand on the page."""

    quiz: QuizPage
    view: Mapping[str, Mapping[str, Any]]

    def press(self, key: str, times: int = 1) -> None:
        """Press a key so many times."""
        for _ in range(times):
            self.quiz.notebook.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text."""
        self.quiz.notebook.page.keyboard.type(text)

    def go(self, wanted: Locator) -> None:
        """Press Tab, or Shift and Tab, until a control has the focus."""
        for _ in range(60):
            way = wanted.evaluate(
                "e => e === document.activeElement ? '' :"
                " e.compareDocumentPosition(document.activeElement) & 2 ? 'Tab' : 'Shift+Tab'"
            )
            if not way:
                return
            self.press(way)
        raise AssertionError(f"no key leads to {wanted}; on {self.quiz.focused()!r}")

    def at(self, question: str, control: str, place: int = 0) -> Locator:
        """Return one of a question's controls."""
        return self.quiz.question(question).locator(control).nth(place)

    def menu(self, wanted: Locator, entry: int) -> None:
        """Choose an entry of a menu, the first below its empty one being 0."""
        self.go(wanted)
        self.press("ArrowDown", entry + 1)

    def answer(self, item: Item) -> None:
        """Give the right answer, whatever the type, and have it checked."""
        getattr(self, item.type)(item.id, item.right())
        if item.certainty:
            self.go(self.at(item.id, ".qk-sure [type=radio]"))
            self.press("Space")
            self.press("ArrowDown", 2)
        self.go(self.at(item.id, ".qk-primary"))
        self.press("Enter")

    def choice(self, name: str, right: Any) -> None:
        """Move to the option with the arrows."""
        tokens = [option["token"] for option in self.view[name]["options"]]
        self.go(self.at(name, ".qk-options [type=radio]"))
        self.press("Space")
        self.press("ArrowDown", tokens.index(right))

    def truefalse(self, name: str, right: Any) -> None:
        """Move to True or False."""
        self.choice(name, "true" if right else "false")

    def several(self, name: str, right: Any) -> None:
        """Tick each."""
        for token in right:
            self.go(self.at(name, f".qk-options [value='{token}']"))
            self.press("Space")

    def text(self, name: str, right: Any) -> None:
        """Type it."""
        self.go(self.at(name, ".qk-input"))
        self.type(right)

    number = text

    def match(self, name: str, right: Any) -> None:
        """Choose in the menu beside each."""
        places = [each["token"] for each in self.view[name]["right"]]
        for row, thing in enumerate(self.view[name]["left"]):
            self.menu(self.at(name, "select", row), places.index(right[thing["token"]]))

    def groups(self, name: str, right: Any) -> None:
        """Send each to its group; what is left in the tray moves up."""
        places = [each["token"] for each in self.view[name]["groups"]]
        for thing in self.view[name]["items"]:
            label = f"Place “{thing['text']}” in"
            chip = self.quiz.question(name).get_by_label(label, exact=True)
            self.menu(chip, places.index(right[thing["token"]]))

    def order(self, name: str, right: Any) -> None:
        """Move each up to its place, and the first one down and up, so that something moved."""
        self.go(self.at(name, ".qk-move >> nth=1"))
        self.press("Enter")
        for place, token in enumerate(right):
            rows = self.quiz.question(name).locator(".qk-order > li")
            now = rows.evaluate_all("all => all.map(e => e.dataset.token)").index(token)
            if now > place:
                self.go(self.at(name, f"[data-token='{token}'] .qk-move"))
                self.press("Enter", now - place)

    def cloze(self, name: str, right: Any) -> None:
        """Fill each blank."""
        blanks = [each for each in self.view[name]["segments"] if each.get("blank")]
        for place, blank in enumerate(blanks):
            value = right[blank["blank"]]
            if blank.get("options"):
                tokens = [each["token"] for each in blank["options"]]
                self.menu(self.at(name, BLANKS, place), tokens.index(value))
            else:
                self.go(self.at(name, BLANKS, place))
                self.type(str(value))

    def hotspot(self, name: str, right: Any) -> None:
        """Move the cross with the arrows, from the middle."""
        self.go(self.at(name, "[role=application]"))
        for keys, share in (
            ("ArrowLeft ArrowRight", right["x"]),
            ("ArrowUp ArrowDown", right["y"]),
        ):
            steps = round((share - 0.5) / STEP)
            self.press(keys.split()[steps > 0], abs(steps))
        self.press("Enter")

    def essay(self, name: str, right: Any) -> None:
        """Type it."""
        self.go(self.at(name, "textarea"))
        self.type(right)


def opened(lab: Lab) -> tuple[QuizPage, Session]:
    """Open the quiz for a learner of whom it is known what is drawn."""
    path = lab.write(QUIZ.stem, [PRACTICE.format(file=QUIZ.name, language="en"), "1 + 1"])
    folder = (lab.root / path).parent
    shutil.copy(QUIZ, folder)
    shutil.copytree(QUIZ.with_suffix(""), folder / QUIZ.stem)
    session = Session(load(QUIZ), record=Record(QUIZ.stem, LEARNER))
    keep(folder / "answers", session.record)
    page = lab.open(path)
    page.run_cell(0)
    quiz = QuizPage(page)
    expect(quiz.el.locator("[data-question]")).to_have_count(55)
    return quiz, session


def keep(folder: Path, record: Record) -> None:
    """Write an answers file in which nothing is answered yet."""
    folder.mkdir()
    (folder / f"{QUIZ.stem}.json").write_text(json.dumps(to_json(record)), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("subject", sampled(["arabic", *SUBJECTS], 1))
def test_a_subject_by_keyboard_alone(lab: Lab, subject: str) -> None:
    """All eleven types, each answered right with keys alone; on a phone nothing sticks out."""
    quiz, session = opened(lab)
    hands = Hands(quiz, {each["id"]: each for each in session.view()["questions"]})
    items = [item for item in session.quiz.questions if item.objective == subject]
    first = quiz.question(items[0].id).locator("input, select, textarea, [tabindex], button").first
    first.focus()
    for item in items:
        hands.answer(item)
        if item.type != "essay":
            expect(quiz.result(item.id)).to_contain_text("Right.")
    for width in (400, 1400):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        for item in items:
            quiz.notebook.picture(f"{item.id}-{width}", quiz.question(item.id))


@pytest.mark.slow
def test_each_text_runs_in_its_own_direction(lab: Lab) -> None:
    """A passage runs as its letters do, and so does each paragraph; menus and marks stay beside."""
    quiz, _ = opened(lab)
    passage = quiz.question("from-morocco").locator(".qk-cloze")
    places = [
        box["x"] for box in map(Locator.bounding_box, passage.locator("input, select").all()) if box
    ]
    assert places == sorted(places, reverse=True)
    assert side(passage.locator(".qk-blank").first) == "rtl"  # a mark stands behind its blank
    assert [side(each) for each in quiz.question("cat").locator(".qk-prompt p").all()] == [
        "rtl",
        "ltr",
    ]
    assert side(quiz.question("density").locator(".qk-prompt")) == "ltr"


def side(text: Locator) -> str:
    """Return the direction in which a text is set."""
    return str(text.evaluate("e => getComputedStyle(e).direction"))
