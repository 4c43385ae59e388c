"""``quizkit regrade``: the quizzes of a graded class scored again, after a change of their keys."""
