"""What in a student's own code reaches for how it is tested: a reason to look, and for no more.

It is read and never run. Mutants show what passes whatever is true; this names what could tell a
mutant from a test, or changes what only some tests use.
"""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader import utils

from quizkit.grading.submission import bindings
from quizkit.grading.submission.claims import first_part, last_name
from quizkit.grading.submission.verdicts import is_test
from quizkit.notebooks import parsed

SEEN = (
    "The student's code {}. That may be harmless, and no points were taken for it; look whether its"
    " tests have their points by it."
)
FRAMES = frozenset(
    "_getframe _current_frames currentframe stack getouterframes f_back f_locals f_globals f_code"
    " tb_frame gi_frame cr_frame".split()
)
COLLECTED = frozenset("get_objects get_referrers get_referents".split())
HOOKS = frozenset(
    "ast_transformers input_transformers_cleanup input_transformers_post set_custom_exc set_hook"
    " settrace setprofile showtraceback displayhook display_pub kernel history_manager".split()
)
# Also what a filter, a game or a pile of plates is called: nothing, where the code has no such door.
_ANY_DOOR = r"__import__|import_module|\b(?:exec|eval|modules)\b"
_TO_SHELL = re.compile(rf"{_ANY_DOOR}|get_ipython|InteractiveShell|ipykernel|\binstance\b")
DOORS = {"stack": re.compile(rf"{_ANY_DOOR}|inspect")} | dict.fromkeys(
    ("kernel", "shell", "ip"), _TO_SHELL
)
NAMES = frozenset("globals locals vars In _ih user_ns __main__ __globals__".split())
LONGEST = 20_000  # characters of a cell that is read
LONG = re.compile(
    rf"\b(?:{'|'.join(sorted(FRAMES | COLLECTED | HOOKS | NAMES))}|ctypes|register|setattr)\b"
)
EQUALS = frozenset(
    "__eq__ __ne__ __sub__ __rsub__ __abs__ __round__ __float__ __array__ __array_ufunc__"
    " __array_function__".split()
)
# Where names are kept, and by what they are changed there; what writes files.
PLACES = frozenset("modules globals locals vars __dict__ user_ns".split())
WRITES = frozenset(
    "copy copyfile dump move open remove rename replace run_cell_magic save savetxt to_csv to_excel"
    " to_json to_parquet unlink write_bytes write_text".split()
)
ALIKE = frozenset("ANY MagicMock Mock NonCallableMagicMock approx".split())
SHOWS = frozenset("print input display".split())  # many have these changed, and no test asks them


@dataclass
class _Names:
    """What the cells that were handed out use and set."""

    used: set[str] = field(default_factory=set)  # by tests
    set_by_tests: set[str] = field(default_factory=set)
    helpers: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)  # of the student's own: what tests come to
    imported: set[str] = field(default_factory=set)  # by what was handed out, and not by tests
    files: set[str] = field(default_factory=set)  # that were handed out, and tests read
    plain: set[str] = field(default_factory=set)  # those of DOORS that can be no more than names

    @classmethod
    def of(
        cls, tests: Sequence[ast.Module], helping: Iterable[ast.Module], files: Iterable[str]
    ) -> _Names:
        found = cls()
        for tree in tests:
            found.used |= {last_name(node) for node in ast.walk(tree)}
            found.set_by_tests |= bindings.assigned(tree)
            found.files |= {Path(word).name for word in bindings.words(tree)}.intersection(files)
        for tree in helping:
            found.helpers |= bindings.defined(tree) & found.used
            found.imported |= bindings.imported(tree) & found.used
            found.set_by_tests -= bindings.bound(tree)
        for tree in tests:
            found.imported -= bindings.imported(tree)
        return found


def reasons(cells: Sequence[Any], files: Iterable[str] = ()) -> list[str]:
    """Return what should be looked at in a notebook's own cells, as sentences.

    Args:
        cells: the cells of a restored notebook.
        files: names of the files that were handed out with it.
    """
    code = [cell for cell in cells if cell.cell_type == "code"]
    tests = [cell for cell in code if is_test(cell)]
    helping = [cell for cell in code if _is_locked(cell)]
    own = [cell for cell in code if not (is_test(cell) or _is_locked(cell))]
    short = [cell for cell in own if len(cell.source) <= LONGEST]
    trees = [tree for cell in short for tree in _tree(cell)]
    names = _Names.of(
        [tree for cell in tests for tree in _tree(cell)],
        [tree for cell in helping for tree in _tree(cell)],
        files,
    )
    for tree in trees:
        names.set_by_tests -= bindings.bound(tree)
    names.asked = _asked(trees, names.used)
    text = "\n".join(cell.source for cell in (*own, *helping))
    names.plain = {name for name, door in DOORS.items() if not door.search(text)}
    found = [what for tree in trees for look in LOOKS for what in look(tree, names)]
    found += [
        "is too long to be read here"
        for cell in own
        if len(cell.source) > LONGEST and LONG.search(cell.source)
    ]
    return [SEEN.format(what) for what in dict.fromkeys(found)]


def _is_locked(cell: Any) -> bool:
    return utils.is_locked(cell) and not is_test(cell) and not utils.is_solution(cell)


def _tree(cell: Any) -> Iterator[ast.Module]:
    """Yield the tree of a cell, if it can be read."""
    with contextlib.suppress(SyntaxError):
        yield parsed(cell.source)


def _frames(tree: ast.Module, names: _Names) -> Iterator[str]:
    if any(last_name(node) in FRAMES - names.plain for node in bindings.inner(tree)):
        yield "looks at the frames of what calls it"


def _memory(tree: ast.Module, _: _Names) -> Iterator[str]:
    for node in ast.walk(tree):
        names = [alias.name for alias in getattr(node, "names", ()) if isinstance(alias, ast.alias)]
        module = getattr(node, "module", "")
        if any(str(name).partition(".")[0] == "ctypes" for name in (*names, module)):
            yield "uses ctypes"
        if last_name(node) in COLLECTED or COLLECTED & set(names):
            yield "goes through the objects of Python's memory"


def _hooks(tree: ast.Module, names: _Names) -> Iterator[str]:
    for node in ast.walk(tree):
        part_of = last_name(node.value) if isinstance(node, ast.Attribute) else ""
        if last_name(node) in HOOKS - names.plain or (part_of == "events" and last_name(node) == "register"):
            yield "has itself called where other code is run, or changes how that is done"
    for changed, _attribute in bindings.changed(tree):
        shell = changed.func if isinstance(changed, ast.Call) else changed
        if last_name(shell) in {"get_ipython", "shell", "ip"} - names.plain:
            yield "has itself called where other code is run, or changes how that is done"


def _lookups(tree: ast.Module, names: _Names) -> Iterator[str]:
    for node in bindings.inner(tree):
        if last_name(node) in NAMES and isinstance(node, ast.Name | ast.Attribute):
            yield "looks up by name what a notebook, tests included, has set"
        if isinstance(node, ast.Name) and node.id in names.set_by_tests:
            yield f"uses '{node.id}', which only a test sets"


def _patches(tree: ast.Module, names: _Names) -> Iterator[str]:
    imported = bindings.imported(tree)
    for target, name in bindings.changed(tree):
        if last_name(first_part(target)) in imported and name in names.used - SHOWS:
            yield f"changes '{name}' of a library, which tests use"
    for name in sorted(names.helpers & (bindings.defined(tree) | bindings.assigned(tree))):
        yield f"changes '{name}', which was handed out with the tests"
    for name, line in bindings.made(tree):
        if name in names.imported & (bindings.defined(line) | bindings.assigned(line)):
            yield f"changes '{name}', which was handed out with the tests"


def _entries(tree: ast.Module, names: _Names) -> Iterator[str]:
    own = bindings.defined(tree)
    for node in ast.walk(tree):
        place, keys = bindings.changed_at(node)
        place = place.func if isinstance(place, ast.Call) else place
        if place and last_name(place) in PLACES:
            for name in sorted(
                {word for key in keys for word in bindings.words(key)} & names.used - own
            ):
                yield f"changes what '{name}' stands for, which tests use"


def _files(tree: ast.Module, names: _Names) -> Iterator[str]:
    for call in ast.walk(tree) if names.files else ():
        if isinstance(call, ast.Call) and last_name(call.func) in WRITES:
            # Where a table is read and written in one line, what it is read from is no argument.
            given = [*call.args, *call.keywords]
            path = call.func.value if isinstance(call.func, ast.Attribute) else call.func
            if last_name(call.func) in ("open", "unlink", "write_bytes", "write_text", "rename"):
                given.append(path)
            if last_name(call.func) == "open" and not any(map(_is_to_write, given)):
                continue
            written = {Path(word).name for each in given for word in bindings.words(each)}
            for name in sorted(written & names.files):
                yield f"writes to '{name}', which was handed out and tests read"


def _is_to_write(given: ast.AST) -> bool:
    """Return whether this is a mode in which ``open`` writes."""
    value = given.value if isinstance(given, ast.Constant | ast.keyword) else None
    text = value.value if isinstance(value, ast.Constant) else value
    letters = set(text) if isinstance(text, str) else set()
    return letters <= set("rwaxbt+") and bool(letters & set("wax+"))


def _equals(tree: ast.Module, names: _Names) -> Iterator[str]:
    for name, line in bindings.made(tree):
        # A class that the assignment asks for, and not one in a function's place.
        own = isinstance(line, ast.ClassDef) and name in names.used and not name.islower()
        if name in names.asked and bindings.words(line) & (
            ALIKE if own else ALIKE | EQUALS - names.used
        ):
            yield f"gives values that decide by themselves what they are equal to ('{name}')"


def _asked(trees: Sequence[ast.Module], used: set[str]) -> set[str]:
    """Return what tests use of a student's own, and all that this is made of."""
    parts: dict[str, set[str]] = {}
    for tree in trees:
        for name, line in bindings.made(tree):
            parts.setdefault(name, set()).update(bindings.words(line))
    found: set[str] = set()
    left = used & parts.keys()
    while left:
        found |= left
        left = {each for name in left for each in parts[name] & parts.keys()} - found
    return found


Look = Callable[[ast.Module, _Names], Iterator[str]]
LOOKS: tuple[Look, ...] = (_frames, _memory, _hooks, _lookups, _patches, _entries, _files, _equals)
