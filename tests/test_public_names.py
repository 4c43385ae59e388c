"""What quizkit exports, and what importing it costs."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

import quizkit

HEAVY = "pandas ipywidgets anywidget nbgrader IPython yaml markdown_it".split()


def loaded_after(code: str) -> set[str]:
    """Return the heavy packages that are loaded after running code in a fresh Python."""
    ask = f"{code}\nimport sys; print(*[m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_public_names() -> None:
    """The public names are these, and each is there."""
    names = ["check", "data", "figures", "graded", "language", "load", "review", "show"]
    assert quizkit.__all__ == names
    assert all(hasattr(quizkit, name) for name in quizkit.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public is an AttributeError, as everywhere in Python."""
    with pytest.raises(AttributeError, match="no attribute 'shwo'"):
        quizkit.shwo  # noqa: B018


def test_importing_quizkit_loads_nothing_heavy() -> None:
    """Importing quizkit loads no widget, no pandas and no parser."""
    assert loaded_after("import quizkit") == set()


def test_the_core_stays_light() -> None:
    """The modules of the core load no IPython, ipywidgets, anywidget, nbgrader or pandas."""
    core = (
        "errors quiz.model quiz.reading.fields tables.catalogue quiz.derived.answers "
        "quiz.types quiz.loading learner.record learner.view learner.session "
        "learner.answers_file quiz.released learner.assigned_quiz learner.review.answers"
    )
    imports = "\n".join(f"import quizkit.{module}" for module in core.split())
    assert loaded_after(imports) <= {"yaml"}


def test_an_error_is_one_sentence_in_a_notebook() -> None:
    """IPython shows an error of ours as its sentence, without a traceback."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.instance().run_cell('import quizkit; quizkit.load(\"genva\")')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "There is no quiz 'genva'; did you mean 'geneva'?"


@pytest.mark.parametrize("kernel", ["ipykernel", "pyodide_kernel"])
def test_the_widget_is_loaded_when_a_kernel_is_idle(
    kernel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a notebook's kernel, a browser's too, the widget is loaded once the cell is done."""
    for name in ("ipykernel", "pyodide_kernel"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, kernel, sys)
    later: list[object] = []

    async def cell() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "call_later", lambda _, do: later.append(do))
        quizkit._load_widget_when_idle()

    asyncio.run(cell())
    assert later == [quizkit._load_widget]
