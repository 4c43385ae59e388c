"""What the fork server of the tests imports once, so that the commands it forks need not."""

# ruff: noqa: F401
import os

from quizkit.cli import left_out

with left_out():
    import alembic.script
    import nbgrader.apps.nbgraderapp
    import pytest
    import sqlalchemy

    import quizkit.grading.class_run

os.environ.pop("PYTHONPATH", None)  # it led here, and is no business of the commands
