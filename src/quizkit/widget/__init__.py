"""The quiz as a learner meets it: one anywidget a quiz, in the notebook's page."""

from __future__ import annotations

from quizkit.widget.graded_quiz import graded
from quizkit.widget.quiz_widget import QuizWidget
from quizkit.widget.showing import show

__all__ = ["QuizWidget", "graded", "show"]
