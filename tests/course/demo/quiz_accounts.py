"""What the quiz responses of the demo answers are worth, question by question.

Worked out by hand, from the responses, the keys and the rule that each question tells the
student. A perfect response is worth the question's one point, a wrong or empty one nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

Account = Mapping[str, float]  # points by question; those not named are worth nothing

PARTIAL: Mapping[str, Account] = {
    "timeline": {
        "after-crimea": 0.5,  # three of five in order among themselves: two of four steps
        "a-day-that-is-none": 1,
        "code-of-time": 0.75,  # three of four pairs
        "how-exact": 0.5,  # three of six items
        "a-forum-that-slept": 0.5,  # two of four blanks, the others empty
        "over-five-years": 0.5,  # one of two
    },
    "demands": {
        "why-more-rows": 1,
        "position-or-interest": 0.5,  # three of six items
        "code-and-question": 0.5,  # two of four pairs, one empty
        "proof-of-russian-yes": 1,
        "from-few-to-many": 0.5,  # three of five in order among themselves
        "how-the-list-grew": 0.5,  # two of four blanks
    },
    "sources": {
        "four-papers": 1,
        "kinds-of-difference": 0.5,  # two of four pairs
        "own-name-or-not": 0.5,  # three of six items
        "who-knew-what-when": 0.75,  # four of five in order among themselves
        "paper-named-by-c": 1,  # one slip of the pen is forgiven
        "honest-about-the-number": 0.5,  # two of four blanks
    },
}
BROKEN: Mapping[str, Account] = {
    "timeline": {"three-days-later": 1},
    "demands": {"why-more-rows": 1},
    "sources": {"paper-named-by-c": 1, "honest-about-the-number": 0.25},
}


def account(assignment: str, kind: str, question: str) -> float:
    """Return what one kind of response to a question is worth."""
    if kind == "perfect":
        return 1.0
    kinds: Mapping[str, Account] = {"partial": PARTIAL[assignment], "broken": BROKEN[assignment]}
    return kinds.get(kind, {}).get(question, 0.0)
