"""The quiz file as it is now: how it is shown, what the author does with it, and what is wrong.

The widget is the one that a notebook shows, here in the server's own process; its answers are kept
in a folder that goes with the preview, so that they are still there after the next save.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizkit import languages
from quizkit.checking.examination import check_quiz
from quizkit.errors import Problem, QuizkitError
from quizkit.files import Stamp, stamp
from quizkit.learner.answers_file import Answers
from quizkit.learner.record import Record
from quizkit.learner.session import Mode, Session
from quizkit.printing import html_page
from quizkit.printing.handout import answer_key, handout, version
from quizkit.quiz import loading
from quizkit.quiz.model import Json, Quiz
from quizkit.quiz.paper import letter
from quizkit.quiz.pictures.files import SUFFIXES
from quizkit.quiz.released import as_released
from quizkit.widget.quiz_widget import QuizWidget

MODES: Mapping[str, Mode] = {"student": "practice", "graded": "graded"}
SHEETS = {"paper": handout, "key": answer_key}
VIEWS = (*MODES, *SHEETS)
VERSIONS = 26  # of a printed quiz, one a letter


class Shown(QuizWidget):
    """A quiz on the page of the preview: what it would tell its notebook is handed on."""

    def carries(self) -> tuple[str, ...]:
        """Return nothing: no answers are kept that one could take along."""
        return ()

    def states(self) -> dict[str, Json]:
        """Return all that changes on the page, by the names of its traits."""
        return {name: getattr(self, name) for name in (*self._trait_of.values(), "summary")}

    def act(self, content: Json) -> dict[str, Json]:
        """Do what the page asks, and return what it shows then."""
        asked = self.view
        self._receive(None, content, None)
        return self.states() | ({} if self.view is asked else {"view": self.view})


class QuizFile:
    """A quiz file that somebody is writing; ``kept`` is a folder for the answers to it."""

    def __init__(self, path: Path, kept: Path) -> None:
        self.path = path
        self._kept = kept
        self._pictures: tuple[Path, ...] = ()  # that the quiz showed, in whatever folder
        self._shown: dict[tuple[str, str], Shown] = {}
        self._scripts: dict[str, str] = {}

    def state(self) -> tuple[Stamp, ...]:
        """Return which state of the file, and of its pictures and those beside it, this is."""
        try:
            beside = [p for p in self.path.parent.iterdir() if p.suffix.lower() in SUFFIXES]
        except OSError:
            beside = []
        return tuple(map(stamp, (self.path, *sorted({*beside, *self._pictures}))))

    def read(self, view: str, language: str | None, learner: int = 0) -> dict[str, Json]:
        """Return what the page shows: the quiz in this view, or what is to be mended first.

        Where each learner gets other questions, ``learner`` numbers them.
        """
        try:
            return self._read(view, language, learner)
        except Exception as error:  # the file was changed meanwhile, or something unforeseen
            name = "" if isinstance(error, QuizkitError) else f"{type(error).__name__}: "
            problem = {
                "line": 0,
                "where": "",
                "what": f"{name}{error}",
                "mend": "",
                "advice": False,
            }
            return {"problems": [problem], "languages": []}

    def _read(self, view: str, language: str | None, learner: int) -> dict[str, Json]:
        problems = check_quiz(self.path)
        told = {"problems": [_plain(problem) for problem in problems], "languages": []}
        if any(not problem.warning for problem in problems):
            return told
        quiz = loading.load(self.path)
        self._pictures = tuple(self.path.parent / name for name in quiz.pictures)
        code = self._language(quiz, language)
        about = {
            "languages": list(quiz.languages),
            "language": code,
            "questions": quiz.size,
            "draws": quiz.varies,
        }
        return told | about | self._view(quiz, view, code, learner)

    def _language(self, quiz: Quiz, asked: str | None) -> str:
        known = quiz.languages or languages.known()
        return asked if asked in known else next(iter(quiz.languages), languages.ENGLISH)

    def _view(self, quiz: Quiz, view: str, language: str, learner: int) -> dict[str, Json]:
        if view in SHEETS:
            sign = letter(learner % VERSIONS).upper()
            printed = version(quiz, sign)
            sheet = SHEETS[view](printed, language, sign if quiz.varies else "")
            return {"sheet": html_page.as_html(sheet)}
        shown = self._widget(quiz, view, language, learner)
        script = shown._esm
        name = f"quiz-{sha256(script.encode()).hexdigest()[:12]}.js"
        self._scripts[name] = script
        return {"quiz": shown.view, "states": shown.states(), "script": name}

    def _widget(self, quiz: Quiz, view: str, language: str, learner: int) -> Shown:
        answers = Answers(self._kept / view / str(learner), quiz.id)
        # Somebody whose options stay in one order, until others are written.
        kept = answers.restore().record or Record(quiz.id, f"{learner:016x}")
        mode = MODES[view]
        asked = as_released(quiz) if mode == "graded" else quiz
        session = Session(asked, kept, language=language, mode=mode, preview=True)
        before = self._shown.get((view, language))
        shown = self._shown[view, language] = Shown(session, answers)
        if before:
            before.close()
        return shown

    def act(self, view: str, language: str, content: Json) -> dict[str, Json] | None:
        """Do what the page asks of the quiz; None where it was never shown so."""
        shown = self._shown.get((view, language))
        return None if shown is None else shown.act(content)

    def script(self, name: str) -> str:
        """Return the script of a quiz that was shown; nothing where there is none of that name."""
        return self._scripts.get(name, "")


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "where": problem.where,
        "what": problem.what,
        "mend": problem.mend,
        "advice": problem.warning,
    }
