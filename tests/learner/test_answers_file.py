"""The answers file: written whole or not at all, and read back whatever befell it."""

from __future__ import annotations

import errno
import fcntl
import itertools
import json
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from quizkit.errors import AnswersError
from quizkit.learner import answers_file as module
from quizkit.learner.answers_file import Answers, Restored
from quizkit.learner.record import Attempt, QuestionRecord, Record, to_json

NOBODY = 65534  # the user that owns nothing
FORK = multiprocessing.get_context("fork")


def record(**values: Any) -> Record:
    """Make a record of responses by question."""
    return Record(
        "geneva", "0f", {name: QuestionRecord("f", v, at="1") for name, v in values.items()}
    )


def elsewhere(do: Callable[[], Any]) -> Any:
    """Run something in another process, and give what it gives."""
    here, there = FORK.Pipe()

    def run() -> None:
        try:
            there.send(do())
        except BaseException as error:  # told on this side
            there.send(error)

    process = FORK.Process(target=run)
    process.start()
    there.close()
    found = here.recv()
    process.join()
    if isinstance(found, BaseException):
        raise found
    return found


def why_not_saved(folder: Path, what: Record) -> str | None:
    """Try to save; give the cause if that fails."""
    try:
        Answers(folder, "geneva").save(what)
    except AnswersError as error:
        return error.cause
    return None


def test_saved_and_restored(tmp_path: Path) -> None:
    """What was saved comes back, to the same kernel and to the next."""
    answers = Answers(tmp_path, "geneva")
    assert answers.restore() == Restored()
    given = record(who="Genève", order=["a", "b"], match={"a": "b"}, empty=None)
    assert answers.save(given) == given
    assert answers.restore().record == given
    assert Answers(tmp_path, "geneva").restore().record == given


def test_a_person_can_read_the_file(tmp_path: Path) -> None:
    """The file is UTF-8, with accents as they were typed, and nothing else stays beside it."""
    Answers(tmp_path, "geneva").save(record(who="Genève"))
    text = (tmp_path / "answers" / "geneva.json").read_text(encoding="utf-8")
    assert '"value": "Genève"' in text
    names = {path.name for path in (tmp_path / "answers").iterdir()}
    assert names <= {"geneva.json", ".geneva.lock"}


def test_each_question_has_a_line(tmp_path: Path) -> None:
    """In the file each question, and each answer set aside, stands on a line of its own."""
    aside = ({"question": "old", "value": {"a": [1]}}, {"question": "older", "value": None})
    questions = record(one=["x", "y"], two={"z": "é"}).questions
    answers = Answers(tmp_path, "geneva")
    answers.save(Record("geneva", "0f", questions, aside))
    lines = answers.path.read_text(encoding="utf-8").splitlines()
    for text in ('"one": {', '"two": {', '"question": "old"', '"question": "older"', '"learner"'):
        assert sum(text in line for line in lines) == 1
    assert len(lines) == 13
    assert Answers(tmp_path, "geneva").restore().record == Record("geneva", "0f", questions, aside)


def test_half_a_character_is_kept(tmp_path: Path) -> None:
    """Half a surrogate pair, which a page can send, neither stops a save nor spoils the file."""
    Answers(tmp_path, "geneva").save(record(who="\ud83d"))
    assert Answers(tmp_path, "geneva").restore().record == record(who="\ud83d")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\x00" * 4096,
        b"\xff\xfe{}",
        b"null",
        b"[]",
        b'{"format": 1}',
        b'{"format": 99, "quiz": "geneva", "learner": "0f", "questions": {}}',
        b"[" * 100_000,
        b"9" * 100_000,
        b'{"format": 1, "quiz": "brussels", "learner": "0f", "questions": {}}',
        b" " * 11_000_000,
    ],
    ids=lambda damage: f"{damage[:12]!r}… {len(damage)}",
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, damage: bytes) -> None:
    """A file that cannot be read is kept under another name, and answers go on in a new one."""
    path = tmp_path / "answers" / "geneva.json"
    path.parent.mkdir()
    path.write_bytes(damage)
    answers = Answers(tmp_path, "geneva")
    found = answers.restore()
    assert found.record is None
    assert found.reason
    assert found.damaged is not None
    assert found.damaged.read_bytes() == damage
    answers.save(record(who="a"))
    assert Answers(tmp_path, "geneva").restore().record == record(who="a")


def test_damage_while_a_quiz_is_open(tmp_path: Path) -> None:
    """A file that is damaged while a quiz is open is put aside at the next save."""
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    answers.path.write_bytes(b"damaged")
    answers.save(record(who="b"))
    assert Answers(tmp_path, "geneva").restore().record == record(who="b")
    assert [p.read_bytes() for p in answers.path.parent.glob("*.damaged-*")] == [b"damaged"]


def test_a_file_that_vanished_is_written_anew(tmp_path: Path) -> None:
    """A file that was deleted while a quiz is open, folder and all, is written anew."""
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    for path in answers.path.parent.iterdir():
        path.unlink()
    answers.path.parent.rmdir()
    answers.save(record(who="b"))
    assert answers.restore().record == record(who="b")


def test_two_kernels_are_joined(tmp_path: Path) -> None:
    """Two kernels that save the same quiz in turn keep what the other saved."""
    one, other = Answers(tmp_path, "geneva"), Answers(tmp_path, "geneva")
    one.save(record(who="a"))
    other.save(record(where="b"))
    assert one.changed()
    assert one.save(record(who="a", why="c")) == record(who="a", where="b", why="c")
    assert not one.changed()


def test_many_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Four processes save fifty times each at the same moment: all that each saved is there."""

    def stream(name: str) -> None:
        answers, attempts, kept = Answers(tmp_path, "geneva"), (), record()
        for number in range(50):
            attempts = (*attempts, Attempt(f"{name}{number}", f"{number:03}"))
            own = QuestionRecord("f", number, at=f"{number:03}")
            shared = QuestionRecord("f", number, at=f"{number:03}", attempts=attempts)
            mine = Record("geneva", "0f", {**kept.questions, name: own, "shared": shared})
            kept = answers.save(mine)  # what the others saved, as the widget takes it over
            attempts = kept.questions["shared"].attempts

    processes = [FORK.Process(target=stream, args=(name,)) for name in "abcd"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    found = Answers(tmp_path, "geneva").restore().record
    assert found is not None
    assert {found.questions[name].value for name in "abcd"} == {49}
    kept = {attempt.value for attempt in found.questions["shared"].attempts}
    assert kept == {f"{name}{number}" for name in "abcd" for number in range(50)}


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """A write that ends half-way is told as a full disk, and leaves the old answers whole."""
    Answers(tmp_path, "geneva").save(record(who="a"))

    def fill() -> str | None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # the system stops the write there
        return why_not_saved(tmp_path, record(who="b" * 5000))

    assert elsewhere(fill) == "full"
    assert Answers(tmp_path, "geneva").restore().record == record(who="a")
    assert not list((tmp_path / "answers").glob("*.tmp"))


def test_no_space_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without space, noticed only when the file is synced, is told as full too."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Answers(tmp_path, "geneva").save(record(who="a"))
    monkeypatch.setattr(os, "fsync", full)
    assert why_not_saved(tmp_path, record(who="b")) == "full"
    assert Answers(tmp_path, "geneva").restore().record == record(who="a")
    assert not list((tmp_path / "answers").glob("*.tmp"))


@pytest.mark.parametrize("before", [True, False], ids=["with answers", "without"])
def test_a_folder_that_may_not_be_written(tmp_path: Path, before: bool) -> None:
    """In a folder that may only be read, earlier answers come back and the cause is told."""
    if before:
        Answers(tmp_path, "geneva").save(record(who="a"))
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def try_it() -> tuple[Restored, str | None]:
        os.chdir(tmp_path)
        if os.geteuid() == 0:  # no permission binds root
            os.setgroups([])
            os.setresuid(NOBODY, NOBODY, NOBODY)
        return Answers(Path(), "geneva").restore(), why_not_saved(Path(), record(who="b"))

    found, cause = elsewhere(try_it)
    tmp_path.chmod(0o755)
    assert found == Restored(record(who="a") if before else None)
    assert cause == "denied"


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file of answers that may not be read is told, and neither moved nor written over."""
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    answers.path.chmod(0)

    def try_it() -> list[str]:
        os.chdir(tmp_path)
        if os.geteuid() == 0:
            os.setresuid(NOBODY, NOBODY, NOBODY)
        causes = []
        for do in (lambda a: a.restore(), lambda a: a.save(record(who="b"))):
            try:
                do(Answers(Path(), "geneva"))
            except AnswersError as error:
                causes.append(error.cause)
        return causes

    tmp_path.chmod(0o777)
    answers.path.parent.chmod(0o777)
    assert elsewhere(try_it) == ["denied", "denied"]
    answers.path.chmod(0o644)
    assert answers.restore().record == record(who="a")


@pytest.mark.filterwarnings("ignore:flock not supported")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO, errno.ENOSYS])
def test_a_file_system_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Where files cannot be locked, answers are saved and joined all the same."""

    def none(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", none)
    one, other = Answers(tmp_path, "geneva"), Answers(tmp_path, "geneva")
    one.save(record(who="a"))
    other.save(record(where="b"))
    assert one.save(record(who="a")) == record(who="a", where="b")
    assert not list((tmp_path / "answers").glob("*.tmp"))


@pytest.mark.filterwarnings("ignore:flock not supported")
def test_races_that_are_always_lost_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where others save at every moment and there is no lock, it is said, and theirs is kept."""

    def none(*_: Any) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", none)
    answers, other = Answers(tmp_path, "geneva"), Answers(tmp_path, "geneva")
    sync, rounds = os.fsync, itertools.count()

    def between(handle: int) -> None:
        sync(handle)
        if not busy:
            busy.append(True)
            other.save(record(where=str(next(rounds))))
            busy.clear()

    busy: list[bool] = []
    monkeypatch.setattr(module.os, "fsync", between)
    with pytest.raises(AnswersError, match="another notebook saves there all the time"):
        answers.save(record(who="a"))
    monkeypatch.undo()
    assert not list((tmp_path / "answers").glob("*.tmp"))
    last = str(next(rounds) - 1)
    assert answers.save(record(who="a")) == record(who="a", where=last)


def test_a_folder_that_cannot_be_asked_for_is_told(tmp_path: Path) -> None:
    """A place that the system refuses to look at is told in a sentence when a quiz is shown."""
    with pytest.raises(AnswersError, match="cannot be read from"):
        Answers(tmp_path / ("x" * 300), "geneva").restore()


def test_a_lock_that_cannot_be_let_go_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that is saved stays saved where the drive is gone before the lock is let go."""

    def gone(*_: Any, **__: Any) -> None:
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    monkeypatch.setattr(FileLock, "release", gone)
    answers = Answers(tmp_path, "geneva")
    assert answers.save(record(who="a")) == record(who="a")
    assert answers.read() == record(who="a")


def test_a_lock_that_is_never_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopped kernel that holds the lock makes the first save wait, and costs no answer."""
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    with (tmp_path / "answers" / ".geneva.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answers.save(record(who="b"))
        monkeypatch.setattr(module, "PATIENCE", 3600)  # a second save that waited would hang
        answers.save(record(who="c"))
    assert answers.restore().record == record(who="c")
    assert not list((tmp_path / "answers").glob("*.tmp"))


def test_what_killed_kernels_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save removes what killed kernels left long ago, and nothing that is being written."""
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    folder = answers.path.parent
    for name in (".geneva.tmp", ".geneva-dead.tmp", ".geneva-living.tmp", ".geneva-1997-dead.tmp"):
        (folder / name).write_text("half")
    os.utime(folder / ".geneva-dead.tmp", (0, 0))
    monkeypatch.setattr(fcntl, "flock", lambda *_: os.close(-1))  # no locks here: EBADF
    answers.save(record(who="b"))
    monkeypatch.undo()
    answers._patience = 1.0
    answers.save(record(who="c"))
    left = {path.name for path in folder.glob("*.tmp")}
    assert left == {".geneva-living.tmp", ".geneva-1997-dead.tmp"}


def test_more_than_could_be_read_again_is_not_written(tmp_path: Path) -> None:
    """A record too large to be read again is refused, and the old answers stay."""
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    assert why_not_saved(tmp_path, record(who="b" * 11_000_000)) == "full"
    assert Answers(tmp_path, "geneva").restore().record == record(who="a")


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    """The file holds the record as JSON, so that another program can read it."""
    answers = Answers(tmp_path, "geneva")
    answers.save(record(who="a"))
    assert json.loads(answers.path.read_text(encoding="utf-8")) == to_json(record(who="a"))


def test_in_a_browser_two_notebooks_save_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Python has no file locks, none is asked for, and each keeps what the other saved."""
    monkeypatch.setattr(module, "IN_BROWSER", True)
    monkeypatch.setitem(sys.modules, "filelock", None)  # it cannot be imported there
    first, second = Answers(tmp_path, "geneva"), Answers(tmp_path, "geneva")
    second.restore()
    first.save(record(who="a"))
    assert second.save(record(where="b")).questions.keys() == {"who", "where"}
    assert [path.name for path in (tmp_path / "answers").iterdir()] == ["geneva.json"]
