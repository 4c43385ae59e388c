"""An assignment's life on a hub that was set up by the guide's lines, and what came of it.

The class of twelve: ann and bob work in real browsers, the others speak to the hub as a page does.
"""

from __future__ import annotations

import csv
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import nbformat

from course.term import ASSIGNMENT, QUIZ, demo
from hub.figures import Figures, processor_seconds
from hub.guide import CHECKOUT, TERM, Shell, section, unit
from hub.visitor import HubKernel, Visitor

BASE = "http://127.0.0.1:8000/"
COURSE = "diplomacy-week"
PROJECT = Path("/root/project")  # where the guide's lines are typed
MY_COURSE = Path("/home/teacher/my-course")
EXCHANGE = Path("/srv/nbgrader/exchange")
IN_BROWSERS = ("ann", "bob")
BY_API = ("cas", "dot", "eli", "fem", "gus", "han", "ida", "jan", "kim", "lou")
STUDENTS = (*IN_BROWSERS, *BY_API)
ENROLLED = (*STUDENTS, "mia")  # who is ill, and hands in nothing
WORK = dict(zip(STUDENTS, cycle(("perfect", "partial", "wrong")), strict=False))
NOTEBOOK = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
AT_ONCE = 2 * (os.cpu_count() or 1)
Found = TypeVar("Found")


@dataclass
class HubTerm:
    """What a term left behind, for the tests to look at."""

    people: dict[str, Visitor]
    figures: Figures
    said: dict[str, str] = field(default_factory=dict)  # by step: what the terminal said
    answered: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    listed: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # after the feedback
    screens: dict[str, str] = field(default_factory=dict)  # what stood there, by moment

    @property
    def teacher(self) -> Visitor:
        """The one who has the keys."""
        return self.people["teacher"]

    def each(self, names: Iterable[str], do: Callable[[Visitor], Found]) -> dict[str, Found]:
        """Have several people do something at the same time."""
        names = list(names)
        with ThreadPoolExecutor(len(names)) as pool:
            found = pool.map(do, (self.people[name] for name in names))
            return dict(zip(names, found, strict=True))


@contextmanager
def opened(results: Path) -> Iterator[HubTerm]:
    """Set up a hub by the guide's lines, and close it when the block ends."""
    _at_the_project()
    shell = Shell(PROJECT)
    for part in ("Settings for all", "Accounts", "The teacher's copy", "The hub"):
        for lines in section(part):
            shell.run(lines)
    # What the guide has no use for: the tests ask JupyterLab itself what it is doing.
    Path("/etc/jupyter/jupyter_lab_config.json").write_text(
        '{"LabApp": {"expose_app_in_browser": true}}', encoding="utf-8"
    )
    rows = (PROJECT / "passwords.txt").read_text("utf-8").split()
    people = {name: Visitor(BASE, name, word) for name, word in (row.split(":") for row in rows)}
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    results.mkdir(parents=True, exist_ok=True)
    with (results / "hub.log").open("wb") as log:
        hub = subprocess.Popen(
            unit().split(), cwd="/srv/jupyterhub", env=environment, stdout=log, stderr=log
        )
        try:
            _wait(hub)
            yield HubTerm(people, Figures())
        finally:
            hub.terminate()
            hub.wait(60)


def _at_the_project() -> None:
    """Make a folder in which the project stands, and the class list."""
    PROJECT.mkdir()
    for name in (".venv", "dist"):
        (PROJECT / name).symlink_to(CHECKOUT / name)
    with (PROJECT / "students.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(("id", "first_name", "last_name", "email"))
        table.writerows((n, n.title(), "Student", f"{n}@school.example") for n in ENROLLED)


def _wait(hub: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while hub.poll() is None and time.monotonic() < end:
        try:
            urlopen(f"{BASE}hub/health", timeout=30).close()
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the hub did not start; its log is in test-results")


def log_in(term: HubTerm, names: Iterable[str]) -> None:
    """Let people log in and have their servers started, some at a time; measure that."""

    def enter(visitor: Visitor) -> None:
        visitor.enter()
        visitor.start()

    names, began, used = list(names), time.monotonic(), processor_seconds()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(enter, (term.people[name] for name in names)))
    term.figures.start = time.monotonic() - began
    term.figures.start_processor = (processor_seconds() - used) / len(names)


def hand_out(term: HubTerm) -> None:
    """Enrol the class and release the assignment, in the teacher's terminal on the hub."""
    with term.teacher.terminal() as terminal:
        term.said["enrol"] = terminal.type(section("The term")[0])
        for lines in section("Hand out", TERM):
            term.said["hand out"] = terminal.type(lines)


@contextmanager
def working(term: HubTerm) -> Iterator[None]:
    """Have those without a browser fetch and do the assignment; their kernels run in the block."""
    with ExitStack() as stack:
        term.each(BY_API, lambda visitor: visitor.assignments("fetch", COURSE, ASSIGNMENT))
        kernels = {name: stack.enter_context(term.people[name].kernel(NOTEBOOK)) for name in BY_API}
        term.answered |= term.each(BY_API, lambda visitor: _work(visitor, kernels[visitor.name]))
        yield


def _work(visitor: Visitor, kernel: HubKernel) -> Mapping[str, Any]:
    """Write into the cells, run all that stands before the quiz, and answer it."""
    work, path = demo(WORK[visitor.name]), f"api/contents/{NOTEBOOK}"
    notebook = nbformat.from_dict(visitor.get(path)["content"])
    given = {name: value for name, value in work["quiz"].items() if value is not None}
    told: Mapping[str, Any] = {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = work["cells"].get(name, cell.source)
        if cell.cell_type != "code":
            continue
        if name == "quiz":
            told = kernel.answer(cell.source, given)
        else:
            cell.outputs = nbformat.from_dict(kernel.outputs(cell.source))
    visitor.put(path, {"type": "notebook", "format": "json", "content": notebook})
    return told


def hand_in(term: HubTerm) -> None:
    """Have all of them hand in at the same moment, and measure that."""
    began, used = time.monotonic(), processor_seconds()
    term.each(BY_API, lambda visitor: visitor.assignments("submit", COURSE, ASSIGNMENT))
    term.figures.submit_wall = time.monotonic() - began
    term.figures.submit_processor = (processor_seconds() - used) / len(BY_API)


def grade(term: HubTerm) -> None:
    """Collect, grade and report in the teacher's terminal: quizkit's line in nbgrader's place."""
    text = TERM.read_text("utf-8")
    assert f"`quizkit grade {ASSIGNMENT}` in place of the second line" in text
    collect, _ = section("Collect and autograde", TERM)[0].splitlines()
    with term.teacher.terminal() as terminal:
        terminal.type("cd ~/my-course")
        term.said["collect"] = terminal.type(collect)
        began, used = time.monotonic(), processor_seconds()
        term.said["grade"] = terminal.type(f"quizkit grade {ASSIGNMENT}")
        term.figures.grade = time.monotonic() - began
        term.figures.grade_processor = processor_seconds() - used
        term.said["report"] = terminal.type(section("What the class understood", TERM)[0])


def give_back(term: HubTerm) -> None:
    """Release the feedback, and have those without a browser fetch it."""
    with term.teacher.terminal() as terminal:
        terminal.type("cd ~/my-course")
        term.said["feedback"] = terminal.type(section("Feedback", TERM)[0])
    term.listed = term.each(
        BY_API, lambda visitor: visitor.assignments("fetch_feedback", COURSE, ASSIGNMENT)
    )


def quiz_file() -> Path:
    """Return the quiz with its key, in the teacher's home."""
    return MY_COURSE / "keys" / f"{QUIZ}.yaml"
