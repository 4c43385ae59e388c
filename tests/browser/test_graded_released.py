"""A released quiz in a student's JupyterLab: the key is not there to be found."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256

from playwright.sync_api import expect

import quizkit
from browser.lab import Lab, Theme
from browser.quiz_page import NINE, RIGHT, WRONG, QuizPage, give_all, open_nine
from browser.quiz_secrets import secrets

# Hash every text that the kernel can reach, without naming what is looked for.
SEARCH = """\
import gc, hashlib
texts = {part for each in gc.get_objects() for part in gc.get_referents(each) if type(part) is str}
found = {hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts}
found & set("%s".split()) or "nothing" """


def held() -> set[str]:
    """Return what only the key, the feedback and the hints of the quiz hold."""
    return {text for item in quizkit.load(NINE).questions for text in secrets(item)}


def run_code(quiz: QuizPage, code: str) -> str:
    """Run code in the last cell of the notebook, as a student may; give what it says."""
    page = quiz.notebook.page
    quiz.notebook.cell(2).locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(code)
    return quiz.notebook.run_cell(2, errors=True).inner_text()


def test_neither_wire_nor_kernel_nor_folder_has_the_key(lab: Lab) -> None:
    """No key, feedback or hint crosses the wire, is in the kernel's memory, or lies on disk."""
    quiz = open_nine(lab, graded=True, untouched=True)
    give_all(quiz, WRONG)
    traffic = quiz.notebook.traffic
    assert {text for text in held() if traffic.contains(text)} == set()
    hashes = " ".join(sha256(text.encode()).hexdigest() for text in held())
    assert "nothing" in run_code(quiz, SEARCH % hashes)
    quiz.notebook.save()
    folder = (lab.root / quiz.notebook.path).parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"nine.ipynb", "nine.json"}
    stored = "".join(path.read_text("utf-8", "replace") for path in files)
    assert {t for t in held() if t in stored or json.dumps(t)[1:-1] in stored} == set()
    assert len(held()) > 30


def test_the_search_would_find_a_key(lab: Lab) -> None:
    """With the key in its memory the kernel's search finds it, so the search is able to fail."""
    quiz = open_nine(lab, graded=True, untouched=True)
    key = "Keyfact-sherman"
    code = f"hidden = ['key', '{key}'.upper().lower().capitalize()]\n" + SEARCH
    assert "nothing" not in run_code(quiz, code % sha256(key.encode()).hexdigest())


def test_asking_for_the_key_is_refused(lab: Lab) -> None:
    """Code of a student that asks the quiz for what is right gets a sentence."""
    quiz = open_nine(lab, graded=True, untouched=True)
    said = run_code(quiz, "quizkit.graded('nine').session.quiz['who-led'].right()")
    assert said.strip() == "A released quiz holds no key: it is graded where its course is."


def test_an_order_that_is_right_at_first_can_be_given(lab: Lab) -> None:
    """An order counts as an answer once an item was moved away and back, and the page says so."""
    quiz = open_nine(lab, graded=True)
    expect(quiz.question("sequence")).to_contain_text("move one item away and back")
    before = quiz.question("sequence").locator(".qk-order-text").all_inner_texts()
    quiz.touch_order("sequence")
    quiz.saved("sequence")
    assert quiz.question("sequence").locator(".qk-order-text").all_inner_texts() == before
    expect(quiz.el).to_contain_text("1 of 9 answered")


def test_a_saved_notebook_shows_the_questions(lab: Lab) -> None:
    """Opened with no kernel, the saved notebook has the questions as a page to read."""
    quiz = open_nine(lab, graded=True)
    give_all(quiz, RIGHT)
    (output,) = [o for o in quiz.notebook.outputs(0) if o["output_type"] == "execute_result"]
    page = "".join(output["data"]["text/html"])
    assert "Who led the American delegation in Geneva?" in page
    assert "Your answers count for a mark." in page


def test_a_teachers_preview_saves_nothing(lab: Lab) -> None:
    """In a course's folder the quiz says that it is a preview, and writes no file."""
    cell = "import quizkit\nquizkit.graded('nine')"
    path = lab.write("week", [cell, "1 + 1"], folder="a-course/source/week")
    folder = lab.root / "a-course"
    (folder / "keys").mkdir()
    shutil.copy(NINE, folder / "keys" / NINE.name)
    quiz = preview(lab, path)
    quiz.give("who-led", RIGHT["who-led"])
    expect(quiz.el).to_contain_text("1 of 9 answered")
    expect(quiz.question("who-led").locator(".qk-status")).to_have_text("Would be saved")
    expect(quiz.el).to_contain_text("A preview for teachers: this is the quiz as students see it.")
    quiz.notebook.picture("preview", quiz.el)
    assert not (folder / "source" / "week" / "answers").exists()
    assert {text for text in held() if quiz.notebook.traffic.contains(text)} == set()


def preview(lab: Lab, path: str, theme: Theme = "light") -> QuizPage:
    """Open a notebook of the course and run the quiz's cell."""
    page = lab.open(path, theme=theme)
    page.run_cell(0)
    quiz = QuizPage(page)
    expect(quiz.el.locator("[data-question]").first).to_be_visible()
    return quiz
