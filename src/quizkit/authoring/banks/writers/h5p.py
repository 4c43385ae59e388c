"""H5P: a question set (H5P.QuestionSet), as Moodle, WordPress, Lumi and others host it.

A package holds the content alone. The libraries that show it are the host's own: h5p.org's
documentation has a package refused whose libraries are neither in it nor installed, and each site
with H5P's content hub installs them.
"""

from __future__ import annotations

import json
import uuid

from quizkit.authoring.banks.bank import Export, Writer
from quizkit.authoring.banks.package import packed
from quizkit.authoring.banks.writers.h5p_questions import QUESTIONS, Made
from quizkit.authoring.banks.writers.page import Page
from quizkit.quiz.model import Item, Json, Quiz

SET = ("H5P.QuestionSet", 1, 20)
IMAGE = ("H5P.Image", 1, 1)
LONGEST_TITLE = 255
IMAGES = "images"
INSTALLED = "the libraries that show it: the site must have {libraries} installed"
BUTTONS = "the words on its buttons: H5P's own, in English until it is saved again on the site"
POINTS = "points: in H5P each right part of a question counts one"


def write(quiz: Quiz, language: str) -> Export:
    """Write a quiz as an H5P question set."""
    page = Page(quiz, language, lambda name: f"{IMAGES}/{name}")
    made = {item.id: one for item in quiz.questions if (one := _made(item, page)) is not None}
    if not made:
        return Export({}, tuple(page.losses))
    used = [SET, *(one.library for one in made.values())]
    used += [IMAGE] if page.pictures else []
    libraries = list(dict.fromkeys(used))
    named = ", ".join(f"{name} {major}.{minor}" for name, major, minor in libraries)
    page.lose_of_quiz(INSTALLED.format(libraries=named))
    if language != "en":
        page.lose_of_quiz(BUTTONS)
    if len(quiz.pools) > 1:
        page.lose_of_quiz("its draws from several pools: in H5P all questions are asked")
    if len({item.points for item in quiz.questions}) > 1:
        page.lose_of_quiz(POINTS)
    title = page.line(quiz.title)[:LONGEST_TITLE] or quiz.id
    files = {
        "h5p.json": _json(_package(title, language, libraries)),
        "content/content.json": _json(_content(made, quiz, title)),
        **{f"content/{IMAGES}/{name}": data for name, data in page.pictures.items()},
    }
    return Export({f"{quiz.id}.h5p": packed(files)}, tuple(page.losses))


def _made(item: Item, page: Page) -> Made | None:
    page.begin(item)
    written = QUESTIONS.get(item.type)
    if written is None:
        page.lose(f"the whole question: a question set of H5P has none of type {item.type}")
        return None
    if item.explanation:
        page.lose("its explanation")
    if item.variants:
        page.lose("its variants but the first")
    return written(item, page)


def _package(title: str, language: str, libraries: list[tuple[str, int, int]]) -> Json:
    return {
        "title": title,
        "language": language,
        "mainLibrary": SET[0],
        "embedTypes": ["div"],
        "license": "U",
        "preloadedDependencies": [
            {"machineName": name, "majorVersion": major, "minorVersion": minor}
            for name, major, minor in libraries
        ],
    }


def _content(made: dict[str, Made], quiz: Quiz, title: str) -> Json:
    questions = []
    pool = quiz.pools[0].count if len(quiz.pools) == 1 else 0
    for name, one in made.items():
        library, major, minor = one.library
        questions.append(
            {
                "library": f"{library} {major}.{minor}",
                "params": one.params,
                "subContentId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"quizkit:{quiz.id}:{name}")),
                "metadata": {"contentType": one.told, "license": "U", "title": name},
            }
        )
    return {
        "introPage": {"showIntroPage": False, "title": title, "introduction": ""},
        "progressType": "dots",
        "passPercentage": 50,
        "disableBackwardsNavigation": False,
        "randomQuestions": bool(pool),
        **({"poolSize": min(pool, len(questions))} if pool else {}),
        "questions": questions,
        "endGame": {
            "showResultPage": True,
            "showSolutionButton": True,
            "showRetryButton": True,
            "showAnimations": False,
            "skippable": False,
            "overallFeedback": [{"from": 0, "to": 100}],
        },
        "override": {"checkButton": True},
    }


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


WRITER = Writer(name="h5p", told="an H5P package", write=write, draws=True)
