"""What late work loses, by the course's own rule: that of nbgrader's plugin in its settings."""

from __future__ import annotations

from typing import Any

from quizkit.grading.submission.converting import SubmissionConverter


class LatePenalty:
    """Reckons as nbgrader's step does when it grades.

    Args:
        app: nbgrader's application, with the course's settings.
    """

    def __init__(self, app: Any) -> None:
        self._step = SubmissionConverter(coursedir=app.coursedir, parent=app).late_step()
        if self._step is not None:
            self._step.init_plugin()

    def of(self, student: str, score: float, seconds_late: float) -> float | None:
        """Return what is taken off a notebook with that score; None for nothing."""
        if self._step is None or not seconds_late > 0:
            return None
        penalty = self._step.plugin_inst.late_submission_penalty(student, score, seconds_late)
        return None if penalty is None else min(max(0.0, penalty), score)
