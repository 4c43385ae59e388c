"""What the figures and quizzes of lessons show, made where a site is made.

They are made in a process of its own, in the folder of the lessons, of the cells that a lesson's
page runs by itself and of no other (`notebooks.is_automatic`). Of a quiz there are the questions,
in an order that is nobody's; of a figure all but its controls.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from quizkit.errors import QuizkitError
from quizkit.languages import ENGLISH, language
from quizkit.notebooks import Notebook, is_automatic, read

Bundle = Mapping[str, str]  # what is shown, by its type
NOBODY = "nobody"  # seeds the order of options, as a learner's record does


def perform(contents: Path, names: Iterable[str]) -> list[str]:
    """Write into the notebooks of a site what their figures and quizzes show.

    A notebook of which a cell fails stays as it is; for each of them a sentence is returned.
    """
    told = []
    for folder, found in groupby(sorted(names), key=lambda name: str(PurePosixPath(name).parent)):
        files = {PurePosixPath(name).name: name for name in found}
        # -P: what lies beside a lesson is no module.
        command = [sys.executable, "-P", "-m", "quizkit.site.performing", *files]
        place = {**os.environ, "JPY_SESSION_NAME": ""}
        done = subprocess.run(
            command, cwd=contents / folder, env=place, capture_output=True, check=False
        )
        made: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
        for file, name in files.items():
            shown = made.get(file, {"error": done.stderr.decode(errors="replace").strip()[-200:]})
            if "error" in shown:
                told.append(f"{name}{shown['error']} It shows no figure or quiz until it runs.")
            else:
                _write(contents / name, shown["cells"])
    return told


def _write(path: Path, cells: Mapping[str, Bundle]) -> None:
    notebook = json.loads(path.read_bytes())
    for number, data in cells.items():
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        notebook["cells"][int(number)]["outputs"] = [output]
    path.write_text(json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False), "utf-8")


def _performed(path: Path) -> dict[str, Any]:
    """Return what each cell of a notebook shows, by its number; or what is wrong, and where."""
    notebook, problems = read(path, Notebook)
    if notebook is None:
        return {"error": f": {problems[0].what}."}
    language(ENGLISH)
    names: dict[str, Any] = {}
    cells = {}
    for number, cell in enumerate(notebook.cells):
        try:
            shown = _shown(cell.source, names) if is_automatic(cell) else None
        except Exception as error:
            what = str(error) if isinstance(error, QuizkitError) else repr(error)
            return {"error": f', cell "{cell.id}": {what.splitlines()[0].rstrip(".")}.'}
        if shown:
            cells[number] = shown
    return {"cells": cells}


def _shown(source: str, names: dict[str, Any]) -> Bundle | None:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return _still(eval(compile(ast.Expression(last.value), "<cell>", "eval"), names))


def _still(value: Any) -> Bundle | None:
    from quizkit.learner.record import Record
    from quizkit.learner.review.session import ReviewSession
    from quizkit.learner.session import Session
    from quizkit.widget.quiz_widget import QuizWidget, as_html, as_text

    if isinstance(value, QuizWidget) and isinstance(value.session, ReviewSession):
        return None  # what comes back depends on who reads
    if isinstance(value, QuizWidget):
        quiz, code = value.session.quiz, value.session.language
        view = Session(quiz, Record(quiz.id, NOBODY), language=code).view()
        return {"text/html": as_html(view), "text/plain": as_text(view)}
    return None if value is None else value._repr_mimebundle_()


if __name__ == "__main__":
    sys.stdout.write(json.dumps({name: _performed(Path(name)) for name in sys.argv[1:]}))
