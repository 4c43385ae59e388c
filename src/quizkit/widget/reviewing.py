"""The review on the page: what comes back of all quizzes that were answered in a folder."""

from __future__ import annotations

from pathlib import Path

from quizkit import languages
from quizkit.errors import QuizkitError
from quizkit.learner.answers_file import FOLDER, Answers
from quizkit.learner.review.agenda import Studied
from quizkit.learner.review.answers import ReviewAnswers
from quizkit.learner.review.asked import NAME
from quizkit.learner.review.session import ReviewSession
from quizkit.quiz import loading
from quizkit.quiz.drawing import drawn
from quizkit.tables.content_folder import notebook_folder
from quizkit.widget import showing
from quizkit.widget.quiz_widget import FOR_AUTHORS, STATIC, QuizWidget


class ReviewWidget(QuizWidget):
    """A review on the page: its answers are carried from computer to computer with the quizzes."""

    _css = QuizWidget._css + FOR_AUTHORS.sub("", (STATIC / "review.css").read_text("utf-8"))

    def carries(self) -> tuple[str, ...]:
        """Return nothing: the answers are those of many quizzes, each of which has its own."""
        return ()


def review(*, language: str | None = None) -> QuizWidget:
    """Ask again what was answered in this folder's quizzes, when it is time for it.

    What was missed comes back first and soon, what is known comes back later each time (by FSRS,
    from the answers files alone). Predictions and quizzes that count for a mark don't come back.

    Args:
        language: its code, as ``"en"`` or ``"de"``; unless given, the one chosen with
            ``quizkit.language``.

    Returns:
        The widget; as the last line of a cell it appears below the cell. Each answer is saved
        with those of its own quiz, as it is given, so that one may stop at any time.

    >>> widget = review()
    """
    folder = notebook_folder()
    code = language or languages.current()
    kept, studied, notices = _studied(folder, code)
    session = ReviewSession(studied, language=code)
    answers = ReviewAnswers(folder, session, kept)
    widget = ReviewWidget(session, answers, notice=" ".join(notices))
    showing.replace_earlier(str(answers.path), widget)
    return widget


def _studied(folder: Path, language: str) -> tuple[dict[str, Answers], list[Studied], list[str]]:
    """Return the quizzes that were answered, and what is to be told of those left out."""
    kept: dict[str, Answers] = {}
    studied, notices = [], []
    for name, path in sorted(_answered(folder).items()):
        answers = Answers(folder, name)
        try:
            quiz = loading.load(path)
            restored, notice = showing.restore(answers, language)
        except QuizkitError:
            notices.append(languages.said(NAME, language, "left_out", quiz=name))
            continue
        notices += [notice] if notice else []
        if restored.record is not None:
            kept[name] = answers
            own = drawn(quiz, restored.record.learner)
            studied.append(Studied(own, restored.record.fitted(own)[0]))
    return kept, studied, notices


def _answered(folder: Path) -> dict[str, Path]:
    """Return the files of the quizzes to practise with that have answers in a folder."""
    found = loading.paths(folder)
    return {
        name: path
        for name, path in found.items()
        if path.parent.name != loading.KEYS and (folder / FOLDER / f"{name}.json").is_file()
    }
