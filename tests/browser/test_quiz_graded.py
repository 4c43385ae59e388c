"""A quiz that counts for a mark: it keeps every answer and tells nothing of what it is worth."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

import quizkit
from browser.barriers import violations
from browser.lab import Cell, Lab, Theme
from browser.quiz_keys import (
    group_by_keyboard,
    match_by_keyboard,
    options,
    order_by_keyboard,
    start,
    tab_to,
)
from browser.quiz_page import (
    INVALID,
    NINE,
    PARTLY,
    RIGHT,
    WRONG,
    QuizPage,
    give_all,
    open_nine,
    put,
)
from browser.quiz_secrets import secrets


def kept(lab: Lab, quiz: QuizPage) -> dict[str, Any]:
    """Read the answers file, by question."""
    path = (lab.root / quiz.notebook.path).parent / "answers" / "nine.json"
    questions: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["questions"]
    return questions


def told(quiz: QuizPage, name: str) -> tuple[str, int]:
    """Return all that a question says besides the answer itself, and how much of it is marked."""
    question = quiz.question(name)
    words = question.locator(".qk-eyebrow, .qk-help, .qk-actions, .qk-result, .qk-hints")
    return " / ".join(words.all_inner_texts()), question.locator("[data-mark], .qk-mark").count()


def test_a_graded_quiz_keeps_every_answer(lab: Lab) -> None:
    """Each answer is saved as it is given, counted, changed at will, and there after a restart."""
    quiz = open_nine(lab, graded=True)
    expect(quiz.el).to_contain_text("Your answers count for a mark; the result comes with your")
    expect(quiz.el).to_contain_text("0 of 9 answered")
    for button in ("Check", "Hint", "Show answer", "Start this question over", "Try the missed"):
        expect(quiz.el.get_by_role("button", name=button)).to_have_count(0)
    give_all(quiz, WRONG)
    give_all(quiz, {"who-led": RIGHT["who-led"]})
    expect(quiz.el).to_contain_text("9 of 9 answered")
    expect(quiz.el.locator(".qk-ending")).to_contain_text("All questions are answered")
    expect(quiz.el.locator(".qk-ending")).not_to_contain_text(re.compile("point|right|missed"))
    answers = kept(lab, quiz)
    assert answers["who-led"]["value"] == quizkit.load(NINE)["who-led"].right()
    assert [entry["attempts"] for entry in answers.values()] == [[]] * 9
    quiz.notebook.restart()
    quiz.notebook.run_cell(0)
    expect(quiz.el).to_contain_text("9 of 9 answered")
    expect(quiz.question("who-led").get_by_label("Wendy Sherman")).to_be_checked()
    expect(quiz.question("distance").get_by_role("textbox")).to_have_value("331")
    assert kept(lab, quiz) == answers


def test_right_and_wrong_look_the_same(lab: Lab) -> None:
    """The page says the same of a right, a partly right and a wrong answer, and marks nothing."""
    quiz = open_nine(lab, graded=True)
    for name in RIGHT:
        seen = set()
        for answers in (WRONG, PARTLY, RIGHT):
            if name in answers:
                give_all(quiz, {name: answers[name]})
                seen.add(told(quiz, name))
        assert len(seen) == 1, name
        assert seen.pop()[1] == 0, name


def test_no_key_crosses_the_wire(lab: Lab) -> None:
    """Nothing that tells what is right is ever sent to the page of a graded quiz."""
    quiz = open_nine(lab, graded=True, untouched=True)
    give_all(quiz, WRONG)
    traffic = quiz.notebook.traffic
    found = [(q.id, t) for q in quizkit.load(NINE).questions for t in secrets(q)]
    assert [secret for secret in found if traffic.contains(secret[1])] == []
    assert len(found) > 20


def test_an_unreadable_answer_is_said_once_it_is_typed(lab: Lab) -> None:
    """What cannot be read is said when the field is left, not while one types, and not counted."""
    quiz = open_nine(lab, graded=True)
    for name, answer in INVALID.items():
        quiz.give(name, answer)
        quiz.saved(name)
        expect(quiz.result(name)).to_be_empty()
        quiz.notebook.page.keyboard.press("Enter")
        expect(quiz.result(name)).to_contain_text("This answer cannot be read as it stands.")
    notes = quiz.question("summary").locator(".qk-blank-notes")
    expect(notes).to_contain_text("Day of the month: Not readable. Type one whole number")
    expect(quiz.el).to_contain_text("0 of 9 answered")
    give_all(quiz, {name: WRONG[name] for name in INVALID})
    for name in INVALID:
        expect(quiz.result(name)).to_be_empty()
    expect(quiz.el).to_contain_text("2 of 9 answered")


def test_a_graded_quiz_by_keyboard(lab: Lab) -> None:
    """Tab, arrows, space and typing answer all nine types, and each answer is saved."""
    quiz = open_nine(lab, graded=True)
    keys = start(quiz)
    while quiz.focused() != RIGHT["who-led"]:
        keys.press("ArrowDown")
    keys.press("Space")
    for city in [o for o in options(quiz, "cities") if o != "Helsinki"]:
        tab_to(quiz, city)
        keys.press("Space")
    tab_to(quiz, "True")
    keys.press("ArrowRight")
    for name, label in (("distance", "Your answer, in km"), ("russian-side", "Your answer")):
        tab_to(quiz, label)
        keys.type(str(RIGHT[name]))
    match_by_keyboard(quiz, keys)
    order_by_keyboard(quiz, keys)
    group_by_keyboard(quiz, keys)
    for label, text in (("Day of the month", "10"), ("City", "Geneva")):
        tab_to(quiz, label)
        keys.type(text)
    tab_to(quiz, "Name of the council")
    keys.type("NATO-Russia")
    keys.press("Tab")  # what was typed last is sent when its field is left
    for name in RIGHT:
        quiz.saved(name)
    expect(quiz.el).to_contain_text("9 of 9 answered")
    answers = kept(lab, quiz)
    assert {q.grade(answers[q.id]["value"]).outcome for q in quizkit.load(NINE).questions} == {
        "right"
    }


def test_axe_finds_nothing_in_a_graded_quiz(lab: Lab) -> None:
    """Unanswered, unreadable, answered, and with the kernel gone: no violation."""
    quiz = open_nine(lab, graded=True)
    assert violations(quiz) == [], "unanswered"
    give_all(quiz, INVALID)
    expect(quiz.result("distance")).to_contain_text("cannot be read")
    assert violations(quiz) == [], "unreadable"
    give_all(quiz, RIGHT)
    expect(quiz.el.locator(".qk-ending")).to_be_visible()
    assert violations(quiz) == [], "answered"
    quiz.notebook.restart()
    expect(quiz.el.locator(".qk-banner:visible")).to_contain_text("The kernel has stopped")
    assert violations(quiz) == [], "the kernel has gone"


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 400)])
def test_a_graded_quiz_fits_its_width(lab: Lab, theme: Theme, width: int) -> None:
    """Unanswered, unreadable and answered, no question is wider than the quiz."""
    quiz = open_nine(lab, theme=theme, width=width, graded=True)
    quiz.notebook.picture("unanswered", quiz.el)
    assert quiz.too_wide() == []
    give_all(quiz, INVALID)
    quiz.notebook.picture("unreadable", quiz.el)
    assert quiz.too_wide() == []
    give_all(quiz, RIGHT)
    expect(quiz.el.locator(".qk-ending")).to_be_visible()
    quiz.notebook.picture("answered", quiz.el)
    assert quiz.too_wide() == []


def test_saved_moves_nothing(lab: Lab) -> None:
    """The word 'Saved' appears without the questions below it moving."""
    quiz = open_nine(lab, graded=True)
    height = "e => e.getBoundingClientRect().height"
    before = quiz.question("who-led").evaluate(height)
    give_all(quiz, {"who-led": RIGHT["who-led"]})
    assert quiz.question("who-led").evaluate(height) == before


def test_its_head_comes_into_view(lab: Lab) -> None:
    """Run far down in an assignment, a quiz shows its head, and not what stands below it."""
    text: Cell = ("markdown", "A line.\n\n" * 60)
    path = lab.write("nine", [text, "import quizkit\nquizkit.graded('nine')", text])
    put(NINE, (lab.root / path).parent, graded=True)
    page = lab.open(path)
    expect(page.run_cell(1).locator(".qk-title")).to_be_in_viewport()
