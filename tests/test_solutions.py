"""The exercises of the lessons: their solutions give what the checks ask for, in both languages.

The text that a reader sees is run as it stands: the code cells of a lesson from top to bottom, with
each solution after the exercise that it solves. What it leaves is put to the quiz that checks the
exercise, as a reader would who looks at the result and types an answer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest

import quizkit
from quizkit.quiz.model import Item
from quizkit.quiz.types.choice import Choice

Names = dict[str, Any]
Responses = Mapping[str, object]

CHECKOUT = Path(__file__).resolve().parents[1]
LESSONS = sorted((CHECKOUT / "lessons").glob("??/*.ipynb"))
SHOWN = re.compile(r"quizkit\.(?:show|figures\.\w+)\(.*\)\Z")  # takes seconds and leaves no name
SOLUTION = re.compile(r"<details>.*?```python\n(.*?)```", re.DOTALL)
CHECK = re.compile(r'quizkit\.show\("([^"]+)"\)')
PRACTISED = ("06-reading-the-sources", "07-what-came-next")
TYPED = ("number", "text")  # what a reader takes from the result; the rest needs thought


def cells(path: Path) -> list[Any]:
    """Return the cells of a lesson."""
    return list(nbformat.read(path, as_version=4).cells)  # type: ignore[no-untyped-call]


def checks(path: Path) -> dict[str, str]:
    """Return the quiz that checks each exercise of a lesson, by the exercise's name."""
    return {
        cell.id.removesuffix("-check"): found[1]
        for cell in cells(path)
        if re.fullmatch(r"exercise-\d+-check", cell.id) and (found := CHECK.search(cell.source))
    }


each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parts[-2:]}")
each_exercise = pytest.mark.parametrize(
    ("path", "exercise"),
    [(path, exercise) for path in LESSONS for exercise in checks(path)],
    ids=lambda value: f"{value.parts[-2:]}" if isinstance(value, Path) else str(value),
)


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    """Set the language back after each test: a lesson sets its own."""
    yield
    quizkit.language("en")


def run(code: str, names: Names) -> object:
    """Run code as a notebook does, and give the value of its last line, if it has one."""
    tree = ast.parse(code)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(code, names)  # our own text
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "lesson", "exec"), names)
    return eval(compile(ast.Expression(last.value), "lesson", "eval"), names)


def names_after(path: Path, exercise: str) -> Names:
    """Run a lesson up to the solution of an exercise; give its names, and ``shown`` as the result.

    The exercises before it are solved too: a reader does them in order.
    """
    names: Names = {}
    for cell in cells(path):
        if cell.cell_type == "code" and not SHOWN.match(cell.source):
            run(cell.source, names)
        for solution in SOLUTION.findall(cell.source):
            names["shown"] = run(solution, names)
        if cell.id == f"{exercise}-solution":
            return names
    raise AssertionError(f"{exercise} has no solution")


def questions(quiz: str) -> dict[str, Item]:
    """Return the questions of a quiz by their ids."""
    return {item.id: item for item in quizkit.load(quiz).questions}


def is_right(question: Item, response: object) -> bool:
    """Return whether a response is right; to a choice it is an option's English text."""
    if isinstance(question, Choice):
        (response,) = [o.token for o in question.options if o.text.texts["en"] == response]
    return question.grade(str(response)).outcome == "right"


def from_soviet(names: Names) -> Responses:
    """Take it that the members found joined in one year, as the second question says."""
    (year,) = set(names["soviet"]["accession_year"])
    return {"how-many-republics": len(names["shown"]), "when-republics-joined": year}


def from_votes(names: Names) -> Responses:
    """Count among the former republics, and see what most of those did who had been in favour."""
    both = names["both"]
    later = both[both["vote_2014"] == "yes"]["vote_2019"].value_counts()
    assert later.drop("yes").sum() == 42  # as the second question says
    assert later.drop("yes").idxmax() == "abstained"
    return {
        "neighbours-in-favour": (names["shown"]["vote"] == "yes").sum(),
        "where-they-went": "They abstained.",
    }


def from_table_of_brussels(names: Names) -> Responses:
    """Read the role of the United States, of which the second question asks the reason."""
    assert names["shown"].set_index("actor_id")["role"]["united-states"] == "member"
    return {
        "rows-for-wednesday": len(names["shown"]),
        "role-of-the-us": "It took part as one of NATO's thirty",
    }


def from_answers(names: Names) -> Responses:
    """Find the article whose answer names a speaker, and so a reason."""
    shown = names["shown"]
    assert set(shown["answer"]) == {"rejected"}  # as the second question says
    (row,) = [row for _, row in shown.iterrows() if "Stoltenberg" in row["text"]]
    assert row["source_ids"] == ("article-a",)
    return {"answers-to-1997": len(shown), "who-gives-a-reason": "Article A"}


def from_silence(names: Names) -> Responses:
    """Find the article that is silent on the part of the OSCE."""
    shown = names["shown"]
    (article,) = shown[shown["topic_id"] == "osce-role"]["article_id"]
    return {
        "silent-rows": len(shown),
        "silent-on-osce": f"Article {article.removeprefix('article-').upper()}",
    }


def from_open_doors(names: Names) -> Responses:
    """See who answered where there is an open door."""
    assert set(names["shown"]["actor_id"]) == {"us-and-europe", "wendy-sherman"}
    return {
        "open-doors": len(names["shown"]),
        "who-opened": "Americans and Europeans, and one American by name",
    }


def from_rejected(names: Names) -> Responses:
    """Count demands, and not the answers to them."""
    assert len(names["rejected"]) > names["shown"]  # or there would be nothing to learn
    by_accident = names["rejected"]["actor_id"].nunique()
    assert by_accident == names["shown"]  # as what is said to a wrong column tells
    return {"rejected-demands": names["shown"], "column-of-demands": "demand_id"}


def from_left(names: Names) -> Responses:
    """See that most of the demands left are without a direct answer."""
    answers = names["responses"].groupby("demand_id")["answer"].agg(set)
    unanswered = (answers[names["left"]["id"]] == {"not_answered"}).mean()
    assert unanswered > 0.5
    return {
        "not-refused": names["shown"],
        "most-of-the-rest": "No direct answer to them is reported",
    }


def from_speakers(names: Names) -> Responses:
    """See that nobody in the list speaks for Ukraine."""
    assert "ukraine" not in " ".join(names["shown"]["attributed_to_id"])
    return {"left-to-others": len(names["shown"]), "never-a-speaker": "Ukraine's"}


def from_spelling(names: Names) -> Responses:
    """Read how article B spells the name."""
    return {"article-b-spells": names["shown"].set_index("article_id")["spelling"]["article-b"]}


def from_topics(names: Names) -> Responses:
    """Count the topics on which three, two or one of the articles speak."""
    assert (names["shown"][2], names["shown"][1]) == (13, 5)  # as the explanation says
    assert names["per_topic"]["thursday-place"] == 1
    return {
        "told-by-all": names["shown"][3],
        "only-one": "Where Thursday's meeting is (`thursday-place`)",
    }


def from_verdicts(names: Names) -> Responses:
    """See what the expectations that came true, and those never tested, have in common."""
    assert names["shown"].index[0] == "gloomy"  # as the prediction says
    untested = names["judged"][names["judged"]["verdict"] == "not_tested"]
    assert set(untested["outlook"]) == {"conditional"}
    assert len(untested) == 3  # as the lesson says
    return {"came-true": len(names["right"]), "never-tested": "They are all conditional."}


READERS: Mapping[str, Callable[[Names], Responses]] = {  # what a reader types, quiz by quiz
    "background-soviet": from_soviet,
    "background-twenty": lambda names: {
        "members-in-2002": names["shown"],
        "more-by-2022": len(names["members"]) - names["shown"],
    },
    "background-events": lambda names: {
        "events-about-ukraine": len(names["shown"]),
        "since-2014": (names["shown"]["date"] >= "2014").sum(),
    },
    "background-votes": from_votes,
    "geneva-city": lambda names: {"meetings-in-geneva": len(names["shown"])},
    "geneva-1997": lambda names: {"joined-after-1997": names["shown"]},
    "brussels-table": from_table_of_brussels,
    "brussels-waves": lambda names: {
        "first-wave": names["shown"].sort_index().iloc[0],
        "if-2004": names["shown"][names["shown"].index > 2004].sum(),
    },
    "brussels-answers": from_answers,
    "vienna-seats": lambda names: {
        "seats-of-ukraine": len(names["shown"]),
        "seats-of-russia": (names["seats"]["actor_id"] == "russia").sum(),
    },
    "vienna-silence": from_silence,
    "demands-open": from_open_doors,
    "demands-rejected": from_rejected,
    "demands-left": from_left,
    "sources-speakers": from_speakers,
    "sources-spelling": from_spelling,
    "sources-topics": from_topics,
    "after-talks": lambda names: {"days-of-talks": len(names["shown"])},
    "after-verdicts": from_verdicts,
    "after-fears": lambda names: {"fears-of-the-week": len(names["shown"])},
}


@each_lesson
def test_exercises_are_whole(path: Path) -> None:
    """Each exercise of a lesson has a cell to work in, a check and a solution."""
    found = {cell.id for cell in cells(path) if re.fullmatch(r"exercise-\d+-\w+", cell.id)}
    numbers = {name.split("-")[1] for name in found}
    parts = ("-cell", "-check", "-solution")
    assert found == {f"exercise-{number}{part}" for number in numbers for part in parts}
    assert set(checks(path)) == {f"exercise-{number}" for number in numbers}


@each_lesson
def test_an_exercise_begins_with_its_heading(path: Path) -> None:
    """Each exercise has a cell of its own that begins with its heading: there its bar begins."""
    begun = {cell.id for cell in cells(path) if re.match("####? ", cell.source)}
    assert [exercise for exercise in checks(path) if exercise not in begun] == []


@each_exercise
def test_solution_scores(path: Path, exercise: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the solution of an exercise shows is the right answer to each question of its check."""
    monkeypatch.chdir(path.parent)
    quiz = checks(path)[exercise]
    responses = READERS[quiz](names_after(path, exercise))
    asked = questions(quiz)
    wrong = {name: r for name, r in responses.items() if not is_right(asked[name], r)}
    assert wrong == {}
    assert {name for name, item in asked.items() if item.type in TYPED} <= set(responses)


@each_exercise
def test_exercise_is_not_yet_solved(path: Path, exercise: str) -> None:
    """The cell of an exercise differs from its solution: there is something left to do."""
    source = {cell.id: cell.source for cell in cells(path)}
    (solution,) = SOLUTION.findall(source[f"{exercise}-solution"])
    assert source[f"{exercise}-cell"].strip() != solution.strip()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_one_number_changed(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the start page, 2004 in the place of 1999 gives the number that is asked for."""
    path = CHECKOUT / "lessons" / language / "00-start.ipynb"
    monkeypatch.chdir(path.parent)
    names: Names = {}
    source = {cell.id: cell.source for cell in cells(path) if cell.cell_type == "code"}
    for cell in ("setup", "load-members"):
        run(source[cell], names)
    shown: Any = run(source["filter-members"].replace("1999", "2004"), names)
    assert is_right(questions("start-table")["joined-in-2004"], len(shown))


def test_counts_in_the_practice_quizzes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers that two practice quizzes ask of a table follow from what was solved before."""
    sources, after = (CHECKOUT / "lessons" / "en" / f"{name}.ipynb" for name in PRACTISED)
    monkeypatch.chdir(sources.parent)
    claims = names_after(sources, "exercise-3")["claims"]
    silences = (claims["stance"] == "silent").sum()
    assert is_right(questions("sources")["how-often-silent"], silences)
    expectations = names_after(after, "exercise-3")["expectations"]
    gloomy = (expectations["outlook"] == "gloomy").sum()
    assert is_right(questions("after")["gloomy-rows"], gloomy)
