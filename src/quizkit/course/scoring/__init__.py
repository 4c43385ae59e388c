"""Graded quizzes scored from the answers file, and told in words."""
