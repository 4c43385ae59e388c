"""A prediction, for no points: what happened, and the text that goes on once one has answered."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from browser.barriers import violations
from browser.lab import Lab
from browser.quiz_page import open_quiz

QUIZ = """\
id: guess
title: Predict before you read on
questions:
  - id: talks
    type: choice
    points: 0
    attempts: 1
    prompt: The talks are over. What do you expect Sherman to say about them?
    options:
      - {text: That a first joint text is ready to sign, feedback: Both sides had expected little.}
      - {text: That the talk was frank and may be continued, correct: true}
      - {text: That further talks make no sense, feedback: Two more meetings were planned.}
    then: |
      Sherman called the talk **sincere**.

      Diplomats seldom say that a talk was bad.
  - id: sequence
    type: order
    points: 0
    attempts: 1
    prompt: In which order will they meet?
    items: [In Geneva, In Brussels, In Vienna]
  - id: hours
    type: number
    points: 0
    attempts: 1
    prompt: How many hours will they talk?
    answer: 7
    tolerance: 1
"""


def test_a_prediction_opens_the_text_that_follows(lab: Lab, tmp_path: Path) -> None:
    """What happened and the text that follows come with the answer, and nothing is called wrong."""
    path = tmp_path / "guess.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    quiz = open_quiz(lab, path)
    then = quiz.question("talks").locator(".qk-then")
    expect(then).to_be_hidden()
    assert not quiz.notebook.traffic.contains("Diplomats seldom")
    told = quiz.check("talks", "That a first joint text is ready to sign")
    expect(told).to_have_text("Something else happened.")
    expect(then.locator("p")).to_have_count(2)
    expect(then.locator("strong")).to_have_text("sincere")
    body = quiz.question("talks").locator(".qk-body")
    expect(body).to_contain_text("Your prediction. Both sides had expected little.")
    expect(body).to_contain_text("What happened.")
    judged = quiz.el.locator("[data-mark=wrong], [data-mark=right], .qk-is-wrong, .qk-is-right")
    expect(judged).to_have_count(0)
    quiz.notebook.picture("predicted", quiz.el)
    assert violations(quiz) == []
    quiz.notebook.picture("predicted-dark", quiz.el)


def test_no_prediction_is_called_right_or_wrong(lab: Lab, tmp_path: Path) -> None:
    """Of an order and a number that were predicted it is said what happened, and no more."""
    path = tmp_path / "guess.yaml"
    path.write_text(QUIZ, encoding="utf-8")
    quiz = open_quiz(lab, path)
    quiz.check("sequence", ["In Vienna", "In Brussels", "In Geneva"])
    expect(quiz.question("sequence")).to_contain_text("What happened, in order:In Geneva")
    quiz.check("hours", "2")
    expect(quiz.question("hours")).to_contain_text("What happened: 7.")
    for name in ("sequence", "hours"):
        expect(quiz.question(name)).not_to_contain_text(re.compile("right|wrong", re.IGNORECASE))
    quiz.notebook.picture("no-judgement", quiz.el)
