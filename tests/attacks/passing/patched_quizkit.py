"""Replaces quizkit.graded in the kernel, so that the quiz cell succeeds."""

from attacks.attack import Attack

ATTACK = Attack(
    __doc__,
    nl="Vervangt quizkit.graded in de kernel, zodat de quizcel slaagt.",
    code="""
import quizkit
quizkit.graded = lambda name: None
""",
)
