"""Hands in a text of very many empty lines, for which cleaning could take hours."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Add it."""
    text = f"a{chr(10) * 400_000}b"
    cell = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": text}
    submission.cells.append(cell)


ATTACK = Attack(
    __doc__,
    nl="Levert een tekst van heel veel lege regels in, waarover schoonmaken uren kan duren.",
    change=change,
)
