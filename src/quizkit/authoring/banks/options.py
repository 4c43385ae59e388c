"""Options of other programs as a quiz file has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizkit.authoring.banks.gathering import Question
from quizkit.languages import known, said
from quizkit.quiz.types.truefalse import SAID


def keyed(options: Mapping[str, Question], right: Collection[str]) -> list[Question]:
    """Return options, the right ones marked."""
    return [o | ({"correct": True} if name in right else {}) for name, o in options.items()]


def as_truefalse(options: Mapping[str, Question], right: Collection[str]) -> Question | None:
    """Return a truefalse question where the options are true and false, in a language known here.

    >>> two = {"a": {"text": "True"}, "b": {"text": "False", "feedback": "No!"}}
    >>> as_truefalse(two, ["a"])
    {'type': 'truefalse', 'answer': True, 'feedback': {False: 'No!'}}
    """
    if len(options) != len(SAID) or len(right) != 1:
        return None
    texts = {name: option["text"].strip(" .").casefold() for name, option in options.items()}
    for language in known():
        words = {
            said("truefalse", language, word).casefold(): is_so for word, is_so in SAID.items()
        }
        if set(texts.values()) == set(words):
            meant = {words[texts[name]]: option.get("feedback") for name, option in options.items()}
            feedback = {is_so: meant[is_so] for is_so in (True, False) if meant[is_so]}
            (answer,) = (words[texts[name]] for name in right)
            return {"type": "truefalse", "answer": answer, "feedback": feedback}
    return None
