"""A quiz on screen, answered as a person would: by label, with mouse or keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

import quizkit
from browser.lab import Lab, Theme
from browser.notebook_page import NotebookPage
from quizkit.quiz.released import released, text_of

NINE = Path(__file__).resolve().parents[1] / "quizzes" / "nine.yaml"
expect.set_options(timeout=90_000)  # milliseconds; a busy machine is slow, never this slow
Answer = str | Sequence[str] | Mapping[str, str]

# What to give to each question of nine.yaml, in its order: labels as they stand on the page.
RIGHT: dict[str, Answer] = {
    "who-led": "Wendy Sherman",
    "cities": ["Geneva", "Brussels", "Vienna"],
    "member": "False",
    "distance": "533 km",
    "russian-side": "Riabkov",
    "tables": {
        "The United States and Russia": "Geneva",
        "NATO and Russia": "Brussels",
        "The OSCE": "Vienna",
    },
    "sequence": [
        "The Soviet Union is dissolved",
        "NATO and Russia sign the Founding Act",
        "The Bucharest summit",
        "Russia annexes Crimea",
    ],
    "demands": {
        "A written end to NATO's growth": "Russia",
        "No missiles near its border": "Russia",
        "Troops back to their barracks": "The United States",
        "Notice of large exercises": "The United States",
    },
    "summary": {"Day of the month": "10", "City": "Geneva", "Name of the council": "nato russia"},
}
PARTLY: dict[str, Answer] = {
    "cities": ["Geneva", "Brussels"],
    "tables": {"The United States and Russia": "Geneva", "NATO and Russia": "Paris"},
    "sequence": [
        "The Soviet Union is dissolved",
        "The Bucharest summit",
        "Russia annexes Crimea",
        "NATO and Russia sign the Founding Act",
    ],
    "demands": {
        "A written end to NATO's growth": "Russia",
        "No missiles near its border": "The United States",
        "Troops back to their barracks": "The United States",
    },
    "summary": {"Day of the month": "10", "City": "Vienna"},
}
WRONG: dict[str, Answer] = {
    "who-led": "Antony Blinken",
    "cities": ["Helsinki"],
    "member": "True",
    "distance": "331",
    "russian-side": "Lavrov",
    "tables": {"The United States and Russia": "Paris", "NATO and Russia": "Geneva"},
    "sequence": [
        "Russia annexes Crimea",
        "The Bucharest summit",
        "NATO and Russia sign the Founding Act",
        "The Soviet Union is dissolved",
    ],
    "demands": {
        "A written end to NATO's growth": "The United States",
        "Troops back to their barracks": "Russia",
    },
    "summary": {"Day of the month": "12", "City": "Vienna", "Name of the council": "OSCE"},
}
INVALID: dict[str, Answer] = {
    "distance": "far away",
    "summary": {"Day of the month": "monday"},
}


@dataclass
class QuizPage:
    """A quiz below one cell of a notebook."""

    notebook: NotebookPage
    cell: int = 0

    @property
    def el(self) -> Locator:
        """The quiz as a whole."""
        return self.notebook.output(self.cell).locator(".quizkit")

    def question(self, name: str) -> Locator:
        """Return the question of that id."""
        return self.el.locator(f"[data-question='{name}']")

    def result(self, name: str) -> Locator:
        """Return the line that says how the response fared."""
        return self.question(name).locator(".qk-result")

    def press(self, name: str, button: str) -> None:
        """Click a button of a question."""
        self.question(name).get_by_role("button", name=button, exact=True).click()

    def give(self, name: str, answer: Answer) -> None:
        """Give an answer by mouse and typing, as far as its controls ask for it."""
        question = self.question(name)
        if isinstance(answer, Mapping):
            for label, value in answer.items():
                self._fill(question, label, value)
        elif not isinstance(answer, str) and question.locator(".qk-order").count():
            self.arrange(name, answer)
        elif not isinstance(answer, str) or question.locator("[type=radio]").count():
            labels = [answer] if isinstance(answer, str) else answer
            for box in question.get_by_role("checkbox").all():
                box.uncheck()
            for label in labels:
                question.get_by_label(label, exact=True).check()
        else:
            question.get_by_role("textbox").fill(answer)

    def _fill(self, question: Locator, label: str, value: str) -> None:
        menus = (f"What goes with “{label}”", f"Place “{label}” in", label)
        for name in menus:
            control = question.get_by_label(name, exact=True)
            if control.count():
                if control.evaluate("e => e.tagName") == "SELECT":
                    control.select_option(label=value)
                else:
                    control.fill(value)
                return
        raise AssertionError(f"no control is labelled {label}")

    def arrange(self, name: str, wanted: Sequence[str]) -> None:
        """Put an order question's items in this order with their buttons."""
        question = self.question(name)
        for place, text in enumerate(wanted):
            rows = question.locator(".qk-order-text").all_inner_texts()
            row = question.locator(".qk-order > li", has_text=text)
            for _ in range(rows.index(text) - place):
                row.get_by_role("button", name="Move up").click()
        self.touch_order(name)

    def touch_order(self, name: str) -> None:
        """Move an item there and back, for an order that was right by chance of the moves."""
        first = self.question(name).locator(".qk-order > li").first
        text = first.locator(".qk-order-text").inner_text()
        first.get_by_role("button", name="Move down").click()
        row = self.question(name).locator(".qk-order > li", has_text=text)
        row.get_by_role("button", name="Move up").click()

    def check(self, name: str, answer: Answer | None = None) -> Locator:
        """Return an answer, if there is one to give, and have it checked; give the result line."""
        if answer is not None:
            self.give(name, answer)
        self.press(name, "Check")
        expect(self.result(name)).not_to_be_empty()
        return self.result(name)

    def saved(self, name: str) -> None:
        """Wait until a question's answer is said to be on disk."""
        expect(self.question(name).locator(".qk-status")).to_have_text("Saved")

    def too_wide(self) -> list[str]:
        """List what sticks out of the quiz sideways; a formula and a table scroll by themselves."""
        found: list[str] = self.el.evaluate(
            "root => [...root.querySelectorAll("
            "':not(.qk-hidden, .quizkit-formula *, .quizkit-wide *)')]"
            ".filter(e => e.getBoundingClientRect().right >"
            " root.getBoundingClientRect().right + 1).map(e => e.className)"
        )
        return found

    def focused(self) -> str:
        """Return what has the focus, as people who listen hear it named (roughly)."""
        return str(
            self.notebook.page.evaluate(
                "(e => e.getAttribute('aria-label') ?? e.closest('label')?.innerText"
                " ?? e.innerText ?? e.tagName)(document.activeElement).trim()"
            )
        )


PRACTICE = "import quizkit\nquizkit.show('{file}', language='{language}')"
GRADED = "import quizkit\nquizkit.graded('{quiz}', language='{language}')"


def give_all(quiz: QuizPage, answers: dict[str, Answer]) -> None:
    """Give these answers, each until it is said to be on disk."""
    for name, answer in answers.items():
        quiz.give(name, answer)
        quiz.el.locator(".qk-title").click()  # leaves the field
        quiz.saved(name)


def open_nine(
    lab: Lab,
    *,
    language: str = "en",
    theme: Theme = "light",
    width: int = 1280,
    height: int = 900,
    graded: bool = False,
    untouched: bool = False,
) -> QuizPage:
    """Open the quiz of nine types; ``graded``, as a student has it."""
    code = PRACTICE.format(file=NINE.name, language=language)
    if graded:
        code = GRADED.format(quiz="nine", language=language)
    return open_quiz(
        lab,
        NINE,
        code=code,
        graded=graded,
        theme=theme,
        width=width,
        height=height,
        untouched=untouched,
    )


def open_quiz(
    lab: Lab,
    quiz: Path,
    *,
    code: str = "",
    graded: bool = False,
    theme: Theme = "light",
    width: int = 1280,
    height: int = 900,
    untouched: bool = False,
) -> QuizPage:
    """Open any quiz file in a notebook; ``code`` shows it in another way.

    The notebook may be the one in which the test before showed the same quiz: its answers are
    deleted, and its cell is run again in the same kernel. One ``untouched`` is its test's own, to
    do with notebook and kernel whatever it likes.
    """
    code = code or PRACTICE.format(file=quiz.name, language="en")
    mark = None if untouched else (quiz, code)
    page = mark and lab.open_again(mark, theme=theme, width=width, height=height)
    if page:
        shutil.rmtree((lab.root / page.path).with_name("answers"), ignore_errors=True)
    else:
        path = lab.write(quiz.stem, [code, ("markdown", "The end."), "1 + 1"])
        put(quiz, (lab.root / path).parent, graded=graded)
        page = lab.open(path, theme=theme, width=width, height=height)
        page.mark = mark
    page.run_cell(0)
    quiz_page = QuizPage(page)
    expect(quiz_page.el.locator("[data-question]").first).to_be_visible()
    return quiz_page


def put(quiz: Path, folder: Path, *, graded: bool) -> None:
    """Put a quiz beside a notebook: its file or, for a graded one, what is released of it."""
    if not graded:
        shutil.copy(quiz, folder / quiz.name)
        for name in quizkit.load(quiz).pictures:
            shutil.copy(quiz.with_name(name), folder / name)
        return
    (folder / "quizzes").mkdir()
    text = text_of(released(quizkit.load(quiz)))
    (folder / "quizzes" / f"{quiz.stem}.json").write_text(text, encoding="utf-8")
