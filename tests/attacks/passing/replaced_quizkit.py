"""Hands in a module quizkit of its own, whose quiz cell runs and shows nothing."""

from attacks.attack import Attack, Submission


def files(submission: Submission) -> None:
    """Put a module beside the notebook, where Python looks first."""
    (submission.folder / "quizkit.py").write_text("graded = lambda name: None\n", "utf-8")


ATTACK = Attack(
    __doc__,
    nl="Levert een eigen module quizkit in, waarmee de quizcel draait en niets toont.",
    files=files,
)
