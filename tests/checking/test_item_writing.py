"""The rules of item writing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quiz.pictures import made
from quizkit.checking import item_writing
from quizkit.quiz import loading

GOOD = """\
id: small
title: {en: Small, nl: Klein}
objectives:
  o: {en: Know, nl: Weten}
questions:
  - id: who
    type: choice
    objective: o
    prompt: {en: Who led?, nl: Wie leidde?}
    options:
      - {text: {en: A deputy minister, nl: Een onderminister}, correct: true}
      - {text: {en: The minister, nl: De minister}, feedback: {en: No., nl: Nee.}}
      - {text: {en: An ambassador, nl: Een ambassadeur}, feedback: {en: No., nl: Nee.}}
  - id: member
    type: truefalse
    objective: o
    prompt: {en: Ukraine was a member., nl: Oekraïne was lid.}
    answer: false
    feedback: {en: It was a partner., nl: Het was partner.}
"""


def rules(tmp_path: Path, text: str) -> set[str]:
    """Return the rules that a quiz file breaks; it must load."""
    path = tmp_path / "quiz.yaml"
    path.write_text(text, encoding="utf-8")
    return {problem.rule for problem in item_writing.check(loading.load(path), path)}


def test_a_good_quiz_breaks_no_rule(tmp_path: Path) -> None:
    """A well-made quiz gets no remark."""
    assert rules(tmp_path, GOOD) == set()


MANY = "".join(
    f"      - {{text: {{en: 'Deputy {n}', nl: 'Deputé {n}'}}, feedback: {{en: No., nl: Nee.}}}}\n"
    for n in range(3000)
)
BROKEN = [
    ("A deputy minister", "A deputy minister with much experience of these talks", "longest-right"),
    ("Who led?", "What is $ E=mc^2 $?", "formula"),
    ("Who led?", r"What is \(E\)?", "formula"),
    ("  - id: member", MANY + "  - id: member", "many-options"),
    ("en: No., nl: Nee.", r"en: No., nl: '\frac{1}{2}'", "formula"),
    ("nl: Een onderminister", "nl: Een onderminister met zeer veel ervaring", "longest-right"),
    ("Who led?", f"'{'Read this. ' * 20}Who led?'", "long-question"),
    ("An ambassador", "All of the above", "all-of-the-above"),
    ("nl: Een ambassadeur", "nl: Geen van bovenstaande", "all-of-the-above"),
    ("Who led?", "Who did not lead?", "negative-stem"),
    ("Ukraine was a member.", "Ukraine wasn't a member.", "negative-stem"),
    ("Wie leidde?", "Wie leidde niet?", "negative-stem"),
    ("The minister", "Always the minister", "absolute-words"),
    (", feedback: {en: No., nl: Nee.}", "", "no-feedback"),
    ("    feedback: {en: It was a partner., nl: Het was partner.}\n", "", "no-feedback"),
    (
        "    options:",
        "    hints: [{en: Look east., nl: Was het een onderminister?}]\n    options:",
        "telling-hint",
    ),
    (
        "  o: {en: Know, nl: Weten}",
        "  o: {en: Know, nl: Weten}\n  p: {en: P, nl: P}",
        "objective-untested",
    ),
]


@pytest.mark.parametrize(("good", "bad", "rule"), BROKEN)
def test_a_broken_rule_is_told(tmp_path: Path, good: str, bad: str, rule: str) -> None:
    """Each rule is seen where it is broken, in English and in Dutch."""
    assert good in GOOD
    assert rules(tmp_path, GOOD.replace(good, bad, 1)) == {rule}


def test_options_without_feedback_are_told_together(tmp_path: Path) -> None:
    """A bank that never had any does not fill the screen."""
    quiz = tmp_path / "bank.yaml"
    quiz.write_text(
        "id: bank\ntitle: Bank\nquestions:\n  - id: a\n    type: choice\n    prompt: Which?\n"
        "    options: [{text: one, correct: true}, two, three, four]\n",
        encoding="utf-8",
    )
    (told,) = item_writing.check(loading.load(quiz), quiz)
    assert told.what == "3 wrong options have no feedback: 'two', 'three', 'four'"


def test_a_hint_may_reveal_on_purpose(tmp_path: Path) -> None:
    """A hint that says of itself that it reveals the answer may say it."""
    hint = "    hints: [{text: {en: A deputy minister., nl: Een onderminister.}, reveals: true}]\n"
    assert rules(tmp_path, GOOD.replace("    options:\n", f"{hint}    options:\n")) == set()


def test_a_rule_for_many_quizzes_may_be_allowed(tmp_path: Path) -> None:
    """A question may allow itself what is judged of the quizzes together."""
    allowed = GOOD.replace("    answer: false", "    answer: false\n    allow: one-sided")
    assert rules(tmp_path, allowed) == set()


def test_a_bold_not_is_flagged_enough(tmp_path: Path) -> None:
    """A negative stem whose 'not' is in bold is no mistake."""
    assert rules(tmp_path, GOOD.replace("Who led?", "Who did **not** lead?")) == set()


def test_prices_are_no_formula(tmp_path: Path) -> None:
    """Two amounts in dollars make no formula."""
    assert rules(tmp_path, GOOD.replace("Who led?", "Who paid $5 and got $10?")) == set()


def test_a_formula_between_dollars_is_none_to_mend(tmp_path: Path) -> None:
    """A formula that is set as one, or LaTeX in code, is as it should be."""
    for text in (r"'What is $\frac{1}{2}$?'", r"'What does `\frac{1}{2}` show?'"):
        assert rules(tmp_path, GOOD.replace("Who led?", text)) == set()


def test_what_is_said_of_a_picture_is_not_the_answer(tmp_path: Path) -> None:
    """A picture's text for those who cannot see it says what is seen, and not what is asked."""
    (tmp_path / "who.png").write_bytes(made.png())
    for said, broken in (("A deputy minister", {"telling-picture"}), ("A table of flags", set())):
        text = GOOD.replace("Who led?", f"'Who led? ![{said}](who.png)'")
        assert rules(tmp_path, text) == broken


def test_a_rule_can_be_broken_on_purpose(tmp_path: Path) -> None:
    """A question may allow itself a rule by name."""
    text = GOOD.replace("Who led?", "Who did not lead?")
    allowed = text.replace("    type: choice", "    type: choice\n    allow: negative-stem")
    assert rules(tmp_path, allowed) == set()


def test_advice_says_that_it_is_advice(tmp_path: Path) -> None:
    """What is said of the craft of a question begins with the word advice."""
    path = tmp_path / "quiz.yaml"
    path.write_text(GOOD.replace("Who led?", "Who did not lead?"), encoding="utf-8")
    (problem,) = item_writing.check(loading.load(path), path)
    assert str(problem).startswith(f"{path}:6: advice: question 'who': the question turns on 'not'")


def test_a_mistake_in_a_question_gives_no_advice_on_it(tmp_path: Path) -> None:
    """Advice that may only follow from a mistake is kept back until that is mended."""
    path = tmp_path / "quiz.yaml"
    path.write_text(GOOD.replace("feedback: {en: No", "fedback: {en: No"), encoding="utf-8")
    problems, quiz = loading.read(path)
    assert quiz is not None
    assert len(problems) == 2
    assert item_writing.check(quiz, path, mistakes=problems) == []


def test_an_unknown_rule_is_told(tmp_path: Path) -> None:
    """Allowing a rule that does not exist suggests the nearest and is an error."""
    path = tmp_path / "quiz.yaml"
    text = GOOD.replace("    type: choice", "    type: choice\n    allow: negative-stems")
    path.write_text(text, encoding="utf-8")
    (problem,) = item_writing.check(loading.load(path), path)
    assert "did you mean 'negative-stem'" in str(problem)
    assert not problem.warning


VARIED = """\
id: varied
title: Varied
questions:
  - id: sum
    type: choice
    variants: {a: {from: 1, to: 9}}
    prompt: What is {a} plus 20?
    options:
      - {text: "{a + 20}", correct: true}
      - {text: WRONG, feedback: No.}
      - {text: "50", feedback: No.}
"""


@pytest.mark.parametrize(
    ("wrong", "right", "broken"),
    [
        ('"40"', '"{a + 20}"', {"telling-variants"}),
        ('"{a + 30}"', '"{a + 20}"', set()),
        ('"{a}"', '"{a + 20}"', set()),
    ],
)
def test_variants_that_tell_by_what_changes(
    wrong: str, right: str, broken: set[str], tmp_path: Path
) -> None:
    """If the right option alone changes, two learners who compare know it."""
    text = VARIED.replace("WRONG", wrong).replace('"{a + 20}"', right)
    assert rules(tmp_path, text) == broken


def test_variants_that_tell_by_what_stays(tmp_path: Path) -> None:
    """So it is if the right option alone stays."""
    text = (
        VARIED.replace('"{a + 20}"', '"20 more"')
        .replace("WRONG", '"{a}"')
        .replace('"50"', '"{a + 5}"')
    )
    assert rules(tmp_path, text) == {"telling-variants"}


UNAIDED = """\
id: q
title: Q
questions:
  - id: place
    type: hotspot
    prompt: Where?
    picture: map.svg
    alt: A map.
    zones: [circle: [9, 9, 2]]
  - {id: text, type: essay, prompt: Why?}
"""


def test_what_some_cannot_answer_or_nobody_can_compare_is_told(
    tmp_path: Path, checkout: Path
) -> None:
    """A picture without named places, and an essay with nothing to compare it with, are advice."""
    shutil.copy(checkout / "tests" / "quizzes" / "map.svg", tmp_path)
    assert rules(tmp_path, UNAIDED) == {"unnamed-places", "nothing-to-compare"}
    named = "places: [{name: North, at: [9, 9]}, {name: South, at: [9, 90]}]\n    "
    mended = UNAIDED.replace("zones:", f"{named}zones:").replace("Why?", "Why?, model_answer: So.")
    assert rules(tmp_path, mended) == set()
