"""What only shows when the quizzes of a module are looked at together.

Those in one folder are taken as one set. Each question may be sound, and the set still give its
answers away: all statements are false, the longest option is mostly the right one, or one question
repeats another. A question that does so on purpose says so: ``allow: [asked-twice]``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizkit.checking.hints import LONG, Words, texts, words
from quizkit.errors import Problem
from quizkit.quiz import loading
from quizkit.quiz.model import Item, Quiz
from quizkit.quiz.types import TYPES

FEWEST_STATEMENTS = 4  # fewer are alike by chance: one set of three in four
ONE_SIDED = 0.9
FEWEST_CHOICES = 8
MOST_LONGEST = 0.5  # of four options one in four is the longest by chance
ALIKE = 0.7  # of the words that tell what the shorter prompt is about
FEWEST_WORDS = 3
COMMON, FEW = 0.05, 3  # a word in more prompts than these says nothing: "table", "article"


@dataclass(frozen=True, slots=True)
class Placed:
    """A question, with the file that it is in and its quiz."""

    path: Path
    quiz: Quiz
    item: Item

    def advice(self, rule: str, what: str, mend: str) -> Problem:
        """Return advice on this question."""
        return Problem(self.path, self.item.line, self.item.id, what, mend, rule, warning=True)

    @property
    def name(self) -> str:
        """The question as one names it among many: ``geneva/why-deputies``."""
        return f"{self.quiz.id}/{self.item.id}"


def check(paths: Iterable[Path]) -> Iterator[Problem]:
    """Check the quizzes of each folder together; what cannot be read was told before."""
    folders: dict[Path, list[Placed]] = {}
    for path in paths:
        if path.is_file() and (quiz := loading.read(path)[1]):
            placed = (Placed(path, quiz, item) for item in quiz.questions)
            folders.setdefault(path.resolve().parent, []).extend(placed)
    for together in folders.values():
        for rule, judge in RULES.items():
            yield from judge([each for each in together if rule not in each.item.allow])


def one_sided(placed: Sequence[Placed]) -> Iterator[Problem]:
    """Nearly all statements are true, or nearly all are false: after a few, one knows."""
    statements = [each for each in placed if each.item.type == "truefalse"]
    kinds = [TYPES["truefalse"].secrets(each.item).forms for each in statements]
    kind, count = Counter(kinds).most_common(1)[0] if kinds else ((), 0)
    if len(statements) >= FEWEST_STATEMENTS and count >= ONE_SIDED * len(statements):
        first = statements[kinds.index(kind)]
        all_of = "all" if count == len(statements) else f"{count} of"
        what = f"{all_of} {len(statements)} true/false statements here are {kind[0]}"
        mend = "turn about half of them around: after a few, learners answer without reading"
        yield first.advice("one-sided", what, mend)


def longest_keys(placed: Sequence[Placed]) -> Iterator[Problem]:
    """The right option is the longest in most questions, if by little: one learns to pick it."""
    languages = dict.fromkeys(code for each in placed for code in each.quiz.languages)
    for language in languages or ("en",):
        chosen = [(each, found) for each in placed for found in _longest(each.item, language)]
        longest = [each for each, is_longest in chosen if is_longest]
        if len(chosen) >= FEWEST_CHOICES and len(longest) > MOST_LONGEST * len(chosen):
            what = (
                f"in {len(longest)} of {len(chosen)} questions with one right option, from here "
                f"to '{longest[-1].name}', that option is the longest (in '{language}')"
            )
            mend = "lengthen distractors until the right one is the longest in one of four"
            yield longest[0].advice("longest-keys", what, mend)


def _longest(item: Item, language: str) -> Iterator[bool]:
    """Yield whether the right one of three options or more is longer than any other."""
    options = TYPES[item.type].options
    judged = options(item).judged if options and options(item).one_right else ()
    lengths = [(len(option.text.get(language)), right) for option, right in judged]
    if len(lengths) > 2:
        mine = next(length for length, right in lengths if right)
        yield all(right or mine > length for length, right in lengths)


def asked_twice(placed: Sequence[Placed]) -> Iterator[Problem]:
    """Two questions ask the same: the same key, to a prompt in nearly the same words."""
    subjects = _subjects(placed)
    keyed: dict[Words, list[int]] = {}
    twins: dict[tuple[str, str], dict[int, int]] = {}  # of two quizzes: a question, and its first
    for at, other in enumerate(placed):
        for key in set(_keys(other.item)):
            for before in keyed.setdefault(key, []):
                if _alike(subjects[before], subjects[at]):
                    quizzes = placed[before].quiz.id, other.quiz.id
                    twins.setdefault(quizzes, {}).setdefault(at, before)
            keyed[key].append(at)
    for found in twins.values():
        (at, before), *more = found.items()
        what = f"it asks what '{placed[before].name}' has asked, with the same answer"
        what += f" ({len(more)} more of these two quizzes)" if more else ""
        mend = "ask something else, or leave one of the two out"
        yield placed[at].advice("asked-twice", what, mend)


def _subjects(placed: Sequence[Placed]) -> list[set[str]]:
    """Return the words of each prompt that tell what it is about, for they are not in many."""
    prompts = []
    for each in placed:
        found = words(each.item.prompt.get(next(iter(each.quiz.languages), "en")))
        prompts.append({word for word in found if len(word) >= LONG or word.isdecimal()})
    counts = Counter(word for prompt in prompts for word in prompt)
    most = max(FEW, COMMON * len(placed))
    return [{word for word in prompt if counts[word] <= most} for prompt in prompts]


def _alike(one: set[str], other: set[str]) -> bool:
    least = min(len(one), len(other))
    return least >= FEWEST_WORDS and len(one & other) >= ALIKE * least


def _keys(item: Item) -> Iterator[Words]:
    """Yield the right answer in each form and language that can be compared."""
    secrets = TYPES[item.type].secrets(item)
    for row in (*((form,) for form in secrets.forms), *secrets.together, *secrets.orders):
        yield tuple(word for text in row for word in words(str(text)))
    shown = texts(item.public("en")) if secrets.pairs else {}
    pairs = sorted(f"{shown[left]} {shown[right]}" for left, right in secrets.pairs.items())
    blanks = [key for blank in secrets.blanks.values() for key in _keys(blank)]
    for together in (pairs, [" ".join(key) for key in blanks]):
        if together:
            yield words("; ".join(together))


RULES: Mapping[str, Callable[[Sequence[Placed]], Iterator[Problem]]] = {
    "one-sided": one_sided,
    "longest-keys": longest_keys,
    "asked-twice": asked_twice,
}
