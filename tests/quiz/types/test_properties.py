"""What holds for questions of every type, whatever their content."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.types.drawing import KINDS, SECRET, near, responses
from quizkit.quiz.model import Item, Json, Outcome, Text
from quizkit.quiz.types import TYPES
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several

every_kind = pytest.mark.parametrize("kind", KINDS)
SCORED = [kind for kind in KINDS if not TYPES[kind].item.by_hand]
every_scored_kind = pytest.mark.parametrize("kind", SCORED)
SHUFFLED = ("options", "left", "right", "items")  # what a page shows in an order of its own


def test_every_type_is_drawn() -> None:
    """No type that an author may use is left out here."""
    assert set(KINDS) == set(TYPES)


@every_scored_kind
@given(data=st.data())
def test_the_right_response_scores_all(kind: str, data: st.DataObject) -> None:
    """What a question calls right is right, in full, with every mark right."""
    item = data.draw(KINDS[kind])
    grade = item.grade(item.right())
    assert (grade.outcome, grade.fraction) == (Outcome.RIGHT, 1.0)
    assert grade.marks
    assert all(mark.right for mark in grade.marks)


@every_kind
@given(data=st.data())
def test_blank_never_scores(kind: str, data: st.DataObject) -> None:
    """Nothing, and what looks like nothing, is unanswered."""
    item = data.draw(KINDS[kind])
    blanks: list[Json] = [None, empty(item.right())]
    if isinstance(item.right(), dict):
        blanks.append(dict.fromkeys(item.right()))
    for blank in blanks:
        assert item.grade(blank).outcome is Outcome.UNANSWERED
        assert item.grade(blank).fraction == 0


def empty(value: Json) -> Json:
    """Return the empty value of the same kind."""
    return None if isinstance(value, bool) else type(value)()


@every_kind
@given(data=st.data())
def test_any_json_gets_a_grade(kind: str, data: st.DataObject) -> None:
    """Sense or nonsense, a response is graded between nothing and all, and never raises."""
    item = data.draw(KINDS[kind])
    grade = item.grade(data.draw(responses(item)))
    assert 0 <= grade.fraction <= 1
    assert (grade.outcome is Outcome.RIGHT) == (grade.fraction == 1)
    assert (grade.outcome is Outcome.PARTLY) == (0 < grade.fraction < 1)
    assert (grade.message is None) or grade.outcome in (Outcome.INVALID, Outcome.GIVEN)
    assert (grade.outcome is not Outcome.GIVEN) or item.by_hand


@every_kind
@given(data=st.data())
def test_what_was_not_given_is_not_marked(kind: str, data: st.DataObject) -> None:
    """Marks are of parts of the response, each once, so none gives away what was not said."""
    item = data.draw(KINDS[kind])
    value = data.draw(near(item))
    marks = [mark.key for mark in item.grade(value).marks]
    assert len(marks) == len(set(marks))
    if isinstance(value, list):
        assert set(marks) <= set(value)
    elif isinstance(value, dict):
        assert set(marks) <= {name for name, part in value.items() if part is not None}
    else:
        assert len(marks) <= 1


@every_kind
@given(data=st.data(), seed=st.integers())
def test_the_page_is_told_no_secret(kind: str, data: st.DataObject, seed: int) -> None:
    """The public view holds no feedback, hint, explanation or key, and is plain JSON."""
    item = data.draw(KINDS[kind])
    public = item.public("en", Random(seed))
    assert SECRET not in json.dumps(public)
    assert not {"correct", "answer", "pairs", "belongs", "key", "wrong", "accept"} & names(public)
    json.dumps([item.key("en"), item.right()])


def names(value: Json) -> set[str]:
    """Return every name in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


@every_kind
@given(data=st.data(), seed=st.integers())
def test_a_seed_gives_one_order(kind: str, data: st.DataObject, seed: int) -> None:
    """The same learner sees the same order every time, in every language."""
    item = data.draw(KINDS[kind])
    again = item.public("nl", Random(seed))
    assert order_of(item.public("en", Random(seed))) == order_of(again)


def order_of(public: Json) -> list[Json]:
    """Return the tokens of a public view in the order shown."""
    return [[entry["token"] for entry in public.get(name, ())] for name in SHUFFLED]


@given(data=st.data(), seed=st.integers())
def test_the_order_of_options_does_not_tell_which_is_right(data: st.DataObject, seed: int) -> None:
    """With another option right, a learner would see exactly the same page."""
    item = data.draw(KINDS["choice"])
    assert isinstance(item, Choice)
    for option in item.options:
        other = replace(item, correct=option.token)
        assert other.public("en", Random(seed)) == item.public("en", Random(seed))


@every_kind
@given(data=st.data(), seed=st.integers())
def test_the_authors_order_never_changes_a_score(kind: str, data: st.DataObject, seed: int) -> None:
    """Options listed otherwise in the quiz file: same tokens, same scores, same fingerprint."""
    item = data.draw(KINDS[kind])
    value = data.draw(responses(item))
    other = reordered(item, Random(seed))
    assert other.grade(value).fraction == item.grade(value).fraction
    assert other.fingerprint == item.fingerprint


def reordered(item: Item, chance: Random) -> Item:
    """Return the same question with what it lists in another order, where order means nothing."""
    changes: dict[str, Json] = {}
    for name in ("options", "lefts", "rights", "groups", "items"):
        if hasattr(item, name) and not isinstance(item, Order):
            listed = list(getattr(item, name))
            chance.shuffle(listed)
            changes[name] = tuple(listed)
    if isinstance(item, Cloze):
        changes["blanks"] = {name: reordered(item.blanks[name], chance) for name in item.blanks}
    return replace(item, **changes)


@every_kind
@given(data=st.data())
def test_mending_the_wording_keeps_answers(kind: str, data: st.DataObject) -> None:
    """A new prompt, hint, explanation or number of points leaves the fingerprint as it is."""
    item = data.draw(KINDS[kind])
    mended = replace(
        item,
        prompt=Text.plain("Why, then?"),
        points=3.0,
        hints=(),
        explanation=None,
        then=None,
        attempts=2,
        shuffle=not item.shuffle,
        line=9,
    )
    assert mended.fingerprint == item.fingerprint


@every_kind
@given(data=st.data())
def test_mending_feedback_keeps_answers(kind: str, data: st.DataObject) -> None:
    """Feedback may be rewritten without losing what learners answered."""
    item = data.draw(KINDS[kind])
    assert unsaid(item).fingerprint == item.fingerprint


def unsaid(item: Item) -> Item:
    """Return the same question without any feedback."""
    changes: dict[str, Json] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name == "feedback":
            changes[field.name] = {}
        elif field.name == "blanks":
            changes[field.name] = {name: unsaid(blank) for name, blank in value.items()}
        elif isinstance(value, tuple) and value and hasattr(value[0], "feedback"):
            changes[field.name] = tuple(replace(part, feedback=None) for part in value)
    return replace(item, **changes)


@given(data=st.data())
def test_another_key_is_another_question(data: st.DataObject) -> None:
    """Where another option is right, stored answers no longer mean what they did."""
    item = data.draw(KINDS["choice"])
    assert isinstance(item, Choice)
    prints = {replace(item, correct=option.token).fingerprint for option in item.options}
    assert len(prints) == len(item.options)
    fewer = replace(item, options=tuple(o for o in item.options if o.token == item.correct))
    assert fewer.fingerprint not in prints


@every_scored_kind
@given(data=st.data())
def test_another_right_response_is_another_question(kind: str, data: st.DataObject) -> None:
    """Where what was right is right no more, the fingerprint is another."""
    one, other = data.draw(KINDS[kind]), data.draw(KINDS[kind])
    if one.grade(other.right()).outcome is not Outcome.RIGHT:
        assert one.fingerprint != other.fingerprint


@given(data=st.data())
def test_ticking_everything_is_no_strategy(data: st.DataObject) -> None:
    """Ticking all options scores nothing where half of them or more are wrong."""
    item = data.draw(KINDS["several"])
    assert isinstance(item, Several)
    everything = [option.token for option in item.options]
    if len(item.correct) * 2 <= len(everything):
        assert item.grade(everything).fraction == 0
