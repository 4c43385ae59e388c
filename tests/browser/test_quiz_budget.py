"""What it costs to put a quiz on screen, counted on the wire."""

from __future__ import annotations

from pathlib import Path

import yaml
from playwright.sync_api import expect

from browser.lab import Lab
from browser.quiz_page import NINE, open_quiz

MOST_FRAMES, MOST_BYTES = 95, 120_000


def lengthened(folder: Path, count: int) -> Path:
    """Write a quiz of so many questions, of all nine types in turn."""
    quiz = yaml.safe_load(NINE.read_text(encoding="utf-8"))
    nine = quiz["questions"]
    quiz["questions"] = [nine[n % 9] | {"id": f"{nine[n % 9]['id']}-{n}"} for n in range(count)]
    path = folder / f"of-{count}.yaml"
    path.write_text(yaml.safe_dump(quiz, allow_unicode=True), encoding="utf-8")
    return path


def test_twenty_questions_keep_to_the_budget(lab: Lab, tmp_path: Path) -> None:
    """A quiz of 20 questions takes at most 95 frames and 120 KB, its scripts included."""
    quiz = open_quiz(lab, lengthened(tmp_path, 20))
    quiz.notebook.traffic.clear()
    quiz.notebook.run_cell(0)
    expect(quiz.el.locator("[data-question]")).to_have_count(20)
    frames = quiz.notebook.traffic.kernel_frames()
    assert len(frames) <= MOST_FRAMES
    assert sum(frame.size for frame in frames) <= MOST_BYTES
