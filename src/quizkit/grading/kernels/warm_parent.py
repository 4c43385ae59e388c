"""The warm parent: inside the sandbox, it forks a kernel for each notebook.

Run as ``python -m quizkit.grading.kernels.warm_parent``; graders speak to it over sockets that it
inherits. It runs no student's code, starts no thread, and answers one request at a time::

    {"do": "start", "limits": {...}, "folder": ""} and two sockets  ->  {"kernel": 7}
    {"do": "interrupt", "kernel": 7}                                ->  {"ending": ""}
    {"do": "end", "kernel": 7}                                      ->  {"ending": "memory"}
    {"do": "drop", "kernel": 7}                                     ->  nothing
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quizkit.grading.sandbox import walls as isolation
from quizkit.grading.sandbox import wire
from quizkit.grading.sandbox.messages import Limits

LARGEST = 2**16  # bytes of a request
PATIENCE = 5  # seconds for a guard to end in good order
WATCH = 0.25  # seconds between two looks at a kernel's memory
FINE, KILLED, MEMORY, NO_WALLS = "", "killed", "memory", "no walls"
CODES = {0: FINE, 1: KILLED, 2: MEMORY, 3: NO_WALLS}
CODE_OF = {ending: code for code, ending in CODES.items()}


class Parent:
    """Forks kernels for those at the other ends of its sockets."""

    def __init__(self, app: Any, controls: Sequence[socket.socket]) -> None:
        self._app = app
        self._selector = selectors.DefaultSelector()
        self._guards: dict[int, set[int]] = {}  # of each control: the guards of its kernels
        self._late: dict[int, float] = {}  # guards told to end, and until when they have time
        for control in controls:
            self._selector.register(control, selectors.EVENT_READ, self._answer)
            self._guards[control.fileno()] = set()

    def serve(self) -> None:
        """Answer until nobody is left to ask, and every kernel has ended."""
        while self._selector.get_map():
            for key, _ in self._selector.select(PATIENCE if self._late else None):
                key.data(key.fileobj)
            for guard, until in self._late.items():
                if time.monotonic() > until:  # nothing may stay
                    os.kill(guard, signal.SIGKILL)

    def _answer(self, control: Any) -> None:
        try:
            data, ends, _, _ = socket.recv_fds(control, LARGEST, 2)
        except OSError:
            data, ends = b"", []
        guards = self._guards[control.fileno()]
        if not data:
            for guard in guards:
                self._end(guard, None)
            self._selector.unregister(control)
            control.close()
            return
        asked = json.loads(data)
        if asked["do"] == "start":
            guard = self._start(Limits(**asked["limits"]), asked["folder"], ends)
            guards.add(guard)
            _tell(control, {"kernel": guard})
        elif asked["do"] == "interrupt":
            os.kill(asked["kernel"], signal.SIGUSR1)
            _tell(control, {"ending": FINE})
        else:
            guards.discard(asked["kernel"])
            self._end(asked["kernel"], control if asked["do"] == "end" else None)

    def _start(self, limits: Limits, folder: str, ends: list[int]) -> int:
        guard = os.fork()
        if guard == 0:
            try:
                code = CODE_OF[guarded(self._app, limits, folder, ends)]
            except BaseException as error:  # nothing may run on in a copy of the parent
                code = CODE_OF[NO_WALLS]
                os.write(ends[1], wire.packed(wire.TROUBLE, [str(error).encode()]))
            finally:
                os._exit(code)
        for end in ends:
            os.close(end)
        return guard

    def _end(self, guard: int, control: Any) -> None:
        """Have a kernel ended, and its ending told once it is known; others don't wait for that."""
        os.kill(guard, signal.SIGTERM)
        self._late[guard] = time.monotonic() + PATIENCE
        watched = os.pidfd_open(guard)
        ended = functools.partial(self._ended, guard, control)
        self._selector.register(watched, selectors.EVENT_READ, ended)

    def _ended(self, guard: int, control: Any, watched: int) -> None:
        self._selector.unregister(watched)
        os.close(watched)
        del self._late[guard]
        _, status = os.waitpid(guard, 0)
        if control is not None:
            _tell(control, {"ending": CODES.get(os.waitstatus_to_exitcode(status), KILLED)})


def _tell(control: socket.socket, said: dict[str, Any]) -> None:
    """Answer; who has hung up meanwhile cannot hear it, and the others must not suffer for that."""
    with contextlib.suppress(OSError):
        control.send(json.dumps(said).encode())


def guarded(app: Any, limits: Limits, folder: str, ends: list[int]) -> str:
    """Start the kernel within its walls, watch over it, and tell how it ended.

    ``folder`` is where it works if it has no walls, and else empty.
    """
    walls = not folder
    signals = {signal.SIGCHLD, signal.SIGTERM, signal.SIGUSR1}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    os.setsid()
    if walls:
        isolation.apart()
    kernel = os.fork()
    if kernel == 0:
        os.setsid()  # or a signal to its own group would reach the guard
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        try:
            _be_kernel(app, limits, folder, ends)
        except BaseException as error:
            os.write(ends[1], wire.packed(wire.TROUBLE, [str(error).encode()]))
        finally:
            os._exit(0)
    for end in ends:
        os.close(end)
    return _watch(kernel, limits, signals, walls=walls)


def _watch(kernel: int, limits: Limits, signals: set[signal.Signals], *, walls: bool) -> str:
    while True:
        came = signal.sigtimedwait(signals, WATCH)
        if came is None:
            if walls and isolation.memory_used() > limits.memory_bytes:
                return _kill(kernel, MEMORY)
        elif came.si_signo == signal.SIGTERM:
            return _kill(kernel, FINE)
        elif came.si_signo == signal.SIGUSR1:
            os.kill(kernel, signal.SIGINT)
        else:
            ended, _ = os.waitpid(kernel, os.WNOHANG)
            if ended:
                signal.sigwait({signal.SIGTERM})  # until the grader has seen it
                return KILLED


def _kill(kernel: int, ending: str) -> str:
    os.kill(kernel, signal.SIGKILL)
    os.waitpid(kernel, 0)
    if ending == MEMORY:
        signal.sigwait({signal.SIGTERM})
    return ending


def _be_kernel(app: Any, limits: Limits, folder: str, ends: list[int]) -> None:
    from quizkit.grading.kernels import warm_kernel

    keep_only(ends)
    requests, messages = (socket.socket(fileno=end) for end in ends)
    if not folder:
        isolation.wall_in(limits)
    os.chdir(folder or isolation.WORK)
    reader = write_files(requests)
    isolation.limit(limits, processes=not folder)
    if not folder:
        isolation.give_up_rights()
    warm_kernel.serve(app, requests, messages, reader)


def keep_only(ends: Sequence[int]) -> None:
    """Close all that was inherited but the wire; nothing is left to read from or print to."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if number > 2 and number not in ends:
            with contextlib.suppress(OSError):  # the listing's own
                os.close(number)


def write_files(requests: socket.socket) -> wire.Reader:
    """Put into the folder what comes first over the wire; give the reader, which may hold more."""
    reader = wire.Reader(sys.maxsize)
    while data := requests.recv(2**20):
        for _, parts in reader.feed(data):  # names and contents, in turns
            for name, content in zip(parts[::2], parts[1::2], strict=True):
                path = Path(os.fsdecode(name))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            return reader
    return reader


def warm(imports: Sequence[str]) -> tuple[Any, str]:
    """Import and make ready; give the application, and why it cannot be forked, if so."""
    from quizkit.grading.kernels import warm_kernel
    from quizkit.ports import ipython_port

    app = warm_kernel.prepare()
    with ipython_port.as_in_a_notebook(app.kernel.shell):  # what is imported may ask whether it is
        for name in imports:
            try:
                importlib.import_module(name)
            except (Exception, SystemExit):  # the notebook will say so itself
                continue
    warm_kernel.rehearse(app.kernel.shell)
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        return app, f"{threads - 1} threads run once its imports are loaded"
    if why := warm_kernel.trouble(app):
        return app, f"a forked kernel cannot serve a notebook ({why})"
    gc.collect()
    gc.freeze()  # or each copy would write to every page
    return app, ""


def walls_trouble() -> str:
    """Return why no kernel can be walled in here, if so: tried in a copy that ends at once."""
    if not Path("/proc/self").exists():
        try:
            isolation.mount_proc()
        except OSError as error:
            return str(error)
        isolation.users_can_be_apart()  # asked once, and not in each fork
    told, tell = os.pipe()
    guard = os.fork()
    if guard == 0:
        try:
            isolation.apart()
            kernel = os.fork()
            if kernel == 0:
                isolation.wall_in(Limits())
            else:
                os.waitpid(kernel, 0)
        except OSError as error:
            os.write(tell, str(error).encode())
        finally:
            os._exit(0)
    os.close(tell)
    os.waitpid(guard, 0)
    with open(told, "rb") as said:  # noqa: PTH123
        return said.read().decode()


def main(arguments: Sequence[str]) -> None:
    """Warm up, say so on every socket, and serve."""
    asked = json.loads(arguments[0])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    no_walls = walls_trouble() if asked["walls"] else ""
    isolation.forget_keys()
    controls = [socket.socket(fileno=number) for number in asked["controls"]]
    try:
        app, why = warm(asked["imports"])
    except Exception as error:  # an ordinary kernel may do yet, where none can be forked
        app, why = None, f"no kernel could be made ready ({type(error).__name__}: {error})"
    os.write(asked["word"], json.dumps({"why": why}).encode())
    for control in controls:
        _tell(control, {"why": why, "no_walls": no_walls})
    if not (why or no_walls):
        Parent(app, controls).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
