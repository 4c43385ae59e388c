"""What each student answered to a written question, from the notebooks that were graded.

Of a cell that is scored by itself it is what the note below it says: why somebody should look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from quizkit.course.restoring.released_cells import nbgrader_of
from quizkit.course.review import PLACE
from quizkit.desk.marking.answer_text import (
    answer_html,
    note_html,
    output_text,
    picture_html,
    plain_html,
)
from quizkit.desk.marking.questions import Question
from quizkit.files import FileCache
from quizkit.grading.submission.rendered import ATTACHED
from quizkit.notebooks import NoNotebook, content_of
from quizkit.quiz.word_count import count_words

MOST_OUTPUTS = 20  # of a cell
TEACHER = "teacher"  # how a note for the teacher alone is marked
Cell = Mapping[str, Any]
Cells = Mapping[str, tuple[Cell, ...]]  # by the name of the question


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, as HTML, and how many words it has.

    ``missing`` says why there is none: ``"notebook"`` or ``"cell"``.
    """

    html: str = ""
    words: int = 0
    missing: str = ""

    @property
    def key(self) -> str:
        """What it is known by, to tell later whether it is still the same."""
        return hashlib.sha256(self.html.encode(errors="surrogatepass")).hexdigest()[:16]


class Answers:
    """The answers to the questions of an assignment; a notebook is read again once it changes.

    Args:
        questions: the written ones.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._read: FileCache[Cells | None] = FileCache()

    def of(self, folder: Path, question: Question) -> Answer:
        """Return an answer as it stands in the folder of a student's graded work."""
        path = folder / f"{question.notebook}.ipynb"
        cells = self._read.get(path, lambda: self._cells(path))
        if cells is None:
            return Answer(missing="notebook")
        if question.name not in cells:
            return Answer(missing="cell")
        own = cells[question.name]
        if question.by_itself:
            return Answer("\n".join(note_html(note) for cell in own for note in _notes(cell)))
        words = sum(count_words(unescape(_source(cell))) for cell in own)
        return Answer("\n".join(part for cell in own for part in _parts(cell)), words)

    def _cells(self, path: Path) -> Cells | None:
        """Return the cells that hold answers; None where there is no such notebook."""
        try:
            cells = [c for c in content_of(path.read_bytes())["cells"] if isinstance(c, Mapping)]
        except (OSError, NoNotebook):
            return None
        wanted = {q.name: q for q in self._questions if q.notebook == path.stem}
        found: dict[str, tuple[Cell, ...]] = {}
        for at, cell in enumerate(cells):
            question = wanted.get(str(nbgrader_of(cell).get("grade_id")))
            if question and question.name not in found:
                below = _below(cells[at + 1 :]) if question.is_task or question.by_itself else ()
                found[question.name] = (*(() if question.is_task else (cell,)), *below)
        return found


def _below(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells of a student's own below a task."""
    for cell in cells:
        if nbgrader_of(cell).get("grade_id"):
            return
        yield cell


def _notes(cell: Cell) -> Iterator[str]:
    """Yield the notes for the teacher: a cell of their own, or outputs."""
    if _is_note(cell):
        yield _source(cell)
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, Mapping) and _is_note(output):
            data = output.get("data")
            yield _joined(data.get("text/html", "") if isinstance(data, Mapping) else "")


def _is_note(part: Mapping[str, Any]) -> bool:
    metadata = part.get("metadata")
    return isinstance(metadata, Mapping) and metadata.get(PLACE) == TEACHER


def _parts(cell: Cell) -> Iterator[str]:
    """Yield what is shown of a cell: its text, or its code and what that put out."""
    source = _source(cell)
    if cell.get("cell_type") == "markdown":
        yield answer_html(source, cell.get("attachments"))
        return
    if source.strip():
        yield plain_html(source)
    outputs = cell.get("outputs")
    for output in outputs[:MOST_OUTPUTS] if isinstance(outputs, list) else ():
        if isinstance(output, Mapping):
            yield from _output(output)


def _output(output: Mapping[str, Any]) -> Iterator[str]:
    data = output.get("data")
    kinds = data if isinstance(data, Mapping) else {}
    for kind in ATTACHED:
        if kind in kinds and (shown := picture_html(kind, _joined(kinds[kind]))):
            yield shown
            return
    text = _joined(kinds.get("text/plain", output.get("text", "")))
    text = text or _joined(output.get("traceback", ""), "\n")
    if text.strip():
        yield plain_html(output_text(text))


def _source(cell: Cell) -> str:
    return _joined(cell.get("source", ""))


def _joined(text: Any, sign: str = "") -> str:
    if isinstance(text, list):
        return sign.join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""
