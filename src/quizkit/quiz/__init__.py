"""Quizzes: what they are, how they are read, and how responses are graded."""
