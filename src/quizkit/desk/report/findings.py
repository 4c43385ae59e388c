"""What an author should look at in a question, found by rules that are published or plain.

A finding is a name, for which ``words/`` has a sentence, and what fills its blanks. Each rule asks
for as many students as it takes not to cry wolf in a small class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quizkit.desk.report.answers import Answer, Answers

FEWEST = 10  # students, without whom no rule says anything
TYPED = ("text", "number")
LARGE = 100  # students from whom on a weak correlation is no accident (its error is below 0.1)
EASY, HARD = 0.95, 0.25  # facility
STRONG_MISS = 0.5  # facility among the strong third
SPLIT = 0.3  # of the strong third, for each of two answers
DRAWN = 0.15  # of the strong third, and that many more than of the weak one
MOST_OF = 0.5  # of the strong third
CLEAR = 2  # times as many of the strong third as gave the right answer
SOME = 0.2  # of the class, who give one and the same wrong answer to a question
OPEN = 0.25  # of the class, who leave it open
UNREAD = 0.1  # of the class, whose answer can't be read
CHANCE = 0.1  # that good distractors leave one of them over
USED = 20  # students, of whom one at least chooses a distractor that works
FLAT = 0.1  # correlation; below 0.2 a question is poor (Ebel, 1965)
MOST = 3  # findings of one rule for one question


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, as the rules see it.

    Args:
        facility: mean share of its points; ``strong`` among the strong third.
        discrimination: corrected item-total correlation, None where there is none.
        error: its standard error.
        students: how many answered or left it open.
        options: how many options it offers, if one of them is to be chosen.
        kind: its type, or ``code`` or ``written``.
        answers: what was answered.
    """

    facility: float
    strong: float | None
    discrimination: float | None
    error: float
    students: int
    kind: str
    answers: Answers
    options: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at; the weightier comes first."""

    name: str
    weight: int
    blanks: dict[str, str | float] = field(default_factory=dict)


def findings(asked: Asked) -> tuple[Finding, ...]:
    """Return what there is to look at in a question, weightiest first.

    >>> from quizkit.desk.report.answers import Answers
    >>> easy = Asked(facility=0.98, strong=1.0, discrimination=None, error=0.0, students=50,
    ...              kind="code", answers=Answers())
    >>> [finding.name for finding in findings(easy)]
    ['too_easy']
    """
    if asked.students < FEWEST:
        return ()
    found = [finding for rule in RULES for finding in rule(asked)]
    told = {finding.name for finding in found}
    kept = [f for f in found if not told & LESS.get(f.name, set())]
    return tuple(sorted(kept, key=lambda finding: -finding.weight))


def _chosen_wrongly(asked: Asked) -> Iterator[Finding]:
    """Compare what strong students answer with the key (Haladyna & Rodriguez, 2013, ch. 17)."""
    for wrong, right in _rivals(asked):
        drawn, left = wrong.strong - wrong.weak, right.weak - right.strong
        blanks: dict[str, str | float] = {
            "answer": wrong.html,
            "place": wrong.place,
            "strong": wrong.strong,
            "weak": wrong.weak,
            "key": right.html,
            "key_strong": right.strong,
        }
        if wrong.strong * asked.students / 3 < 2:
            continue
        if drawn > 0 and wrong.strong >= max(MOST_OF, CLEAR * right.strong):
            yield Finding("key_wrong", 100, blanks)
        elif drawn >= 0 and min(wrong.strong, right.strong) >= SPLIT and left < DRAWN:
            yield Finding("two_keys", 90, blanks)
        elif wrong.strong >= DRAWN and drawn >= DRAWN:
            yield Finding("draws_strong", 80, blanks)


def _rivals(asked: Asked) -> list[tuple[Answer, Answer]]:
    """Return each wrong answer with the right one in its place, where there is just one."""
    found = []
    for wrong in asked.answers.listed:
        rights = [a for a in asked.answers.listed if a.right and a.place == wrong.place]
        if not wrong.right and (len(rights) == 1 or _is_typed(asked)):
            found.append((wrong, rights[0] if rights else _nobody(wrong)))
    return sorted(found, key=lambda pair: -pair[0].strong)[:MOST] if asked.kind != "several" else []


def _is_typed(asked: Asked) -> bool:
    return asked.kind in TYPED


def _nobody(wrong: Answer) -> Answer:
    return Answer(place=wrong.place, html="–", right=True, count=0, shares=(0.0, 0.0, 0.0))


def _ticked_wrongly(asked: Asked) -> Iterator[Finding]:
    """Compare what strong students tick with the key, option by option."""
    if asked.kind != "several":
        return
    least = 0.0 if asked.students >= LARGE else DRAWN  # in a small class that is no accident
    for option in asked.answers.listed:
        blanks: dict[str, str | float] = {
            "answer": option.html,
            "place": "",
            "strong": option.strong,
            "weak": option.weak,
        }
        drawn = option.strong - option.weak
        if not option.right and option.strong >= 1 / 2 and drawn >= least:
            yield Finding("ticked", 100, blanks)
        elif option.right and option.strong < 1 / 2 and drawn <= -least:
            yield Finding("not_ticked", 100, blanks)
        elif not option.right and option.strong >= DRAWN and drawn >= DRAWN:
            yield Finding("draws_strong", 80, blanks)


def _correlated(asked: Asked) -> Iterator[Finding]:
    r = asked.discrimination
    if r is None or not 1 - EASY <= asked.facility <= EASY:  # else it hangs on one or two students
        return
    if r + asked.error < 0:
        yield Finding("negative", 85, {"r": r})
    elif r < FLAT and asked.students >= LARGE and asked.facility > HARD:
        yield Finding("flat", 40, {"r": r})


def _hard_or_easy(asked: Asked) -> Iterator[Finding]:
    if asked.strong is not None and asked.strong < STRONG_MISS:
        yield Finding("strong_miss", 70, {"strong": asked.strong})
    if asked.facility > EASY:
        yield Finding("too_easy", 10, {"facility": asked.facility})
    elif asked.options > 1 and asked.facility <= 1 / asked.options:
        yield Finding("as_by_chance", 60, {"facility": asked.facility, "chance": 1 / asked.options})
    elif asked.facility < HARD:
        yield Finding("too_hard", 50, {"facility": asked.facility})


def _unused(asked: Asked) -> Iterator[Finding]:
    """Name options that nobody chooses (Haladyna & Downing, 1993)."""
    offered = asked.answers.offered and asked.kind != "truefalse"  # there is no other option
    if asked.students < USED or not offered or asked.facility > EASY:
        return
    for option in asked.answers.listed:
        if not option.count and not option.right and not _left_out_by_chance(asked, option):
            yield Finding("unused", 30, {"answer": option.html, "place": option.place})


def _left_out_by_chance(asked: Asked, option: Answer) -> bool:
    """Whether so few are wrong that one of several good distractors may well be left over.

    If each of d distractors draws alike, the chance that w wrong answers leave out one of them is
    at most d·(1 − 1/d)^w.
    """
    wrong = [a for a in asked.answers.listed if not a.right and a.place == option.place]
    draws = sum(answer.count for answer in wrong)
    return bool(len(wrong) * (1 - 1 / len(wrong)) ** draws > CHANCE)


def _confused(asked: Asked) -> Iterator[Finding]:
    """Name wrong answers that many share: a misconception, or two things that look alike."""
    if asked.kind in ("choice", "truefalse", "several"):
        return
    frequent = sorted(asked.answers.listed, key=lambda answer: -answer.count)
    wrong = [a for a in frequent if not a.right and a.count >= SOME * asked.students]
    for answer in wrong[:MOST]:
        name = "order_confused" if asked.kind == "order" else "shared_mistake"
        share = answer.count / asked.students
        yield Finding(name, 45, {"answer": answer.html, "place": answer.place, "share": share})


def _unread(asked: Asked) -> Iterator[Finding]:
    if asked.answers.invalid >= UNREAD * asked.students:
        yield Finding("unread", 55, {"share": asked.answers.invalid / asked.students})
    if asked.answers.unanswered >= OPEN * asked.students:
        yield Finding("open", 35, {"share": asked.answers.unanswered / asked.students})
    if asked.answers.changed:
        yield Finding("changed", 65, {"count": asked.answers.changed})


Rule = Callable[[Asked], Iterator[Finding]]
RULES: Sequence[Rule] = (
    _chosen_wrongly,
    _ticked_wrongly,
    _correlated,
    _hard_or_easy,
    _unused,
    _confused,
    _unread,
)
# What is said already by another, more telling one.
LESS = {
    "strong_miss": {"key_wrong", "two_keys", "draws_strong", "ticked", "not_ticked"},
    "as_by_chance": {"key_wrong", "two_keys", "strong_miss"},
    "too_hard": {"key_wrong", "two_keys", "strong_miss"},
    "negative": {"key_wrong", "draws_strong"},
    "flat": {"key_wrong", "two_keys"},
}
