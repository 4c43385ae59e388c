"""The course of these tests is that of ``quizkit regrade``: small, with a quiz, and graded."""

from __future__ import annotations

from desk.regrading.conftest import graded_before, regraded

__all__ = ["graded_before", "regraded"]
