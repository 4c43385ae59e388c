"""What can be said to ``quizkit grade`` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from quizkit.cli import main


def test_a_number_of_jobs_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    """A number of jobs that is none is refused with what to write."""
    with pytest.raises(SystemExit) as end:
        main(["grade", "rivers", "--jobs", "0"])
    assert end.value.code == 2
    assert "'0' is no number of jobs" in capsys.readouterr().err


def test_help_is_quick() -> None:
    """Asking for help imports neither nbgrader nor what runs processes."""
    code = "import sys; from quizkit.cli import main\ntry: main(['grade', '--help'])\n"
    code += "except SystemExit: print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"import json\n{code}"], capture_output=True, text=True, check=True
    )
    *text, modules = done.stdout.splitlines()
    assert any("quizkit grade demands --student ann" in line for line in text)
    heavy = {"nbgrader", "multiprocessing", "sqlalchemy", "tqdm", "nbformat", "asyncio"}
    assert heavy & set(json.loads(modules)) == set()


@pytest.mark.parametrize("option", ["--no-sandbox", "--dask=tcp://127.0.0.1:1"])
def test_elsewhere_than_on_linux_code_is_never_run(
    option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On another system neither the command's own rights nor a cluster are a way to run code."""
    monkeypatch.setattr("sys.platform", "darwin")
    assert main(["grade", "rivers", option]) == 2
    assert f"leave out {option.partition('=')[0]}, and what has quizzes" in capsys.readouterr().err


def test_a_cluster_without_a_sandbox_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """There students' code could reach the other workers, and this computer through them."""
    assert main(["grade", "rivers", "--no-sandbox", "--dask", "tcp://127.0.0.1:1"]) == 2
    assert "leave out --no-sandbox, or --dask" in capsys.readouterr().err
