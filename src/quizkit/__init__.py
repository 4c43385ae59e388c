"""Quizzes for notebooks, graded without trusting the learner's process."""
