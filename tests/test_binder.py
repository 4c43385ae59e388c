"""What Binder makes of this repository, followed step by step.

repo2docker itself says which build it would do. The same environment is then built from the same
pins, ``postBuild`` is run, and Jupyter is started with the arguments BinderHub gives it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from browser.serving import TOKEN, Served, free_port, private_home, served
from built import copy_of, environment_of_pins, run
from quizkit.lab.binder_link import link

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from repo2docker.buildpacks.base import BuildPack

pytestmark = pytest.mark.slow
BASE = "/user/quizkit-abc123/"


@pytest.fixture(scope="session")
def repository(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the files that git knows or would take, as Binder gets them."""
    return copy_of(checkout, tmp_path_factory.mktemp("binder") / "repository")


@pytest.fixture
def build(repository: Path, monkeypatch: pytest.MonkeyPatch) -> BuildPack:
    """Let repo2docker choose how it would build the repository."""
    from repo2docker.app import Repo2Docker

    monkeypatch.chdir(repository)
    app = Repo2Docker()
    packs = (pack(base_image=app.base_image) for pack in app.buildpacks)
    return next(pack for pack in packs if pack.detect())


@pytest.fixture(scope="session")
def commands(repository: Path) -> Path:
    """Install the pins and run postBuild, as the image's build does; give the commands."""
    commands = environment_of_pins(repository.parent / "env", repository)
    run("./binder/postBuild", cwd=repository, environment=container(repository, commands))
    return commands


@pytest.fixture
def jupyter(repository: Path, commands: Path) -> Iterator[Served]:
    """Start Jupyter as BinderHub does: repo2docker's entry point, then ``jupyter-lab``."""
    import repo2docker.buildpacks

    entry = Path(repo2docker.buildpacks.__file__).with_name("repo2docker-entrypoint")
    port = free_port()
    # BinderHub says 0.0.0.0; a test stays on this computer.
    arguments = ["--ip=127.0.0.1", f"--port={port}"]
    for app in ("NotebookApp", "ServerApp"):
        arguments += [f"--{app}.base_url={BASE}", f"--{app}.token={TOKEN}"]
        arguments += [f"--{app}.trust_xheaders=True", f"--{app}.default_url=/lab"]
    if os.geteuid() == 0:
        arguments.append("--allow-root")  # Binder's user is not root
    with served(
        [sys.executable, str(entry), str(commands / "jupyter-lab"), *arguments],
        base=f"http://127.0.0.1:{port}{BASE}",
        root=repository,
        log=repository.parent / "jupyter.log",
        environment=container(repository, commands) | {"BROWSER": "true"},
    ) as running:
        yield running


def container(repository: Path, commands: Path) -> dict[str, str]:
    """Return the environment of the container: an empty home, and the build's commands first."""
    environment = private_home(repository.parent)
    path = os.pathsep.join([str(commands), environment["PATH"]])
    return environment | {"PATH": path, "REPO_DIR": str(repository), "PYTHONUNBUFFERED": "1"}


def test_repo2docker_builds_python_from_the_pins(build: BuildPack) -> None:
    """repo2docker chooses its Python build, Python 3.11, the pins and postBuild."""
    assert type(build).__name__ == "PythonBuildPack"
    assert build.python_version == "3.11"
    installs = [script for _, script in build.get_preassemble_scripts()]
    assert any(
        script.endswith('install --no-cache-dir -r "binder/requirements.txt"')
        for script in installs
    )
    assert build.get_post_build_scripts() == ["binder/postBuild"]


def test_an_edited_lesson_installs_nothing_anew(build: BuildPack) -> None:
    """The environment is built before the repository is copied, so it can be cached."""
    files = set(build.get_preassemble_script_files())
    assert "binder/requirements.txt" in files
    assert not any("lessons" in name or "pyproject" in name for name in files)
    assert all("pip install" not in script for _, script in build.get_assemble_scripts())


def test_the_dockerfile_can_be_rendered(build: BuildPack) -> None:
    """repo2docker writes its Dockerfile from the folder binder/ without a complaint."""
    build.platform = "linux/amd64"  # what mybinder.org builds for
    dockerfile = build.render({"NB_UID": "1000"})
    assert "RUN ./binder/postBuild" in dockerfile
    assert "R2D_ENTRYPOINT=" not in dockerfile


def test_only_the_pins_and_quizkit_are_installed(commands: Path, repository: Path) -> None:
    """After postBuild nothing is missing, and quizkit is the checkout's own."""
    run(commands / "python", "-m", "pip", "check", cwd=repository)
    code = "import quizkit, json; print(json.dumps([quizkit.__file__, quizkit.load('start').id]))"
    where, quiz = json.loads(run(commands / "python", "-c", code, cwd=repository / "lessons/en"))
    assert Path(where).is_relative_to(repository)
    assert quiz == "start"


def test_the_settings_for_learners_are_found(commands: Path, repository: Path) -> None:
    """Jupyter on Binder finds what leaves out nbgrader's menu, and what asks about no news."""
    code = (
        "import json; from jupyter_server.services.config import ConfigManager as Found; "
        "get = Found(config_dir_name='labconfig').get; "
        "print(json.dumps([get('page_config'), get('default_setting_overrides')]))"
    )
    environment = container(repository, commands)
    found = json.loads(
        run(commands / "python", "-c", code, cwd=repository, environment=environment)
    )
    assert found[0] == {"disabledExtensions": {"@jupyter/nbgrader": True}}
    assert "@jupyterlab/apputils-extension:notification" in found[1]


def test_the_launch_link_opens_the_start_page(
    jupyter: Served, repository: Path, chromium: Browser
) -> None:
    """The page that the launch link leads to shows the start page, with nothing in front."""
    from playwright.sync_api import expect

    launch = link("git@github.com:ada/week.git", ref="main")
    urlpath = parse_qs(urlsplit(launch).query)["urlpath"][0]
    notebook = json.loads((repository / "lessons/en/00-start.ipynb").read_text())
    title = "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")
    page = chromium.new_page()
    page.goto(f"{jupyter.base}{urlpath}?token={jupyter.token}")
    expect(page.locator(".jp-Notebook h1").first).to_contain_text(title, timeout=60_000)
    expect(page.locator(".jp-StatusBar-Widget")).to_contain_text("| Idle", timeout=60_000)
    expect(page.locator(".jp-Dialog, .Toastify__toast")).to_have_count(0)
    page.close()
