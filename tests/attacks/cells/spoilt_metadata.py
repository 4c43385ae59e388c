"""Hands in again, with metadata that no program can read, after right work had been graded."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Put things into the metadata that do not belong there."""
    for cell in submission.tests:
        cell["metadata"]["nbgrader"] |= {"points": "plenty", "grade_id": ["days-test"]}


ATTACK = Attack(
    __doc__,
    nl="Levert opnieuw in, met metagegevens die geen programma kan lezen, nadat goed werk "
    "was nagekeken.",
    change=change,
    graded_before=True,
)
