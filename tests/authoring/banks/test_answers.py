"""Questions made of the answers that another program keeps."""

from __future__ import annotations

from quizkit.authoring.banks.answers import Answer, typed


def test_an_answer_of_marks_alone_has_its_marks_count() -> None:
    """An operator can be typed here: in such a question every mark matters, and is told apart."""
    told: list[str] = []
    made = typed([Answer("!=", 1), Answer("==", 0, "That asks for the same.")], told)
    assert made["punctuation"]
    assert made["wrong"] == [{"text": "==", "feedback": "That asks for the same."}]
    assert told == []
    assert "punctuation" not in typed([Answer("Genève.", 1)], told)
