"""Hands in the tests twice; the second time, under the same name, a cell that tests nothing."""

import copy

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Add a harmless copy of every cell of tests."""
    for cell in submission.tests:
        submission.cells.append(
            copy.deepcopy(cell) | {"id": f"copy-{cell['id']}", "source": "pass"}
        )


ATTACK = Attack(
    __doc__,
    nl="Levert de tests tweemaal in; de tweede keer, onder dezelfde naam, een cel die niets test.",
    change=change,
    alone=True,
)
