"""What match and groups have in common: things that belong in places, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from quiz.types.asking import ask, feedback, marked, said
from quizkit.quiz.model import token


@dataclass(frozen=True)
class Kind:
    """A type of question in which three people belong to two countries, and a third is wrong."""

    source: str
    wrong: str  # how the name of a wrong place is given

    def asked(self, wrong: str = "") -> str:
        """Write the question, with what is said to Sherman in a wrong place."""
        more = ", feedback: She was the deputy secretary." + (f", wrong: {wrong}" if wrong else "")
        return self.source.replace("SHERMAN", f"Sherman{more}")


MATCH = Kind(
    """
type: match
pairs:
  - {right: United States, left: SHERMAN}
  - {right: Russia, left: Ryabkov}
  - {right: Russia, left: Putin}
extra: [OSCE]
""",
    "right",
)
GROUPS = Kind(
    """
type: groups
groups:
  - {text: United States, items: [{text: SHERMAN}]}
  - {text: Russia, items: [Ryabkov, Putin]}
  - {text: OSCE, items: []}
""",
    "group",
)
kinds = pytest.mark.parametrize("kind", [MATCH, GROUPS], ids=["match", "groups"])
SHERMAN, RYABKOV, PUTIN = (token("q", name) for name in ("Sherman", "Ryabkov", "Putin"))
US, RUSSIA, OSCE = (token("q", name) for name in ("United States", "Russia", "OSCE"))


@kinds
def test_each_thing_counts_the_same(kind: Kind) -> None:
    """Two of three in their places are worth two thirds, however many are wrong."""
    value = {SHERMAN: US, RYABKOV: RUSSIA, PUTIN: OSCE}
    assert ask(kind.asked()).grade(value).fraction == pytest.approx(2 / 3)


@kinds
def test_what_is_said_is_what_is_counted(kind: Kind) -> None:
    """The words count the right parts among all, not only among those that were placed."""
    item = ask(kind.asked())
    half = item.grade({SHERMAN: US, RYABKOV: OSCE}).measure
    assert half.get("en") == "1 of 3 parts is right."
    assert half.get("nl") == "1 van de 3 onderdelen is goed."
    missing = item.grade({SHERMAN: US, RYABKOV: RUSSIA}).measure.get("en")
    assert missing.startswith("2 of 3 parts are right. All that you gave is right, but")


@kinds
def test_feedback_waits_until_a_thing_is_in_its_place(kind: Kind) -> None:
    """Only things placed are marked; why one belongs where it does is told when it is there."""
    item = ask(kind.asked())
    assert marked(item, {SHERMAN: RUSSIA}) == {SHERMAN: False}
    assert feedback(item, {SHERMAN: RUSSIA}) == []
    assert feedback(item, {SHERMAN: US}) == ["She was the deputy secretary."]
    assert item.key("en")["feedback"] == {SHERMAN: "She was the deputy secretary."}


@kinds
def test_a_remark_answers_any_wrong_place(kind: Kind) -> None:
    """One text in 'wrong' is said to a thing in whatever wrong place, and not in its own."""
    item = ask(kind.asked("Look at her rank."))
    assert feedback(item, {SHERMAN: RUSSIA}) == ["Look at her rank."]
    assert feedback(item, {SHERMAN: OSCE}) == ["Look at her rank."]
    assert feedback(item, {SHERMAN: US}) == ["She was the deputy secretary."]


@kinds
def test_a_remark_answers_one_wrong_place(kind: Kind) -> None:
    """A list in 'wrong' has what is said to each wrong place that it names."""
    item = ask(kind.asked(f"[{{{kind.wrong}: Russia, feedback: That is the other side.}}]"))
    assert feedback(item, {SHERMAN: RUSSIA}) == ["That is the other side."]
    assert feedback(item, {SHERMAN: OSCE}) == []


@kinds
def test_a_remark_changes_no_fingerprint(kind: Kind) -> None:
    """An answer given before keeps its meaning when its author adds a remark."""
    assert ask(kind.asked("Look again.")).fingerprint == ask(kind.asked()).fingerprint


MISTAKES = [
    ("[{PLACE: France, feedback: No.}]", "'Sherman' has a remark on a wrong choice that cannot be"),
    ("[{PLACE: United States, feedback: No.}]", "on a wrong choice that is right"),
    ("[{PLACE: Russia}]", "'feedback' is missing in wrong choice 1"),
    ("[{feedback: No.}]", "'PLACE' is missing in wrong choice 1"),
    ("[]", "'wrong' has 0 of at least 1"),
    (
        "[{PLACE: Russia, feedback: a}, {PLACE: Russia, feedback: b}]",
        "a second remark on 'Russia'",
    ),
]


@kinds
@pytest.mark.parametrize(("wrong", "sentence"), MISTAKES)
def test_an_authors_mistake_is_named(kind: Kind, wrong: str, sentence: str) -> None:
    """Each mistake in a remark is said in a sentence."""
    source = kind.asked(wrong.replace("PLACE", kind.wrong))
    assert sentence.replace("PLACE", kind.wrong) in said(source)
