"""Names of questions and tags."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizkit.authoring.banks.names import Names, slug, tags
from quizkit.quiz.model import IDS


@given(st.lists(st.text(max_size=80), max_size=30))
def test_every_name_is_an_id_and_no_two_are_equal(texts: list[str]) -> None:
    """Whatever questions are called, their names can stand in a quiz file, each once."""
    names = Names()
    given_names = [names.give(text, text[::-1]) for text in texts]
    assert all(IDS.fullmatch(name) for name in given_names)
    assert len(set(given_names)) == len(given_names)


def test_a_name_that_is_an_id_stays_as_it_is() -> None:
    """What a program calls a question by is kept, where it can be."""
    assert Names().give("atoms_3-b") == "atoms_3-b"


def test_a_long_title_is_cut_between_words() -> None:
    """A name made of a title ends with a whole word."""
    assert slug("The quick brown fox jumps over the lazy dog again") == (
        "the-quick-brown-fox-jumps-over-the-lazy"
    )


def test_tags_of_another_script_stay_as_they_are() -> None:
    """A category that no name can be made of is a tag in its own letters."""
    assert tags(["Атомы и связи", "Atoms"]) == ["Атомы-и-связи", "atoms"]
