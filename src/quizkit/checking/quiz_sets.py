"""What only shows when the quizzes of a module are looked at together.

Those in one folder are taken as one set. Each question may be sound, and the set still give its
answers away: all statements are false, the longest option is mostly the right one, or one question
repeats another. A question that does so on purpose says so: ``allow: [asked-twice]``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from pathlib import Path

from quizkit.checking.hints import LONG, Words, words
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
COMMON = 0.05  # a word in more prompts than this says nothing: "table", "article"


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
    for _, files in groupby(sorted(paths), key=lambda path: path.resolve().parent):
        read = ((path, loading.read(path)[1]) for path in files if path.is_file())
        placed = [
            Placed(path, quiz, item) for path, quiz in read if quiz for item in quiz.questions
        ]
        for rule, judge in RULES.items():
            yield from judge([each for each in placed if rule not in each.item.allow])


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
    prompts = [_subject(each) for each in placed]
    common = Counter(word for prompt in prompts for word in prompt)
    most = max(3.0, COMMON * len(placed))
    telling = [{word for word in prompt if common[word] <= most} for prompt in prompts]
    for (one, here), (other, there) in combinations(zip(placed, telling, strict=True), 2):
        least = min(len(here), len(there))
        if least >= FEWEST_WORDS and len(here & there) >= ALIKE * least and _same_key(one, other):
            what = f"it asks what '{one.name}' has asked, with the same answer"
            mend = "ask something else, or leave one of the two out"
            yield other.advice("asked-twice", what, mend)


def _subject(each: Placed) -> set[str]:
    language = next(iter(each.quiz.languages), "en")
    found = words(each.item.prompt.get(language))
    return {word for word in found if len(word) >= LONG or word.isdecimal()}


def _same_key(one: Placed, other: Placed) -> bool:
    return bool(_keys(one.item) & _keys(other.item))


def _keys(item: Item) -> set[Words]:
    """Return the right answer in each form and language, as far as it can be compared."""
    secrets = TYPES[item.type].secrets(item)
    forms = {words(str(form)) for form in secrets.forms}
    rows = {tuple(w for text in row for w in words(text)) for row in secrets.together}
    orders = {tuple(w for text in row for w in words(text)) for row in secrets.orders}
    return forms | rows | orders


RULES: Mapping[str, Callable[[Sequence[Placed]], Iterator[Problem]]] = {
    "one-sided": one_sided,
    "longest-keys": longest_keys,
    "asked-twice": asked_twice,
}
