"""A whole quiz taken by mouse, and what a learner sees on the way."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from browser.lab import Lab
from browser.quiz_page import INVALID, PARTLY, RIGHT, WRONG, QuizPage, open_nine


def drag(quiz: QuizPage, what: Locator, where: Locator, *, below: bool = False) -> None:
    """Drag one thing onto another, with the real mouse."""
    mouse = quiz.notebook.page.mouse
    where.scroll_into_view_if_needed()
    what.scroll_into_view_if_needed()
    start, end = what.bounding_box(), where.bounding_box()
    assert start is not None
    assert end is not None
    mouse.move(start["x"] + 12, start["y"] + start["height"] / 2)
    mouse.down()
    share = 0.9 if below else 0.5
    mouse.move(end["x"] + 30, end["y"] + end["height"] * share, steps=8)
    mouse.up()


def test_the_whole_quiz_by_mouse(lab: Lab) -> None:
    """A learner clicks, drags and types through all nine types and ends with every point."""
    quiz = open_nine(lab)
    for name, answer in RIGHT.items():
        if name == "sequence":
            rows = quiz.question(name).locator(".qk-order > li")
            for place, text in enumerate(answer):
                drag(quiz, rows.filter(has_text=text), rows.nth(place))
            expect(quiz.question(name).locator(".qk-order-text")).to_have_text(list(answer))
        elif name == "demands":
            assert isinstance(answer, dict)
            for item, group in answer.items():
                box = quiz.question(name).get_by_role("group", name=group)
                drag(quiz, quiz.question(name).locator(".qk-chip", has_text=item), box)
                expect(box.locator(".qk-chip", has_text=item)).to_be_visible()
        else:
            quiz.give(name, answer)
        expect(quiz.check(name)).to_contain_text("Right.")
        quiz.saved(name)
    expect(quiz.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "9")
    expect(quiz.el.locator(".qk-ending")).to_contain_text("9 of 9 points")
    expect(quiz.el.locator(".qk-ending")).to_contain_text("Every question is answered right.")
    quiz.el.locator(".qk-ending").scroll_into_view_if_needed()
    quiz.notebook.picture("ending", quiz.el.locator(".qk-ending"))
    quiz.el.locator(".qk-head").scroll_into_view_if_needed()
    quiz.notebook.picture("head", quiz.el.locator(".qk-head"))


def test_the_four_outcomes_differ(lab: Lab) -> None:
    """No answer, an unreadable one, a wrong one and a partly right one are each told apart."""
    quiz = open_nine(lab)
    expect(quiz.check("distance")).to_contain_text("Give an answer first.")
    expect(quiz.check("distance", INVALID["distance"])).to_contain_text("could not be read")
    expect(quiz.result("distance")).to_contain_text("such as 12 or 12.5, in km or m")
    expect(quiz.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "0")
    expect(quiz.check("distance", WRONG["distance"])).to_contain_text("Not right.")
    expect(quiz.question("distance")).to_contain_text("That is the distance in miles.")
    expect(quiz.check("tables", PARTLY["tables"])).to_contain_text("Partly right.")
    row = quiz.question("tables").locator(".qk-match-row", has_text="The United States and Russia")
    expect(row).to_contain_text("Right. On Monday, at the American mission.")
    row = quiz.question("tables").locator(".qk-match-row", has_text="NATO and Russia")
    expect(row).to_contain_text("Not right. Slip-paris: they signed the Founding Act there")
    expect(quiz.el.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "2")


def test_feedback_stands_beside_its_option(lab: Lab) -> None:
    """The feedback of an option is inside its row, and describes its control."""
    quiz = open_nine(lab)
    quiz.check("who-led", "Antony Blinken")
    row = quiz.question("who-led").locator(".qk-option", has_text="Antony Blinken")
    expect(row).to_contain_text("Not right. Slip-blinken: he was the minister")
    expect(row.get_by_role("radio")).to_have_accessible_description(re.compile("^Not right. Slip"))


def test_marks_outlive_a_change_elsewhere(lab: Lab) -> None:
    """Who mends one part of a response still sees how the other parts fared."""
    quiz = open_nine(lab)
    quiz.check("summary", WRONG["summary"])
    quiz.give("summary", {"City": "Geneva"})
    expect(quiz.result("summary")).to_contain_text("Changed since the last check.")
    notes = quiz.question("summary").locator(".qk-blank-notes")
    expect(notes).to_contain_text("Day of the month: Not right.")
    expect(notes).not_to_contain_text("City")


def test_hints_say_their_cost_first(lab: Lab) -> None:
    """The button of a hint names its cost; the hint is shown only once it is asked for."""
    quiz = open_nine(lab)
    quiz.press("who-led", "Hint (free)")
    expect(quiz.question("who-led").locator(".qk-hints")).to_contain_text("Hintfact-rank")
    quiz.press("who-led", "Hint (costs 0.5 points)")
    expect(quiz.question("who-led").locator(".qk-hints")).to_contain_text("Hintfact-initials")
    expect(quiz.question("who-led").get_by_role("button", name="Hint")).to_have_count(0)
    quiz.check("who-led", RIGHT["who-led"])
    expect(quiz.result("who-led")).to_contain_text("0.5 of 1 point")


def test_the_answer_is_shown_on_request(lab: Lab) -> None:
    """After an attempt the answer can be asked for; it then stands in each control's place."""
    quiz = open_nine(lab)
    shown = {
        "cities": "Right answer.",
        "distance": "The right answer: 533\u00a0km.",
        "russian-side": "The right answer: Sergei Ryabkov.",
        "tables": "Not answered. The right answer: Vienna.",
        "sequence": "The right order:",
        "demands": "The right answer: Russia.",
        "summary": "The right answer: NATO-Russia.",
    }
    for name, text in shown.items():
        expect(quiz.question(name).get_by_role("button", name="Show answer")).to_have_count(0)
        quiz.check(name, WRONG[name])
        quiz.press(name, "Show answer")
        expect(quiz.question(name)).to_contain_text(text)
        quiz.notebook.picture(f"{name}-shown", quiz.question(name))
        expect(quiz.question(name).get_by_role("button", name="Start this")).to_be_visible()


def test_missed_questions_can_be_tried_again(lab: Lab) -> None:
    """The summary says what one can do now and what was missed, which it starts again."""
    quiz = open_nine(lab)
    for name in RIGHT:
        quiz.check(name, WRONG[name] if name in ("member", "tables") else RIGHT[name])
    ending = quiz.el.locator(".qk-ending")
    expect(ending).to_contain_text("7 of 9 points")
    able = ending.locator(".qk-able").get_by_role("listitem")
    expect(able).to_have_text(["Say who met whom, where and when"])
    open_goals = ending.locator(".qk-open-goals").get_by_role("listitem")
    not_yet = ["Tell who was a member of NATO, and who was not Question 3", "Question 6"]
    expect(open_goals).to_have_text(not_yet)
    ending.scroll_into_view_if_needed()
    quiz.notebook.picture("ending", ending)
    ending.get_by_role("button", name="Try the missed questions again").click()
    expect(quiz.question("member").get_by_label("True", exact=True)).to_be_focused()
    expect(quiz.question("member").get_by_label("True", exact=True)).not_to_be_checked()
    expect(ending).to_be_hidden()
    expect(quiz.check("member", RIGHT["member"])).to_contain_text("Right.")


def test_the_page_speaks_dutch(lab: Lab) -> None:
    """In Dutch every word of the page is Dutch."""
    quiz = open_nine(lab, language="nl")
    quiz.question("who-led").get_by_label("Antony Blinken").check()
    quiz.press("who-led", "Controleer")
    expect(quiz.result("who-led")).to_contain_text("Niet goed.")
    expect(quiz.question("who-led").locator(".qk-status")).to_have_text("Bewaard")
    for word in ("Check", "Saved", "Right", "Show", "Choose", "Tick", "Your", "answered"):
        expect(quiz.el).not_to_contain_text(word)
    quiz.el.locator(".qk-head").scroll_into_view_if_needed()
    quiz.notebook.picture("dutch")
