"""The quiz widget: a session on one side, the page on the other, and the quiz where no kernel runs.

The page sends what the learner does as messages; what it shows are traits: ``view`` (the quiz
as anyone may see it), ``summary``, and ``q0``, ``q1``, … with the state of each question, so
that a click moves a few hundred bytes. The page decides nothing of what is right and never holds a
key before its question is answered for good. On a forge's page, in a saved notebook and on paper
the quiz is HTML or text, made from ``view`` alone.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from weakref import WeakSet

import anywidget
import traitlets

from quizkit.errors import AnswersError, QuizkitError
from quizkit.learner.answers_file import Answers
from quizkit.learner.carried import merged
from quizkit.learner.record import Record, is_too_long
from quizkit.learner.session import Session
from quizkit.learner.words import words
from quizkit.quiz.model import Json, Quiz
from quizkit.quiz.pictures.in_texts import filled
from quizkit.quiz.types import TYPES
from quizkit.widget import carrying

ACTIONS = ("respond", "check", "hint", "reveal", "retry")
STATIC = Path(__file__).parent / "static"
# What every quiz needs besides quiz.js.
DRAWN = ("drawn",)  # and one of which each student gets something else
FRAME = ("dom", "controls", "question", "verdict", "ending", "turning", "carrying", "keys")
# Comments and what stands before a line: every quiz carries its scripts and its style.
FOR_AUTHORS = re.compile(r"^\s*//[^\n]*|/\*.*?\*/|^\s+", re.MULTILINE | re.DOTALL)
LARGE = 50_000  # characters of a picture that a saved notebook keeps once
LARGEST = 200_000  # and of one that each notebook of a class keeps, when it is handed in
NO_MATHJAX = "mathjax_ignore tex2jax_ignore"  # or $5 and $10 would become a formula on its page
_made: WeakSet[QuizWidget] = WeakSet()


class QuizWidget(anywidget.AnyWidget):
    """A quiz on the page.

    Args:
        session: the learner's session, with what was answered before.
        answers: where its responses are saved.
        notice: something to tell the learner at the start, as plain text.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = FOR_AUTHORS.sub("", (STATIC / "quiz.css").read_text(encoding="utf-8"))
    layout = None  # no second model: it would have to arrive first, and outlive the quiz's end

    view = traitlets.Dict().tag(sync=True)
    summary = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session, answers: Answers, *, notice: str = "") -> None:
        self.session = session
        self.answers = answers
        self._notice = notice
        self._trouble = ""
        self._begin()
        traits = [f"q{i}" for i in range(session.whole.size)]
        self.add_traits(**{trait: traitlets.Dict().tag(sync=True) for trait in traits})
        parts = DRAWN if "drawn" in session.view() else ()
        super().__init__(
            view=self._view(),
            _esm=joined(_scripts(session.whole), parts),
            summary=self._summary(),
            **{trait: self._state(name) for name, trait in self._trait_of.items()},
        )
        self.on_msg(self._receive)
        _made.add(self)

    def _begin(self) -> None:
        """Take up the questions that the learner gets."""
        self._asked = self.session.quiz
        questions = self._asked.questions
        self._trait_of = {item.id: f"q{i}" for i, item in enumerate(questions)}
        self._by: dict[str, Json] = {}
        self._saved = dict.fromkeys(self._trait_of, True)

    def _view(self) -> dict[str, Json]:
        return self.session.view() | {"carries": list(self.carries())}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the widget, and where there is no kernel, the questions as a page or as text."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        static = {
            "text/html": as_html(self.view),
            "text/plain": as_text(self.view),
        }
        return {**data, **static}, metadata

    def _receive(self, _: object, content: Any, __: object) -> None:
        """Do what the page asks; anything unforeseen is said in words, on the page."""
        try:
            self._act(_plain(content))
        except Exception as error:
            reason = str(error) if isinstance(error, QuizkitError) else _summary_of(error)
            self._trouble = self.session.words["trouble"].format(reason=reason)
            self.summary = self._summary()

    def _act(self, content: Mapping[str, Json]) -> None:
        do, question = content.get("do"), content.get("question")
        self._trouble = ""
        if do in self.carries():
            return self._carry(do, content)
        if do == "draw":
            return self._draw(content.get("value"))
        changed = self._catch_up()
        if self.session.quiz is not self._asked:  # what was answered is asked no more
            return self._show_anew()
        if do == "retry_missed":
            missed = self.session.missed()
            for name in missed:
                self.session.retry(name)
                self._by[name] = content.get("by")
            changed.update(missed)
        elif do in ACTIONS and question in self._trait_of:
            self._do(do, question, content)
            self._by[question] = content.get("by")
            changed.add(question)
        self._save(changed)
        return self._show(changed)

    def _draw(self, student: Json) -> None:
        """Show the questions of the student who says so, with what he or she has answered."""
        self._catch_up()
        if self.session.draw_for(student):
            self._save(set())
        self._show_anew()

    def _show_anew(self) -> None:
        """Show other questions, or the same ones from the start: the page draws itself anew."""
        saved = all(self._saved.values())
        self._begin()
        self._saved = dict.fromkeys(self._trait_of, saved)
        with self.hold_sync():
            for name, trait in self._trait_of.items():
                self.set_trait(trait, self._state(name))
            self.view = self._view() | {"serial": self.view.get("serial", 0) + 1}
            self.summary = self._summary()

    def _do(self, do: str, question: str, content: Mapping[str, Json]) -> None:
        if do in ("respond", "check"):
            if is_too_long(content.get("value")):
                raise QuizkitError(self.session.words["too_long"])
            getattr(self.session, do)(question, content.get("value"), content.get("certainty"))
        else:
            getattr(self.session, do)(question)

    def carries(self) -> tuple[str, ...]:
        """Return what may be done with answers as a file: one of graded quizzes only goes out."""
        if self.session.mode == "practice":
            return ("take", "bring", "hand_in")
        return () if self.session.preview else ("hand_in",)

    def _carry(self, do: str, content: Mapping[str, Json]) -> None:
        """Take all the answers of the folder along, or bring some in: the page that asked is told.

        All quizzes of the folder that this kernel shows have a part in it.
        """
        kept, language = self.answers.path.parent, self.session.language
        open_here = [w for w in _made if w.comm is not None and w.answers.path.parent == kept]
        shown = [w for w in open_here if not w.session.preview and w.carries()]
        records = [w.session.record for w in shown]
        if do == "take":
            reply = carrying.take(kept.parent, records, language)
        elif do == "hand_in":
            reply = carrying.hand_in(kept.parent, records, language, content.get("value"))
        else:
            merge = {w.session.quiz.id: w.bring for w in (*shown, self)}
            said = carrying.bring(content.get("value"), kept.parent, merge, language)
            reply = {"said": said}
            for widget in open_here:
                widget.catch_up()
        self.send({"do": do, "by": content.get("by"), **reply})

    def catch_up(self) -> None:
        """Show what was saved elsewhere meanwhile."""
        self._show(self._catch_up())

    def bring(self, record: Record) -> int:
        """Merge a record into this quiz; return how many questions changed by it."""
        changed, before = self._catch_up(), self.session.record
        brought = self.session.take_over(merged(before, record))
        changed.update(brought)
        if self.session.record != before:
            self._save(changed)
        self._show(changed)
        return len(brought)

    def _catch_up(self) -> set[str]:
        """Take over what was saved elsewhere, if anything was; return which questions changed."""
        return self._take_over() if self.answers.changed() else set()

    def _take_over(self) -> set[str]:
        try:
            restored = self.answers.restore().record
        except AnswersError:  # saving will say so; what the learner has done comes first
            return set()
        return set() if restored is None else set(self.session.take_over(restored))

    def _save(self, changed: set[str]) -> None:
        """Save all; what changes by that is added to the questions that have changed."""
        changed.update(name for name, saved in self._saved.items() if not saved)
        try:
            kept = self.answers.save(self.session.record)
        except AnswersError as error:
            self._trouble = self.session.words[error.cause].format(place=error.place)
            self._saved.update(dict.fromkeys(changed, False))
        else:
            changed.update(self.session.take_over(kept))
            self._saved = dict.fromkeys(self._saved, True)

    def _show(self, changed: Iterable[str]) -> None:
        if self.session.quiz is not self._asked:  # another draw
            self._show_anew()
            return
        with self.hold_sync():
            for name in changed:
                self.set_trait(self._trait_of[name], self._state(name))
            self.summary = self._summary()

    def _state(self, question: str) -> dict[str, Json]:
        state = self.session.state(question)
        return state | {"saved": self._saved[question], "by": self._by.get(question)}

    def _summary(self) -> dict[str, Json]:
        return self.session.summary() | {
            "saved": "saved" if all(self._saved.values()) else "failed",
            "notice_html": escape(self._notice),
            "trouble_html": escape(self._trouble),
        }


def _plain(content: Any) -> Any:
    """Return what the page sent as plain JSON: in a browser's Python its null is not None."""
    return json.loads(json.dumps(content, default=lambda _: None))


def _summary_of(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)
    place = f" ({where[-1].name}, line {where[-1].lineno})" if where else ""
    return f"{type(error).__name__}: {error}{place}"


def _scripts(quiz: Quiz) -> set[str]:
    """Return the names of the scripts that a quiz needs besides the frame's."""
    asks = any(map(quiz.asks_certainty, quiz.questions))
    return {item.type for item in quiz.questions} | ({"certainty"} if asks else set())


@cache
def source(name: str) -> str:
    """Return the source of one script in ``static``, as it is sent."""
    return FOR_AUTHORS.sub("", (STATIC / name).read_text(encoding="utf-8"))


def joined(types: Iterable[str], parts: Iterable[str] = ()) -> str:
    """Return quiz.js, with the frame's scripts and those of the question types that a quiz uses.

    What each of these exports stands in ``scripts``, by name; so do other parts that it needs.

    >>> joined(["choice"]).count("export default")
    1
    """
    paths = {name: f"{name}.js" for name in (*FRAME, *parts)}
    paths |= {name: f"items/{name}.js" for name in sorted(set(types))}
    parts = [f"{name}: (() => {{\n{_as_body(source(path))}}})()," for name, path in paths.items()]
    return "\n".join(("const scripts = {", *parts, "};", source("quiz.js")))


def _as_body(script: str) -> str:
    """Turn a module into the body of a function that returns what the module exports."""
    return re.sub(r"^export default ", "return ", script, count=1, flags=re.MULTILINE)


def as_html(view: Mapping[str, Any]) -> str:
    """Return the questions as plain HTML, without style or script."""
    opening = f'<section class="quizkit-still {NO_MATHJAX}" lang="{view["language"]}">'
    note = f'<p class="quizkit-note"><em>{escape(_how(view))}</em></p>'
    due = f"<p>{escape(view['due']['before'])}</p>" if view["due"] else ""
    parts = [opening, f"<h3>{view['title_html']}</h3>", due, note, "<ol>"]
    for question in view["questions"]:
        parts.append(f"<li><div dir='auto'>{question['prompt_html']}</div>")
        listed = TYPES[question["type"]].listed(question, "html")
        parts += [_listing(label, rows) for label, rows in listed]
        parts.append("</li>")
    pictures = view["pictures"]
    if view["mode"] == "graded":
        pictures = {name: each for name, each in pictures.items() if len(each) <= LARGEST}
    return filled("".join([*parts, "</ol></section>"]), pictures, once=LARGE)


def _listing(label: str, rows: list[str]) -> str:
    head = f"<div>{label}</div>" if label else ""
    return (
        head + "<ul>" + "".join(f"<li dir='auto'>{row}</li>" for row in rows) + "</ul>"
        if rows
        else head
    )


def as_text(view: Mapping[str, Any]) -> str:
    """Return the questions as plain text."""
    lines = [view["due"]["before"]] if view["due"] else []
    lines += [_how(view), ""]
    for question in view["questions"]:
        lines.append(f"{question['number']}. {question['prompt_text']}")
        for label, rows in TYPES[question["type"]].listed(question, "text"):
            lines += [f"   {label}"] if label else []
            lines += [f"   - {row}" for row in rows]
        lines.append("")
    return "\n".join(lines).rstrip()


def _how(view: Mapping[str, Any]) -> str:
    note = "static_graded_note" if view["mode"] == "graded" else "static_note"
    return words(str(view["language"]))[note]
