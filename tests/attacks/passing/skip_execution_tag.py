"""Tags the locked tests to be skipped: a cell without outputs gets full marks."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Put the tag on every cell of tests, and on the quiz."""
    for cell in (*submission.tests, submission.cell("quiz")):
        cell["metadata"]["tags"] = ["skip-execution"]


ATTACK = Attack(
    __doc__,
    nl="Geeft de vergrendelde tests het label om over te slaan: een cel zonder uitvoer "
    "krijgt alle punten.",
    change=change,
)
