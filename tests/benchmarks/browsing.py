"""A real JupyterLab and a real Chromium for the benchmark."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import content
from browser.chromium import launched
from browser.lab import Lab
from browser.notebook_page import NotebookPage
from browser.serving import TOKEN, free_port, private_home, served
from quizkit.lab.server import lab_arguments, lab_environment

FOLDER = "bench"
CHECKOUT = Path(__file__).resolve().parents[2]
QUIET = 400  # milliseconds without a frame: all has been said


@contextmanager
def browsing(results: Path) -> Iterator[Lab]:
    """Serve a folder with the benchmark's quizzes, and open a browser."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        root = folder / "served"
        content.write(root / FOLDER)
        shutil.copytree(CHECKOUT / "lessons", root / "lessons")
        shutil.copytree(CHECKOUT / "data", root / "data")
        port = free_port()
        command = [sys.executable, "-m", "jupyterlab", "--expose-app-in-browser"]
        command.append(f"--IdentityProvider.token={TOKEN}")
        page = "lessons/en/00-start.ipynb"
        command += lab_arguments(root, page=page, browser=False, port=port)
        home = private_home(folder)
        with (
            served(
                command,
                base=f"http://127.0.0.1:{port}/",
                root=root,
                log=results / "bench.log",
                environment=home | lab_environment(home),
            ) as server,
            launched() as chromium,
        ):
            yield Lab(server, chromium, results)


def settle(page: NotebookPage) -> None:
    """Wait until the kernel is idle and nothing has crossed the websocket for a while."""
    page.wait_idle()
    count = -1
    while count != len(page.traffic.frames):
        count = len(page.traffic.frames)
        page.page.wait_for_timeout(QUIET)
