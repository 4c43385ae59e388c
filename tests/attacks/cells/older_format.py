"""Hands in again, now a notebook of the oldest format, whose cells lie in sheets."""

import json

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Write the notebook in nbformat 3."""
    about = {"grade": True, "locked": True, "solution": False, "grade_id": "days-test", "points": 2}
    cell = {"cell_type": "code", "language": "python", "input": "2.0", "outputs": []}
    cells = [{**cell, "metadata": {"nbgrader": {"schema_version": 1, **about}}}]
    sheets = [{"cells": cells, "metadata": {}}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": sheets}
    (submission.folder / "trip.ipynb").write_text(json.dumps(old), "utf-8")


ATTACK = Attack(
    __doc__,
    nl="Levert opnieuw in, nu een notebook van het oudste formaat, met cellen in bladen.",
    files=files,
    graded_before=True,
    ends="flagged",
    alone=True,
)
