"""The quiz for everyone: axe-core finds nothing in any state, and the page can be listened to."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.barriers import violations
from browser.lab import Lab
from browser.quiz_page import INVALID, PARTLY, RIGHT, WRONG, Answer, QuizPage, open_nine


def check_all(quiz: QuizPage, answers: dict[str, Answer]) -> None:
    """Check these answers, where the question is open still."""
    for name, answer in answers.items():
        if quiz.question(name).get_by_role("button", name="Check").is_visible():
            quiz.check(name, answer)


def test_axe_finds_nothing_in_any_state(lab: Lab) -> None:
    """Unanswered, asked, unreadable, wrong, partly, right, final, shown, summary: no violation."""
    quiz = open_nine(lab)
    assert violations(quiz) == [], "unanswered"
    for name in RIGHT:
        quiz.press(name, "Check")
        expect(quiz.result(name)).to_contain_text("Give an answer first.")
    assert violations(quiz) == [], "asked for an answer"
    check_all(quiz, INVALID)
    quiz.press("who-led", "Hint (free)")
    expect(quiz.question("who-led").locator(".qk-hint")).to_be_visible()
    assert violations(quiz) == [], "unreadable, and a hint"
    for state, answers in (("wrong", WRONG), ("partly right", PARTLY)):
        check_all(quiz, answers)
        assert violations(quiz) == [], state
    check_all(quiz, RIGHT)
    expect(quiz.el.locator(".qk-ending")).to_contain_text("Question 3")
    assert violations(quiz) == [], "right, and the summary"


def test_axe_finds_nothing_once_answers_are_shown(lab: Lab) -> None:
    """With every answer shown, and after the kernel has gone, there is no violation."""
    quiz = open_nine(lab)
    for name, answer in WRONG.items():
        quiz.check(name, answer)
        if name != "member":
            quiz.press(name, "Show answer")
            expect(quiz.question(name).locator(".qk-body")).to_contain_text("ight")
            expect(quiz.question(name).get_by_role("button", name="Start this")).to_be_visible()
    assert violations(quiz) == [], "answers shown"
    quiz.notebook.restart()
    expect(quiz.el.locator(".qk-banner:visible")).to_contain_text("The kernel has stopped")
    assert violations(quiz) == [], "the kernel has gone"


def test_axe_would_find_something(lab: Lab) -> None:
    """The search for violations finds a field without a name, and in either theme a faint text."""
    quiz = open_nine(lab)
    quiz.question("russian-side").get_by_role("textbox").evaluate(
        "e => e.removeAttribute('aria-label')"
    )
    for name, colour in (("who-led", "#ccc"), ("cities", "#444")):
        prompt = quiz.question(name).locator(".qk-prompt")
        prompt.evaluate("(e, colour) => { e.style.color = colour }", colour)
    found = " ".join(violations(quiz))
    assert "light: label" in found
    assert "light: color-contrast" in found
    assert "dark: color-contrast" in found


def test_results_are_announced_once(lab: Lab) -> None:
    """A check changes one live region, once, and that region holds the whole result."""
    quiz = open_nine(lab)
    quiz.give("cities", PARTLY["cities"])
    quiz.saved("cities")
    quiz.el.evaluate(
        """root => {
          window.said = [];
          const live = '[aria-live], [role=status], [role=alert]';
          new MutationObserver(changes => changes.forEach(({target, addedNodes}) => {
            const region = (target.closest ?? target.parentElement.closest).call(
              target.closest ? target : target.parentElement, live);
            if (region && addedNodes.length && region.innerText.trim())
              window.said.push(region.innerText.trim());
          })).observe(root, {childList: true, subtree: true, characterData: true});
        }"""
    )
    quiz.check("cities")
    quiz.saved("cities")
    said = quiz.notebook.page.evaluate("window.said")
    assert len(said) == 1
    assert said[0].startswith("Partly right.")


def test_what_can_be_pressed_is_large_enough(lab: Lab) -> None:
    """Every control is at least 24 pixels high and wide, or sits in a label that is."""
    quiz = open_nine(lab, width=400)
    small = quiz.el.evaluate(
        """root => [...root.querySelectorAll('button, select, input')]
          .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
          .filter(([e, box]) => box.width && (box.width < 24 || box.height < 24))
          .map(([e, box]) => `${e.className} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_reduced_motion_is_respected(lab: Lab) -> None:
    """Where a person asks for less motion, nothing in the quiz moves by itself."""
    quiz = open_nine(lab)
    quiz.notebook.page.emulate_media(reduced_motion="reduce")
    moving = quiz.el.evaluate(
        "root => [...root.querySelectorAll('*')].map(e => getComputedStyle(e))"
        ".filter(s => s.transitionDuration !== '0s' && s.transitionProperty !== 'none').length"
    )
    assert moving == 0
