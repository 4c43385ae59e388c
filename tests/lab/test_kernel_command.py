"""How a kernel is started: with no file of its notebook's folder taken for a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from quizkit.lab.kernel_command import guarded

pytestmark = pytest.mark.slow
SHADOWED = (
    "ipykernel_launcher",
    "ipykernel",
    "IPython",
    "runpy",
    "json",
    "zmq",
    "traitlets",
    "trio",
)
LATE = ("jedi", "stack_data")  # what completing a name and showing an error load
MARKS = "open('taken', 'a').write(__name__)"


def taken(folder: Path, *, folder_last: bool, code: str) -> list[str]:
    """Run code in a kernel beside such files; give what it printed, and which files were run."""

    class Manager(KernelManager):
        def format_kernel_cmd(self, *args: object, **named: object) -> list[str]:
            return guarded(super().format_kernel_cmd(*args, **named), folder_last=folder_last)

    said: list[str] = []
    made = Manager()
    made.start_kernel(cwd=str(folder))
    client = made.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.complete("pri", 3, reply=True, timeout=60)
        client.execute_interactive(
            code, timeout=60, output_hook=lambda m: said.append(m["content"].get("text", ""))
        )
    finally:
        client.stop_channels()
        made.shutdown_kernel(now=True)
    mark = folder / "taken"
    return ["".join(said).strip(), mark.read_text() if mark.exists() else ""]


def test_nothing_beside_a_notebook_is_taken_for_its_kernel(tmp_path: Path) -> None:
    """A file called like a part of the kernel is not run; a module of one's own is found."""
    for name in (*SHADOWED, *LATE):
        (tmp_path / f"{name}.py").write_text(MARKS)
    (tmp_path / "helper.py").write_text("name = 'mine'")
    code = "import helper, os; print(helper.name, 'PYTHONSAFEPATH' in os.environ)"
    assert taken(tmp_path, folder_last=True, code=code) == ["mine False", ""]


def test_installed_packages_come_last_where_nbgrader_has_them_so(tmp_path: Path) -> None:
    """Where grades depend on it, a module beside the notebook comes before one of that name."""
    (tmp_path / "ipykernel_launcher.py").write_text(MARKS)
    (tmp_path / "pandas.py").write_text("name = 'mine'")
    code = "import pandas; print(pandas.name)"
    assert taken(tmp_path, folder_last=False, code=code) == ["mine", ""]
