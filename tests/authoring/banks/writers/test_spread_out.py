"""A quiz with pools and variants, written for programs that know neither."""

from __future__ import annotations

from pathlib import Path

from quizkit.authoring.banks.writers import spread_out, write
from quizkit.quiz.loading import load

CHECKOUT = next(p for p in Path(__file__).parents if (p / "pyproject.toml").is_file())
QUIZ = load(CHECKOUT / "tests" / "quizzes" / "drawn.yaml")


def test_every_variant_is_a_question_of_its_own() -> None:
    """All of them are there under names of their own, each with its key; and that is told."""
    whole, losses = spread_out(QUIZ)
    assert not whole.varies
    assert len(whole.questions) == sum(len(item.variants) or 1 for item in QUIZ.questions)
    assert len({item.id for item in whole.questions}) == len(whole.questions)
    assert [loss.question for loss in losses] == [
        "",
        *(item.id for item in QUIZ.questions if item.variants),
    ]


def test_an_export_says_so() -> None:
    """A file for another program holds each variant, and the report names what was lost."""
    made = write(QUIZ, "en", "gift")
    told = [loss.what for loss in made.losses]
    assert any("the draw left out" in what for what in told)
    assert any("each of its 20 variants" in what for what in told)
    text = b"".join(made.files.values()).decode()
    assert "What is 9 times 3?" in text
    assert "{a}" not in text
