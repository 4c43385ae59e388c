"""One connection and short transactions for every step that grades a submission.

nbgrader's steps, quizkit's, and those that a teacher has added each open a ``Gradebook`` of their
own: some ten times a submission, each time with a new engine that looks at the tables and compiles
every statement anew. ``one_gradebook`` lends all of them one session, for the length of a block:

- ``Gradebook(url)`` for that address joins the session. That is done where it is sure to hold for
  everybody, in ``Gradebook`` itself: its ``__init__``, its ``close``, and the four methods that
  look up one cell (see ``lookups``). It is undone at the end of the block; a gradebook at another
  address is its usual self.
- ``commit()`` in a step flushes: later steps see what it did, the database's other users don't.
  ``settle`` writes all of it for good; without it, all of it is rolled back.
- ``close()`` in a step ends nothing; objects are forgotten once nobody has the gradebook open.

A transaction must never span the run of a student's code, for in SQLite others would wait for it:
whoever runs code calls ``settle`` before. In SQLite a transaction that will write takes its lock
when it begins, and waits for it as long as it may take, so that processes that grade at the same
time queue up and never meet "database is locked"; one that only reads holds no lock between
statements. The file's own settings, its journal among them, stay the teacher's.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SourceCell
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.orm import Session, scoped_session

from quizkit.grading.gradebook.lookups import Lookups
from quizkit.ports.nbgrader_port import gradebooks_lent

PATIENCE = 600  # seconds to wait for another process that writes to the same file
WRITES = "quizkit_writes"
ALONE = (BaseCell, Comment, Grade, SourceCell)  # they hold no sum of what is in other rows
_one_at_a_time = threading.RLock()
_lent: Any = scoped_session  # its type asks for a maker of sessions; any function will do


class BrokenTransaction(Exception):
    """A step rolled back what others had done before it, so that nothing of it may be kept."""


class _Shared(Session):
    """A session that steps may commit as they like: nothing is final before ``settle``."""

    def __init__(self, bind: Engine) -> None:
        super().__init__(bind=bind, future=True)
        self.lookups = Lookups(self)
        self.lost = False
        self._changed: set[Any] = set()

    def flush(self, objects: Any = None) -> None:
        self._changed |= {*self.dirty, *self.new}
        if self.new or self.deleted:
            self.lookups.forget()
        super().flush(objects)

    def commit(self) -> None:
        """Let what was written be read anew, as after every commit: sums of scores above all."""
        self.flush()
        for each in self:
            if each in self._changed or not isinstance(each, ALONE):
                self.expire(each)
        self._changed.clear()

    def rollback(self) -> None:
        self.lost = True
        super().rollback()

    def forget(self) -> None:
        self.expunge_all()
        self.lookups.forget()
        self._changed.clear()


class OneGradebook:
    """The session that all gradebooks of one address share; see the head of this module."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url, os.getpid())
        self._session = _Shared(self.engine)
        self.db = _lent(lambda: self._session)
        self._courses: set[str] = set()
        self._open = 0

    def opened(self, course_id: str) -> bool:
        """Note that a gradebook was opened; return whether its course was not seen before."""
        self._open += 1
        is_new = course_id not in self._courses
        self._courses.add(course_id)
        return is_new

    def closed(self) -> None:
        """Note that a gradebook was closed; the last one takes the objects with it."""
        self._open -= 1
        if not self._open:
            self._session.forget()

    def find(self, method: str, name: str, where: tuple[str, ...]) -> Any:
        """Look up a cell, a grade or a comment; None if nbgrader's own method has to say."""
        return self._session.lookups.find(method, name, where)

    def settle(self, *, writes: bool) -> None:
        """Write for good what was done, and begin anew: to write, or to read only."""
        if self._session.lost:
            raise BrokenTransaction("A change to the gradebook was rolled back.")
        self._session.lookups.forget()
        Session.commit(self._session)
        self._session.bind = self.engine.execution_options(**{WRITES: writes})

    def end(self) -> None:
        """Give up what was not settled, and let go of everything."""
        self._session.close()


@contextmanager
def one_gradebook(url: str) -> Iterator[OneGradebook]:
    """Let all gradebooks of an address share one session, within the block.

    nbgrader's class is changed for it, so a second thread waits until the block is left.
    """
    with _one_at_a_time:
        yield from _one_gradebook(url)


def _one_gradebook(url: str) -> Iterator[OneGradebook]:
    shared = OneGradebook(url)
    shared.settle(writes=True)
    try:
        with gradebooks_lent(url, shared):
            yield shared
    finally:
        shared.end()


def make_ready(url: str, course_id: str) -> None:
    """Make the gradebook, its tables and its courses if they are missing.

    To be called before several processes begin to grade, since two of them could not do it at the
    same moment.
    """
    for course in (course_id, "default_course"):  # nbgrader's steps ask for the second one
        Gradebook(url, course).close()


@cache
def _engine(url: str, process: int) -> Engine:  # noqa: ARG001 - no connection crosses a fork
    sqlite = url.startswith("sqlite")
    engine = create_engine(
        url, connect_args={"timeout": PATIENCE} if sqlite else {}, pool_pre_ping=not sqlite
    )
    if sqlite:
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _lock_if_it_writes)
    if not inspect(engine).has_table("course"):
        Gradebook(url).close()
    return engine


def _leave_transactions_to_us(connection: Any, _: Any) -> None:
    connection.isolation_level = None


def _lock_if_it_writes(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
