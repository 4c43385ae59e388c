"""Makes text of the tests, which is not run, and an answer of them, which is graded by hand."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Change the kind of both cells of tests."""
    text, answer = submission.tests
    text |= {"cell_type": "markdown"}
    for name in ("outputs", "execution_count"):
        text.pop(name, None)
    answer["metadata"]["nbgrader"] |= {"solution": True, "locked": False}


ATTACK = Attack(
    __doc__,
    nl="Maakt van de tests tekst, die niet draait, en een antwoord, dat met de hand wordt "
    "nagekeken.",
    change=change,
)
