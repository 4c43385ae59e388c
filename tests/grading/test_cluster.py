"""Grading on a dask.distributed cluster: real workers, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grading.graded_class import GradedClass
from quizkit.errors import SandboxError
from quizkit.grading import cluster
from quizkit.grading.cluster import ClusterRunner, places
from quizkit.grading.running import cluster_worker
from quizkit.grading.sandbox import bubblewrap
from quizkit.grading.sandbox.messages import Ending, Outcome, Work

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
    assert places(workers.scheduler_address) == 2


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
    monkeypatch.setattr(cluster_worker, "run_bytes", lambda *_, **__: os._exit(1))
    monkeypatch.setattr(workers.scheduler, "allowed_failures", 0)
    given = work("1")
    outcome = runner.run(given)
    assert outcome.ending is Ending.FAILED
    assert "lost" in outcome.reason
    assert outcome.notebook == given.notebook


def test_nothing_that_a_worker_sends_is_unpickled(runner: ClusterRunner) -> None:
    """An answer that is no bytes but a pickled object is not read."""
    with pytest.raises(Exception, match=r"[Dd]eseriali"):
        runner._client.submit(complex, 1, pure=False).result()


def test_a_worker_without_a_sandbox_stops_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It says which computer lacks bubblewrap, and the grader stops with that sentence."""
    monkeypatch.setenv("PATH", str(tmp_path))
    bubblewrap._bubblewrap.cache_clear()
    told = cluster_worker.run_bytes(work("1").to_json())
    bubblewrap._bubblewrap.cache_clear()
    assert "apt install bubblewrap" in json.loads(told)["no sandbox"]
    with pytest.raises(SandboxError, match="apt install bubblewrap"):
        ClusterRunner._read(object.__new__(ClusterRunner), told)


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
        places(empty.scheduler_address)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dask.distributed the way to install it is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SandboxError, match="pip install distributed"):
        cluster.places("tcp://127.0.0.1:9")
