"""Notebooks that an assignment has and a submission lacks, and what may be there in their place."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from quizkit.grading.program_folders import is_passed_over
from quizkit.grading.submission.refusing import MOST_ENTRIES, shown

ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar")
MOST_NAMED = 3
COPY = re.compile(r"[-_ ]*(?:\(\d+\)|copy ?\d*|kopie ?\d*)$|^(?:copy of|kopie van) ")


def refusal(folder: Path, names: Sequence[str]) -> str:
    """Return why a submission that holds none of its notebooks is refused.

    >>> refusal(Path("no-such-folder"), ["a.ipynb", "b.ipynb"])
    "There is neither 'a.ipynb' nor 'b.ipynb' in it; ask the student to hand them in."
    """
    quoted = [f"'{name}'" for name in names]
    if len(names) == 1:
        what = f"There is no notebook {quoted[0]} in it"
    elif len(names) == 2:
        what = f"There is neither {quoted[0]} nor {quoted[1]} in it"
    else:
        what = f"There is none of its notebooks in it ({', '.join(quoted)})"
    near = _near(folder, names, names)
    several = len(names) > 1
    may_be = _may_be_said(near, "one of them" if several else "it")
    under = "" if not near else " under those names" if several else " under that name"
    return f"{what}{may_be}; ask the student to hand {'them' if several else 'it'} in{under}."


def reason(folder: Path, name: str, expected: Sequence[str]) -> str:
    """Return what to tell the teacher of one notebook that is missing beside others.

    >>> reason(Path("no-such-folder"), "b.ipynb", ["a.ipynb", "b.ipynb"])
    "There is no notebook 'b.ipynb' in it, so its tests have no points; ask the student for it."
    """
    near = _near(folder, [name], expected)
    what = f"There is no notebook '{name}' in it, so its tests have no points"
    mend = "if so, rename it and grade again" if near else "ask the student for it"
    return f"{what}{_may_be_said(near, 'it')}; {mend}."


def _may_be_said(near: Sequence[str], what: str) -> str:
    quoted = [f"'{shown(name)}'" for name in near]
    return f"; {' or '.join(quoted)} may be {what}" if near else ""


def _near(folder: Path, names: Sequence[str], expected: Sequence[str]) -> list[str]:
    """Return what may be one of these notebooks: renamed, packed, or else any other notebook."""
    found = [name for name in islice(_files(folder), MOST_ENTRIES) if name not in expected]
    near = [name for name in found if any(_may_be(name, wanted) for wanted in names)]
    near = near or [name for name in found if name.lower().endswith(ARCHIVES)]
    return (near or [name for name in found if ".ipynb" in name.lower()])[:MOST_NAMED]


def _files(folder: Path) -> Iterator[str]:
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_passed_over(Path(above, name)))
        for name in sorted(files):
            yield Path(above, name).relative_to(folder).as_posix()


def _may_be(path: str, wanted: str) -> bool:
    """Return whether a file is a notebook that a browser, a system or its student has renamed.

    >>> names = "b (1).ipynb", "Ann de Wit b.ipynb", "b-Copy1.ipynb", "B.ipynb", "x/b.ipynb.txt"
    >>> all(_may_be(name, "b.ipynb") for name in names), _may_be("abb.ipynb", "b.ipynb")
    (True, False)
    """
    name = path.rpartition("/")[2]
    if ".ipynb" not in name.casefold():
        return False
    stem, plain = (_stem(each) for each in (name, wanted))
    return COPY.sub("", stem) == plain or bool(
        re.search(rf"(?:^|[\W_]){re.escape(plain)}(?:$|[\W_])", stem)
    )


def _stem(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().partition(".ipynb")[0]
