"""Edits the locked tests, and mends nbgrader's checksum to fit."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Replace each test by a number."""
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    for cell in submission.tests:
        cell["source"] = str(float(cell["metadata"]["nbgrader"]["points"]))
        cell["metadata"]["nbgrader"]["checksum"] = compute_checksum(from_dict(cell))


ATTACK = Attack(
    __doc__,
    nl="Bewerkt de vergrendelde tests, en past nbgraders controlegetal erop aan.",
    change=change,
)
