"""A real JupyterLab and a real Chromium for the tests in this folder; see ``lab``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.lab import Lab, shots_folder
from browser.serving import TOKEN, Served, free_port, private_home, served
from browser.window import Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def results(checkout: Path) -> Path:
    """Return the folder for screenshots and logs; git ignores it."""
    return checkout / "test-results"


@pytest.fixture(scope="session")
def server(
    checkout: Path, results: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Served]:
    """Serve a copy of lessons and data with JupyterLab, so that no answer lands in the checkout."""
    folder = tmp_path_factory.mktemp("lab")
    root = folder / "served"
    ignored = shutil.ignore_patterns("answers", ".ipynb_checkpoints", "__pycache__")
    for name in ("lessons", "data"):
        shutil.copytree(checkout / name, root / name, ignore=ignored)
    port = free_port()
    command = [sys.executable, "-m", "quizkit", "lab", str(root), "--no-browser", f"--port={port}"]
    command += ["--", "--expose-app-in-browser", f"--IdentityProvider.token={TOKEN}"]
    # Among so many kernels, two would now and then draw the same port: here they use socket files.
    command.append("--KernelManager.transport=ipc")
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as short,  # socket files need short names
        served(
            command,
            base=f"http://127.0.0.1:{port}/",
            root=root,
            log=results / f"jupyterlab-{worker_id}.log",
            environment=private_home(folder) | {"JUPYTER_RUNTIME_DIR": short},
        ) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def window(server: Served, chromium: Browser) -> Iterator[Window]:
    """Yield the JupyterLab in which the tests open their notebooks, one after another."""
    window = Window(server, chromium)
    yield window
    window.close()


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> bool:
    """Return whether somebody wants pictures to look at."""
    return bool(request.config.getoption("--pictures"))


@pytest.fixture
def lab(
    window: Window, results: Path, pictures: bool, request: pytest.FixtureRequest
) -> Iterator[Lab]:
    """Yield JupyterLab and a browser; the test fails if any page asked for another host."""
    shots = shots_folder(results, request.node.nodeid)
    lab = Lab(window.server, window.browser, shots, window, pictures)
    yield lab
    failed = getattr(request.node, "failed", False)
    if failed:
        for number, notebook in enumerate(n for n in lab.pages if not n.page.is_closed()):
            notebook.screenshot(f"failed-{number}")
    lab.close(spoilt=failed)
    assert lab.foreign_requests() == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note a failure on the test, so that ``lab`` keeps a picture of it."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
