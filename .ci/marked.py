"""Mark the lessons for the page that opens them, as `quizkit check` wants them marked."""

import json
from pathlib import Path

from quizkit.checking.lessons import is_lesson
from quizkit.checking.lessons.lesson import read
from quizkit.checking.lessons.marks import marked, notebook_mark
from quizkit.notebooks import stripped

LESSONS = Path(__file__).resolve().parents[1] / "lessons"

for path in filter(is_lesson, sorted(LESSONS.glob("*/*.ipynb"))):
    lesson, _ = read(path)
    if lesson is None:
        continue  # `quizkit check` says what is wrong with it
    notebook = json.loads(path.read_bytes())
    notebook["metadata"]["quizkit"] = notebook_mark(lesson.language)
    for cell, raw in zip(lesson.cells, notebook["cells"], strict=True):
        raw["metadata"] = marked(cell, raw["metadata"])
    path.write_bytes(stripped(json.dumps(notebook).encode()))
