"""Mark schemes as authors write them, read as points to tick."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit.course.folder import Layout
from quizkit.desk.marking.questions import written_questions
from quizkit.desk.marking.schemes import Scheme, read_scheme

COURSE = Path(__file__).parents[3] / "lessons" / "course"
SCHEME = """\
**Mark scheme.** Half points may be given.

1. *Choice*, 2 points. Full: two demands, argued.
2. *Fairness* (1½ points): sources are named.
3. *Likeness and difference*, 1 point each. Likeness: both set a rule.

Take off one point for fewer than 100 or more than 250 words.

*Weak, 1 point.* "…"
"""


def worth(scheme: Scheme) -> dict[str, float]:
    """Return what each point is worth, by its name."""
    return {point.name: point.points for point in scheme.points}


def test_points_are_read_from_a_numbered_list() -> None:
    """Each item is a point with its name and worth; what says neither has what is left."""
    found = worth(read_scheme(SCHEME, 5.5))
    assert list(found.items())[:3] == [
        ("Choice", 2),
        ("Fairness", 1.5),
        ("Likeness and difference", 2),
    ]


def test_an_item_is_told_without_its_name_and_worth() -> None:
    """The row of a point says both; below it stands the rest."""
    told = [point.html for point in read_scheme(SCHEME, 5.5).points]
    assert told[:3] == [
        "Full: two demands, argued.",
        "Sources are named.",
        "1 point each. Likeness: both set a rule.",
    ]


def test_what_stands_around_the_list_is_kept() -> None:
    """The rules before it and the samples after it are shown as they are."""
    scheme = read_scheme(SCHEME, 5.5)
    assert "Half points may be given" in scheme.before
    assert "Weak, 1 point." in scheme.after
    assert "Choice" not in scheme.before + scheme.after


def test_a_sentence_on_length_takes_points_off() -> None:
    """It is one more to tick, below zero, and says between how many words nothing is taken off."""
    scheme = read_scheme(SCHEME, 5.5)
    assert scheme.points[-1].points == -1
    assert (scheme.fewer, scheme.more) == (100, 250)


@pytest.mark.parametrize("text", ["", "Two points for the watershed, one for an example."])
def test_a_scheme_without_a_list_is_one_point(text: str) -> None:
    """Then the whole answer is worth what the question is, in boxes; the text is shown."""
    scheme = read_scheme(text, 3)
    assert worth(scheme) == {"": 3}
    assert text in scheme.before


def test_no_boxes_are_made_for_many_points() -> None:
    """A question of 40 points without a list has its score typed."""
    assert read_scheme("Use your judgement.", 40).points == ()


def test_points_of_one_name_are_told_apart() -> None:
    """Ticks are kept by name, so that a second point of the same name has a number."""
    assert worth(read_scheme("1. *Words*, 1 point.\n2. *Words*, 1 point.", 2)) == {
        "Words": 1,
        "Words (2)": 1,
    }


def test_html_in_a_scheme_is_shown_as_typed() -> None:
    """An author's tag is a text, too."""
    scheme = read_scheme("1. *A<b>*, 1 point: <script>x</script>", 1)
    assert scheme.points[0].html == "&lt;script&gt;x&lt;/script&gt;"


@pytest.mark.parametrize("folder", [COURSE, COURSE / "nl"], ids=["en", "nl"])
@pytest.mark.parametrize("assignment", ["timeline", "demands", "sources"])
def test_the_schemes_of_the_course_come_to_their_points(folder: Path, assignment: str) -> None:
    """Every written question of the course, in either language, has points that come to its own."""
    for question in written_questions(Layout(folder), assignment):
        given = [point.points for point in question.scheme.points if point.points > 0]
        assert sum(given) == question.points, question.name
        assert len(given) >= 2
        if question.points > 4:
            assert question.scheme.points[-1].points == -1, question.name
            assert question.scheme.more
