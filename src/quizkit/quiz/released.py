"""A quiz as students receive it: what is asked, and nothing that tells what is right.

A released quiz is a JSON file. Of each question it holds the public view in every language, and
the form that a response takes, so that one that cannot be read is noticed before it is handed in.
It holds no key, no feedback, no explanation and no hint (a graded quiz offers none), and nothing
made of them: not even a hash, which would give a key away to anyone who tries a few answers. What
may be shuffled stands in the order of its tokens, which says nothing.

Where each student gets a part of a quiz, the file holds all of it: every question of the pools, and
every variant as a question of its own, in the order of what a student sees of them. What a variant
was made from is not in it, nor anything made of that.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from quizkit.errors import CourseError
from quizkit.languages import ENGLISH, known
from quizkit.quiz.due_date import DueDate
from quizkit.quiz.markup import html
from quizkit.quiz.model import Grade, Item, Json, Pool, Quiz, Text, digest
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.in_texts import addresses, in_other_names, renamed
from quizkit.quiz.pictures.picture import Picture
from quizkit.quiz.types import TYPES

FORMAT = 1
VARIED = 2  # of a quiz of which each student gets a part
NO_SUCH_FORM = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
NO_KEY = "A released quiz holds no key: it is graded where its course is."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedItem(Item):
    """One question as students receive it: it can be shown and answered, not graded."""

    type: str  # type: ignore[misc]  # one class for what are classes of their own elsewhere
    rule: Text  # type: ignore[misc]
    known_as: str  # the public fingerprint
    asked: Mapping[str, Json]  # the form of a response
    views: Mapping[str, Mapping[str, Json]]  # the public view, by language
    shuffled: tuple[str, ...]
    by_hand: bool = False  # type: ignore[misc]

    def form(self) -> dict[str, Json]:
        """Return the form of a response."""
        return dict(self.asked)

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return what a browser may see; ``chance`` shuffles what may be shuffled."""
        view = copy.deepcopy(dict(self.views.get(language, self.views[ENGLISH])))
        if chance is not None:
            for shown in _lists(view, self.shuffled):
                chance.shuffle(shown)
        return view

    @property
    def fingerprint(self) -> str:
        """The public fingerprint: the only one that a student has."""
        return self.known_as

    @property
    def public_fingerprint(self) -> str:
        """The public fingerprint, as it was when the quiz was released."""
        return self.known_as

    def grade(self, value: Json) -> Grade:
        """Refuse: there is no key to grade with."""
        raise CourseError(NO_KEY)

    def key(self, language: str) -> dict[str, Json]:
        """Refuse: there is no key."""
        raise CourseError(NO_KEY)

    def right(self) -> Json:
        """Refuse: there is no key."""
        raise CourseError(NO_KEY)

    def basis(self) -> Sequence[str]:
        """Refuse: there is no key."""
        raise CourseError(NO_KEY)


def released(quiz: Quiz, due: DueDate | None = None) -> dict[str, Json]:
    """Return a quiz as students receive it, as plain JSON values, with the date it is due.

    >>> from quizkit import load
    >>> question = released(load("start"))["questions"][0]
    >>> sorted(question["form"]), "correct" in str(question)
    (['options'], False)
    """
    used = {item.objective for item in quiz.questions}
    content = {
        "format": VARIED if quiz.varies else FORMAT,
        "id": quiz.id,
        "title": dict(quiz.title.texts),
        "points": quiz.points,
        "languages": list(quiz.languages),
        "objectives": {n: dict(text.texts) for n, text in quiz.objectives.items() if n in used},
        "questions": renamed([_question(item, quiz) for item in quiz.questions], quiz.pictures),
    }
    if quiz.pools:
        content["pools"] = [{"count": p.count, "questions": list(p.questions)} for p in quiz.pools]
    if quiz.varies:
        content["seed"] = quiz.seed
    if pictures := _pictures(content["questions"], quiz):
        content["pictures"] = pictures
    if due:
        content["due"] = due.plain()
    return {**content, "seal": _seal(content)}


def as_released(quiz: Quiz) -> Quiz:
    """Return a quiz as students have it, without its key.

    >>> from quizkit import load
    >>> as_released(load("start")).questions[0].key("en")
    Traceback (most recent call last):
    ...
    quizkit.errors.CourseError: A released quiz holds no key: it is graded where its course is.
    """
    return _quiz(released(quiz), path=None)


def text_of(content: Mapping[str, Json]) -> str:
    """Write a released quiz as the text of its file."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_released(source: Path | bytes) -> Quiz:
    """Read a released quiz from its file, or from the bytes of one.

    Raises CourseError, which says what to do, if it is not as it was released.

    >>> from quizkit import load
    >>> read_released(text_of(released(load("start"))).encode()).id
    'start'
    """
    path = source if isinstance(source, Path) else None
    name = f"{path.parent.name}/{path.name}" if path else "of this assignment"
    mend = "Fetch the assignment anew, or ask your teacher for it."
    try:
        content = json.loads(source.read_bytes() if isinstance(source, Path) else source)
        if content["format"] not in (FORMAT, VARIED) or not _types(content) <= set(TYPES):
            raise CourseError(f"The quiz {name} needs another version of quizkit: update quizkit.")
        quiz = _quiz(content, path=path)
        if content["seal"] != _seal({n: v for n, v in content.items() if n != "seal"}):
            raise ValueError
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CourseError(f"The quiz {name} cannot be read ({reason}). {mend}") from error
    except (*NO_SUCH_FORM, UnfitPicture) as error:
        raise CourseError(f"The quiz {name} is not as it was released. {mend}") from error
    return quiz


def due_date(path: Path) -> DueDate | None:
    """Return when a released quiz is due, by its file; None where that says nothing of it."""
    try:
        return DueDate.from_plain(json.loads(path.read_bytes())["due"])
    except (OSError, *NO_SUCH_FORM):
        return None


def undated(text: str) -> str:
    """Return the text of a released quiz without its due date; as it is, where it has none."""
    try:
        content = json.loads(text)
        seal = content.pop("seal")
        if seal == _seal(content) and DueDate.from_plain(content.pop("due")):
            return text_of({**content, "seal": _seal(content)})
    except NO_SUCH_FORM:
        pass
    return text


def _question(item: Item, quiz: Quiz) -> dict[str, Json]:
    content = _shown(item, quiz)
    if item.variants:
        listed = sorted(item.variants, key=lambda one: one.variant)
        content["variants"] = [_variant(one, quiz) for one in listed]
    return content


def _variant(item: Item, quiz: Quiz) -> dict[str, Json]:
    """Return a variant as students have it."""
    return _shown(item, quiz) | {"variant": item.variant}


def _shown(item: Item, quiz: Quiz) -> dict[str, Json]:
    codes = dict.fromkeys((*known(), *quiz.languages))
    return {
        "id": item.id,
        "type": item.type,
        "fingerprint": item.public_fingerprint,
        "points": item.points,
        **({"certainty": True} if quiz.asks_certainty(item) else {}),
        "objective": item.objective,
        "prompt": {
            code: in_other_names(text, quiz.pictures) for code, text in item.prompt.texts.items()
        },
        "rule": dict(item.rule.texts),
        "form": item.form(),
        "views": _views(item, codes),
        "shuffled": list(TYPES[item.type].shuffled(item)),
    }


def _pictures(questions: Sequence[Mapping[str, Json]], quiz: Quiz) -> dict[str, str]:
    """Return the pictures that students see of a quiz, by their names, as text."""
    every = [one for question in questions for one in (question, *question.get("variants", ()))]
    prompts = [html(text) for one in every for text in one["prompt"].values()]
    shown = addresses([*prompts, *(one["views"] for one in every)], quiz.pictures)
    return {name: address.partition(",")[2] for name, address in shown.items()}


def _views(item: Item, languages: Iterable[str]) -> dict[str, Json]:
    """Return the view in each language, but for those that are as in English: once is enough."""
    views = {code: _view(item, code) for code in languages}
    return {c: view for c, view in views.items() if c == ENGLISH or view != views[ENGLISH]}


def _view(item: Item, language: str) -> dict[str, Json]:
    view = item.public(language)
    for shown in _lists(view, TYPES[item.type].shuffled(item)):
        shown.sort(key=lambda entry: entry["token"])
    return view


def _lists(view: Mapping[str, Json], names: Sequence[str]) -> list[list[Json]]:
    """Return the lists of those names in a view, those of its blanks too."""
    parts = (view, *view.get("segments", ()))
    return [part[name] for part in parts for name in names if name in part]


def _seal(content: Mapping[str, Json]) -> str:
    """Hash what students may see, to notice a file that was damaged or edited."""
    return digest(json.dumps(content, sort_keys=True))


def _quiz(content: Mapping[str, Json], path: Path | None) -> Quiz:
    return Quiz(
        id=content["id"],
        title=Text(content["title"]),
        questions=tuple(_item(entry) for entry in content["questions"]),
        objectives={name: Text(texts) for name, texts in content["objectives"].items()},
        languages=tuple(content["languages"]),
        pools=tuple(Pool(p["count"], tuple(p["questions"])) for p in content.get("pools", ())),
        seed=content.get("seed", ""),
        path=path,
        pictures={name: _picture(name, text) for name, text in content.get("pictures", {}).items()},
    )


def _picture(name: str, text: str) -> Picture:
    picture = Picture.of(base64.b64decode(text, validate=True))
    if picture.name != name:
        raise ValueError(name)
    return picture


def _types(content: Mapping[str, Json]) -> set[str]:
    return {entry["type"] for entry in content["questions"]}


def _item(entry: Mapping[str, Json]) -> ReleasedItem:
    return ReleasedItem(
        id=entry["id"],
        type=entry["type"],
        known_as=entry["fingerprint"],
        points=entry["points"],
        certainty=bool(entry.get("certainty")),
        objective=entry["objective"],
        prompt=Text(entry["prompt"]),
        rule=Text(entry["rule"]),
        asked=entry["form"],
        views=entry["views"],
        shuffled=tuple(entry["shuffled"]),
        variant=entry.get("variant", ""),
        variants=tuple(map(_item, entry.get("variants", ()))),
        by_hand=TYPES[entry["type"]].item.by_hand,
    )
