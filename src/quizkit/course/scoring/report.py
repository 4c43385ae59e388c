"""The account of a graded quiz as a page: each question, what was answered, and what it is worth.

Read in formgrader, in nbgrader's feedback and in JupyterLab, on a page of theirs: so the HTML
holds its own style, no script, no link and no class, and nothing of a student's unescaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape

from quizkit import languages
from quizkit.course.scoring import responses
from quizkit.course.scoring.score import Account, Flag, Scored
from quizkit.errors import printable
from quizkit.learner.answers_file import FOLDER
from quizkit.learner.words import words
from quizkit.quiz.markup import html, in_words, plain
from quizkit.quiz.model import Mark, Outcome, Text
from quizkit.quiz.types import TYPES

said = partial(languages.said, "scoring")

SIGNS = {"right": "✓", "partly": "◐", "wrong": "✗", "unanswered": "–", "invalid": "?", "given": ""}
COLOURS = {"right": "#1a6b3c", "partly": "#8a5a00", "wrong": "#a3252c"}
GREY = "#555555"
PAGE = (
    "max-width:46em;margin:0;padding:0.8em 1em;background:#ffffff;color:#1a1a1a;"
    "font-family:system-ui,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.5;"
    "text-align:left;overflow-wrap:anywhere;white-space:normal"
)
BY_ITS_LETTERS = "unicode-bidi:plaintext;text-align:start"  # Arabic from right to left
BOX = "margin:0.8em 0;padding:0.5em 0.9em;border:1px solid #b5b5b5;border-radius:4px"


def to_html(account: Account, language: str, *, show_right_answers: bool = False) -> str:
    """Return the account as HTML, with pictures and formulas in words, for student and teacher.

    Every student's notebook holds an account, and a picture would be in each of them again; and
    where such a notebook is not trusted, a formula would lose its form.

    >>> from quizkit import load
    >>> from quizkit.course.scoring.score import account
    >>> from quizkit.course.scoring.submitted import Submitted
    >>> "Question 1" in to_html(account(load("start"), Submitted()), "en")
    True
    """
    page = Page(language, show_right_answers)
    return _element("div", in_words("".join(page.account(account))), PAGE)


def to_text(account: Account, language: str) -> str:
    """Return the result of each question, a line each, for a log."""
    lines = [plain(account.quiz.title.get(language)), _total(account, language)]
    for number, scored in enumerate(account.questions, start=1):
        result = words(language).score(scored.score, scored.points)
        lines.append(f"{number}. {scored.item.id}: {_outcome(scored, language)}, {result}")
    return "\n".join([*lines, *(flag_text(flag, language) for flag in account.flags)])


def note_html(reasons: Iterable[str], language: str) -> str:
    """Return the note for the teacher alone: why to look at a cell, a sentence each.

    >>> "It was moved." in note_html(["It was moved."], "en")
    True
    """
    head = _element("p", _element("strong", said(language, "teacher")), "margin:0 0 0.3em 0")
    flags = "".join(_element("li", escape(printable(reason))) for reason in reasons)
    how = _element("p", escape(said(language, "teacher_note")), f"margin:0.3em 0 0 0;color:{GREY}")
    box = f"{BOX};margin:0;background:#fff8e1;border-color:#8a5a00"
    inside = head + _element("ul", flags, "margin:0;padding-left:1.4em") + how
    return _element("div", _element("div", inside, box), PAGE)


def flag_text(flag: Flag, language: str) -> str:
    """Return one thing for the teacher to look at, in a sentence."""
    return said(language, f"flag_{flag.reason}", detail=printable(flag.detail))


def _total(account: Account, language: str) -> str:
    score = words(language).score(account.score, account.points)
    answered = said(language, "answered", n=account.answered, total=len(account.questions))
    told = [said(language, "score", score=score), answered]
    if account.bonus:
        sign = "+" if account.bonus > 0 else "−"
        points = f"{sign}{words(language).points(abs(account.bonus))}"
        told.insert(1, said(language, "bonus", bonus=points))
    return " · ".join(told)


def _outcome(scored: Scored, language: str) -> str:
    outcome = scored.grade.outcome.value
    if scored.settled:
        return said(language, "void" if scored.item.void else "credit")
    if outcome == "given":
        return said(language, "by_hand")
    guessed = not scored.item.points and outcome in COLOURS  # no prediction is right or wrong
    if scored.changed:
        return said(language, "other_variant" if scored.other else "changed")
    return said(language, "prediction" if guessed else outcome)


def _element(name: str, inside: str, style: str = "") -> str:
    how = f' style="{escape(style)}"' if style else ""
    return f"<{name}{how}>{inside}</{name}>"


class Page:
    """An account's page in one language."""

    def __init__(self, language: str, show_right_answers: bool) -> None:
        self.language = language
        self.shows_key = show_right_answers

    def account(self, account: Account) -> Iterator[str]:
        """Yield the head of the account and each question."""
        title = html(account.quiz.title.get(self.language))
        yield _element("p", _element("strong", title), "margin:0;font-size:18px")
        yield _element("p", escape(_total(account, self.language)), "margin:0.2em 0 0.8em 0")
        if account.trouble:
            file = f"{FOLDER}/{account.quiz.id}.json"
            detail = printable(account.detail)
            told = said(self.language, account.trouble.value, file=file, detail=detail)
            yield _element("p", escape(told), BOX)
        if account.flags:
            yield _element("p", escape(said(self.language, "reviewed")), BOX)
        if account.undrawn:
            names = printable(", ".join(account.undrawn))
            yield _element("p", escape(said(self.language, "undrawn", detail=names)), BOX)
        for number, scored in enumerate(account.questions, start=1):
            yield self._question(number, scored, answers=not account.trouble)

    def _question(self, number: int, scored: Scored, *, answers: bool) -> str:
        colour = self._colour(scored)
        kind = "invalid" if scored.changed else scored.grade.outcome.value
        judged = scored.item.points or kind not in COLOURS
        sign = SIGNS[kind] if judged and not scored.settled else ""
        result = f"{sign} {_outcome(scored, self.language)}".strip()
        score = words(self.language).score(scored.score, scored.points)
        told = ", ".join(part for part in (result, score) if part)
        head = _element("strong", escape(said(self.language, "question", n=number)))
        verdict = _element("strong", escape(told), f"color:{colour}")
        style = f"margin:1em 0;padding:0 0 0 0.9em;border-left:4px solid {colour}"
        inside = [_element("p", f"{head} · {verdict}", "margin:0 0 0.3em 0")]
        inside.append(_element("div", html(self._in(scored.item.prompt)), BY_ITS_LETTERS))
        if scored.settled:
            told = said(self.language, "void_why" if scored.item.void else "credit_why")
            inside.append(self._labelled("", escape(told)))
        if answers:
            inside += self._given(scored)
        inside += () if scored.item.void else self._key(scored)
        return _element("div", "".join(inside), style)

    def _colour(self, scored: Scored) -> str:
        judged = scored.item.points and not (scored.changed or scored.settled)
        return COLOURS.get(scored.grade.outcome.value, GREY) if judged else GREY

    def _given(self, scored: Scored) -> Iterator[str]:
        """Yield the response, marked part by part, and what belongs to each part."""
        outcome = scored.grade.outcome
        if outcome is Outcome.UNANSWERED:
            yield self._labelled("", escape(said(self.language, "none")))
            return
        if outcome is Outcome.GIVEN:
            yield self._labelled("", escape(said(self.language, "by_hand_why")))
            return
        unjudged = scored.changed or scored.settled
        marks = {} if unjudged else {mark.key: mark for mark in scored.grade.marks}
        yield self._labelled(said(self.language, "given"), self._response(scored, marks))
        if scored.certainty:
            level = said(self.language, f"certainty_{scored.certainty}")
            yield self._labelled("", escape(said(self.language, "certainty", level=level)))
        if scored.settled:
            return
        if scored.changed:
            why = "other_variant_why" if scored.other else "changed_why"
            yield self._labelled("", escape(said(self.language, why)))
        elif outcome is Outcome.INVALID:
            expected = self._in(scored.grade.message)
            told = said(self.language, "expected", expected=expected).strip()
            yield self._labelled("", html(told))
        elif outcome is not Outcome.RIGHT and any(mark.right for mark in marks.values()):
            told = f"{self._in(scored.grade.measure)} {self._in(scored.item.rule)}".strip()
            yield self._labelled("", _element("span", html(told), f"color:{GREY}"))
        yield from self._blanks(scored, marks)

    def _blanks(self, scored: Scored, marks: Mapping[str, Mark]) -> Iterator[str]:
        """Yield what each blank was worth, where one of several cost points."""
        labels = responses.blanks(scored.item, self.language)
        lost = scored.grade.outcome in (Outcome.WRONG, Outcome.PARTLY)
        if len(labels) < 2 or not lost or scored.changed or not scored.points:
            return
        worth, number = scored.points / len(labels), words(self.language)
        for key, label in labels.items():
            right = key in marks and marks[key].right
            told = number.score(worth if right else 0.0, worth)
            yield self._labelled(label, escape(told))

    def _response(self, scored: Scored, marks: dict[str, Mark]) -> str:
        read = scored.grade.outcome is not Outcome.INVALID and bool(scored.item.points)
        parts = responses.parts(scored.item, scored.value, self.language)
        shown = {p.key: self._part(p, marks.get(p.key), read=read) for p in parts}
        passage = responses.passage(scored.item, shown, self.language)
        if passage and len(shown) == len(parts):
            remarks = [self._remark(marks[p.key]) for p in parts if p.key in marks]
            return passage + "".join(remarks)
        lines = [
            self._part(part, marks.get(part.key), read=read) + self._remark(marks.get(part.key))
            for part in parts
        ]
        if len(lines) == 1:
            return lines[0]
        name = "ol" if TYPES[scored.item.type].numbered else "ul"
        listed = "".join(_element("li", line) for line in lines)
        return _element(name, listed, "margin:0;padding-left:1.8em")

    def _part(self, part: responses.Part, mark: Mark | None, *, read: bool) -> str:
        """Return one part with its sign; isolated, so that its script's direction stays its own."""
        if mark is None or not read:
            style = "white-space:pre-wrap" + ("" if part.given else f";color:{GREY}")
            return _element("bdi", part.html, style)
        kind = "right" if mark.right else "wrong"
        sign = _element("span", f"{SIGNS[kind]} ", f"color:{COLOURS[kind]}")
        named = f"{self._hidden(said(self.language, kind))}{part.html}"
        return sign + _element("bdi", named, "white-space:pre-wrap")

    def _hidden(self, text: str) -> str:
        """Return for screen readers what a sign says to the eye."""
        style = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"
        return _element("span", f"{escape(text)}: ", style)

    def _remark(self, mark: Mark | None) -> str:
        if mark is None or not mark.feedback:
            return ""
        style = f"margin:0 0 0.2em 1.2em;color:{GREY}"
        return _element("div", html(self._in(mark.feedback)), style)

    def _key(self, scored: Scored) -> Iterator[str]:
        """Yield the right answer where the teacher shows it; what explains it tells it too."""
        right = scored.grade.outcome is Outcome.RIGHT and not scored.changed
        if scored.item.by_hand:
            model = scored.item.key(self.language)["model_html"]
            yield (
                self._labelled(said(self.language, "model"), model)
                if self.shows_key and model
                else ""
            )
        elif self.shows_key and not right:
            yield self._labelled(said(self.language, "key"), self._right_answer(scored))
        for text in (scored.item.explanation, scored.item.then):
            if text and (right or self.shows_key):
                yield self._labelled("", html(self._in(text)))

    def _right_answer(self, scored: Scored) -> str:
        item, key = scored.item, scored.item.key(self.language)
        found = responses.parts(item, item.right(), self.language)
        if "right_text" in key:
            also = ", ".join(escape(form) for form in key.get("also", ()))
            more = said(self.language, "also", forms=also) if also else key.get("tolerance_text")
            return " ".join(filter(None, (escape(key["right_text"]) + ".", more)))
        strong = {part.key: _element("strong", part.html) for part in found}
        passage = responses.passage(item, strong, self.language)
        if passage or len(found) == 1:
            return passage or found[0].html
        name = "ol" if TYPES[item.type].numbered else "ul"
        listed = "".join(_element("li", part.html) for part in found)
        return _element(name, listed, "margin:0;padding-left:1.8em")

    def _labelled(self, label: str, inside: str) -> str:
        head = (
            _element("span", f"{escape(label)}{languages.colon(self.language)} ", f"color:{GREY}")
            if label
            else ""
        )
        return _element("div", head + inside, "margin:0.3em 0")

    def _in(self, text: Text | None) -> str:
        return text.get(self.language) if text else ""
