"""What an assignment must have, so that nbgrader grades it as its author means: the rules.

``quizkit check`` tells where one is broken; whether the hidden tests pass with the author's own
solutions is tried in `quizkit.course.checking.solutions_run`, for that takes a kernel.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from zoneinfo import available_timezones

from quizkit.course import extensions
from quizkit.course.answer_keys import Keys, telling_ids
from quizkit.course.checking.source_notebook import SourceCell, SourceNotebook, read_source
from quizkit.course.folder import Layout, folders_in
from quizkit.course.quiz_cells import QuizCell, quiz_cells, wrong_with
from quizkit.course.releasing.leaks import is_key
from quizkit.course.restoring.released_cells import SCHEMA
from quizkit.course.settings import CONFIG
from quizkit.course.time_zone import zone_of
from quizkit.errors import ContentError, CourseError, Problem, QuizkitError, UnknownName, nearest
from quizkit.languages import in_any
from quizkit.notebooks import parsed
from quizkit.quiz.reading.yaml_text import SUFFIXES

GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")
CALLS_TO_STDERR = ("warnings.warn", "logging.warning", "logging.error", "sys.stderr.write")
ESSAYS_ALONE = "add one that is, or ask for the texts in cells of the kind 'Manually graded answer'"
DIALOG = "in Create Assignment (the panel with the two gear-wheels)"


def check_assignment(folder: Path, layout: Layout) -> Iterator[Problem]:
    """Check one folder of ``source/``."""
    notebooks = [read_source(path, layout) for path in sorted(folder.glob("*.ipynb"))]
    if not notebooks:
        what = "this assignment has no notebook"
        yield Problem(folder, 0, "", what, f"put {folder.name}.ipynb in it", "notebook")
    yield from _keys_within(folder)
    for notebook in filter(None, notebooks):
        for rule in RULES:
            yield from rule(notebook)
    yield from _shown_again([notebook for notebook in notebooks if notebook])


def check_course(layout: Layout) -> Iterator[Problem]:
    """Check what belongs to a course as a whole: its settings, its keys, who has more time."""
    path = layout.root / CONFIG
    keys = Keys(layout.root)
    if keys.names() and not (layout.configured or layout.mistake):
        what = "it does not call quizkit.course.configure(c), so graded quizzes score 0"
        mend = "write 'import quizkit.course' and, at the end, 'quizkit.course.configure(c)'"
        yield Problem(path, 0, "", what, mend, "configure")
    for name, frame in layout.frames().items():
        if not frame.is_file():
            what = f"c.IncludeHeaderFooter.{name} names {frame}, which is not there"
            mend = "correct it: nbgrader generates no assignment without it"
            yield Problem(path, 0, "", what, mend, "frame")
    yield from _more_time(layout)
    misnamed = set[str]()
    for name in keys.names():
        try:
            yield from telling_ids(keys.load(name), keys.folder / f"{name}.yaml")
        except CourseError as error:
            if "holds the quiz" in str(error):  # its other mistakes are told as any quiz's
                what = str(error).partition(" ")[2].rstrip(".")
                told, _, mend = what.partition("; ")
                yield Problem(keys.folder / f"{name}.yaml", 1, "", told, mend, "key-name")
                misnamed.add(name)
    yield from _unshown(layout, keys.folder, [n for n in keys.names() if n not in misnamed])


def _more_time(layout: Layout) -> Iterator[Problem]:
    """Check whose clock counts, and what grading will read of who has more time."""
    named = layout.setting("NbGraderAPI", "timezone", "")
    zone, clock = zone_of({"NbGraderAPI": {"timezone": named}})
    if named and zone != named:
        what = f"c.NbGraderAPI.timezone is '{named}', which is no time zone, and UTC is taken"
        near = nearest(named, available_timezones()) or "Europe/Brussels"
        mend = f"write a name such as '{near}'"
        yield Problem(layout.root / CONFIG, 0, "", what, mend, "time-zone")
    try:
        found = extensions.read(layout.root, clock)
    except ContentError as error:
        yield from error.problems
        return
    names = [folder.name for folder in folders_in(layout.source)]
    path, rule = layout.root / extensions.FILE, extensions.RULE
    for line in found.lines if found else ():
        if line.assignment not in (extensions.ALL, *names):
            wrong = UnknownName("assignment", line.assignment, names)
            yield Problem(path, line.number, "", wrong.what, wrong.mend, rule, warning=True)


def _unshown(layout: Layout, folder: Path, names: Sequence[str]) -> Iterator[Problem]:
    """Find quizzes that stand in no assignment: another one may be handed out in their place."""
    sources = [read_source(path, layout) for path in layout.notebooks()]
    shown = {found.quiz for each in sources if each for found in quiz_cells(each.content)}
    for name in names if all(sources) else ():
        if name not in shown:
            mend = f'write quizkit.graded("{name}") in one, or take the file out of keys/'
            what = "no assignment shows this quiz"
            yield Problem(folder / f"{name}.yaml", 1, "", what, mend, "quiz-unshown", warning=True)


def _keys_within(folder: Path) -> Iterator[Problem]:
    """Find quizzes with their keys among the files that are released as they are."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in SUFFIXES or not path.is_file():
            continue
        if is_key(path.read_text(encoding="utf-8", errors="replace")):
            what = "it is a quiz with its key, and every file here goes to the students"
            yield Problem(path, 0, "", what, "move it to keys/", "key-in-source")


def _shown_again(notebooks: Sequence[SourceNotebook]) -> Iterator[Problem]:
    """Find quizzes shown in several notebooks: the answers file beside them would be the same."""
    first: dict[str, SourceNotebook] = {}
    for notebook in notebooks:
        for found in quiz_cells(notebook.content):
            before = first.setdefault(found.quiz, notebook) if found.quiz else notebook
            if before is not notebook:
                name = before.file.path.name
                what = f"the quiz '{found.quiz}' stands in {name} too, and would count twice"
                cell = notebook.cells[found.index]
                yield notebook.problem(cell, "quiz", what, "remove one of them")


def ids(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that nbgrader can tell its cells apart."""
    seen: set[str] = set()
    for cell in (cell for cell in notebook.cells if cell.known):
        name = cell.nbgrader.get("grade_id")
        if not isinstance(name, str) or not GRADE_ID.fullmatch(name):
            mend = f"give it an id of letters, digits, - and _ {DIALOG}"
            yield notebook.problem(cell, "grade-id", "it has no id that nbgrader takes", mend)
        elif name in seen:
            what = "the id is used twice, and nbgrader would keep one of the two"
            yield notebook.problem(cell, "grade-id", what, f"give it another {DIALOG}")
        seen.add(str(name))


def kinds(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that cells are of a kind that nbgrader can grade."""
    for cell in (cell for cell in notebook.cells if cell.known):
        markdown = cell.cell.kind == "markdown"
        grade, solution = (bool(cell.nbgrader.get(n)) for n in ("grade", "solution"))
        if cell.nbgrader.get("schema_version") != SCHEMA:
            what = f"its settings are not of version {SCHEMA}, and nbgrader stops at it"
            yield notebook.problem(cell, "kind", what, "run 'nbgrader update' on the folder source")
        elif cell.nbgrader.get("task"):
            if not markdown or grade or solution or not cell.nbgrader.get("locked"):
                what = "a task must be a locked text, or nbgrader stops when it grades"
                yield notebook.problem(
                    cell, "kind", what, f"choose 'Manually graded task' {DIALOG}"
                )
        elif markdown and grade != solution:
            what = "a text can only be graded by hand, as an answer"
            yield notebook.problem(cell, "kind", what, f"choose 'Manually graded answer' {DIALOG}")


def points(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that all that is graded has points, and that they add up to what is announced."""
    scored = [cell for cell in notebook.cells if cell.scored]
    for cell in scored:
        if cell.points is None:
            what = "it is graded but has no points"
            yield notebook.problem(cell, "points", what, f"give it points {DIALOG}")
        elif cell.points == 0:
            what = "it is graded for 0 points"
            mend = "give it points, unless it is meant only for a comment"
            yield notebook.problem(cell, "points", what, mend, warning=True)
    if not scored:
        return
    total = sum(cell.points or 0 for cell in scored) + _of_essays(notebook)
    named, points = (in_any("key_words", name) for name in ("total", "points"))
    announced = re.compile(
        rf"\b(?:{named})\W{{0,6}}(\d+(?:[.,]\d+)?)\W{{0,4}}(?:{points})\b", re.IGNORECASE
    )
    found = [(c, m) for c in notebook.cells if c.cell.kind == "markdown"
             for m in announced.finditer(c.cell.source)]  # fmt: skip
    if not found:
        mend = f"write 'Total: {total:g} points' in its introduction"
        what = "it does not say how many points there are"
        yield notebook.problem(None, "total", what, mend, warning=True)
    for cell, match in found:
        if float(match[1].replace(",", ".")) != total:
            what = f"it announces {match[1]} points, and the cells give {total:g}"
            yield notebook.problem(cell, "total", what, "correct the total, or a cell's points")


def _of_essays(notebook: SourceNotebook) -> float:
    """Return the points of its quizzes' essays, whose cells the release alone has."""
    keys = Keys(notebook.layout.root)
    worth = 0.0
    for found in quiz_cells(notebook.content):
        with suppress(QuizkitError):  # told at the quiz
            worth += keys.load(found.quiz or "").points_by_hand
    return worth


def quizzes(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that each graded quiz has a key, and stands in a cell that counts it rightly."""
    keys = Keys(notebook.layout.root)
    shown: set[str] = set()
    for found in quiz_cells(notebook.content):
        cell = notebook.cells[found.index]
        wrong = wrong_with(found)
        if wrong:
            said = re.sub(r"^(the cell '[^']*'|cell \d+)", "it", wrong.rstrip("."))
            what, _, mend = said.partition("; ")
            yield notebook.problem(cell, "quiz", what, mend or "keep the call alone in its cell")
        if found.quiz in shown:
            what = f"the quiz '{found.quiz}' stands in two cells, and would count twice"
            yield notebook.problem(cell, "quiz", what, "remove one of them")
        shown.add(found.quiz or "")
        yield from _quiz(notebook, cell, found, keys)


def _quiz(
    notebook: SourceNotebook, cell: SourceCell, found: QuizCell, keys: Keys
) -> Iterator[Problem]:
    if found.quiz is None:
        return
    try:
        worth = keys.load(found.quiz).points
    except UnknownName as error:
        what = f"there is no quiz '{found.quiz}' in keys/"
        hint = f"did you mean '{error.suggestion}'?" if error.suggestion else "write its key there"
        yield notebook.problem(cell, "quiz", what, hint)
        return
    except CourseError:
        return  # told at the key
    if not worth and found.graded:
        what = f"no question of the quiz '{found.quiz}' is scored by itself"
        yield notebook.problem(cell, "quiz-points", what, ESSAYS_ALONE)
    elif found.graded and found.points > 0 and found.points != worth:
        what = f"it is worth {found.points:g} points, and the quiz's questions {worth:g}"
        yield notebook.problem(cell, "quiz-points", what, f"give it {worth:g} points {DIALOG}")


def mark_schemes(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that what a person grades comes with a mark scheme, where nbgrader allows it."""
    region = notebook.layout.regions["mark scheme"]
    known = [cell for cell in notebook.cells if cell.known]
    for at, cell in enumerate(known):
        near = known[max(0, at - 1) : at + 1]
        if cell.by_hand and not any(each.has(region) for each in near):
            where = "in it" if cell.nbgrader.get("task") else "in the read-only cell above it"
            mend = f"write one {where}, between '=== {region[0]} ===' and '=== {region[1]} ==='"
            what = "it is graded by hand, without a scheme"
            yield notebook.problem(cell, "mark-scheme", what, mend, warning=True)
    enforced = notebook.layout.setting("ClearMarkScheme", "enforce_metadata", True)
    for cell in notebook.cells:
        if enforced and cell.has(region) and not cell.nbgrader.get("task"):
            what = "nbgrader takes a mark scheme only in a task"
            mend = f"write 'c.ClearMarkScheme.enforce_metadata = False' in {CONFIG}"
            yield notebook.problem(cell, "mark-scheme", what, mend)


def regions(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that what students must not see is marked from beginning to end, where it may be."""
    for kind, (begin, end) in notebook.layout.regions.items():
        for cell in notebook.cells:
            marks = [begin in line for line in cell.cell.source.split("\n")
                     if begin in line or end in line]  # fmt: skip
            if marks != [True, False] * (len(marks) // 2):
                what = f"a {kind} is not marked by '{begin}' and '{end}' in turn"
                yield notebook.problem(cell, "regions", what, "mark where it begins and ends")
            needed = {"solution": "solution", "hidden test": "grade"}.get(kind)
            if marks and needed and not cell.nbgrader.get(needed):
                what = f"there is a {kind} in a cell that is not for one"
                yield notebook.problem(cell, "regions", what, f"choose its kind {DIALOG}")


def stderr(notebook: SourceNotebook) -> Iterator[Problem]:
    """Check that no test writes to stderr: nbgrader then scores it 0, whatever it gives."""
    for cell in (cell for cell in notebook.cells if cell.test):
        try:
            tree = parsed(cell.cell.source)
        except SyntaxError as error:
            what = f"its code cannot be read ({error.msg})"
            yield notebook.problem(cell, "test", what, "correct it")
            continue
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            named = ast.unparse(call.func)
            shown = [ast.unparse(k.value) for k in call.keywords if k.arg == "file"]
            if named in CALLS_TO_STDERR or "sys.stderr" in shown:
                what = "it prints to stderr, and nbgrader then scores it 0"
                yield notebook.problem(cell, "stderr", what, "raise AssertionError('…'), or print")


RULES: tuple[Callable[[SourceNotebook], Iterator[Problem]], ...] = (
    *(ids, kinds, points, quizzes, mark_schemes, regions, stderr),
)
