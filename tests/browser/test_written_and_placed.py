"""An essay and a place on the page, by keyboard, mouse and name."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.lab import Lab, Theme
from browser.quiz_page import GRADED, NINE, QuizPage, open_quiz
from soak import sampled

QUIZ = NINE.with_name("essay-and-place.yaml")
TEXT = "It was a policy.\n\nNo treaty says when a country joins, and none was promised a year."


def opened(lab: Lab, *, theme: Theme = "light", graded: bool = False) -> QuizPage:
    """Open the quiz with an essay."""
    code = GRADED.format(quiz=QUIZ.stem, language="en") if graded else ""
    return open_quiz(lab, QUIZ, code=code, theme=theme, graded=graded)


@pytest.mark.parametrize("theme", sampled(["light", "dark"], 1))
def test_an_essay_is_counted_kept_and_compared(lab: Lab, theme: Theme) -> None:
    """By keyboard alone one writes, reads how long it is, compares, and goes on with the text."""
    quiz = opened(lab, theme=theme)
    essay = quiz.question("open-door")
    field = essay.get_by_role("textbox", name="Your answer")
    field.focus()
    before = field.bounding_box()
    field.press_sequentially(TEXT.replace("\n\n", "\n"), delay=0)
    expect(essay.locator(".qk-counted")).to_have_text("Words: 17")
    expect(essay).to_contain_text("Asked for: 20 to 60 words")
    expect(essay.locator(".qk-off-length")).to_be_visible()
    quiz.saved("open-door")
    field.fill("\n".join([TEXT] * 3))
    expect(essay.locator(".qk-off-length")).to_have_count(0)
    grown = field.bounding_box()
    assert before
    assert grown
    assert grown["height"] > before["height"]
    assert "Modelfact" not in quiz.el.inner_html()
    shown(quiz, f"written-{theme}")
    field.press("Tab")
    quiz.notebook.page.keyboard.press("Enter")
    expect(essay).to_contain_text("Modelfact: it was a policy")
    expect(essay.get_by_role("row", name="Rubricfact")).to_contain_text("2")
    expect(quiz.result("open-door")).to_contain_text("Compare your text")
    shown(quiz, f"compared-{theme}")
    quiz.press("open-door", "Write on")
    expect(field).to_be_editable()
    expect(field).to_have_value("\n".join([TEXT] * 3))


def shown(quiz: QuizPage, name: str) -> None:
    """Look at it on a phone and on a desk: nothing sticks out."""
    for width in (400, 1400):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"{name}-{width}", quiz.question("open-door"))


def test_a_graded_essay_tells_nothing(lab: Lab) -> None:
    """Where it counts, the page says who gives the points, and holds no rubric."""
    quiz = opened(lab, graded=True)
    essay = quiz.question("open-door")
    expect(essay).to_contain_text("4 points, given by your teacher")
    essay.get_by_role("textbox").fill(TEXT)
    quiz.saved("open-door")
    assert "Rubricfact" not in quiz.el.inner_html()
    quiz.notebook.picture("graded", quiz.el)


@pytest.mark.parametrize("theme", sampled(["light", "dark"], 1))
def test_a_place_is_chosen_by_mouse_keys_and_name(lab: Lab, theme: Theme) -> None:
    """A click sets the cross; arrows move it, Enter sets it; a list has the places by name."""
    quiz = opened(lab, theme=theme)
    question = quiz.question("meeting")
    picture = question.get_by_role("application")
    expect(picture).to_have_accessible_name(re.compile("An invented country.*not set yet"))
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    picture.click(position={"x": box["width"] / 4, "y": box["height"] * 0.375})
    quiz.saved("meeting")
    expect(picture).to_have_accessible_name(re.compile("25% from the left, 3[78]% from the top"))
    expect(question.get_by_role("combobox")).to_have_value("")
    assert "svg" not in str(quiz.el.locator(".qk-zones").inner_html())
    quiz.check("meeting")
    expect(question).to_contain_text("Slip-capital: that is the capital.")
    looked_at(quiz, f"wrong-{theme}")
    picture.focus()
    for key in ["ArrowRight"] * 11 + ["ArrowDown"] * 11 + ["Shift+ArrowRight"] * 2:
        quiz.notebook.page.keyboard.press(key)
    expect(question.locator(".qk-loose")).to_be_visible()
    quiz.notebook.page.keyboard.press("Enter")
    expect(picture).to_have_accessible_name(
        re.compile("4[78]% from the left, (59|60)% from the top")
    )
    expect(question).not_to_contain_text("Slip-capital")
    quiz.check("meeting")
    expect(quiz.result("meeting")).to_contain_text("Right.")
    expect(question).not_to_contain_text("The right answer")
    expect(question.locator(".qk-zones circle")).to_have_count(1)
    looked_at(quiz, f"right-{theme}")


def looked_at(quiz: QuizPage, name: str) -> None:
    """Look at the place on a phone and on a desk: nothing sticks out."""
    for width in (400, 1400):
        quiz.notebook.set_width(width)
        assert quiz.too_wide() == []
        quiz.notebook.picture(f"place-{name}-{width}", quiz.question("meeting"))


def test_a_place_is_chosen_without_seeing_the_picture(lab: Lab) -> None:
    """Who cannot see the picture chooses a place by its name, and hears where it is."""
    quiz = opened(lab, graded=True)
    question = quiz.question("meeting")
    question.get_by_label("Or choose a place by its name").select_option("The town in the east")
    quiz.saved("meeting")
    picture = question.get_by_role("application")
    expect(picture).to_have_accessible_name(re.compile("67% from the left, 40% from the top"))
    assert question.locator(".qk-zones svg").count() == 0
