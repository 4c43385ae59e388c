"""What a graded notebook keeps of an account, for those who come back to it later.

It stands in the metadata of the output, in the teacher's folder, and on no page: the page for the
student with the key and without it, what the quiz is called, what each question was worth, and
why the teacher was asked to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizkit.course.scoring.report import to_html
from quizkit.course.scoring.score import Account, Flag, Reason

PLACE = "quizkit"  # in the metadata of the output


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an account; ``scores`` and ``points`` are by the question's id."""

    title: str
    without_key: str
    with_key: str
    scores: Mapping[str, float] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()

    @classmethod
    def of(cls, account: Account, language: str) -> Kept:
        """Return what is to be kept of an account, in the notebook's language.

        >>> from quizkit import load
        >>> from quizkit.course.scoring.score import account
        >>> from quizkit.course.scoring.submitted import Submitted
        >>> kept = Kept.of(account(load("start"), Submitted()), "en")
        >>> read({"metadata": {"quizkit": kept.plain()}}) == kept
        True
        """
        return cls(
            title=account.quiz.title.get(language),
            without_key=to_html(account, language),
            with_key=to_html(account, language, show_right_answers=True),
            scores={scored.item.id: scored.score for scored in account.questions},
            points={scored.item.id: scored.points for scored in account.questions},
            flags=account.flags,
        )

    def page(self, *, show_right_answers: bool) -> str:
        """Return the page for the student."""
        return self.with_key if show_right_answers else self.without_key

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "title": self.title,
            "without_key": self.without_key,
            "with_key": self.with_key,
            "scores": dict(self.scores),
            "points": dict(self.points),
            "flags": [[flag.reason.value, flag.detail] for flag in self.flags],
        }


def read(output: Mapping[str, Any]) -> Kept | None:
    """Return what an output keeps of an account; None where it is no account's.

    >>> read({"metadata": {"quizkit": "teacher"}}) is None
    True
    """
    try:
        plain = output["metadata"][PLACE]
        return Kept(
            title=str(plain["title"]),
            without_key=str(plain["without_key"]),
            with_key=str(plain["with_key"]),
            scores={str(name): float(value) for name, value in plain["scores"].items()},
            points={str(name): float(value) for name, value in plain["points"].items()},
            flags=tuple(Flag(Reason(reason), str(detail)) for reason, detail in plain["flags"]),
        )
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
