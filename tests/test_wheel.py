"""The built wheel, alone in an empty environment: what a teacher without the checkout has."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from browser.serving import TOKEN, Served, free_port, private_home, served
from built import (
    RUN,
    copy_of,
    environment_of,
    environment_of_pins,
    other_python,
    run,
    uv,
    works,
)

pytestmark = pytest.mark.slow
START = "lessons/en/00-start.ipynb"
ONES_OWN = (
    "lessons/en/rivers.yaml",
    "lessons/en/answers/rivers.json",
    "lessons/en/handouts/rivers.pdf",
    "lessons/en/.ipynb_checkpoints/rivers-checkpoint.ipynb",
    "lessons/mine/00-rivers.ipynb",
    "data/quizzes/rivers.yaml",
    "data/rivers.csv",
)


@pytest.fixture(scope="session")
def clone(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clone in which a teacher has written a quiz and answered it."""
    folder = copy_of(checkout, tmp_path_factory.mktemp("teacher") / "clone")
    run("git", "init", "--quiet", cwd=folder)
    run("git", "add", "--all", cwd=folder)
    for name in ONES_OWN:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine")
    return folder


def built(folder: Path, out: Path, *kinds: str) -> Path:
    """Build in ``folder`` as a teacher would, and give the folder with what was built."""
    python = ("--no-build-isolation", "--python", sys.executable)
    uv("build", *kinds, *python, "-o", out, cwd=folder)
    return out


@pytest.fixture(scope="session")
def archives(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from that archive."""
    return built(clone, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def wheel(archives: Path) -> Path:
    """Return the wheel that was built from the source archive."""
    return next(archives.glob("*.whl"))


@pytest.fixture(scope="session")
def commands(wheel: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment with the pins, of another Python if there is one."""
    folder = tmp_path_factory.mktemp("teacher")
    commands = environment_of_pins(folder / "env", checkout, python=other_python(folder))
    uv("pip", "install", "--python", commands / "python", "--no-deps", wheel, cwd=wheel.parent)
    return commands


@contextmanager
def opened(commands: Path, folder: Path) -> Iterator[Served]:
    """Type ``quizkit lab`` in ``folder``, on a computer never used."""
    port = free_port()
    command = [str(commands / "quizkit"), "lab", "--no-browser", "--port", str(port)]
    with served(
        [*command, "--", f"--IdentityProvider.token={TOKEN}"],
        base=f"http://127.0.0.1:{port}/",
        root=folder,
        log=folder.parent / "quizkit-lab.log",
        environment=private_home(folder.parent),
    ) as running:
        yield running


def test_the_wheel_holds_content_and_no_answers(wheel: Path) -> None:
    """Lessons, data and quizzes are in the wheel; answers and the tests are not."""
    names = ZipFile(wheel).namelist()
    for name in (START, "data/datapackage.json", "data/quizzes/geneva.yaml"):
        assert f"quizkit/_content/{name}" in names
    assert "quizkit/py.typed" in names
    strays = re.compile(r"answers/|\.ipynb_checkpoints|__pycache__|^tests|(^|/)test_")
    assert [name for name in names if strays.search(name)] == []


def test_no_key_is_in_the_archives(archives: Path, clone: Path, tmp_path: Path) -> None:
    """The graded course and the answers to it stay in the checkout: no key is handed on."""
    assert (clone / "lessons/course/keys").is_dir()
    for pattern, kind in (("*.whl", "zip"), ("*.tar.gz", "gztar")):
        shutil.unpack_archive(next(archives.glob(pattern)), tmp_path, kind)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 200
    assert [p for p in files if re.search(r"lessons/course/|course/answers/", p.as_posix())] == []
    keys = [path.stem for path in (clone / "lessons/course/keys").glob("*.yaml")]
    secrets = [f"id: {key}".encode() for key in keys]
    assert [path for path in files if any(s in path.read_bytes() for s in secrets)] == []


def for_readers(clone: Path) -> set[str]:
    """Name the lessons and data that git tracks, without the graded course."""
    tracked = run("git", "ls-files", "lessons", "data", cwd=clone).split()
    return {name for name in tracked if not name.startswith("lessons/course/")}


def content(wheel: Path) -> set[str]:
    """Name the lessons and data in a wheel."""
    place = "quizkit/_content/"
    names = ZipFile(wheel).namelist()
    return {name.removeprefix(place) for name in names if name.startswith(place)}


def test_no_file_of_ones_own_is_handed_on(clone: Path, archives: Path, tmp_path: Path) -> None:
    """Wheel and source archive, built in a teacher's clone, hold the course's files and no other.

    So does the wheel that is built from the source archive, where git tells nothing.
    """
    parts = ("lessons", "data")
    tracked = for_readers(clone)
    assert START in tracked
    assert content(next(built(clone, tmp_path, "--wheel").glob("*.whl"))) == tracked
    assert content(next(archives.glob("*.whl"))) == tracked
    with tarfile.open(next(archives.glob("*.tar.gz"))) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {name for name in names if name.startswith(parts)} == tracked


def test_an_unpacked_archive_can_be_installed(clone: Path, tmp_path: Path) -> None:
    """Without git, as in an unpacked ZIP, the wheel holds the course and nobody's answers."""
    folder = copy_of(clone, tmp_path / "unpacked")
    tracked = for_readers(clone)
    (folder / "lessons/en/answers").mkdir()
    (folder / "lessons/en/answers/rivers.json").write_text("mine")
    inside = content(next(built(folder, tmp_path, "--wheel").glob("*.whl")))
    assert tracked <= inside
    assert "lessons/en/answers/rivers.json" not in inside


def test_an_empty_folder_gets_the_lessons(commands: Path, tmp_path: Path) -> None:
    """In an empty folder ``quizkit lab`` lays out the lessons and serves the start page."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with opened(commands, folder) as server:
        page = server.get(f"api/contents/{START}")
        quizzes = server.get("api/contents/data/quizzes")
        said = server.log.read_text()
        address = re.search(r"http://\S+", said)
        assert address is not None
        with urlopen(address[0], timeout=30) as answer:
            assert answer.status == 200
    assert page["type"] == "notebook"
    assert "geneva.yaml" in str(quizzes["content"])
    assert START in address[0]
    assert f"Your lessons are in {folder / 'quizkit-lessons'}" in said


def test_a_changed_file_survives_the_next_start(commands: Path, tmp_path: Path) -> None:
    """What the teacher changed is as they left it after the lessons are opened again."""
    folder = tmp_path / "mine"
    folder.mkdir()
    with opened(commands, folder):
        pass
    notes = folder / "quizkit-lessons" / START
    notes.write_text(notes.read_text().replace('"cells"', '"cells" ', 1))
    mine = notes.read_bytes()
    with opened(commands, folder):
        pass
    assert notes.read_bytes() == mine


def test_quizzes_and_tables_load_from_the_package(commands: Path, tmp_path: Path) -> None:
    """With no lessons in sight, plain names find the content in the installed package."""
    code = "import quizkit; quizkit.load('geneva'); print(len(quizkit.data.load('nato_members')))"
    said = run(commands / "python", "-c", code, cwd=tmp_path, environment=private_home(tmp_path))
    assert said.strip() == "30"


def test_lessons_check_and_grading_work(commands: Path, checkout: Path, tmp_path: Path) -> None:
    """From the pins a lesson runs, its quiz is shown, and a submission is graded."""
    works(commands, checkout, tmp_path)


@pytest.fixture(scope="session")
def light(wheel: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel without any extra, as for a lesson alone."""
    return environment_of(tmp_path_factory.mktemp("light") / "env", wheel, checkout)


def test_every_lesson_runs_without_extras(light: Path, checkout: Path, tmp_path: Path) -> None:
    """All cells of all lessons run where neither JupyterLab nor nbgrader is installed."""
    for part in ("lessons", "data"):
        shutil.copytree(checkout / part, tmp_path / part, ignore=shutil.ignore_patterns("answers"))
    lessons = sorted((tmp_path / "lessons").glob("??/*.ipynb"))
    assert len(lessons) == 18
    said = run(
        light / "python", "-c", RUN, *lessons, cwd=tmp_path, environment=private_home(tmp_path)
    )
    assert said.splitlines()[-1] == "mistakes:"
    for heavy in ("jupyterlab", "nbgrader", "tornado", "zmq"):
        assert not list(light.parent.glob(f"lib/*/site-packages/{heavy}"))


@pytest.mark.parametrize(
    ("command", "extra"),
    [
        ("lab", "lab"),
        ("grade rivers", "grade"),
        ("print geneva", "print"),
        ("site", "site"),
    ],
)
def test_a_command_that_needs_more_says_what(
    command: str, extra: str, light: Path, tmp_path: Path
) -> None:
    """Without its extra, a command says in one sentence what to type, and leaves nothing behind."""
    (tmp_path / "nbgrader_config.py").touch()
    asked = [light / "quizkit", *command.split()]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert re.fullmatch(
        rf"quizkit {command.split()[0]} needs \w+, which is not installed; "
        rf'type: \S+ -m pip install "quizkit\[{extra}\]"\n',
        done.stderr,
    )
