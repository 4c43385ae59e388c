"""Gives the name and points of the tests to a cell of its own that tests nothing."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Move the metadata of each cell of tests to a new cell."""
    for cell in submission.tests:
        given = cell["metadata"].pop("nbgrader")
        mine = cell | {"id": f"my-{cell['id']}", "source": "2.0", "metadata": {"nbgrader": given}}
        submission.cells.append(mine)


ATTACK = Attack(
    __doc__,
    nl="Geeft naam en punten van de tests aan een eigen cel die niets test.",
    change=change,
)
