"""The exercises of the lessons: their solutions give what the checks ask for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import quizkit

CHECKOUT = Path(__file__).resolve().parents[1]
SOLUTION = re.compile(r"<details>.*?```python\n(.*?)```", re.DOTALL)


def names_after(lesson: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the solutions of a lesson, in order, with the cells that they follow; give its names."""
    path = CHECKOUT / "lessons" / "en" / f"{lesson}.ipynb"
    monkeypatch.chdir(path.parent)
    names: dict[str, Any] = {}
    for cell in nbformat.read(path, as_version=4).cells:  # type: ignore[no-untyped-call]
        if cell.cell_type == "code":
            exec(cell.source, names)  # our own text: it must run as the reader would run it
        for solution in SOLUTION.findall(cell.source):
            exec(solution, names)
    return names


def is_right(quiz: str, question: str, response: object) -> bool:
    """Tell whether a response to a question of a quiz is right."""
    asked = {item.id: item for item in quizkit.load(quiz).questions}
    return asked[question].grade(str(response)).outcome == "right"


def test_solutions_on_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solutions of lesson 1 give what its exercises ask for."""
    names = names_after("01-background", monkeypatch)
    assert is_right("background-soviet", "how-many-republics", len(names["soviet"]))
    years = set(names["soviet"]["accession_year"])
    assert is_right("background-soviet", "when-republics-joined", years.pop())
    assert not years  # all in the same year, as the question says
    assert is_right("background-twenty", "members-in-2002", len(names["then"]))
    more = len(names["members"]) - len(names["then"])
    assert is_right("background-twenty", "more-by-2022", more)
    assert is_right("background-events", "events-about-ukraine", len(names["about"]))
    late = (names["about"]["date"] >= "2014").sum()
    assert is_right("background-events", "since-2014", late)


def test_solutions_on_brussels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solutions of lesson 3 give what its exercises ask for."""
    names = names_after("03-brussels", monkeypatch)
    assert is_right("brussels-table", "rows-for-wednesday", len(names["there"]))
    role = names["there"].set_index("actor_id")["role"]["united-states"]
    assert role == "member"  # as the second question says
    waves = names["covered"]["accession_year"].value_counts().sort_index()
    assert is_right("brussels-waves", "first-wave", waves.iloc[0])
    assert is_right("brussels-waves", "if-2004", waves[waves.index > 2004].sum())
    assert is_right("brussels-answers", "answers-to-1997", len(names["answers"]))
    assert set(names["answers"]["answer"]) == {"rejected"}


def test_solutions_on_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solutions of lesson 6 give what its exercises ask for."""
    names = names_after("06-reading-the-sources", monkeypatch)
    assert is_right("sources-speakers", "left-to-others", len(names["from_others"]))
    assert "Ukraine" not in " ".join(names["from_others"]["attributed_to_id"]).title()
    spelled = names["ryabkov"].set_index("article_id")["spelling"]
    assert is_right("sources-spelling", "article-b-spells", spelled["article-b"])
    topics = names["per_topic"].value_counts()
    assert is_right("sources-topics", "told-by-all", topics[3])
    assert (topics[2], topics[1]) == (14, 3)  # as the explanation says
    assert names["per_topic"]["thursday-place"] == 1
    silences = (names["claims"]["stance"] == "silent").sum()
    assert is_right("sources", "how-often-silent", silences)


def test_solutions_on_what_came_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solutions of lesson 7 give what its exercises ask for."""
    names = names_after("07-what-came-next", monkeypatch)
    assert is_right("after-talks", "days-of-talks", len(names["chosen"]))
    assert is_right("after-verdicts", "came-true", len(names["right"]))
    assert names["right"]["outlook"].value_counts().index[0] == "gloomy"
    untested = names["judged"][names["judged"]["verdict"] == "not_tested"]
    assert set(untested["outlook"]) == {"conditional"}
    assert len(untested) == 4  # as the lesson says
    assert is_right("after-fears", "fears-of-the-week", len(names["fears"]))
    gloomy = (names["expectations"]["outlook"] == "gloomy").sum()
    assert is_right("after", "gloomy-rows", gloomy)
