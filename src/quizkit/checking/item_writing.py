"""The craft of item writing: what makes a question guessable or unfair, as rules.

Each rule has a name; a question that breaks one on purpose says so: ``allow: [absolute-words]``.
The rules follow Haladyna, Downing and Rodriguez, "A Review of Multiple-Choice Item-Writing
Guidelines" (2002).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

from quizkit import languages
from quizkit.checking import hints, quiz_sets
from quizkit.errors import Problem, nearest
from quizkit.quiz.markup import html, pictures
from quizkit.quiz.model import Choosable, Item, Quiz, Text, texts_in
from quizkit.quiz.pictures.in_texts import TYPED
from quizkit.quiz.reading.problems import short
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.essay import Essay
from quizkit.quiz.types.hotspot import Hotspot
from quizkit.quiz.types.question_type import Options

Found = Iterator[tuple[str, str]]  # what is wrong, how to mend it

FORMULA = re.compile(  # in LaTeX, and not between dollars as a quiz reads it
    r"\$\s[^$\n]*[\\^_=][^$\n]*\$|\\\(.+?\\\)|\\\[.+?\\\]|\\[A-Za-z]+\{", re.DOTALL
)
_SHOWN = re.compile(r"<(math|code)\b.*?</\1>", re.DOTALL)
LONGER = 1.3  # times the next longest option, and
LONGER_BY = 12  # characters at least: less is not seen
MOST = 12  # options
LONGEST_QUESTION = 40  # words of the last paragraph, which is the one in bold


def longest_right(item: Item, language: str) -> Found:
    """The right option is clearly the longest: learners pick the longest when they guess."""
    options = _options(item)
    if options and options.one_right:
        lengths = [(len(option.text.get(language)), right) for option, right in options.judged]
        right = next(length for length, right in lengths if right)
        longest = max((length for length, right in lengths if not right), default=0)
        if right > longest * LONGER and right - longest >= LONGER_BY:
            yield "the longest option is the right one", "shorten it, or lengthen a distractor"


def all_of_the_above(item: Item, language: str) -> Found:
    """An option speaks of the others: it gives points for knowing half, and breaks shuffling."""
    for option, _ in _judged(item):
        text = option.text.get(language)
        if _found("above", text, language):
            yield f"the option '{text}' speaks of the others", "use 'type: several', or drop it"


def negative_stem(item: Item, language: str) -> Found:
    """The question turns on a 'not' that is easily read over."""
    if TYPES[item.type].options is None:
        return
    stem = re.sub(r"\*\*.+?\*\*|__.+?__", "", item.prompt.get(language))  # bold: it is flagged
    if found := _found("negative", stem, language):
        word = found.group()
        yield f"the question turns on '{word}'", f"ask it positively, or write **{word}** in bold"


def absolute_words(item: Item, language: str) -> Found:
    """A wrong option has a word like 'always', which gives it away."""
    for option, right in _judged(item):
        found = _found("absolute", option.text.get(language), language)
        if found and not right:
            yield f"'{found.group()}' gives a wrong option away", "say it less absolutely"


def no_feedback(item: Item, language: str) -> Found:
    """A distractor says nothing about why it is wrong."""
    silent = [
        short(option.text.get(language))
        for option, right in _judged(item)
        if not right and not (option.feedback and option.feedback.get(language))
    ]
    if len(silent) == 1:
        yield f"the wrong option '{silent[0]}' has no feedback", "add 'feedback: …' to it"
    elif silent:
        what = "', '".join(silent)
        what = f"{len(silent)} wrong options have no feedback: '{what}'"
        yield what, "add 'feedback: …' to each"
    options = _options(item)
    if options and not (options.judged or options.feedback or item.explanation or item.then):
        yield "there is no feedback", "add 'feedback: …'"


def formula(item: Item, language: str) -> Found:
    """A text holds a formula in LaTeX that is not between dollars."""
    for text in texts_in(item):
        if found := FORMULA.search(unescape(_SHOWN.sub("", html(text.get(language))))):
            what = f"the formula '{short(found[0])}' is shown as it is typed"
            yield what, "write it between dollars, with no space inside them: $E = mc^2$"


def many_options(item: Item, _language: str) -> Found:
    """So many options are read by nobody: what is tested then is reading a list."""
    count = len(_judged(item))
    if count > MOST:
        yield f"it has {count} options, of which few are read", f"leave the best {MOST} or fewer"


def long_question(item: Item, language: str) -> Found:
    """A text to read stands in one paragraph with the question, so that all of it is bold."""
    count = len(item.prompt.get(language).strip().split("\n\n")[-1].split())
    if count > LONGEST_QUESTION:
        mend = "let an empty line come between the text to read and the question"
        yield f"the question is {count} words in bold", mend


def telling_hint(item: Item, language: str) -> Found:
    """A hint says the answer, unless it reveals it on purpose and the author says so."""
    for number, hint in enumerate(item.hints, start=1):
        if not hint.reveals:
            for found in hints.given_away(item, hint.text.get(language), language):
                what = f"hint {number} gives the answer away ('{short(found)}')"
                yield what, "let it say where to look, or add 'reveals: true'"


def telling_picture(item: Item, language: str) -> Found:
    """What is said of a picture in the prompt is the answer: it is there for who cannot see it."""
    asked = item.prompt.get(language)
    bare = replace(item, prompt=Text.plain(TYPED.sub("", asked)))
    for file, alt in pictures(asked):
        for found in hints.given_away(bare, alt, language):
            what = f"the text of the picture '{short(file)}' says the answer ('{short(found)}')"
            yield what, "let it say what is to be seen, and no more than the picture does"


def telling_variants(item: Item, _language: str) -> Found:
    """Two learners who compare their variants see which option is right, if none else changes."""
    judged = [_judged(one) for one in item.variants]
    if not judged or not all(judged):
        return
    every = [{option.token for option, _ in options} for options in judged]
    right = [{option.token for option, is_right in options if is_right} for options in judged]
    same = set.intersection(*every)
    for kind, told in (
        ("changes", right),
        ("stays", [a - b for a, b in zip(every, right, strict=True)]),
    ):
        if all(tokens - same == these for tokens, these in zip(every, told, strict=True)):
            what = f"of the options only what is right {kind} from variant to variant"
            yield what, "let the wrong ones change too: two learners may compare theirs"


def unnamed_places(item: Item, _language: str) -> Found:
    """A place on a picture can only be found by who sees the picture."""
    if isinstance(item, Hotspot) and not item.places:
        what = "who cannot see the picture cannot answer"
        yield what, "name some places, right and wrong ones: 'places: [{name: …, at: [x, y]}, …]'"


def nothing_to_compare(item: Item, _language: str) -> Found:
    """An essay that nobody marks teaches by what it is compared with."""
    if isinstance(item, Essay) and not (item.rubric or item.model_answer):
        what = "there is nothing to compare the text with, or to mark it by"
        yield what, "write 'rubric:' or 'model_answer:'"


RULES: Mapping[str, Callable[[Item, str], Found]] = {
    "longest-right": longest_right,
    "all-of-the-above": all_of_the_above,
    "negative-stem": negative_stem,
    "absolute-words": absolute_words,
    "no-feedback": no_feedback,
    "formula": formula,
    "many-options": many_options,
    "long-question": long_question,
    "telling-hint": telling_hint,
    "telling-picture": telling_picture,
    "telling-variants": telling_variants,
    "unnamed-places": unnamed_places,
    "nothing-to-compare": nothing_to_compare,
}


def check(quiz: Quiz, path: Path, *, mistakes: Sequence[Problem] = ()) -> list[Problem]:
    """Return what a good item writer would change in a quiz: warnings, by question and language.

    Where a question has a mistake, what else one could say of it would only follow from that.
    """
    broken = {problem.where for problem in mistakes}
    sound = [item for item in quiz.questions if item.id not in broken]
    problems = [found for item in sound for found in _check_item(item, quiz, path)]
    return problems if mistakes else problems + _untested(quiz, path)


def _untested(quiz: Quiz, path: Path) -> list[Problem]:
    problems = []
    tested = {item.objective for item in quiz.questions}
    for name, text in quiz.objectives.items():
        if name not in tested:
            what = f"no question tests the objective '{name}' ({text.get('en')})"
            mend = f"give a question 'objective: {name}'"
            problems.append(Problem(path, 1, "", what, mend, "objective-untested", warning=True))
    return problems


def _check_item(item: Item, quiz: Quiz, path: Path) -> Iterator[Problem]:
    for name in item.allow:
        known = (*RULES, *quiz_sets.RULES)
        if name not in known:
            near = nearest(name, known)
            mend = f"did you mean '{near}'?" if near else f"there are: {', '.join(known)}"
            yield Problem(path, item.line, item.id, f"there is no rule '{name}'", mend)
    for rule, judge in RULES.items():
        if rule in item.allow:
            continue
        seen = set()
        for language in quiz.languages or ("en",):
            for what, mend in judge(item, language):
                if what not in seen:
                    seen.add(what)
                    yield Problem(path, item.line, item.id, what, mend, rule, warning=True)


def _options(item: Item) -> Options | None:
    options = TYPES[item.type].options
    return options(item) if options else None


def _judged(item: Item) -> tuple[tuple[Choosable, bool], ...]:
    options = _options(item)
    return options.judged if options else ()


def _found(name: str, text: str, language: str) -> re.Match[str] | None:
    return re.search(languages.words("item_writing", language)[name], text, re.IGNORECASE)
