"""Notebooks run in the sandbox: as in an ordinary kernel, but with nothing in reach."""

from __future__ import annotations

import json
import platform
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute

from grading.printed import together
from quizkit.errors import SandboxError
from quizkit.grading.running import run
from quizkit.grading.running.run import LocalRunner
from quizkit.grading.sandbox.closed_calls import MACHINES
from quizkit.grading.sandbox.messages import MEGABYTE, Ending, Limits, Outcome, Work

pytestmark = pytest.mark.slow
QUICK = Limits(cell_seconds=5)


@pytest.fixture(scope="module")
def runner() -> Iterator[LocalRunner]:
    """Yield a runner whose warm parent serves all these tests."""
    made = LocalRunner(imports=("pandas",))
    yield made
    made.close()


def notebook(*sources: str) -> Any:
    """Return a notebook of these code cells."""
    return new_notebook(cells=[new_code_cell(source) for source in sources])  # type: ignore[no-untyped-call]


def work(*sources: str, **about: Any) -> Work:
    """Return a notebook of these code cells as work."""
    text = nbformat.writes(notebook(*map(dedent, sources)))  # type: ignore[no-untyped-call]
    return Work(notebook=text, name="work.ipynb", **about)


def outputs(outcome: Outcome) -> list[list[dict[str, Any]]]:
    """Return the outputs of each cell, as a file has them."""
    return outputs_of(nbformat.v4.reads(outcome.notebook))  # type: ignore[no-untyped-call]


def outputs_of(ran: Any) -> list[list[dict[str, Any]]]:
    """Return the outputs of each cell of a notebook as a file has them, prints in one piece."""
    for cell in ran.cells:
        cell.outputs = together(cell.outputs)
    text = nbformat.v4.writes(ran)  # type: ignore[no-untyped-call]
    return [cell["outputs"] for cell in json.loads(text)["cells"]]


def said(outcome: Outcome, cell: int = -1) -> str:
    """Return what a cell printed, or the value that it gave, or its error."""
    texts = []
    for output in outputs(outcome)[cell]:
        shown = output.get("text") or output.get("data", {}).get("text/plain")
        texts.append("".join(shown) if shown else output.get("evalue", ""))
    return "".join(texts)


ORDINARY = (
    "1 + 1",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "pd.DataFrame({name: ['a text of some length'] for name in 'abcdefgh'})",  # wider than a screen
    "print('out')\nimport sys\nprint('err', file=sys.stderr)\nNone",
    "!echo shell",
    """
    import os, time
    heard, write = [], sys.stdout.write
    sys.stdout.write = lambda text: (write(text), heard.append(text))[0]
    os.system('echo system')
    while not heard: time.sleep(0.01)  # a thread of the kernel's reads what others print
    del sys.stdout.write
    """,
    """
    print('before')
    time.sleep(0.5)
    if os.fork() == 0:
        print('of a child')
        os._exit(0)
    os.wait() and time.sleep(0.5)
    """,
    "import multiprocessing as m\nm.get_context('fork').Pool(1).map(print, [5])\ntime.sleep(0.5)",
    "1 / 0",
    "await __import__('asyncio').sleep(0.01)\n'awaited'",
    "from IPython.display import display, clear_output\ndisplay('gone')\nclear_output()\n_",
    "handle = display('old', display_id=True)\nhandle.update('new')",
    "input('name? ')",
    "%who",
    "def broken(:",
    "get_ipython().run_line_magic('no_such', '')",
    "import ipywidgets\nipywidgets.IntSlider(3)",
)


def without_chance(cells: list[list[dict[str, Any]]]) -> str:
    """Write outputs without what no two runs share: times, ids, and whose home it is."""
    text = json.dumps(cells, ensure_ascii=False).replace("m~/", f"m{Path.home()}/")
    for output in (o for cell in cells for o in cell):
        for mime, value in output.get("data", {}).items():
            if "widget" in mime:
                text = text.replace(value["model_id"], "MODEL")
    return re.sub(r"ipykernel_\d+/\d+|0x[0-9a-f]+", "", text)


def test_it_runs_as_an_ordinary_kernel_does(
    runner: LocalRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind of output is the same as nbgrader gets from an ordinary kernel."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel would capture less
    ordinary = notebook(*ORDINARY)
    place = {"metadata": {"path": str(tmp_path)}}
    Execute(timeout=60).preprocess(ordinary, place)
    forked = outputs(runner.run(work(*ORDINARY)))
    for source, mine, theirs in zip(ORDINARY, forked, outputs_of(ordinary), strict=True):
        assert without_chance([mine]) == without_chance([theirs]), source


def test_files_lie_beside_the_notebook(runner: LocalRunner) -> None:
    """What was handed in with a notebook can be opened and imported there."""
    files = {"answers/a.txt": b"here", "own.py": b"name = 'mine'"}
    outcome = runner.run(work("open('answers/a.txt').read()", "import own\nown.name", files=files))
    assert [said(outcome, 0), said(outcome, 1)] == ["'here'", "'mine'"]


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("__import__('socket').create_connection(('127.0.0.1', PORT), 1)", "refused"),
        ("__import__('socket').create_connection(('1.1.1.1', 53), 1)", "unreachable"),
        ("open('/usr/own', 'w')", "denied|Read-only"),
        ("open('/etc/own', 'w')", "denied|Read-only"),
        ("open(HOME + '/.bashrc')", "No such file"),
        ("open(SECRET).read()", "No such file"),
        ("[p for p in __import__('os').listdir('/proc') if p.isdigit()]", r"\['1'\]"),
        ("__import__('os').environ.get('SECRET')", "^$"),
        ("__import__('socket').socket(40, 1)", "not supported"),  # to the host of a virtual machine
        ("__import__('os').getuid() == 0", "False"),
        ("[n for n in __import__('os').listdir('/proc/self/fd') if int(n) > 30]", r"\[\]"),
    ],
)
def test_nothing_is_in_reach(
    runner: LocalRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, answer: str
) -> None:
    """No network, no service of this computer, no file but the system's, nobody else's process."""
    secret = tmp_path / "gradebook.db"
    secret.write_text("secret")
    monkeypatch.setenv("SECRET", "secret")
    with socket.socket() as service:
        service.bind(("127.0.0.1", 0))
        service.listen()
        code = code.replace("PORT", str(service.getsockname()[1]))
        code = code.replace("SECRET)", f"{str(secret)!r})").replace("HOME", repr(str(Path.home())))
        outcome = runner.run(work(code, limits=QUICK))
    assert outcome.ending is Ending.DONE
    assert re.search(answer, said(outcome)), said(outcome)


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("import os\nos._exit(0)", Ending.DIED),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nos.kill(-1, 9)", Ending.DONE),
        ("import signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: pass", Ending.TIMED_OUT),
        ("import os, signal\nos.kill(0, signal.SIGSTOP)", Ending.DONE),
        ("import os, signal\nos.kill(os.getppid(), signal.SIGTERM)", Ending.DONE),
        ("print('x' * 10**7)", Ending.TOO_MUCH_OUTPUT),
        ("while True: print('x' * 10**5)", Ending.TOO_MUCH_OUTPUT),
    ],
)
def test_how_it_ended_is_known(runner: LocalRunner, code: str, ending: Ending) -> None:
    """A kernel that dies, hangs or floods is ended, what it had done is kept, and it is said."""
    seconds = 2 if ending is Ending.TIMED_OUT else 8  # for each of two attempts
    few = Limits(cell_seconds=seconds, notebook_seconds=20, output_bytes=5 * MEGABYTE)
    outcome = runner.run(work("'before'", code, "'after'", limits=few))
    assert outcome.ending is ending, outcome.reason
    assert said(outcome, 0) == "'before'"
    assert bool(outcome.reason) is (ending is not Ending.DONE)


def test_a_long_cell_is_interrupted(runner: LocalRunner) -> None:
    """A cell that takes too long is stopped, and the rest of the notebook runs."""
    outcome = runner.run(work("import time\ntime.sleep(60)", "'after'", limits=QUICK))
    assert outcome.ending is Ending.DONE
    assert said(outcome) == "'after'"
    assert outputs(outcome)[0][-1]["ename"] in {"CellTimeoutError", "KeyboardInterrupt"}


def test_a_warm_parent_that_ends_costs_an_attempt() -> None:
    """If the process that kernels are forked from is killed, a new one takes its place."""
    runner = LocalRunner()
    try:
        runner.run(work("1"))
        assert runner._parent is not None
        killed = threading.Timer(1, runner._parent.process.kill)
        killed.start()
        outcome = runner.run(work("import time\ntime.sleep(2)\n'done'"))
        killed.join()
    finally:
        runner.close()
    assert (outcome.ending, said(outcome)) == (Ending.DONE, "'done'")


def test_a_fork_bomb_stays_within_its_walls(runner: LocalRunner) -> None:
    """Processes can be started up to the limit, by this notebook alone."""
    bomb = """
        import os, time
        n = 0
        try:
            while True:
                if os.fork() == 0:
                    time.sleep(99)
                n += 1
        except OSError:
            print(n)
    """
    outcome = runner.run(work(bomb, limits=Limits(cell_seconds=5, processes=60)))
    assert 30 < int(said(outcome)) < 60
    assert said(runner.run(work("'fine'"))) == "'fine'"


def test_memory_is_limited_over_all_processes(runner: LocalRunner) -> None:
    """Together, the processes of a notebook get no more memory than one would."""
    bomb = """
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                keep = b'x' * 10**8
                time.sleep(99)
        time.sleep(60)
    """
    few = Limits(cell_seconds=90, memory_bytes=600 * MEGABYTE)
    outcome = runner.run(work(bomb, limits=few))
    assert outcome.ending is Ending.OUT_OF_MEMORY


def test_memory_that_nobody_maps_is_not_to_be_had(runner: LocalRunner) -> None:
    """Each call that is closed is answered as by a system without it."""
    closed = dict(MACHINES[platform.machine()].closed)
    code = f"""
        import ctypes, errno
        libc = ctypes.CDLL(None, use_errno=True)
        [name for name, number in {closed}.items()
         if libc.syscall(number, 0, 0, 0, 0) != -1 or ctypes.get_errno() != errno.ENOSYS]
    """
    assert said(runner.run(work(code, limits=QUICK))) == "[]"


def test_honest_work_needs_no_closed_call(runner: LocalRunner) -> None:
    """Processes, shared memory, threads, programs, pandas and figures work as they do elsewhere."""
    code = """
        import multiprocessing, subprocess, threading
        from multiprocessing.shared_memory import SharedMemory
        import matplotlib.pyplot as plt, numpy as np, pandas as pd
        with multiprocessing.Pool(2) as pool:
            squares = pool.map(abs, [-1, -4])
        shared, found = SharedMemory(create=True, size=10), []
        thread = threading.Thread(target=lambda: found.append(len(shared.buf)))
        thread.start(), thread.join(), shared.close(), shared.unlink()
        plt.plot(np.arange(3)), plt.savefig("a.png"), plt.close()
        said = subprocess.run(["sh", "-c", "echo a | cat"], capture_output=True).stdout
        squares, found[0] >= 10, said, int(pd.Series([1, 2]).sum())
    """
    assert said(runner.run(work(code))) == "([1, 4], True, b'a\\n', 3)"


def test_the_disk_is_limited(runner: LocalRunner) -> None:
    """A notebook can write so much, and no more."""
    code = "for n in range(100): open(f'{n}', 'wb').write(bytes(10**6))"
    outcome = runner.run(work(code, limits=Limits(disk_bytes=20 * MEGABYTE)))
    assert "No space left" in said(outcome)


def test_nothing_is_left_for_the_next(runner: LocalRunner) -> None:
    """What a notebook leaves behind, a file or a process, is gone with it."""
    leave = (
        "open('/tmp/left', 'w').write('x')\nimport subprocess\nsubprocess.Popen(['sleep', '77'])"
    )
    runner.run(work(leave))
    outcome = runner.run(work("import os\nos.path.exists('/tmp/left')"))
    assert said(outcome) == "False"
    commands = Path("/proc").glob("[0-9]*/cmdline")
    assert b"sleep\x0077\x00" not in [path.read_bytes() for path in commands if path.exists()]


FULL_MARKS = """
    plain = get_ipython().display_formatter.formatters['text/plain']
    plain.for_type(float, lambda value, printer, cycle: printer.text('2.0'))
"""


@pytest.mark.parametrize("ordinary", [False, True])
def test_a_number_counts_as_it_is(
    runner: LocalRunner, monkeypatch: pytest.MonkeyPatch, ordinary: bool
) -> None:
    """A formatter bends no test's number, is noted, and is back for what comes after."""
    if ordinary:
        monkeypatch.setattr(run, "can_be_forked", lambda _: False)
    outcome = runner.run(work(FULL_MARKS, "0.5", "0.25", graded=(1,)))
    assert outcome.warm is not ordinary
    assert [said(outcome, 1), said(outcome, 2)] == ["0.5", "2.0"]
    assert "numbers" in outcome.note


@pytest.mark.parametrize(
    ("decimals", "shown"), [(3, "0.667"), (1, "0.7"), (0, "0.6666666666666666")]
)
def test_a_chosen_precision(runner: LocalRunner, decimals: int, shown: str) -> None:
    """A student may have numbers rounded; to none, which would round up a score, tests' are not."""
    outcome = runner.run(work(f"%precision {decimals}", "2 / 3", graded=(1,)))
    assert said(outcome) == shown


CLEARING = (
    "get_ipython().events.register('post_run_cell', lambda result: clear_output())",
    """\
def undo(result):
    if result.info.store_history:
        result.error_in_exec = None
        clear_output()

get_ipython().events.register('post_run_cell', undo)""",
)
LATER = """\
shell = get_ipython()
for number in range(3):
    update_display(3.0, display_id=f"r{number}")"""
NAMED = """\
session, seen = get_ipython().displayhook.session, [0]
usual = session.send
def send(stream, kind, *args, **named):
    if isinstance(kind, dict) and kind["msg_type"] == "execute_result":
        kind["content"]["transient"] = {"display_id": f"r{seen[0]}"}
        seen[0] += 1
    return usual(stream, kind, *args, **named)
session.send = send"""


@pytest.mark.parametrize("ordinary", [False, True])
@pytest.mark.parametrize("hook", CLEARING)
def test_nothing_clears_what_a_test_put_out(
    runner: LocalRunner, monkeypatch: pytest.MonkeyPatch, hook: str, ordinary: bool
) -> None:
    """A hook that clears the output of every cell leaves a test its error."""
    if ordinary:
        monkeypatch.setattr(run, "can_be_forked", lambda _: False)
    taught = f"from IPython.display import clear_output\n{hook}"
    outcome = runner.run(work(taught, "assert 1 == 2", graded=(1,)))
    assert "error" in [each["output_type"] for each in outputs(outcome)[1]]


def test_nothing_replaces_what_a_test_showed(runner: LocalRunner) -> None:
    """A result that was given a name keeps its value, whatever a later cell sends for it."""
    named = f"from IPython.display import update_display\n{NAMED}"
    outcome = runner.run(work(named, "0.5 * 1", LATER, graded=(1,)))
    assert outputs(outcome)[1][0]["data"]["text/plain"] == ["0.5"]


def test_where_forking_is_impossible_an_ordinary_kernel_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """If an import starts a thread, each notebook gets a kernel of its own, and the log says so."""
    thread = (
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    installed = tmp_path / "site-packages"
    installed.mkdir()
    (installed / "starts_a_thread.py").write_text(thread, encoding="utf-8")
    monkeypatch.syspath_prepend(installed)
    runner = LocalRunner(imports=("starts_a_thread",))
    try:
        files = {"a": b"here", "ipykernel_launcher.py": b"raise SystemExit"}
        outcome = runner.run(work("1 + 1", "open('a').read()", files=files, graded=(0,)))
    finally:
        runner.close()
    assert [said(outcome, 0), said(outcome, 1)] == ["2", "'here'"]
    assert (outcome.warm, outcome.sandbox) == (False, "bubblewrap")
    assert "ordinary kernel" in caplog.text


def test_the_kernel_of_old_notebooks_is_pythons_own(runner: LocalRunner) -> None:
    """A notebook whose kernel is called "python", as nbgrader's own example's, is run as others."""
    assert runner.run(work("1 + 1", kernel="python")).warm


def test_an_unknown_kernel_is_a_sentence(runner: LocalRunner) -> None:
    """A kernel that is not installed is named, with what to do."""
    with pytest.raises(SandboxError, match=r"kernel .julia-9., .* is not installed here: install"):
        runner.run(work("1", kernel="julia-9"))
