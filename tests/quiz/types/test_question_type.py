"""Each part of each question type is there, and does what the rest of the house counts on."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from dataclasses import MISSING, fields
from random import Random
from typing import Any

import pytest

from quiz.types.asking import ask
from quiz.types.test_properties import names
from quizkit.course.releasing.leaks import is_key
from quizkit.course.releasing.secrets import patterns
from quizkit.languages import known
from quizkit.quiz.model import Item, Json, Outcome
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.given import NoResponse, Sent
from quizkit.quiz.types.question_type import QuestionType
from quizkit.widget.quiz_widget import source

Kind = QuestionType[Any]


@pytest.fixture(params=TYPES)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Return each type in turn."""
    return TYPES[request.param]


@pytest.fixture
def example(kind: Kind) -> str:
    """Return the question that the type's own module shows to authors, as YAML."""
    told = sys.modules[kind.item.__module__].__doc__ or ""
    found = re.search(r"^::\n\n((?: {4}.*\n)+)", told, re.MULTILINE)
    assert found
    return textwrap.dedent(found[1])


@pytest.fixture
def item(example: str) -> Item:
    """Return that question."""
    item: Item = ask(re.sub(r"^prompt:.*\n", "", example, flags=re.MULTILINE))
    return item


def test_no_part_has_a_default() -> None:
    """A type that lacks a part cannot be made, so none can be forgotten."""
    assert all(part.default is part.default_factory is MISSING for part in fields(QuestionType))


def test_it_has_a_script_of_its_own(kind: Kind) -> None:
    """Beside a type is the script that shows it, named like it."""
    assert f"export default function {kind.name}(" in source(f"items/{kind.name}.js")


@pytest.mark.parametrize("outcome", ["right", "wrong", "partly", "invalid"])
def test_its_samples_fare_as_they_are_called(kind: Kind, item: Item, outcome: str) -> None:
    """It makes responses of each outcome; partly right ones where it has a rule for these."""
    value: Json = getattr(kind.samples(item), outcome)
    if outcome == "partly" and not item.rule:
        assert value is None
    elif kind.item.by_hand and outcome != "invalid":  # only a person tells them apart
        assert item.grade(value).outcome is Outcome.GIVEN
    else:
        assert item.grade(value).outcome is Outcome(outcome)


def test_it_reads_a_response_without_its_key(kind: Kind, item: Item) -> None:
    """The form alone tells what is unanswered and what cannot be read."""
    made, form = kind.samples(item), item.form()
    assert kind.unread(made.right, form) is kind.unread(made.wrong, form) is None
    assert kind.unread(made.invalid, form) == item.grade(made.invalid)
    assert kind.unread(None, form) == item.grade(None)


def test_it_names_what_students_receive(kind: Kind, item: Item) -> None:
    """No form and no public view holds a name that the type does not tell."""
    written = set(getattr(item, "blanks", ())) | {"", "km", "m", *known()}  # named by authors
    assert names(item.form()) - written <= set(kind.form)
    assert names(item.public("en")) == set(kind.view)


def test_it_names_the_lists_that_are_shuffled(kind: Kind, item: Item) -> None:
    """What is shown in an order that differs from one learner to the next is told, and no more."""
    views = [item.public("en", Random(seed)) for seed in range(20)]
    parts = zip(*([view, *view.get("segments", ())] for view in views), strict=True)
    mixed = {
        name
        for part in parts
        for name, value in part[0].items()
        if name != "segments" and any(other[name] != value for other in part)
    }
    assert mixed == set(kind.shuffled(item))


def test_it_is_listed_where_no_script_runs(kind: Kind, item: Item) -> None:
    """All there is to choose from stands below the prompt, or a blank to fill in."""
    view = item.public("en")
    for form in ("html", "text"):
        listed = list(kind.listed(view, form))
        said = " ".join(
            [label for label, _ in listed] + [row for _, rows in listed for row in rows]
        )
        shown = [option[form] for option in options_in(view)]
        assert all(text in said for text in shown or ["______"])


def options_in(view: Json) -> list[Json]:
    """Return what there is to choose from in a public view."""
    if isinstance(view, dict):
        inside = [option for value in view.values() for option in options_in(value)]
        return [view] if "token" in view else inside
    return (
        [option for value in view for option in options_in(value)] if isinstance(view, list) else []
    )


def test_it_has_a_form_on_paper(kind: Kind, item: Item) -> None:
    """On paper stands how to answer, in each language, and all there is to choose from."""
    assert all(kind.told.texts[code] for code in known())
    view = item.public("en")
    made = str(kind.paper(view))
    assert made != "()"
    assert all(option["html"] in made for option in options_in(view))


def test_its_key_on_paper_goes_by_the_printed_order(kind: Kind, item: Item) -> None:
    """The printed key names the right response: by the letters of this printing, or in words."""
    views = [item.public("en", Random(seed)) for seed in range(20)]
    told = {kind.answer(view, item.key("en")).html for view in views}
    assert all(re.sub("<.*?>", "", html) for html in told)
    assert (len(told) > 1) == bool(kind.shuffled(item))


def test_it_puts_a_response_in_words(kind: Kind, item: Item) -> None:
    """Each mark belongs to a part in words; what was not offered is told apart as sent."""
    view, right = item.public("en"), item.right()
    parts = list(kind.given(view, right))
    assert kind.item.by_hand or {part.key for part in parts} == {
        mark.key for mark in item.grade(right).marks
    }
    assert all(part.said for part in parts)
    try:
        strange = list(kind.given(view, {"no": "response"}))
    except NoResponse:
        return
    assert any(isinstance(said, Sent) or said is None for part in strange for said in part.said)


def test_it_numbers_parts_whose_order_counts(kind: Kind, item: Item) -> None:
    """A response is a numbered list where another order would not be right."""
    right = item.right()
    in_order = isinstance(right, list) and item.grade(right[::-1]).outcome is not Outcome.RIGHT
    assert kind.numbered is in_order


def test_its_answer_is_known_behind_its_id(item: Item) -> None:
    """The search of what students receive finds the right response where it is written down."""
    planted = f'"{item.id}": {json.dumps(item.right())}'
    found = [said for said, pattern in patterns(item) if pattern.search(planted)]
    assert found


def test_its_key_is_known_by_its_shape(kind: Kind, item: Item, example: str) -> None:
    """Its key betrays itself without the course: as JSON on a page, and as YAML in a quiz file."""
    assert re.search(kind.shape, json.dumps(item.key("en")))
    assert kind.written
    assert is_key(f"questions:\n- id: q\n{example}")


def test_options_are_judged_where_one_chooses(kind: Kind, item: Item) -> None:
    """The rules of item writing see the options of what is chosen, and which of them are right."""
    assert (kind.options is not None) == ("options" in item.public("en"))
    options = kind.options(item) if kind.options else None
    if options and options.judged:
        right = {option.token for option, is_right in options.judged if is_right}
        assert right == set(item.key("en")["right"])
        assert options.one_right == isinstance(item.right(), str)
