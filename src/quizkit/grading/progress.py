"""How far grading is: a bar with the time left on a terminal, some plain lines elsewhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Self, TextIO

from tqdm import tqdm

from quizkit.errors import printable
from quizkit.grading.report import Result, Status, one_line

if TYPE_CHECKING:
    from types import TracebackType

LINES = 20  # told at most, where there is no terminal
FORMAT = "{desc} {n_fmt} of {total_fmt} |{bar}| {remaining} left{postfix}"
LONGEST_NAME = 20
TOLD = (Status.FLAGGED, Status.REFUSED, Status.FAILED)


class Progress:
    """Tells how far a run is, on standard error or another stream.

    >>> import io
    >>> stream = io.StringIO()
    >>> with Progress(total=2, label="rivers", stream=stream) as progress:
    ...     progress.step(Result(student="ann", status=Status.GRADED))
    ...     progress.step(Result(student="bob", status=Status.FAILED))
    >>> print(stream.getvalue(), end="")
    rivers: 1 of 2
    rivers: 2 of 2, 1 to look at
    """

    def __init__(self, *, total: int, label: str, stream: TextIO) -> None:
        self._total, self._label, self._stream = total, label, stream
        self._done = self._to_look_at = 0
        self._bar: Any = None
        if stream.isatty():
            tqdm.monitor_interval = 0  # its thread would not do well with forked processes
            size = shutil.get_terminal_size()  # asked by tqdm, some terminals say 0 by 0
            self._bar = tqdm(
                total=total,
                desc=label,
                file=stream,
                bar_format=FORMAT,
                ncols=size.columns,
                nrows=size.lines,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self, result: Result) -> None:
        """Tell that one more is done."""
        self._done += 1
        self._to_look_at += result.status in TOLD
        if self._bar is not None:
            name = one_line(result.student)[:LONGEST_NAME]
            self._bar.set_postfix_str(f"{name}{self._looks()}", refresh=False)
            self._bar.update()
        elif self._done == self._total or not self._done % max(1, self._total // LINES):
            self.say(f"{self._label}: {self._done} of {self._total}{self._looks()}")

    def say(self, line: str) -> None:
        """Tell something on a line of its own."""
        line = printable(line)
        if self._bar is not None:
            self._bar.write(line, file=self._stream)
        else:
            print(line, file=self._stream, flush=True)

    def _looks(self) -> str:
        return f", {self._to_look_at} to look at" if self._to_look_at else ""
