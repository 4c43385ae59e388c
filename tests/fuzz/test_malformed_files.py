"""Quiz files that no one would write on purpose, and some that someone would."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from fuzz.files import damaged, malformed
from quizkit.checking import item_writing
from quizkit.errors import Problem
from quizkit.learner.session import Session
from quizkit.quiz import loading
from quizkit.quiz.model import Item, Outcome, Quiz
from quizkit.quiz.types import TYPES
from soak import sampled

HERE = Path(__file__).parent
SEED = 20220110
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s</svg>'
PICTURES = {  # that lie beside the quiz file
    "evil.svg": SVG % b"<script>alert(1)</script><image href='https://example.org/a.png'/>",
    "many.svg": SVG % (b"<title/>" * 100_000),
    "huge.png": b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_000,
    "cut.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
}
LIMIT = 20.0  # seconds of the processor; a file that takes longer hangs

# What Python says of its own insides. A message may hold it only where the file itself does.
INSIDES = re.compile(
    r"object at 0x|NoneType|Traceback|\b\w+(?:Error|Exception|Node|Event|Token)\b|Fraction\("
    r"|<class|<\w+\.|tag:yaml|\b(?:None|dict|str|bool|float|tuple|datetime)\b|\\x|\\u|codec|__\w+__"
)
GARBAGE = (
    *(None, True, 0, -1.5, 1e308, float("nan"), "", "x" * 600, "\x00", [], [[]], [None], ["x", 1]),
    *({}, {"": None}, {"x": []}, {"x": {"x": 1}}, [{"x": 1}]),
)


@pytest.fixture(scope="module")
def sources(checkout: Path) -> list[str]:
    """Return the real quiz files, and those that use every field there is."""
    paths = [*sorted((checkout / "data" / "quizzes").glob("*.yaml")), *sorted(HERE.glob("*.yaml"))]
    return [path.read_text(encoding="utf-8") for path in paths] + [
        path.read_text(encoding="utf-8") for path in 3 * sorted(HERE.glob("*.yaml"))
    ]


@pytest.fixture
def alarm() -> Iterator[Callable[[], None]]:
    """Yield a clock to wind up before each file; where it runs out, the file makes us hang."""

    def hangs(*_: object) -> None:
        raise TimeoutError(f"it takes more than {LIMIT} seconds")

    before = signal.signal(signal.SIGPROF, hangs)
    yield lambda: signal.setitimer(signal.ITIMER_PROF, LIMIT) and None
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def test_the_files_to_damage_are_sound() -> None:
    """The files that the fuzzer damages load, and use all question types."""
    quizzes = [loading.load(path) for path in sorted(HERE.glob("*.yaml"))]
    assert {item.type for quiz in quizzes for item in quiz.questions} == set(TYPES)
    for quiz in quizzes:
        assert not list(_broken_promises(quiz))


@pytest.mark.parametrize("count", sampled([300, 2000], 1))
def test_every_file_loads_or_gives_sentences(
    sources: list[str], tmp_path: Path, alarm: Callable[[], None], count: int
) -> None:
    """Each of so many malformed files gives a quiz that works, or sentences on what is wrong."""
    path = tmp_path / "quiz.yaml"
    shutil.copy(HERE / "map.svg", tmp_path)
    for picture, data in PICTURES.items():
        (tmp_path / picture).write_bytes(data)
    wrong, loaded = [], 0
    for name, raw in malformed(sources, count, seed=SEED):
        path.write_bytes(raw)
        alarm()
        try:
            problems, quiz = loading.read(path)
            loaded += not problems
            wrong += [f"{name}: {what}" for what in _judged(problems, quiz, raw)]
        except Exception as error:
            wrong.append(f"{name}: raised {type(error).__name__}: {str(error)[:200]}")
    assert not wrong, f"{len(wrong)} wrong:\n" + "\n".join(wrong[:40])
    assert count / 40 < loaded < count / 2  # most of the files are really damaged, and some are not


def test_the_same_seed_gives_the_same_files(sources: list[str]) -> None:
    """A file that failed can be made again from its name."""
    assert damaged(sources, seed=1, number=7) == damaged(sources, seed=1, number=7)
    assert damaged(sources, seed=1, number=7) != damaged(sources, seed=1, number=8)


def test_the_command_never_shows_a_traceback(sources: list[str], tmp_path: Path) -> None:
    """``quizkit check`` on a folder of 100 malformed files prints sentences and exits with 1."""
    for number, (_, raw) in enumerate(malformed(sources, 100, seed=SEED + 1)):
        (tmp_path / f"{number}.yaml").write_bytes(raw)
    command = [sys.executable, "-m", "quizkit", "check", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert done.returncode == 1
    assert done.stderr == b""
    *lines, closing = done.stdout.decode("utf-8").splitlines()
    assert re.match(r"\d+ mistakes(, \d+ pieces? of advice)? in \d+ files", closing)
    assert all(re.match(r".+?\.yaml(:\d+)?: .+; .+", line) for line in lines)


def _judged(problems: list[Problem], quiz: Quiz | None, raw: bytes) -> Iterator[str]:
    """Yield what is wrong with what came of a file."""
    text = raw.decode("utf-8", "replace")
    last = len(re.findall("\r\n|[\r\n\x85\u2028\u2029]", text)) + 1
    for problem in problems:
        said = f"{problem.what}; {problem.mend}"
        if not 0 <= problem.line <= last:  # 0 is the whole file
            yield f"line {problem.line} of {last}: {said}"
        if not problem.what or not problem.mend:
            yield f"says nothing: {said}"
        if len(said) > 600 or not said.isprintable():
            yield f"unreadable, {len(said)} characters: {said[:300]!r}"
        inside = INSIDES.search(said)
        if inside and inside[0] not in text:
            yield f"speaks of Python's insides, {inside[0]!r}: {said[:200]}"
    if quiz is None and not problems:
        yield "no quiz, and no reason why"
    if quiz is not None:
        item_writing.check(quiz, quiz.path or Path("quiz.yaml"))
        if not problems:
            yield from _broken_promises(quiz)


def _broken_promises(quiz: Quiz) -> Iterator[str]:
    """Take a quiz in every way that a page would."""
    for item in quiz.questions:
        yield from _broken_item(item)
    session = Session(quiz)
    json.dumps(session.view(), allow_nan=False)
    for item in session.quiz.questions:
        session.check(item.id, item.right())
        state = session.state(item.id)
        json.dumps(state, allow_nan=False)
        meant = Outcome.GIVEN if item.by_hand else Outcome.RIGHT
        if state["outcome"] != meant or not state["final"]:
            yield f"'{item.id}': the right response is {state['outcome']}"
    if session.summary()["score"] > quiz.points + 1e-9:
        yield "more points than there are"


def _broken_item(item: Item) -> Iterator[str]:
    for language in ("en", "nl", "fr"):
        json.dumps([item.public(language, Random(1)), item.public(language), item.key(language)])
    if item.grade(item.right()).fraction != (0.0 if item.by_hand else 1.0):
        yield f"'{item.id}': {item.right()!r} is not right"
    for value in GARBAGE:
        if not 0 <= item.grade(value).fraction <= 1:
            yield f"'{item.id}': {value!r} is worth {item.grade(value).fraction}"
    if not re.fullmatch("[0-9a-f]{12}", item.fingerprint):
        yield f"'{item.id}': no fingerprint"
