"""Hands in tests that look as if they had run: with a count, and full marks as their output."""

from attacks.attack import Attack, Submission


def change(submission: Submission) -> None:
    """Write counts and outputs into the tests."""
    for number, cell in enumerate(submission.tests, start=7):
        cell["execution_count"] = number
        points = str(float(cell["metadata"]["nbgrader"]["points"]))
        shown = {"data": {"text/plain": points}, "metadata": {}, "execution_count": number}
        cell["outputs"] = [{"output_type": "execute_result", **shown}]
        cell["metadata"]["collapsed"] = True


ATTACK = Attack(
    __doc__,
    nl="Levert tests in die al gedraaid lijken: met een nummer, en alle punten als uitvoer.",
    change=change,
    code="""
get_ipython().execution_count = 41
""",
)
