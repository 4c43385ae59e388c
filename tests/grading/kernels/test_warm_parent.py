"""The process that kernels are forked from, and those who ask it for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.small_course import write
from grading.graded_class import GradedClass
from quizkit.errors import SandboxError
from quizkit.grading.kernels.warm_client import WarmParent
from quizkit.grading.running.run import LocalRunner
from quizkit.grading.sandbox.messages import Ending, Limits, Work

pytestmark = pytest.mark.slow
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@pytest.fixture
def parent() -> Iterator[WarmParent]:
    """Yield a warm parent with three lines to it; without walls, for it is not about them."""
    made = WarmParent(walls=False, controls=3)
    yield made
    made.close()


def test_who_hangs_up_does_not_disturb_the_others(parent: WarmParent) -> None:
    """A grader that goes before it is warm, and one that does not wait for an answer, leave the
    others with their kernels.
    """
    first, second, third = parent.controls
    first.close()
    second.wait()
    second._ask_for({"do": "start", "limits": {}, "folder": "/"})
    second.close()
    runner = LocalRunner(third)
    assert runner.run(Work(notebook=NOTEBOOK, name="work.ipynb")).ending is Ending.DONE
    assert parent.process.poll() is None


def test_an_ended_parent_is_told(parent: WarmParent) -> None:
    """Once it has ended, asking it for a kernel gives an error that says so."""
    control = parent.controls[0]
    control.wait()
    parent.process.kill()
    parent.process.wait()
    with pytest.raises(SandboxError, match="has ended"):
        control.start(Limits(), {})


def test_a_kernel_that_cannot_be_had_leaves_nothing_behind(
    parent: WarmParent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking an ended parent again and again opens no more sockets and makes no more folders."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    control = parent.controls[0]
    control.wait()
    parent.process.kill()
    parent.process.wait()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with pytest.raises(SandboxError):
            control.start(Limits(), {})
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_does_not_reach_it(parent: WarmParent) -> None:
    """It is in a session of its own, so that Ctrl-C in a terminal leaves it as it is."""
    assert os.getsid(parent.process.pid) == parent.process.pid != os.getsid(0)


def test_all_lines_closed_end_it(parent: WarmParent) -> None:
    """When the last grader has hung up it ends by itself."""
    for control in parent.controls:
        control.close()
    assert parent.process.wait(timeout=120) == 0


BROKEN = """\
import os, sys

class Broken:
    def find_spec(self, name, path, target=None):
        if name == "ipykernel.kernelapp":
            {how}

if "quizkit.grading.kernels.warm_parent" in sys.orig_argv:
    sys.meta_path.insert(0, Broken())
"""


@pytest.mark.parametrize(
    ("how", "cause"),
    [
        ("raise ImportError('of another age')", "ImportError: of another age"),
        ("os._exit(3)", "did not get ready"),
        (
            "import ipykernel.kernelbase as base; del base.Kernel.dispatch_shell",
            "no attribute 'dispatch_shell'",
        ),
        (
            "import ipykernel.iostream as streams; streams.OutStream._flush_buffers = None",
            "'NoneType' object is not callable",
        ),
    ],
)
def test_where_it_cannot_get_ready_ordinary_kernels_grade(
    graded_class: GradedClass, monkeypatch: pytest.MonkeyPatch, how: str, cause: str
) -> None:
    """If what kernels are forked from cannot be loaded, or none that is forked can answer, all is
    graded, and one line says why.
    """
    folder = graded_class.root.parent / "site-packages"
    write(folder / "sitecustomize.py", BROKEN.format(how=how))
    monkeypatch.syspath_prepend(folder)
    graded_class.hand_in("ann")
    graded_class.hand_in("bob", "    return None")
    run = graded_class.grade()
    assert graded_class.scores() == {"ann": 2, "bob": 0}, run.said
    assert run.said.count("ordinary kernel") == 1, run.said
    assert cause in run.said
