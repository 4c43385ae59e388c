"""The key to a printed quiz, on a sheet of its own: answers by their printed letters, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

from quizkit import languages
from quizkit.learner.words import words
from quizkit.printing.handout import aside, printed
from quizkit.printing.sheet_parts import Entry, Part, Prose, Row, Rows, Sheet, letter
from quizkit.quiz.markup import html
from quizkit.quiz.model import Item, Quiz

said = partial(languages.said, "printing")

View = Mapping[str, Any]


def answer_key(quiz: Quiz, language: str) -> Sheet:
    """Make the key: for each question the answer, what to say to wrong ones, and the scoring."""
    total = said(language, "teacher_total", points=words(language).points(quiz.points))
    return Sheet(
        language=language,
        title=html(quiz.title.get(language)),
        kind=said(language, "key"),
        foot=said(language, "foot"),
        introduction=f"{said(language, 'teacher')} {total}",
        entries=tuple(
            Entry(
                heading=str(number),
                prompt=html(item.prompt.get(language)),
                aside=aside(item, language),
                parts=tuple(_parts(quiz, item, language)),
            )
            for number, item in enumerate(quiz.questions, start=1)
        ),
    )


def _parts(quiz: Quiz, item: Item, language: str) -> Iterator[Part]:
    view, key = printed(quiz, item, language), item.key(language)
    answer, feedback = ANSWERS[item.type](view, key)
    yield Prose(answer, said(language, "answer"))
    also = [escape(form) for form in key.get("also", ())]
    if also:
        yield Prose(", ".join(also), said(language, "also"))
    if key.get("tolerance_text"):
        yield Prose(escape(key["tolerance_text"]))
    if item.explanation:
        yield Prose(html(item.explanation.get(language)), said(language, "why"))
    if feedback:
        yield Prose("", said(language, "feedback"))
        yield Rows(tuple(feedback))
    if item.rule:
        yield Prose(html(item.rule.get(language)), said(language, "scoring"))
    objective = quiz.objectives.get(item.objective or "")
    if objective:
        yield Prose(html(objective.get(language)), said(language, "tests"))
    if item.source:
        yield Prose(escape(", ".join(item.source)), said(language, "sources"))


Answer = tuple[str, Sequence[Row]]  # the answer, and what to say to each option


def _signs(shown: Sequence[View], *, numbers: bool = False) -> dict[str, str]:
    """Return the printed letter or number of each token."""
    return {
        option["token"]: str(place + 1) if numbers else letter(place)
        for place, option in enumerate(shown)
    }


def _options(view: View, key: View) -> Answer:
    signs = _signs(view["options"])
    texts = {option["token"]: option["html"] for option in view["options"]}
    right = sorted(key["right"], key=lambda token: signs[token])
    answer = "; ".join(f"<strong>{signs[token]}</strong> {texts[token]}" for token in right)
    said = [(sign, key["feedback"][t]) for t, sign in signs.items() if t in key["feedback"]]
    return answer, said


def _written(_view: View, key: View) -> Answer:
    return f"<strong>{escape(key['right_text'])}</strong>", ()


def _match(view: View, key: View) -> Answer:
    left, right = _signs(view["left"], numbers=True), _signs(view["right"])
    pairs = [
        f"<strong>{sign} {right[key['pairs'][token]]}</strong>" for token, sign in left.items()
    ]
    return ", ".join(pairs), _feedback(left, key)


def _order(view: View, key: View) -> Answer:
    signs = _signs(view["items"])
    return f"<strong>{' '.join(signs[token] for token in key['order'])}</strong>", ()


def _groups(view: View, key: View) -> Answer:
    signs = _signs(view["items"])
    told = []
    for group in view["groups"]:
        inside = [s for token, s in signs.items() if key["groups"][token] == group["token"]]
        told.append(f"{group['html']}: <strong>{' '.join(inside) or '–'}</strong>")
    return "; ".join(told), _feedback(signs, key)


def _cloze(view: View, key: View) -> Answer:
    told, said = [], []
    blanks = [segment for segment in view["segments"] if "blank" in segment]
    for number, blank in enumerate(blanks, start=1):
        kind = "choice" if blank.get("options") else "number"
        answer, feedback = ANSWERS[kind](blank, key["blanks"][blank["blank"]])
        told.append(f"({number}) {answer}")
        said += [(f"{number}{sign}", text) for sign, text in feedback]
    return ", ".join(told), said


def _feedback(signs: Mapping[str, str], key: View) -> Sequence[Row]:
    return [(s, key["feedback"][token]) for token, s in signs.items() if token in key["feedback"]]


ANSWERS: Mapping[str, Callable[[View, View], Answer]] = {
    "choice": _options,
    "several": _options,
    "truefalse": _options,
    "number": _written,
    "text": _written,
    "match": _match,
    "order": _order,
    "groups": _groups,
    "cloze": _cloze,
}
