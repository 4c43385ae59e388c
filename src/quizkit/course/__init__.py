"""What nbgrader is taught in a course: releasing without keys, restoring, scoring, checking.

A course's ``nbgrader_config.py`` ends with::

    import quizkit.course

    quizkit.course.configure(c)

Importing this loads no nbgrader; ``configure`` does, and runs where nbgrader runs already.
"""

from __future__ import annotations

from quizkit.course.configuration import configure

__all__ = ["configure"]
