"""nbgrader's own commands and formgrader run students' code in the sandbox, through a provisioner.

Each test starts real kernels with nbgrader's own step, in the course as ``configure`` leaves it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory

from course.desk import write_cells
from course.school import School, open_school
from course.small_course import write
from grading.graded_class import GradedClass
from quizkit.grading.sandbox.provisioner import ContainedKernelManager
from quizkit.grading.submission.contained_step import ContainedExecute

pytestmark = pytest.mark.slow
RIVERS = "rivers"
ENCRYPTS = {"supported_encryption": "curve"}
HONEST = "def days_between(first, last):\n    return (last - first).days\n"
CURIOUS = """\
import os, pathlib, socket
for what in (
    lambda: socket.create_connection(("192.0.2.1", 80), 2),
    lambda: pathlib.Path({gradebook!r}).read_bytes()[:6],
    lambda: pathlib.Path({key!r}).read_text()[:9],
    lambda: os.listdir({classmate!r}),
    lambda: pathlib.Path("left-behind.txt").write_text("here"),
    lambda: os.memfd_create("memory"),
):
    try:
        print(what())
    except OSError as error:
        print(type(error).__name__)
print(os.environ.get("SECRET"))

"""


@pytest.fixture
def school(generated_class: GradedClass, tmp_path: Path) -> School:
    """Return a course of one assignment, generated, in which nobody has handed in yet."""
    school = open_school(tmp_path, generated_class.root)
    shutil.copytree(generated_class.root / "release", school.course / "release")
    shutil.copy(generated_class.root / "gradebook.db", school.course)
    return school


def hand_in(school: School, name: str, cells: Mapping[str, str]) -> None:
    """Hand in the assignment with these cells."""
    folder = school.course / "submitted" / name / RIVERS
    shutil.copytree(school.course / "release" / RIVERS, folder)
    write_cells(folder / f"{RIVERS}.ipynb", cells)


def said(school: School, name: str) -> str:
    """Return what the task of a student printed when it was graded."""
    path = school.course / "autograded" / name / RIVERS / f"{RIVERS}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    task = next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution"))
    return "".join(output.get("text", "") for output in task.outputs)


def points(school: School, name: str) -> float:
    """Return the points of the task's test."""
    with school.gradebook() as gradebook:
        return float(gradebook.find_grade("days-test", RIVERS, RIVERS, name).auto_score)


def settle(school: School, *lines: str) -> None:
    """Add lines to the settings of the course."""
    with (school.course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("\n".join(["", *lines, ""]))


def curious(school: School) -> str:
    """Return the code of a student who looks around, and has the task right."""
    places = {
        "gradebook": str(school.course / "gradebook.db"),
        "key": str(school.course / "keys" / "rivers.yaml"),
        "classmate": str(school.course / "submitted" / "ann"),
    }
    return CURIOUS.format(**places) + HONEST


def test_autograde_shows_students_code_nothing(school: School) -> None:
    """No network, no gradebook, no key, no classmate; what it writes is gone; its grade stands."""
    hand_in(school, "ann", {"days": HONEST})
    hand_in(school, "cas", {"days": curious(school)})
    secretive = replace(school.teacher, environment=school.teacher.environment | {"SECRET": "x"})
    secretive.nbgrader("autograde", RIVERS)
    refused = ["OSError", *["FileNotFoundError"] * 3, "4", "OSError", "None"]
    assert said(school, "cas").split() == refused
    assert [points(school, name) for name in ("ann", "cas")] == [2, 2]
    left = {path.name for path in (school.course / "autograded" / "cas" / RIVERS).iterdir()}
    assert "left-behind.txt" not in left


def test_without_the_sandbox_the_same_code_sees_it_all(school: School) -> None:
    """A teacher may do without it: then the code above reads what it asks for."""
    settle(school, "c.SandboxProvisioner.sandbox = False")
    hand_in(school, "ann", {"days": HONEST})
    hand_in(school, "cas", {"days": curious(school)})
    school.teacher.nbgrader("autograde", RIVERS)
    seen = said(school, "cas").splitlines()
    assert seen[1:3] == ["b'SQLite'", "id: river"]
    assert "FileNotFoundError" not in seen


def test_no_bubblewrap_is_said_with_the_way_to_get_it(school: School) -> None:
    """Without bubblewrap autograding stops with one sentence, and nobody's code is run."""
    hand_in(school, "ann", {"days": HONEST})
    hand_in(school, "cas", {"days": curious(school)})
    bare = school.teacher.environment | {"PATH": str(Path(sys.executable).parent)}
    told = replace(school.teacher, environment=bare).nbgrader("autograde", RIVERS, fails=True)
    assert told.count("apt install bubblewrap") == 1
    assert "c.SandboxProvisioner.sandbox = False in nbgrader_config.py" in told
    assert "--no-sandbox" not in told
    assert "Traceback" not in told
    assert not (school.course / "autograded" / "ann" / RIVERS).exists()


def test_a_cell_that_never_ends_is_interrupted(school: School) -> None:
    """nbgrader's time limit reaches the kernel through the walls, and the rest is graded."""
    settle(school, "c.Execute.timeout = 5")
    hand_in(school, "ann", {"days": f"{HONEST}\nprint('begun', flush=True)\nwhile True: pass"})
    school.teacher.nbgrader("autograde", RIVERS)
    assert said(school, "ann").strip() == "begun"
    assert points(school, "ann") == 2


def test_why_a_kernel_ended_is_told(school: School) -> None:
    """The last words of a kernel that ends by itself are told, with no control signs."""
    last = "os.write(sys.stderr._original_stdstream_copy, b'\\x1b[2Jno more of that')"
    hand_in(school, "ann", {"days": f"{HONEST}\nimport os, sys\n{last}\nos._exit(3)"})
    told = school.teacher.nbgrader("autograde", RIVERS, fails=True)
    said = r"a kernel ended with 3; the last that it wrote: '\x1b[2Jno more of that"
    assert said in told
    assert "\x1b" not in told


class FirstDies(ContainedExecute):
    """The step, in which the first kernel has too little memory to start in."""

    made = 0

    def create_kernel_manager(self) -> Any:
        """Make the manager of a kernel."""
        manager = super().create_kernel_manager()
        if self.made == 0:
            manager.limits = {"memory_bytes": 1}
        self.made += 1
        return manager


def test_a_kernel_that_does_not_start_is_followed_by_another(tmp_path: Path) -> None:
    """The notebook is run by the second, as if nothing had happened."""
    cells = [nbformat.v4.new_code_cell("1 + 1")]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    step = FirstDies()
    step.preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
    assert notebook.cells[0].outputs[0].data == {"text/plain": "2"}
    assert step.made == 2


SLOW = """\
import time
from ipykernel.kernelapp import IPKernelApp
write = IPKernelApp.write_connection_file
IPKernelApp.write_connection_file = lambda app, **named: (time.sleep(1), write(app, **named))
IPKernelApp.launch_instance()
"""


class Encrypting(ContainedExecute):
    """The step as JupyterLab's settings have it, by which a kernel's line is encrypted."""

    made = 0

    def create_kernel_manager(self) -> Any:
        """Make the manager of a kernel."""
        manager = super().create_kernel_manager()
        manager.transport_encryption = "auto"
        self.made += 1
        return manager


def test_a_kernel_may_be_slow_once_it_has_its_sockets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It writes its connection file anew then, when their folder can no longer be written to."""
    spec: dict[str, Any] = {"argv": [sys.executable, "-c", SLOW, "-f", "{connection_file}"]}
    spec |= {"display_name": "Slow", "language": "python", "metadata": ENCRYPTS}
    write(tmp_path / "kernels" / "slow" / "kernel.json", spec)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    cells = [nbformat.v4.new_code_cell("1 + 1")]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    step = Encrypting(kernel_name="slow")
    step.preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
    assert notebook.cells[0].outputs[0].data == {"text/plain": "2"}
    assert step.made == 1


def test_limits_can_be_set_and_hold(school: School) -> None:
    """A file beyond the limit that the course sets is not written."""
    settle(school, 'c.SandboxProvisioner.limits = {"file_bytes": 1000}')
    write = "import pathlib\ntry:\n    pathlib.Path('big').write_bytes(bytes(2000))\n"
    write += "except OSError as error:\n    print(error)\n"
    hand_in(school, "ann", {"days": write + HONEST})
    school.teacher.nbgrader("autograde", RIVERS)
    assert "File too large" in said(school, "ann")
    assert points(school, "ann") == 2


def test_a_temporary_folder_with_a_long_name_is_no_hindrance(
    school: School, short_folder: Path
) -> None:
    """A kernel's sockets, whose names the system keeps short, then lie in /tmp."""
    long = short_folder / "t".ljust(78 - len(str(short_folder)), "t")
    long.mkdir()
    hand_in(school, "ann", {"days": HONEST})
    environment = school.teacher.environment | {"TMPDIR": str(long)}
    replace(school.teacher, environment=environment).nbgrader("autograde", RIVERS)
    assert points(school, "ann") == 2


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Yield a folder of a name short enough for sockets, and take it away."""
    with tempfile.TemporaryDirectory(prefix="quizkit-", dir="/tmp") as folder:
        yield Path(folder)


def test_formgraders_button_has_the_same_sandbox(
    school: School, monkeypatch: pytest.MonkeyPatch, short_folder: Path
) -> None:
    """nbgrader's API, which formgrader calls, refuses the same, and leaves no folder behind."""
    hand_in(school, "cas", {"days": curious(school)})
    temporary = short_folder
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "")
    monkeypatch.chdir(school.course)
    app = NbGrader()
    app.load_config_file()
    api = NbGraderAPI(CourseDirectory(config=app.config), config=app.config)
    assert api.autograde(RIVERS, "cas")["success"]
    assert said(school, "cas").split()[1:4] == ["FileNotFoundError"] * 3
    assert points(school, "cas") == 2
    assert not list(temporary.iterdir())


def test_the_teachers_own_kernels_stay_as_they_are() -> None:
    """formgrader shares a process with JupyterLab: only kernels that grade are in the sandbox."""
    contained = ContainedKernelManager(kernel_name="python3").kernel_spec
    assert contained.metadata["kernel_provisioner"]["provisioner_name"] == "quizkit-sandbox"
    plain = KernelManager(kernel_name="python3").kernel_spec
    assert "kernel_provisioner" not in plain.metadata
    assert KernelProvisionerFactory.instance().is_provisioner_available(contained)
