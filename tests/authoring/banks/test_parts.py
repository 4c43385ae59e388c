"""Banks too large for one quiz file."""

from __future__ import annotations

from quizkit.authoring.banks.bank import Bank, Loss
from quizkit.authoring.banks.parts import LARGEST_TEXT, parts


def test_pictures_that_are_too_many_for_one_quiz_make_parts() -> None:
    """Each part has the pictures that its questions show; losses of the whole are told once."""
    pictures = {f"{n}.png": bytes(1_000_000) for n in range(7)}
    questions = tuple({"prompt": f"![map]({n}.png)"} for n in range(7))
    made = parts(Bank("Maps", questions, (Loss("", "x"),), pictures))
    assert [part.title for part in made] == ["Maps (1 of 2)", "Maps (2 of 2)"]
    assert [len(part.questions) for part in made] == [5, 2]
    assert [len(part.pictures) for part in made] == [5, 2]
    assert [len(part.losses) for part in made] == [2, 0]


def test_texts_that_are_too_long_for_one_file_make_parts() -> None:
    """No part has more text than a quiz file may have, unless one question alone has."""
    questions = tuple({"prompt": "x" * (LARGEST_TEXT // 2)} for _ in range(4))
    assert len(parts(Bank("Long", questions))) == 4
