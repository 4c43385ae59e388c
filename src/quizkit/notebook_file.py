"""A notebook's file as it comes: read where that is sure, and else told apart by what it is.

Editors add a mark of byte order or save in UTF-16, old IPythons wrote format 3: all of that can be
read. A web page, a picture or half a file under a notebook's name can't, and each has a cause of
its own, by which a student finds the remedy.
"""

from __future__ import annotations

import json
import re
from typing import Any

from quizkit.errors import QuizkitError

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
MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)


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
    starts = text.lstrip().startswith("{")
    if starts and (error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip())):
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
