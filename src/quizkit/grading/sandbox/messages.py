"""What is sent to a sandbox, and what comes back: values and JSON, nothing of nbgrader.

>>> work = Work(notebook="{}", name="rivers.ipynb", files={"data.csv": b"a,b"})
>>> Work.from_json(work.to_json()) == work
True
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one notebook may use; nobody's honest work comes near.

    Args:
        cell_seconds: wall time of one cell; None for no limit.
        notebook_seconds: wall time of the whole notebook.
        processor_seconds: processor time of each process.
        memory_bytes: memory of each process, and of all of them together.
        disk_bytes: all files that it writes, which lie in memory.
        file_bytes: one file.
        output_bytes: everything that it prints and shows.
        processes: processes and threads at a time.
        open_files: open files of each process.
    """

    cell_seconds: float | None = 30
    notebook_seconds: float = 600
    processor_seconds: int = 600
    memory_bytes: int = 4096 * MEGABYTE
    disk_bytes: int = 256 * MEGABYTE
    file_bytes: int = 256 * MEGABYTE
    output_bytes: int = 32 * MEGABYTE
    processes: int = 128
    open_files: int = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A notebook to run.

    Args:
        notebook: the notebook as JSON, without outputs.
        name: its file name.
        files: what lies beside it: path from its folder (with ``/``) to content.
        graded: positions of the cells whose tests count.
        once: whether it is not to be run again if its kernel does not live through it.
        skip_tag: a cell with this tag is not run; empty for none.
        imports: modules that the assignment itself imports, and so are worth warming.
        kernel: the name of its kernel.
        settings: settings of nbgrader's ``Execute`` that the course has made, by name.
        limits: what it may use.
        sight: what the course lets in, where a worker of a cluster runs it.
    """

    notebook: str
    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    graded: tuple[int, ...] = ()
    once: bool = False
    skip_tag: str = ""
    imports: tuple[str, ...] = ()
    kernel: str = "python3"
    settings: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    sight: Sight = NOTHING_MORE

    def to_json(self) -> bytes:
        """Write it as JSON; contents of files are in base64."""
        files = {name: base64.b64encode(data).decode() for name, data in self.files.items()}
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain |= {"files": files, "limits": asdict(self.limits), "sight": self.sight.plain()}
        return json.dumps(plain).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Work:
        """Read what ``to_json`` wrote."""
        plain = json.loads(data)
        plain["files"] = {name: base64.b64decode(text) for name, text in plain["files"].items()}
        plain |= {name: tuple(plain[name]) for name in ("graded", "imports")}
        plain |= {"limits": Limits(**plain["limits"]), "sight": Sight.from_plain(plain["sight"])}
        return cls(**plain)


class Ending(StrEnum):
    """How a run ended."""

    DONE = "done"
    DIED = "died"
    OUT_OF_MEMORY = "out of memory"
    TIMED_OUT = "timed out"
    TOO_MUCH_OUTPUT = "too much output"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRun:
    """What was seen of one code cell: whether it was answered, once."""

    index: int
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run gave.

    Args:
        notebook: the notebook as JSON with outputs, as far as it came.
        ending: how it ended.
        reason: what happened, as a sentence; empty if it is done.
        note: what the teacher should know besides, as a sentence; it costs nothing.
        aside: what is told with the result, and is no reason to look at the work.
        cells: the code cells that were sent to the kernel, in order.
        warm: whether the kernel was forked from a warm one.
        sandbox: ``bubblewrap``, ``none`` or ``no code``.
        seconds: how long it took.
    """

    notebook: str
    ending: Ending = Ending.DONE
    reason: str = ""
    note: str = ""
    aside: str = ""
    cells: tuple[CellRun, ...] = ()
    warm: bool = False
    sandbox: str = ""
    seconds: float = 0.0

    def to_json(self) -> bytes:
        """Write it as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Outcome:
        """Read what ``to_json`` wrote.

        >>> Outcome.from_json(Outcome(notebook="{}", cells=(CellRun(index=1),)).to_json()).ending
        <Ending.DONE: 'done'>
        """
        plain = json.loads(data)
        plain["cells"] = tuple(CellRun(**cell) for cell in plain["cells"])
        return cls(**plain | {"ending": Ending(plain["ending"])})
