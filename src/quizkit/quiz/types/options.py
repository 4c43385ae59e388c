"""The options of choice and several: read, shown and told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from quizkit.quiz import paper
from quizkit.quiz.derived.answers import derived_options
from quizkit.quiz.markup import html, plain
from quizkit.quiz.model import Choosable, Item, Json, Text, token
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types.question_type import TOKEN, Listed, View, in_key

MEND = "write 'options:' with two or more lines '- {text: …, feedback: …}'"

SHOWN = ("token", "html", "text")  # the names that an option in a public view has
WRITTEN = ("correct",)
SHAPE = in_key("right", rf"\[\s*{TOKEN}")


@dataclass(frozen=True, slots=True)
class KeyedOptions:
    """Options as read, with the tokens of the right ones."""

    options: tuple[Choosable, ...]
    correct: frozenset[str]


def read(fields: Fields, question: str, *, exactly_one: bool) -> KeyedOptions | None:
    """Read ``options``, written out or derived from a table; None if they cannot be asked."""
    before = len(fields.place.problems)
    derived = derived_options(fields, "options")
    if derived is not None:
        made = [(choosable(question, text, feedback=said), right) for text, right, said in derived]
        options = tuple(option for option, _ in made)
        correct = frozenset(option.token for option, right in made if right)
    else:
        options, correct = _written(fields, question)
    if not distinct(fields, "options", options) or not options:
        return None
    if not correct:
        if len(fields.place.problems) == before:  # else it may only be misspelt
            mend = (
                "add 'correct: true' to the right one (in a line of its own, begin it exactly "
                "below the word 'text')"
            )
            fields.problem("options", "no option is correct", mend)
        return None
    if exactly_one and len(correct) > 1:
        mend = "keep one 'correct: true', or use 'type: several'"
        fields.problem("options", f"{len(correct)} options are correct", mend)
        return None
    return KeyedOptions(options, correct)


def _written(fields: Fields, question: str) -> tuple[tuple[Choosable, ...], frozenset[str]]:
    options: list[Choosable] = []
    correct: set[str] = set()
    for entry in fields.entries("options", MEND, least=2, entry="option"):
        right = entry.flag("correct", False)
        option = written(entry, question)
        if option is None:
            continue
        options.append(option)
        if right:
            correct.add(option.token)
    return tuple(options), frozenset(correct)


def written(entry: Fields, question: str) -> Choosable | None:
    """Read one option as written out: text, feedback and id; its other fields were read before."""
    entry.required("text", "write 'text: …'")
    text = entry.text("text", prose=False)
    feedback, name = entry.text("feedback"), entry.word("id")
    entry.close()
    if text is None:
        return None
    return choosable(question, text, feedback=feedback, name=name)


def choosable(
    question: str, text: Text, *, feedback: Text | None = None, name: str | None = None
) -> Choosable:
    """Make an option, known outside by a token made of its ``name`` or its first text."""
    first = next(iter(text.texts.values()), "")
    return Choosable(token(question, name or first), text, feedback)


def distinct(
    fields: Fields,
    name: str,
    choosables: Sequence[Choosable],
    *,
    called: str = "entries",
    mend: str = "change or remove one of them",
) -> bool:
    """Note options that read the same in some language; return whether all differ."""
    languages = {code for option in choosables for code in option.text.texts}
    for language in sorted(languages):
        seen: set[str] = set()
        for option in choosables:
            text = _seen(option.text.get(language))
            if text in seen:
                what = f"two equal {called} in '{name}': '{option.text.get(language)}'"
                fields.problem(name, what, mend)
                return False
            seen.add(text)
    if len({option.token for option in choosables}) < len(choosables):
        fields.problem(name, f"two entries in '{name}' have the same id", "give each its own")
        return False
    return True


def _seen(text: str) -> str:
    """Write a text as a reader sees it, so that what looks the same is the same."""
    shown = "".join(c for c in plain(text) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", shown).casefold().split())


def public(
    item: Item, choosables: Iterable[Choosable], language: str, chance: Random | None
) -> list[Json]:
    """Show options in a shuffled order, or in the author's where he asked for that."""
    shown = [show(choosable, language) for choosable in choosables]
    if chance is not None and item.shuffle:
        chance.shuffle(shown)
    return shown


def show(choosable: Choosable, language: str) -> dict[str, Json]:
    """Show one option: its token, its text as HTML and as plain text."""
    text = choosable.text.get(language)
    return {"token": choosable.token, "html": html(text), "text": plain(text)}


def form(choosables: Iterable[Choosable]) -> dict[str, Json]:
    """Return the options there are by their tokens, in the order of those."""
    return {"options": tokens(choosables)}


def tokens(choosables: Iterable[Choosable]) -> list[str]:
    """Return tokens in an order that tells nothing."""
    return sorted(choosable.token for choosable in choosables)


def key(
    choosables: Iterable[Choosable], correct: Collection[str], language: str
) -> dict[str, Json]:
    """Return the right options, and the feedback of every option."""
    listed = list(choosables)
    return {
        "right": [option.token for option in listed if option.token in correct],
        "feedback": {o.token: html(o.feedback.get(language)) for o in listed if o.feedback},
    }


def answer(view: View, key: View) -> paper.Answer:
    """Return the right options on the printed key, by their letters."""
    signs = paper.signs(view["options"])
    texts = {option["token"]: option["html"] for option in view["options"]}
    right = sorted(key["right"], key=lambda token: signs[token])
    told = "; ".join(f"<strong>{signs[token]}</strong> {texts[token]}" for token in right)
    return paper.Answer(told, paper.remarks(signs, key))


def by_language(choosables: Sequence[Choosable]) -> tuple[tuple[str, ...], ...]:
    """Return the texts of options, in each language that any of them has."""
    languages = dict.fromkeys(code for option in choosables for code in option.text.texts)
    return tuple(tuple(o.text.get(language) for o in choosables) for language in languages)


def shuffled(item: Item) -> tuple[str, ...]:
    """Options are shuffled, unless the author forbids it."""
    return ("options",) if item.shuffle else ()


def listed(*names: str) -> Callable[[View, str], Listed]:
    """Return how to list what there is in a public view, one list after the other."""
    return lambda view, form: (("", [option[form] for option in view[name]]) for name in names)
