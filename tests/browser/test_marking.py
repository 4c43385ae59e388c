"""The page of ``quizkit mark`` in a real browser, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.barriers import QUIZ, look
from course.small_course import find_commands
from desk.marking.served import Client, running
from desk.marking.written_class import WrittenClass

COMMENT = "Which source says so?"


@pytest.fixture(scope="module")
def marked_once(tmp_path_factory: pytest.TempPathFactory) -> WrittenClass:
    """Return a class that is graded and waits for its marks; tests work on copies."""
    with pytest.MonkeyPatch.context() as patch:
        find_commands(patch)
        return WrittenClass.made(tmp_path_factory.mktemp("written"))


@pytest.fixture
def written_class(marked_once: WrittenClass, tmp_path: Path) -> WrittenClass:
    """Return such a class of the test's own."""
    return marked_once.copied(tmp_path / "course")


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Yield a browser's profile of the test's own; the test fails if a page had an error."""
    errors: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


def opened(context: BrowserContext, client: Client) -> Page:
    """Open the page; the cursor is nowhere yet."""
    page = context.new_page()
    page.goto(client.served.address())
    expect(page.locator(".answer")).to_have_count(4)
    return page


def press(page: Page, *keys: str) -> None:
    """Press keys one after another, as a hand does."""
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    """Wait until the gradebook has the mark of the answer that is open."""
    expect(page.locator(".saved")).to_have_attribute("data-state", "saved")


def marks(written_class: WrittenClass) -> dict[str, tuple[object, ...]]:
    """Return score and comment of each student as nbgrader tells them."""
    told = {student: written_class.told(student) for student in ("ann", "ben", "cas", "dee")}
    return {
        student: (each["manual_score"], each["manual_comment"]) for student, each in told.items()
    }


def test_a_question_is_marked_by_keyboard_alone(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """Points, half points, a comment used again, no points at all: all of it in the gradebook."""
    with running(written_class, language="en") as client:
        page = opened(context, client)
        expect(page.locator(".progress")).to_have_text("1 of 4 marked")
        page.locator("#order").select_option("shortest")
        expect(page.locator(".answer .words").first).to_have_text("1 word, fewer than 3")
        expect(page.locator(".answer.current")).to_be_in_viewport()
        press(page, "1", "1", "Shift+Digit2", "3", "c")
        page.keyboard.type(COMMENT)
        press(page, "Tab")
        page.get_by_role("button", name="Keep this comment").focus()
        press(page, "Enter")
        expect(page.locator(".bank li")).to_have_count(1)
        press(page, "Escape", "s")
        expect(page.locator(".panel h2")).to_have_text("Answer 2 of 4")
        press(page, "b", "1", "s")
        expect(page.locator(".panel h2")).to_have_text("Answer 3 of 4")
        press(page, "0", "s")
        expect(page.locator(".panel h2")).to_have_text("Answer 2 of 4")  # a comment is no mark
        press(page, "g", "3", ",", "5", "Enter")
        expect(page.locator(".progress")).to_have_text("4 of 4 marked")
        saved(page)
        page.reload()
        expect(page.locator(".answer.current")).to_have_count(1)
    assert marks(written_class) == {
        "ben": (1.5, COMMENT),
        "ann": (3.5, COMMENT),
        "cas": (0, None),
        "dee": (None, None),
    }


def test_a_comment_used_again_gets_no_key_typed_into_it(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """After the digit the keys are the answer's again: 1 b 1 s gives a point, a comment."""
    with running(written_class, language="en") as client:
        client.post("comments", {"add": COMMENT})
        page = opened(context, client)
        page.locator("#order").select_option("shortest")
        expect(page.locator(".answer .words").first).to_have_text("1 word, fewer than 3")
        page.locator(".answer.current .opener").focus()
        press(page, "1", "b", "1", "s")
        expect(page.locator(".panel h2")).to_have_text("Answer 2 of 4")
        expect(page.locator(".progress")).to_have_text("2 of 4 marked")
    assert marks(written_class)["ben"] == (1, COMMENT)


def test_everything_can_be_ticked_with_tab_and_space(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """Each point is a box that a screen reader knows: full, half, empty."""
    with running(written_class, language="en") as client:
        page = opened(context, client)
        box = page.get_by_role("checkbox", name="Words, point 2 of 2")
        box.focus()
        for state, score in (("true", "2"), ("mixed", "1½"), ("false", "1")):
            press(page, "Space")
            expect(page.locator("#score")).to_have_value(score)
            expect(box).to_be_focused()
            assert box.evaluate("e => e.indeterminate ? 'mixed' : String(e.checked)") == state


def test_a_keyboard_of_another_alphabet_has_the_same_keys(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """A letter that is none of the page's counts by its place: Cyrillic о lies where j does."""
    with running(written_class, language="uk") as client:
        page = opened(context, client)
        typed = """code => document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key: "о", code, bubbles: true, cancelable: true}))"""
        page.evaluate(typed, "KeyJ")
        expect(page.locator(".panel")).to_contain_text("Відповідь 2 з 4")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_nothing(
    context: BrowserContext, written_class: WrittenClass, scheme: str, width: int
) -> None:
    """Neither while marking nor with the keys shown, nor does the page scroll sideways."""
    with running(written_class, language="nl") as client:
        page = opened(context, client)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        press(page, "j", "1", "c")
        assert look(page, "html", QUIZ) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        press(page, "Escape", "?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert look(page, "html", QUIZ) == []


def test_a_mark_of_another_tab_is_not_written_over(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """The second tab is told what stands there, and which one stays is its reader's choice."""
    with running(written_class, language="en") as client:
        first, second = opened(context, client), opened(context, client)
        press(first, "j", "1")
        saved(first)
        press(second, "j", "f")
        expect(second.locator(".trouble")).to_contain_text("Score there: 1.")
        assert 4 not in [score for score, _ in marks(written_class).values()]
        second.get_by_role("button", name="Put mine in its place").click()
        saved(second)
        assert 4 in [score for score, _ in marks(written_class).values()]


def test_a_mark_is_kept_while_the_server_is_gone(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """Server dead and tab closed: the next page at that address sends what was given."""
    with running(written_class, language="en") as client:
        page, port = opened(context, client), client.served.port
        press(page, "j")
    press(page, "1", "c")
    page.keyboard.type(COMMENT)
    expect(page.locator(".banner")).to_contain_text("quizkit doesn't answer")
    page.close()
    assert (1, COMMENT) not in marks(written_class).values()
    with running(written_class, language="en", port=port) as client:
        page = opened(context, client)
        expect(page.locator(".progress")).to_have_text("2 of 4 marked")
        press(page, "j")
        saved(page)
        assert (1, COMMENT) in marks(written_class).values()


def test_the_browser_runs_nothing_of_an_answer(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """Even where all cleaning failed, the page's policy lets nothing run, and nothing be loaded."""
    with running(written_class, language="en") as client:
        page = opened(context, client)
        refused: list[str | None] = []
        page.on("requestfailed", lambda request: refused.append(request.failure))
        page.locator(".answer .text").first.evaluate(
            "e => e.innerHTML = '<img src=https://example.org/x.png onerror=\"window.ran = 1\">'"
        )
        expect(page.locator(".answer img")).to_have_js_property("complete", True)
        assert refused == ["csp"]
        assert page.evaluate("window.ran") is None


def test_it_prints_for_a_colleague(context: BrowserContext, written_class: WrittenClass) -> None:
    """On paper stand question, scheme, model answer and all answers with boxes, and no controls."""
    with running(written_class, language="en") as client:
        page = opened(context, client)
        page.emulate_media(media="print")
        seen = page.locator("body").inner_text()
        for text in ("Weigh the commission", "Likeness and difference (2)", "bound states", "No."):
            assert text in seen
        assert seen.count("Score ____ / 4") == 4
        for control in ("Finished", "Comment for the student"):
            assert control not in seen


def test_finishing_keeps_what_was_just_typed(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """The last comment is in the gradebook before the server ends, and the page says so."""
    with running(written_class, language="en") as client:
        page = opened(context, client)
        press(page, "j", "1", "c")
        page.keyboard.type(COMMENT)
        page.get_by_role("button", name="Finished").click()
        expect(page.locator("body")).to_have_text(
            "Every mark is in the gradebook. You can close this tab."
        )
        client.thread.join(30)
        assert not client.thread.is_alive()
    assert (1, COMMENT) in marks(written_class).values()


def test_a_flag_is_settled_by_keyboard(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """Its reason is there; s says that it is seen, and what is left is told at the end."""
    written_class.flag("ben")
    written_class.flag("cas")
    with running(written_class, language="en") as client:
        page = context.new_page()
        page.goto(client.served.address())
        expect(page.locator(".answer")).to_have_count(4)
        press(page, "p")
        expect(page.locator(".asked h2")).to_have_text("Flagged for review: Rivers")
        expect(page.locator(".answer li").first).to_be_visible()
        expect(page.locator(".standing").first).to_have_text("2 of 2 · flagged for review")
        expect(page.locator("#comment")).to_be_hidden()
        assert look(page, "html", QUIZ) == []
        press(page, "1", "b", "s")
        expect(page.locator(".progress")).to_have_text("1 of 2 looked at")
        page.get_by_role("button", name="Finished").click()
        expect(page.locator("body")).to_contain_text("1 is still flagged for review.")
    told = [written_class.told(student, "river") for student in ("ben", "cas")]
    assert sorted(each["needs_manual_grade"] for each in told) == [False, True]
    assert [each["manual_score"] for each in told] == [None, None]


def test_each_answer_begins_at_the_first_point(
    context: BrowserContext, written_class: WrittenClass
) -> None:
    """A scheme that was scrolled for one answer begins anew for the next; empty ones are told."""
    with running(written_class, language="en") as client:
        page = opened(context, client)
        expect(page.locator(".empty")).to_have_text("1 without an answer")
        page.set_viewport_size({"width": 1366, "height": 400})
        middle = page.locator(".middle")
        assert middle.evaluate("e => (e.scrollTop = 1000, e.scrollTop)") > 0
        page.locator(".opener").nth(2).click()
        expect(middle).to_have_js_property("scrollTop", 0)
