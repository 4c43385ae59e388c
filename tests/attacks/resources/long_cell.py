"""Hands in a cell of a million short lines, for which whoever reads Python needs gigabytes."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Put it on top."""
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": []}
    submission.cells.insert(0, cell | {"execution_count": None, "source": "0\n" * 1_000_000})


ATTACK = Attack(
    __doc__,
    nl="Levert een cel van een miljoen korte regels in, waarvoor wie Python leest gigabytes nodig "
    "heeft.",
    change=change,
    alone=True,
    ends="refused",
)
