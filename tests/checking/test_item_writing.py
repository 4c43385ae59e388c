"""The rules of item writing."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    ("Who led?", "What is $E=mc^2$?", "formula"),
    ("Who led?", r"What is \(E\)?", "formula"),
    ("  - id: member", MANY + "  - id: member", "many-options"),
    ("en: No., nl: Nee.", r"en: No., nl: '$$\frac{1}{2}$$'", "formula"),
    ("nl: Een onderminister", "nl: Een onderminister met zeer veel ervaring", "longest-right"),
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
