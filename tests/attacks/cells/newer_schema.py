"""Says that its cells come from a later nbgrader, which stops the grading of the whole class."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Raise the number of the metadata's version."""
    for cell in submission.tests:
        cell["metadata"]["nbgrader"]["schema_version"] = 99


ATTACK = Attack(
    __doc__,
    nl="Zegt dat de cellen van een latere nbgrader komen, waarop het nakijken van de hele "
    "klas stopt.",
    change=change,
    alone=True,
)
