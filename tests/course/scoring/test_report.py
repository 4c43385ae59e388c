"""The account of a graded quiz: readable, complete, harmless, and silent about the key."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from course.graded_course import right
from course.scoring.test_score import ANYTHING, scored, settled
from quiz.pictures import made
from quizkit.course.scoring.report import flag_text, note_html, to_html, to_text
from quizkit.course.scoring.score import Account, account
from quizkit.course.scoring.submitted import Submitted, Trouble
from quizkit.languages import known
from quizkit.learner.record import QuestionRecord, Record
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz

SAFE = {"div", "p", "strong", "em", "span", "bdi", "ul", "ol", "li", "br"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.open += [] if tag == "br" else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: str) -> _Reader:
    """Read a page; every element must be closed in its place."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def words(page: str) -> str:
    """Return what a reader sees, signs and words, spaces made one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def option(quiz: Quiz, question: str, text: str) -> str:
    """Return the token of an option by its English text."""
    view: Any = quiz[question].public("en")
    shown = view.get("options") or view["items"]
    return next(str(o["token"]) for o in shown if o["text"] == text)


def mixed(quiz: Quiz) -> Account:
    """Return an account with every outcome."""
    order = quiz["order"].right()
    values = {
        "river": option(quiz, "river", "The Rhine"),
        "hosts": [option(quiz, "hosts", "Geneva"), option(quiz, "hosts", "Paris")],
        "days": "about four",
        "order": [order[1], order[0], *order[2:]],
        "passage": {"day": "10", "city": "Paris"},
    }
    return scored(quiz, values)


def test_each_question_says_prompt_answer_outcome_and_score(quiz: Quiz) -> None:
    """A reader finds the prompt, what was answered, how it fared and what it is worth."""
    shown = words(to_html(mixed(quiz), "en"))
    assert "Question 1 · ✗ not right, 0 of 2 points Which river runs through Vienna ?" in shown
    assert "Answer given: ✗ not right: The Rhine The Rhine stays in the west." in shown
    assert "Question 3 · ? cannot be read, 0 of 1 point" in shown
    assert "Type one whole number in digits, such as 12." in shown
    assert "Question 4 · – not answered, 0 of 1 point" in shown
    assert "Question 5 · ◐ partly right, 1.33 of 2 points" in shown
    assert "On ✓ right: 10 January in ✗ not right: Paris ." in shown


def test_partial_credit_is_told_in_its_own_measure(quiz: Quiz) -> None:
    """The words of a part that was right count as the points do."""
    shown = words(to_html(mixed(quiz), "en"))
    assert "1 of 2 parts is right." in shown
    assert "items is out of place; that takes off 1/" in shown


def test_the_head_says_score_and_progress(quiz: Quiz) -> None:
    """The first lines give the result of the whole quiz."""
    shown = words(to_html(mixed(quiz), "en"))
    assert shown.startswith("The week Score: 1.83 of 9 points · 4 of 6 questions answered")


KEYS = ["The Danube", "Black Sea", "Strauss", "Brussels", "Genève"]


def test_the_key_is_not_told(quiz: Quiz) -> None:
    """Unless the teacher wants it, no right answer that was not given is told, nor explained."""
    shown = to_html(mixed(quiz), "en")
    assert [key for key in KEYS if key in shown] == []


def test_the_teacher_may_have_the_right_answers_shown(quiz: Quiz) -> None:
    """With ``show_right_answers`` each question that is not right says what is, and why."""
    shown = words(to_html(mixed(quiz), "en", show_right_answers=True))
    assert "The right answer: The Danube Strauss wrote a waltz about it." in shown
    assert "The right answer: Geneva Brussels" in shown
    assert "The right answer: 4." in shown
    assert "The right answer: Black Sea. Also right" not in shown
    assert "The right answer: First Second Third Last" in shown
    assert "The right answer: On 10 January in Geneva ." in shown


def test_a_right_answer_is_explained(quiz: Quiz) -> None:
    """Who answered right reads the explanation and what follows, for they tell no more."""
    shown = words(to_html(scored(quiz, right(quiz)), "en"))
    assert "Strauss wrote a waltz about it. Three more capitals follow." in shown
    assert "The right answer" not in shown


def test_the_account_speaks_dutch(quiz: Quiz) -> None:
    """In Dutch: comma, words and the quiz's own texts."""
    shown = words(to_html(mixed(quiz), "nl"))
    assert "Score: 1,83 van 9 punten · 4 van 6 vragen beantwoord" in shown
    assert "Vraag 1 · ✗ niet goed, 0 van 2 punten" in shown
    assert "De Rijn blijft in het westen." in shown


@pytest.mark.parametrize("show", [False, True])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_stands_alone_and_runs_nothing(quiz: Quiz, language: str, show: bool) -> None:
    """Well-formed, with its own inline style, and no script, class, link or picture."""
    page = read(to_html(mixed(quiz), language, show_right_answers=show))
    assert page.tags <= SAFE
    assert page.attributes <= {"style"}


@given(value=ANYTHING)
def test_nothing_of_a_student_becomes_markup(quiz: Quiz, value: Any) -> None:
    """Whatever was sent in place of an answer, the page is whole, short, and can be written."""
    found = scored(quiz, dict.fromkeys(right(quiz), value))
    for show in (False, True):
        page = to_html(found, "en", show_right_answers=show)
        assert read(page).tags <= SAFE
        page.encode("utf-8")
        assert len(page) < 200_000


STRANGE: list[Any] = [
    *([], {}, [[]], {"a": {}}, {"token": ["x"]}, [None], [{}], True, -1, 0.5, "x" * 100_000),
    *(float("nan"), float("inf"), 10**300, "9" * 5_000, "1e999999999", "\x00\x1b[31m\u202e\ud800"),
    *("<img src=x onerror=alert(1)>", {"<b>": "<i>"}, ["<script>"], {"day": {"day": {}}}),
    *(["x"] * 9_000, {f"k{n}": "v" for n in range(9_000)}, ["y" * 9_000] * 900),
]


@pytest.mark.parametrize("number", range(len(STRANGE)))
def test_what_no_page_sends_is_shown_harmless_and_short(quiz: Quiz, number: int) -> None:
    """No control character, no tag, and no page without end."""
    found = scored(quiz, dict.fromkeys(right(quiz), STRANGE[number]))
    page = to_html(found, "en")
    assert found.score == 0.0
    assert read(page).tags <= SAFE
    assert not re.search("[\x00-\x08\x1b\u202e\ud800]", page)
    assert len(page) < 100_000


def test_values_nested_deeply_are_shown(quiz: Quiz) -> None:
    """A value as deep as JSON can be read does not stop the account."""
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]
    assert read(to_html(scored(quiz, {"days": deep, "mouth": deep}), "en"))


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_said_in_words(quiz: Quiz, trouble: Trouble) -> None:
    """The account names the file and says what is wrong with it, in each language."""
    found = account(quiz, Submitted(trouble=trouble, detail="<b>"))
    for language in known():
        page = to_html(found, language)
        assert "answers/week.json" in page
        assert "<b>" not in page


def test_a_changed_question_says_so(quiz: Quiz) -> None:
    """The student reads why an answer to an earlier version counts for nothing."""
    record = Record("week", "0a", {"days": QuestionRecord("another", "4")})
    shown = words(to_html(account(quiz, Submitted(record)), "en"))
    assert "Question 3 · ? the question has changed, 0 of 1 point" in shown
    assert "an earlier version of the question" in shown
    assert "✓" not in shown


def test_the_note_is_for_the_teacher(quiz: Quiz) -> None:
    """What only a teacher may read stands in the note, escaped, and not in the account."""
    found = scored(quiz, right(quiz), same_as=["<kim>"])
    reasons = [flag_text(flag, "en") for flag in found.flags]
    assert "&lt;kim&gt;" in note_html(reasons, "en")
    assert read(note_html(reasons, "nl")).tags <= SAFE
    assert "kim" not in to_html(found, "en")


def test_the_log_has_a_line_a_question(quiz: Quiz) -> None:
    """In a log the account is a line for each question."""
    lines = to_text(mixed(quiz), "en").splitlines()
    assert lines[1:4] == [
        "Score: 1.83 of 9 points · 4 of 6 questions answered",
        "1. river: not right, 0 of 2 points",
        "2. hosts: not right, 0 of 2 points",
    ]


PAIRS = """\
id: pairs
title: Pairs
questions:
  - id: match
    type: match
    prompt: Which belong together?
    pairs:
      - {left: Austria, right: Vienna, feedback: Since 1918., wrong: Look east.}
      - {left: Belgium, right: Brussels}
      - {left: Spain, right: Madrid}
  - id: groups
    type: groups
    prompt: Where are they?
    groups:
      - {text: River, items: [Danube, Rhine]}
      - {text: City, items: [Ghent, Graz]}
  - {id: said, type: truefalse, prompt: It rained., answer: false, feedback: It snowed.}
  - {id: far, type: number, prompt: How far?, answer: 100, unit: km, tolerance: 5}
  - {id: who, type: text, prompt: Who?, accept: [Ryabkov, Sergei Ryabkov]}
"""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Quiz:
    """Return a quiz of the types that the other one lacks."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.yaml"
    path.write_text(PAIRS, encoding="utf-8")
    return loading.load(path)


def _swapped(quiz: Quiz) -> dict[str, Any]:
    left, right = (quiz["match"].public("en")[side] for side in ("left", "right"))
    tokens = {entry["text"]: entry["token"] for entry in (*left, *right)}
    groups = quiz["groups"].public("en")
    tokens |= {entry["text"]: entry["token"] for entry in (*groups["items"], *groups["groups"])}
    return {
        "match": {tokens["Austria"]: tokens["Brussels"], tokens["Belgium"]: tokens["Brussels"]},
        "groups": {tokens["Danube"]: tokens["River"], tokens["Graz"]: tokens["River"]},
        "said": True,
        "far": "103 km",
        "who": "Sergei Ryabkof",
    }


def test_pairs_and_groups_are_told_one_by_one(pairs: Quiz) -> None:
    """Each thing stands with the place it was given, its sign, and the remark on it."""
    shown = words(to_html(scored(pairs, _swapped(pairs)), "en"))
    assert "✗ not right: Austria → Brussels Look east." in shown
    assert "✓ right: Belgium → Brussels" in shown
    assert "Spain → no answer" in shown
    assert "✓ right: Danube → River" in shown
    assert "✗ not right: Graz → River" in shown
    assert "✗ not right: True It snowed." in shown
    assert "✓ right: 103 km" in shown


def test_right_answers_of_every_type_are_told(pairs: Quiz) -> None:
    """The key in words: pairs, groups, the statement, tolerance and other forms."""
    told: Callable[..., str] = to_html
    shown = words(told(scored(pairs, {}), "en", show_right_answers=True))
    assert "Austria → Vienna Belgium → Brussels Spain → Madrid" in shown
    assert "Danube → River Rhine → River Ghent → City Graz → City" in shown
    assert "The right answer: False" in shown
    assert "100 km. Anything from 95 to 105 km is right." in shown
    assert "Ryabkov. Also right: Sergei Ryabkov." in shown


@pytest.mark.parametrize(
    ("field", "head", "why"),
    [
        ("void", "Question 1 · does not count", "it counts for nobody"),
        ("credit", "Question 1 · full points for everybody, 2 of 2 points", "whatever the answer"),
    ],
)
def test_a_settled_question_is_not_judged(quiz: Quiz, field: str, head: str, why: str) -> None:
    """Its head says what became of it, and no answer to it is called right or wrong."""
    rhine = option(quiz, "river", "The Rhine")
    found = scored(settled(quiz, river={field: True}), {"river": rhine})
    first = words(to_html(found, "en")).split("Question 2")[0]
    assert head in first
    assert why in first
    assert "stays in the west" not in first
    assert not set(first) & {"✓", "✗", "◐"}


def test_each_blank_says_what_it_was_worth(quiz: Quiz) -> None:
    """Of a passage with a wrong and an empty blank, each says its points; of a right one, none."""
    shown = words(to_html(scored(quiz, {"passage": {"day": "10"}}), "en"))
    assert "Blank 1 of 2: 0.5 of 0.5 points Blank 2 of 2: 0 of 0.5 points" in shown
    right_one = words(to_html(scored(quiz, {"passage": right(quiz)["passage"]}), "en"))
    assert "Blank 1 of 2:" not in right_one


def test_pictures_and_formulas_are_words(tmp_path: Path) -> None:
    """An account goes into every notebook: it says what a picture shows."""
    (tmp_path / "map.png").write_bytes(made.png())
    text = (
        "id: maps\ntitle: Maps\nquestions:\n  - id: which\n    type: choice\n"
        "    prompt: 'Is $x^2$ on ![A map of Europe](map.png)?'\n"
        "    options: ['![A sign](map.png)', {text: No, correct: true}]\n"
    )
    (tmp_path / "maps.yaml").write_text(text, encoding="utf-8")
    page = to_html(account(loading.load(tmp_path / "maps.yaml"), Submitted()), "en")
    assert "Is x² on [A map of Europe]?" in page
    assert read(page).tags <= SAFE
    assert "class" not in read(page).attributes
