"""What students get as feedback: without hidden tests where the course wants that, quizzes by name.

A hidden test shows itself in its source, in the traceback of what failed, and in what was printed
meanwhile. So of a cell that holds one only this is left: its visible source, and the message of a
visible test that failed. An output of any other cell that quotes a hidden test is left out too.
What a student's own code learnt of a hidden test and says in other words cannot be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from typing import Any

import nbformat.v4
from nbconvert.exporters import html as exporting
from nbconvert.filters import ansi
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import Bool

from quizkit import languages
from quizkit.course.quiz_cells import language_of
from quizkit.course.restoring.released_cells import nbgrader_of
from quizkit.course.scoring import kept
from quizkit.course.steps import FeedbackStep
from quizkit.quiz.markup import plain

_output: Any = nbformat.v4.new_output  # nbformat and nbconvert have types for some of it
_without_colours: Any = ansi.strip_ansi
_HTMLExporter: Any = exporting.HTMLExporter
said = partial(languages.said, "feedback")

TITLES = "quizkit_titles"  # in resources: what each quiz is called, by the id of its cell
AT = re.compile(r"^-+> ?(\d+)\b", re.MULTILINE)  # where a traceback says it went wrong
LITERAL = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
SHORTEST = 8  # characters that tell a hidden test, and are not in any other code by chance
OURS = "NotCounted"  # an error by which quizkit says why a test does not count


class StudentsFeedback(FeedbackStep):
    """Leaves out of a student's feedback what the course does not show."""

    hidden_tests = Bool(
        True, help="Whether students see the hidden tests in their feedback, and what they said."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Take out hidden tests, unless they are shown, and note what quizzes are called."""
        resources[TITLES] = dict(_titles(nb))
        if not self.hidden_tests:
            begin, end = self._marks()
            language = language_of(nb)
            hidden = [_hidden(cell, begin, end) for cell in nb.cells]
            secrets = _secrets(nb.cells, hidden)
            for cell, lines in zip(nb.cells, hidden, strict=True):
                self._clear(cell, lines, secrets, language)
        return nb, resources

    def _marks(self) -> tuple[str, str]:
        step = ClearHiddenTests(parent=self)
        return step.begin_test_delimeter, step.end_test_delimeter

    def _clear(self, cell: Any, hidden: set[int], secrets: Sequence[str], language: str) -> None:
        lines = cell.source.split("\n")
        if hidden:
            cell.source = "\n".join(line for at, line in enumerate(lines, 1) if at not in hidden)
        if cell.cell_type != "code":
            return
        if hidden:
            cell.outputs = list(_shown(cell.outputs, hidden, secrets, language))
        else:
            cell.outputs = [
                _note(language, "left_out") if _quotes(output, secrets) else output
                for output in cell.outputs
            ]


class StudentsPage(_HTMLExporter):  # type: ignore[misc]
    """nbgrader's page of feedback, in which a quiz has its title in the place of its cell's id."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **settings: Any) -> Any:
        """Make the page of a notebook."""
        page, resources = super().from_notebook_node(nb, resources, **settings)
        for name, title in resources.get(TITLES, {}).items():
            link = f'<a href="#{name}">'
            page = page.replace(f"{link}Test cell</a>", f"{link}{title}</a>")
            page = page.replace(f"Grade cell: <code>{name}</code>", title)
        return page, resources


def _titles(notebook: Any) -> Iterator[tuple[str, str]]:
    """Yield the cells of quizzes with the quiz's title."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            found = kept.read(output)
            if found and found.title:
                yield str(nbgrader_of(cell).get("grade_id", "")), escape(plain(found.title))


def _hidden(cell: Any, begin: str, end: str) -> set[int]:
    """Return the lines of a cell, from 1, that hold hidden tests, with what marks them."""
    found, within = set(), False
    for number, line in enumerate(cell.source.split("\n"), start=1):
        within = within or begin in line
        if within:
            found.add(number)
        within = within and end not in line
    return found


def _secrets(cells: Sequence[Any], hidden: Sequence[set[int]]) -> list[str]:
    """Return the lines of hidden tests and the texts in them, but for what is in sight anyway."""
    found, seen = set(), []
    for cell, numbers in zip(cells, hidden, strict=True):
        for at, line in enumerate(cell.source.split("\n"), start=1):
            if at not in numbers:
                seen.append(line)
            elif not line.lstrip().startswith("#"):
                found |= {line.strip(), *("".join(each) for each in LITERAL.findall(line))}
    visible = "\n".join(seen)
    return sorted(text for text in found if len(text) >= SHORTEST and text not in visible)


def _shown(
    outputs: Sequence[Any], hidden: set[int], secrets: Sequence[str], language: str
) -> Iterator[Any]:
    """Yield what is left of the outputs of a cell with hidden tests."""
    for output in outputs:
        if output.output_type == "error":
            brief = f"{output.ename}: {output.evalue}"
            told = _output("error", ename=output.ename, evalue=output.evalue, traceback=[brief])
            seen = output.ename == OURS or _line(output) not in {None, *hidden}
            yield told if seen and not _quotes(told, secrets) else _note(language, "failed")
            return  # nothing runs after it
    if any(output.output_type != "execute_result" for output in outputs):
        yield _note(language, "left_out")


def _line(error: Any) -> int | None:
    """Return the line of the cell at which it went wrong; None where that is not told."""
    found = AT.search(_without_colours("\n".join(error.traceback)))
    return int(found[1]) if found else None


def _quotes(output: Any, secrets: Sequence[str]) -> bool:
    """Return whether an output holds any of these texts."""
    if not secrets or kept.read(output):
        return False
    text = _without_colours("\n".join(_texts(output)))
    return any(secret in text or escape(secret) in text for secret in secrets)


def _texts(output: Any) -> Iterator[str]:
    yield from (str(output.get(name, "")) for name in ("text", "ename", "evalue"))
    yield from map(str, output.get("traceback", ()))
    yield from (str(data) for kind, data in output.get("data", {}).items() if kind[:5] == "text/")


def _note(language: str, name: str) -> Any:
    return _output("stream", name="stdout", text=f"{said(language, name)}\n")
