"""What the quiz responses of the demo answers are worth, question by question.

Worked out by hand, from the responses, the keys and the rule that each question tells the
student. A perfect response is worth the question's one point, a wrong or empty one nothing; but
one key is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

Account = Mapping[str, float]  # points by question; those not named are worth nothing

PARTIAL: Mapping[str, Account] = {
    "timeline": {
        "after-crimea": 0.5,  # three of five in order among themselves: two of four steps
        "use-of-the-essay": 1,
        "a-day-that-is-none": 1,
        "which-document": 0.5,  # two of four pairs
        "change-or-continuity": 0.5,  # three of six items
        "fewer-yes": 1,
        "dates-alone": 0.5,  # one of two
    },
    "demands": {
        "position-or-interest": 0.5,  # three of six items
        "for-both-or-one": 1,
        "whose-words": 1,
        "what-silence-allows": 0.5,  # one of two
        "proof-of-russian-yes": 1,
        "how-firm": 0.5,  # three of five in order among themselves
        "how-the-list-grew": 0.5,  # two of four blanks
    },
    "sources": {
        "four-papers": 1,
        "kinds-of-difference": 0.5,  # two of four pairs
        "own-name-or-not": 0.5,  # three of six items
        "plan-or-fact": 1,
        "who-knew-what-when": 0.75,  # four of five in order among themselves
        "more-voices": 0.5,  # one of two
        "honest-about-the-number": 0.5,  # two of four blanks
    },
    "week": {"newest-member": 1},
}
BROKEN: Mapping[str, Account] = {
    "timeline": {"three-days-later": 1},
    "demands": {"for-both-or-one": 1},
    "sources": {"plan-or-fact": 1, "honest-about-the-number": 0.25},
    "week": {},
}
WRONG_KEYS = {("week", "newest-member")}


def account(assignment: str, kind: str, question: str) -> float:
    """Return what one kind of response to a question is worth."""
    if kind == "perfect":
        return float((assignment, question) not in WRONG_KEYS)
    kinds: Mapping[str, Account] = {"partial": PARTIAL[assignment], "broken": BROKEN[assignment]}
    return kinds.get(kind, {}).get(question, 0.0)
