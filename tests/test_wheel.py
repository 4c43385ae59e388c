"""The built wheel, alone in an empty environment: what a teacher without the checkout has."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from browser.serving import TOKEN, Served, free_port, private_home, served
from built import environment_of_pins, run, uv

pytestmark = pytest.mark.slow
START = "lessons/en/00-start.ipynb"


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from that archive."""
    out = tmp_path_factory.mktemp("dist")
    uv("build", "--no-build-isolation", "--python", sys.executable, "-o", out, cwd=checkout)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def commands(wheel: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment that has the pins and nothing else."""
    commands = environment_of_pins(tmp_path_factory.mktemp("teacher") / "env", checkout)
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
