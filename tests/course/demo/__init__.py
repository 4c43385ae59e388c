"""A class of 24 synthetic students, to see the course and formgrader at work.

Each hands in what the demo answers in ``tests/course/answers`` say, mixed cell by cell; what it
should be worth is worked out here from those answers alone, without nbgrader and without
quizkit's scoring. It lives with the tests, for neither answers nor keys belong on the computer
of a student. ``make course`` runs it.
"""
