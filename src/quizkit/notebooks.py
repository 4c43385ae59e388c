"""A notebook as the JSON that it is: its file as it comes, its cells, and their code.

Editors add a mark of byte order or save in UTF-16, old IPythons wrote format 3: all of that is
read. A web page, a picture or half a file under a notebook's name is told apart by what it is.

``%precision 3``, ``!ls``, ``obj?`` and ``files = !ls`` are read as IPython reads them: as calls of
``get_ipython()``. A cell that is told to be timed or captured (``%%time``) is read by what it
holds; one in another language (``%%bash``) is a single call.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from quizkit.errors import Problem, QuizkitError, printable
from quizkit.files import MERGE_MARK

JUPYTERS = "utf-8"  # the encoding of notebooks
LONGEST = 100_000  # characters
MOST = 50_000  # characters, times own lines: IPython reads the cell anew for each of them
KEPT = 256  # cells that are not read again
# Those that run what they hold as Python, here.
OF_PYTHON = re.compile(r"\A[ \t]*%%(?:capture|debug|prun|time|timeit)\b[^\n]*")
OWN_LINE = re.compile(r"^[ \t]*(?:[%!?,;/]|In \[|>>>)|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)
NEWEST = 4  # of the formats that nbgrader can read
HALF_LETTER = "\\ud"
STARTS = (
    (b"PK\x03\x04", "is a ZIP archive, or an office document"),
    (b"%PDF", "is a PDF document"),
    (b"\x1f\x8b", "is a gzip archive"),
    (b"7z\xbc\xaf", "is a 7z archive"),
    (b"Rar!", "is a RAR archive"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"{\\rtf", "is a word processor's document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "is an office document"),
    (b"SQLite format 3", "is a database"),
    (b"version https://git-lfs", "is a pointer of Git LFS, without the notebook itself"),
)
WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# What the page of a lesson runs by itself, line by line; `lab/reader/src/lesson.ts` has the same.
PLAIN = re.compile(
    r"(?:#.*|import quizkit|quizkit\.(?:language|show|review|figures\.\w+)"
    r'\((?:[\w=,. -]|"[\w./-]*")*\))?\s*'
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``line`` is where its id stands in the file."""

    id: str
    kind: str
    source: str
    line: int
    used: bool  # it holds an output or an execution count
    metadata: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Notebook:
    """A notebook's file, read; ``format`` is its version of nbformat."""

    path: Path
    cells: tuple[Cell, ...]
    format: tuple[Any, Any]
    kernel: str
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> tuple[Cell, ...]:
        """The cells of code."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @property
    def prose(self) -> tuple[Cell, ...]:
        """The cells of text."""
        return tuple(cell for cell in self.cells if cell.kind == "markdown")

    def cell(self, name: str) -> Cell | None:
        """Return the cell of that id, if there is one."""
        return next((cell for cell in self.cells if cell.id == name), None)

    def problem(
        self, cell: Cell | None, rule: str, what: str, mend: str, *, warning: bool = False
    ) -> Problem:
        """Return what is wrong in a cell, or in the whole notebook."""
        line, where = (cell.line, cell.id) if cell else (1, "")
        return Problem(self.path, line, where, what, mend, rule, warning, kind="cell")


Kind = TypeVar("Kind", bound=Notebook)


def read(path: Path, kind: type[Kind]) -> tuple[Kind | None, list[Problem]]:
    """Read a notebook as a value of that kind, without a kernel or a Jupyter library.

    Where it cannot be read there is a problem instead.

    >>> read(Path("absent.ipynb"), Notebook)[0] is None
    True
    """
    what, mend = "", "put one in its place that JupyterLab opens"
    try:
        data = path.read_bytes()
        notebook = content_of(data)
        cells = tuple(_cells(notebook["cells"], decoded(data).splitlines()))
        kernel = str(notebook["metadata"].get("kernelspec", {}).get("name", ""))
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    except NoNotebook as error:
        what = str(error)
    except (KeyError, TypeError, AttributeError):
        what = "is damaged: its cells are not as Jupyter writes them"
    else:
        if (encoding := json.detect_encoding(data)) == JUPYTERS:
            form = (notebook["nbformat"], notebook.get("nbformat_minor"))
            return kind(path, cells, form, kernel, notebook["metadata"]), []
        what = f"is in another encoding than Jupyter opens ({encoding})"
        mend = "save it as UTF-8 without a byte order mark (BOM)"
    return None, [Problem(path, 1, "", f"this notebook {what}", mend, "readable")]


def _cells(cells: list[dict[str, Any]], lines: list[str]) -> Iterator[Cell]:
    at = 0
    for place, cell in enumerate(cells, start=1):
        name = str(cell.get("id") or f"cell {place}")
        found = (n for n, line in enumerate(lines[at:], at) if f'"id": {json.dumps(name)}' in line)
        at = next(found, at)
        used = bool(cell.get("outputs")) or cell.get("execution_count") is not None
        source = cell["source"]
        whole = source if isinstance(source, str) else "".join(source)
        metadata = dict(cell.get("metadata") or {})
        yield Cell(name, str(cell["cell_type"]), whole, at + 1, used, metadata)


def is_automatic(cell: Cell) -> bool:
    """Return whether all that a cell does is import quizkit, ask a quiz or draw a figure.

    >>> is_automatic(Cell("work", "code", 'members = quizkit.data.load("actors")', 1, False))
    False
    """
    lines = cell.source.splitlines()
    does = any(line.strip() and not line.startswith("#") for line in lines)
    return cell.kind == "code" and does and all(map(PLAIN.fullmatch, lines))


@lru_cache(KEPT)
def parsed(source: str) -> ast.Module:
    """Read a cell of code; the tree is shared, and not to be changed.

    Raises SyntaxError, whatever the reason that it cannot be read.

    >>> ast.unparse(parsed("%precision 3\\nawait f()"))
    "get_ipython().run_line_magic('precision', '3')\\nawait f()"
    """
    if len(source) > LONGEST:
        raise SyntaxError(f"it is longer than {LONGEST} characters")
    plain = OF_PYTHON.sub("", source)
    try:
        return _tree(plain)
    except SyntaxError:
        own_lines = len(OWN_LINE.findall(plain))
        if not own_lines or own_lines * len(plain) > MOST:
            raise
        return _tree(_as_python(plain))


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)  # which lets code await outside a function, as IPython does
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or type(error).__name__) from error


def _as_python(source: str) -> str:
    from IPython.core import inputtransformer2  # takes a moment to import

    manager: Any = inputtransformer2.TransformerManager
    return str(manager().transform_cell(source))


class NoNotebook(QuizkitError):
    """What a file is instead of a notebook, to follow its name in a sentence."""


def decoded(data: bytes) -> str:
    r"""Return the text of a notebook's file.

    >>> decoded("{}".encode("utf-8-sig")), decoded("{}".encode("utf-16"))
    ('{}', '{}')

    Raises NoNotebook where it is no text.
    """
    if not data.strip():
        raise NoNotebook("is empty")
    if not data.strip(b"\0 \r\n\t"):
        raise NoNotebook("holds nothing but null bytes: it was not wholly copied")
    for start, what in STARTS:
        if data.startswith(start):
            raise NoNotebook(what)
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if data.count(0) > len(data) / 4:
            raise NoNotebook("holds null bytes: it was not wholly copied") from error
        if error.end == len(data):  # within a letter
            raise NoNotebook("is cut off: its end is missing") from error
        where = f"byte {data[error.start]:#04x} in line {data.count(10, 0, error.start) + 1}"
        what = f"is not in UTF-8 ({where}): another program saved it, perhaps in Latin-1"
        raise NoNotebook(what) from error


def content_of(data: bytes) -> dict[str, Any]:
    """Return a notebook of format 4 from the bytes of its file.

    Raises NoNotebook where that is none.
    """
    text = decoded(data)
    content: Any = _json(text)
    version = content.get("nbformat") if isinstance(content, dict) else None
    if not isinstance(content, dict) or type(version) is not int:
        raise NoNotebook("is JSON, but no notebook")
    if version > NEWEST:
        raise NoNotebook(f"was saved by a newer Jupyter, in format {version}; {NEWEST} can be read")
    if version < NEWEST:
        content = _upgraded(text, version)
    if not (isinstance(content.get("cells"), list) and isinstance(content.get("metadata"), dict)):
        raise NoNotebook("is damaged: it has no cells as Jupyter writes them")
    return dict(content)


def stripped(data: bytes) -> bytes:
    """Return a notebook's file as git keeps it: no outputs, run numbers or version of Python.

    So a lesson that was only opened and run is as it was. What is no notebook stays as it is.

    >>> stripped(b"[1]")
    b'[1]'
    """
    try:
        notebook = json.loads(data)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
        notebook["metadata"].pop("widgets", None)
        # JupyterLab writes the version of the reader's own Python.
        notebook["metadata"].get("language_info", {}).pop("version", None)
    except (ValueError, KeyError, TypeError, AttributeError):
        return data
    # As nbformat writes it.
    written = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{written}\n".encode()


def _json(text: str) -> Any:
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise NoNotebook("is nested too deeply") from error
    except ValueError as error:
        raise NoNotebook(_no_json(text, error)) from error
    if HALF_LETTER in text.lower():  # half of a letter can be read, and never be written
        try:
            json.dumps(content, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise NoNotebook("is damaged: it holds half of a letter") from error
        except RecursionError as error:
            raise NoNotebook("is nested too deeply") from error
    return content


def _no_json(text: str, error: ValueError) -> str:
    if WEB_PAGE.match(text.lstrip()[:1000]):
        return "is a web page, such as one to log in, saved under the notebook's name"
    if mark := MERGE_MARK.search(text):
        line = text.count("\n", 0, mark.start()) + 1
        return (
            f"holds the marks of two versions that Git did not merge ({mark[0][:7]}, line {line})"
        )
    if "\0" in text:
        return "holds null bytes: it was not wholly copied"
    if not isinstance(error, json.JSONDecodeError):
        return f"is damaged: it is no JSON ({error})"
    if text.lstrip()[:1] not in ("{", "["):
        start = printable(text.strip().split("\n", 1)[0][:40].strip())
        return f"is a text, and no notebook: it begins with '{start}'"
    if text.lstrip().startswith("{") and (
        error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip())
    ):
        return "is cut off: its end is missing"
    return f"is damaged: it is no JSON (line {error.lineno}: {error.msg})"


def _upgraded(text: str, version: int) -> dict[str, Any]:
    import nbformat  # takes a moment, and is seldom needed

    reads: Any = nbformat.reads  # it has no types
    try:
        return dict(reads(text, as_version=NEWEST))
    except Exception as error:  # there are many ways not to be a notebook
        what = f"was saved by an old IPython, in format {version}, and cannot be brought up to date"
        raise NoNotebook(what) from error
