"""What other programs say to any right or any wrong answer, put where a quiz file says it."""

from __future__ import annotations

from typing import Any

from quizkit.authoring.banks.gathering import Gathering, Question

WITH_OPTIONS = ("choice", "several")


def spread(
    bank: Gathering, question: Question, *, general: str = "", right: str = "", wrong: str = ""
) -> None:
    """Put what is said to all, to a right and to a wrong answer into a question's own fields.

    Options that have a word of their own keep it, as those programs show both: then the general
    one goes to the explanation, or is lost.
    """
    if question["type"] in WITH_OPTIONS:
        right = _to_options(question["options"], right, correct=True)
        wrong = _to_options(question["options"], wrong, correct=False)
    elif question["type"] == "truefalse":
        said = question.setdefault("feedback", {})
        for answer in (True, False):
            if answer == question["answer"]:
                right = "" if right and said.setdefault(answer, right) == right else right
            else:
                wrong = "" if wrong and said.setdefault(answer, wrong) == wrong else wrong
    told = [question.get("explanation") or "", general, right]
    question["explanation"] = "\n\n".join(dict.fromkeys(filter(None, told)))
    if wrong:
        bank.lose("what is said to any wrong answer")


def _to_options(options: list[dict[str, Any]], said: str, *, correct: bool) -> str:
    """Say it at the options that say nothing; return what is left to say."""
    own = [option for option in options if bool(option.get("correct")) is correct]
    silent = [option for option in own if not option.get("feedback")]
    if not said or not silent:
        return said
    for option in silent:
        option["feedback"] = said
    return "" if len(silent) == len(own) else said
