"""Grading on a dask.distributed cluster: real workers, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from grading.graded_class import GradedClass
from quizkit.errors import SandboxError
from quizkit.grading import cluster
from quizkit.grading.cluster import ClusterRunner, Courier
from quizkit.grading.running import cluster_worker
from quizkit.grading.sandbox import bubblewrap
from quizkit.grading.sandbox.messages import Ending, Limits, Outcome, Work

pytestmark = pytest.mark.slow
SLOW_WORK = "    import time\n    time.sleep(2)\n    return (last - first).days"
STUDENTS = [f"s{number}" for number in range(6)]


def work(source: str, **given: Any) -> Work:
    """Return a notebook of one cell, as work."""
    cell = {"cell_type": "code", "id": "only", "source": source, "metadata": {}}
    cell |= {"outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Work(notebook=json.dumps(notebook), name="rivers.ipynb", **given)


def printed(outcome: Outcome) -> str:
    """Return what the cell printed."""
    outputs = json.loads(outcome.notebook)["cells"][0]["outputs"]
    return "".join("".join(output.get("text", "")) for output in outputs)


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """Yield a cluster of two workers."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as found:
        yield found


@pytest.fixture
def runner(workers: Any) -> Iterator[ClusterRunner]:
    """Yield a connection to the cluster."""
    found = ClusterRunner(workers.scheduler_address, imports=["json"])
    yield found
    found.close()


# What a student's code could do to a worker if it got out of its sandbox there.
GO_BAD = """
from types import FunctionType
from quizkit.grading.running import cluster_worker as theirs

def run_bytes(work, *, sandbox=True):
    code = bad.get(json.loads(work)["notebook"])
    if code is None:
        return usual(work, sandbox=sandbox)
    names = {}
    exec(code, names)
    return names.get("given", b"{}")

if not hasattr(theirs, "bad"):
    theirs.bad = {}
    theirs.usual = FunctionType(theirs.run_bytes.__code__, vars(theirs))
    theirs.run_bytes.__code__ = run_bytes.__code__  # also where the function is known already
theirs.bad[NOTEBOOK] = CODE
"""


def bad(workers: Any, code: str) -> Work:
    """Return a notebook that workers answer with what this code does."""
    given = work(f"print({code!r})", limits=Limits(notebook_seconds=1))
    names = {"NOTEBOOK": given.notebook, "CODE": code}
    with Client(workers.scheduler_address, set_as_default=False) as client:
        client.run(exec, GO_BAD, names)
    return given


def kill_a_busy_worker(workers: Any) -> None:
    """Wait until a worker has something to do, and kill its process."""
    while True:
        for known in list(workers.scheduler.workers.values()):
            if known.processing:
                os.kill(workers.workers[known.name].pid, signal.SIGKILL)
                return
        time.sleep(0.05)


def test_a_worker_runs_a_notebook_in_its_sandbox(runner: ClusterRunner) -> None:
    """The files come along, the worker's own are out of sight, and what was printed comes back."""
    look = "import os\nprint(os.listdir('.'), [n for n in os.listdir('/tmp') if 'dask' in n])"
    outcome = runner.run(work(look, files={"data.csv": b"a,b"}))
    assert outcome.ending is Ending.DONE, outcome.reason
    assert printed(outcome) == "['data.csv'] []\n"
    assert outcome.sandbox == "bubblewrap"
    assert outcome.warm


def test_the_number_of_places_is_known(workers: Any) -> None:
    """Two workers of one thread each can run two notebooks at a time."""
    courier = Courier(workers.scheduler_address)
    courier.close()
    assert courier.places == 2


def test_a_class_graded_on_a_cluster_has_the_same_gradebook(
    workers: Any, graded_class: GradedClass
) -> None:
    """A worker killed mid-run costs another attempt; rows are those of a run on one computer."""
    graded_class.hand_in_all(STUDENTS)
    graded_class.hand_in(STUDENTS[0], SLOW_WORK)
    graded_class.hand_in(STUDENTS[1], SLOW_WORK)
    alone = graded_class.copied(graded_class.root.with_name("alone"))
    assert set(alone.grade().became().values()) == {"graded"}
    run = graded_class.start("--json", "--dask", workers.scheduler_address)
    kill_a_busy_worker(workers)
    assert set(run.end().became().values()) == {"graded"}, run.said
    assert graded_class.rows() == alone.rows()


def test_a_notebook_whose_workers_are_all_lost_fails_with_the_reason(
    workers: Any, runner: ClusterRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The grader is told what became of it, has its own notebook back, and goes on."""
    monkeypatch.setattr(workers.scheduler, "allowed_failures", 0)
    given = bad(workers, "import os; os._exit(1)")
    outcome = runner.run(given)
    assert outcome.ending is Ending.FAILED
    assert "lost" in outcome.reason
    assert outcome.notebook == given.notebook


ARMED = """
import distributed
class Armed(UserWarning):
    def __reduce__(self):
        return exec, ("import os; 'courier' in open('/proc/self/cmdline').read() and os._exit(7)",)
"""
SENT = {
    "an exception": "raise Armed()",
    "an answer": "given = Armed()",
    "a warning": "distributed.warn(Armed())",
    "nothing": "import time; time.sleep(15)",
    "a mess": "given = b'[[' * 100_000",
}


def test_nothing_that_a_worker_sends_is_unpickled(
    workers: Any, runner: ClusterRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would run code as it is unpickled runs none, and costs its own notebook alone."""
    assert runner.run(work("print(1)")).ending is Ending.DONE
    courier = runner._courier
    monkeypatch.setattr(cluster, "SLACK", 5)
    for kind, sent in SENT.items():
        outcome = runner.run(bad(workers, f"{ARMED}\n{sent}"))
        assert outcome.ending is Ending.FAILED, kind
        assert runner.run(work("print(2)")).ending is Ending.DONE
    assert runner._courier is courier
    assert courier is not None
    assert courier.process.poll() is None


def test_the_courier_has_no_sight_of_the_graders_files(workers: Any, tmp_path: Path) -> None:
    """Whatever a worker made of it, it would find neither the course nor a home."""
    courier = Courier(workers.scheduler_address)
    children = Path(f"/proc/{courier.process.pid}/task/{courier.process.pid}/children")
    inner = children.read_text().split()[-1]
    try:
        assert not Path(f"/proc/{inner}/root{tmp_path}").exists()
        assert Path(f"/proc/{inner}/root/usr/bin").exists()
    finally:
        courier.close()


def test_a_courier_that_is_lost_is_followed_by_another(workers: Any) -> None:
    """A notebook that was under way is sent again."""
    courier = Courier(workers.scheduler_address)
    runner = ClusterRunner(workers.scheduler_address, courier.lines[0])
    courier.process.kill()
    outcome = runner.run(work("print(2)"))
    runner.close()
    courier.close()
    assert outcome.ending is Ending.DONE, outcome.reason


def says(line: socket.socket, outcome: bytes) -> None:
    """Answer whatever is asked on a line with this."""
    with line.makefile("rwb") as file:
        for _ in file:
            file.write(json.dumps({"outcome": outcome.decode()}).encode() + b"\n")
            file.flush()


def test_workers_without_a_sandbox_stop_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They say which computer lacks bubblewrap, and the grader stops with that sentence."""
    monkeypatch.setenv("PATH", str(tmp_path))
    bubblewrap._bubblewrap.cache_clear()
    told = cluster_worker.run_bytes(work("1").to_json())
    bubblewrap._bubblewrap.cache_clear()
    assert "apt install bubblewrap" in json.loads(told)["no sandbox"]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        threading.Thread(target=says, args=(theirs, told), daemon=True).start()
        with pytest.raises(SandboxError, match="apt install bubblewrap"):
            ClusterRunner("tcp://127.0.0.1:9", ours).try_out()


def test_a_cluster_that_is_not_there_is_told_in_one_sentence(graded_class: GradedClass) -> None:
    """A wrong address stops the command before anything is graded, with what to look at."""
    graded_class.hand_in("ann")
    run = graded_class.start("--dask", "tcp://127.0.0.1:9").end()
    assert run.code == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in run.said
    assert "Traceback" not in run.said


def test_a_cluster_without_workers_is_told() -> None:
    """It would wait for ever: it says how to start a worker instead."""
    from distributed import LocalCluster

    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as empty,
        pytest.raises(SandboxError, match="dask worker"),
    ):
        Courier(empty.scheduler_address)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dask.distributed the way to install it is named."""
    monkeypatch.setattr("quizkit.grading.cluster.find_spec", lambda _: None)
    with pytest.raises(SandboxError, match="pip install distributed"):
        Courier("tcp://127.0.0.1:9")
