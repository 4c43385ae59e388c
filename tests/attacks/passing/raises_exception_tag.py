"""Tags the locked tests as cells that are expected to fail."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Put the tag on every cell of tests, and on the quiz."""
    for cell in (*submission.tests, submission.cell("quiz")):
        cell["metadata"]["tags"] = ["raises-exception"]


ATTACK = Attack(
    __doc__,
    nl="Geeft de vergrendelde tests het label dat ze horen te mislukken.",
    change=change,
)
