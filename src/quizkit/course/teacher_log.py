"""The log of a release that we refuse: our sentence alone, without nbgrader's technical page.

nbgrader logs the traceback of whatever stops it, and tells the teacher to read that.
"""

from __future__ import annotations

import logging
from typing import Any

from quizkit.errors import QuizkitError
from quizkit.ports.nbgrader_port import LAST_LOGGED

TRACEBACK = "Traceback (most recent call last)"


class WithoutTraceback(logging.Filter):
    """Leaves out the traceback of one error, and nbgrader's last line, which points to it.

    >>> shown = WithoutTraceback(logging.getLogger("doctest"), "There is no key.")
    >>> line = logging.LogRecord("", logging.ERROR, "", 1, "There is no key.", None, None)
    >>> shown.filter(line)
    True
    """

    def __init__(self, log: logging.Logger, sentence: str) -> None:
        super().__init__()
        self.log = log
        self.sentence = sentence

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is shown; after the last one, everything is again."""
        told = record.getMessage()
        if told.startswith(LAST_LOGGED):
            self.log.removeFilter(self)
            return False
        return not (told.startswith(TRACEBACK) and self.sentence in told)


def tell(log: Any, error: QuizkitError) -> None:
    """Log an error that is about to stop nbgrader as its own sentence.

    ``log`` is that of a step: JupyterLab's may be an adapter around a logger.
    """
    logger = getattr(log, "logger", log)
    known = {each.sentence for each in logger.filters if isinstance(each, WithoutTraceback)}
    if str(error) not in known:  # else it has stopped the work of another student too
        log.error("%s", error)
        logger.addFilter(WithoutTraceback(logger, str(error)))
