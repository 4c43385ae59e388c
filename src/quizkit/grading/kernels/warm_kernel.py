"""IPython's kernel, made ready before anybody's notebook is known, and served over a wire.

It is ipykernel's own application and kernel. Only its sockets are replaced: ``prepare`` does all
that needs none, once; each forked copy is then given its wire by ``serve``.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import importlib
import inspect
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel.compiler import XCachingCompiler
from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from tornado import ioloop
from traitlets import Any as AnyTrait
from traitlets import Type, Unicode

from quizkit.grading.kernels import shell_settings
from quizkit.grading.sandbox import wire

BUFFER = 2**16
MUCH = 2**20  # characters printed
NO_MODULE = ""  # a name that no module has
LOADED_LATE = ("IPython.core.logger", "faulthandler", "tornado.platform.asyncio")
SETTLING = 0.0005  # seconds that ipykernel gives what a cell's programs have printed to come in


@dataclass
class Line:
    """The wire, as a kernel's sockets share it, in all its threads and processes.

    A reply goes with the message that follows it.
    """

    end: socket.socket
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: Any = field(default_factory=tempfile.TemporaryFile)  # locked by one process
    reply: bytes = b""

    def send(self, channel: int, data: bytes) -> None:
        """Send a message; after a reply ipykernel says at once that it is idle."""
        with self.lock:
            self.reply += data
            if channel != wire.SHELL:
                data, self.reply = self.reply, b""
                fcntl.lockf(self.turn, fcntl.LOCK_EX)
                try:
                    self.end.sendall(data)
                finally:
                    fcntl.lockf(self.turn, fcntl.LOCK_UN)


class WireSocket:
    """What ipykernel takes for a ZeroMQ socket: sends each message over the wire."""

    def __init__(self, line: Line, channel: int) -> None:
        self._line, self._channel = line, channel

    def send_multipart(self, parts: Any, *_: Any, **__: Any) -> None:
        """Send a message, whole."""
        self._line.send(self._channel, wire.packed(self._channel, [bytes(part) for part in parts]))

    def flush(self, *_: Any) -> None:
        """Do nothing: no message waits for it."""

    def close(self) -> None:
        """Do nothing: the wire lives as long as the process."""


class PromptSender(IOPubThread):
    """What ipykernel sends messages through: at once, with no thread, from any of its processes."""

    io_loop: Any = None

    def __init__(self, socket: WireSocket) -> None:
        self.socket = socket
        self.background_socket = BackgroundSocket(self)  # type: ignore[no-untyped-call]
        self.thread = threading.Thread()  # never started

    def schedule(self, f: Callable[[], Any]) -> None:
        """Do it now."""
        f()

    def send_multipart(self, *args: Any, **named: Any) -> None:
        """Send a message."""
        self.socket.send_multipart(*args, **named)


class PromptStream(OutStream):
    """What ``print`` writes to; sent when a cell ends or shows something, or at last after a while.

    What is much is sent at once: kept, it could fill the memory before it is seen to be too much.
    """

    _since = 0.0

    def _schedule_flush(self) -> None:
        now = time.monotonic()
        if not self._flush_pending:
            self._flush_pending, self._since = True, now
        elif now - self._since > self.flush_interval or self._held() > MUCH:
            self.flush()  # type: ignore[no-untyped-call]

    def _held(self) -> int:
        return sum(buffer.tell() for buffer in self._buffers.values())


class CellCompiler(XCachingCompiler):
    """ipykernel's compiler, which lets Python know that a cell is of no module.

    ``inspect`` would look through all modules for it, several times for each error that is shown,
    and by looking at them make every copy of this process write to a thousand pages.
    """

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """Return the name of a cell's file."""
        name: str = super().get_code_name(raw_code, code, number)  # type: ignore[no-untyped-call]
        inspect.modulesbyfile[name] = NO_MODULE
        return name


class WireShell(ZMQInteractiveShell):
    """IPython's shell, which does once for a cell what it would do twice."""

    transformed: tuple[str, str] | None = None

    def transform_cell(self, raw_cell: str) -> str:
        """Make Python of a cell; ipykernel asks for it, and IPython for the same right after."""
        known, self.transformed = self.transformed, None
        if known and known[0] == raw_cell:
            return known[1]
        python: str = super().transform_cell(raw_cell)  # type: ignore[no-untyped-call]
        self.transformed = (raw_cell, python)
        return python

    def _format_exception_for_storage(self, exception: Any, *_: Any, **__: Any) -> Any:
        """Return what the history keeps of an error, without the traceback that was shown."""
        return {"ename": type(exception).__name__, "evalue": str(exception), "traceback": []}


class WireKernel(IPythonKernel):
    """IPython's kernel on one wire, which carries one request at a time."""

    shell_class = Type(WireShell)
    compiler_class = Type(CellCompiler)
    shell_stream = AnyTrait()
    _supports_kernel_subshells = False
    _plainly = numbers_bent = False

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)  # type: ignore[no-untyped-call]
        self._aside = contextlib.ExitStack()
        self._execute_sleep = SETTLING

    async def do_execute(self, *args: Any, **named: Any) -> dict[str, Any]:
        """Run code; tell with the reply whether the notebook has numbers shown otherwise."""
        shell: Any = self.shell
        shell.transformed = None
        asked: Any = self.get_parent("shell")  # type: ignore[no-untyped-call]
        self._show_numbers(plainly=asked["content"].get("plain_numbers", False))
        run: Any = super().do_execute
        return {**await run(*args, **named), "numbers_bent": self.numbers_bent}

    def _show_numbers(self, *, plainly: bool) -> None:
        """Put aside how the notebook has numbers shown, or put it back."""
        if not plainly:
            self._aside.close()
            self._plainly = False
        elif not self._plainly:
            self.numbers_bent |= self._aside.enter_context(shell_settings.plain_numbers(self.shell))
            self._plainly = True

    def _publish_status(self, status: str, channel: str, parent: Any = None) -> None:
        if status != "busy":  # who asks one thing at a time knows
            super()._publish_status(status, channel, parent)  # type: ignore[no-untyped-call]

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Do nothing: no request waits behind another."""


class WireApp(IPKernelApp):
    """ipykernel's application, in two halves: before and after the fork."""

    kernel_class = Type(WireKernel)
    outstream_class = Unicode("quizkit.grading.kernels.warm_kernel.PromptStream")

    def init_connection_file(self) -> None:
        """Have none: there is nothing to connect to."""

    def init_sockets(self) -> None:
        """Have none yet; what comes over the wire needs no signature."""
        self.session.key = b""

    def init_heartbeat(self) -> None:
        """Have none: who holds the other end sees the process end."""

    def write_connection_file(self, **_: Any) -> None:
        """Have none."""

    def log_connection_info(self) -> None:
        """Say nothing."""

    def init_io(self) -> None:
        """Set the display hook; the streams need the wire."""
        self.displayhook = ZMQDisplayHook(self.session, None)  # type: ignore[no-untyped-call]

    def init_kernel(self) -> None:
        """Make the kernel and its shell."""
        self.kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
            shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
        )

    def attach(self, end: socket.socket) -> None:
        """Connect the kernel to its wire."""
        line = Line(end)
        self.session.pid = os.getpid()
        self.iopub_thread = PromptSender(WireSocket(line, wire.IOPUB))
        self.iopub_socket = self.iopub_thread.background_socket
        super().init_io()  # type: ignore[no-untyped-call]
        for stream in (sys.stdout, sys.stderr):  # or a copy of this process would send it, too
            os.register_at_fork(before=stream.flush)
        kernel = self.kernel
        kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
        kernel.iopub_thread, kernel.iopub_socket = self.iopub_thread, self.iopub_socket
        kernel.shell_stream = WireSocket(line, wire.SHELL)
        kernel.shell.displayhook.pub_socket = self.iopub_socket
        kernel.shell.display_pub.pub_socket = self.iopub_socket
        self.displayhook.get_execution_count = lambda: kernel.execution_count


def prepare() -> WireApp:
    """Make the application and its kernel, ready to be forked; starts no thread."""
    modules: dict[str, Any] = sys.modules
    modules["debugpy"] = None  # not to be found: it cannot be forked
    importlib.import_module("ipykernel.debugger")
    del modules["debugpy"]
    app = WireApp.instance()
    app.initialize(["--HistoryManager.hist_file=:memory:"])  # type: ignore[no-untyped-call]
    return app


def rehearse(shell: Any) -> None:
    """Have done once what every notebook does first: much of it is loaded when it is needed."""
    for name in LOADED_LATE:
        importlib.import_module(name)
    shell.run_cell("pass", store_history=False, silent=True)
    shell.display_formatter.format(0.5)
    if "pandas" in sys.modules:
        shell.display_formatter.format(sys.modules["pandas"].DataFrame({"a": [1]}))
    if "quizkit.data" in sys.modules:
        tables = sys.modules["quizkit.data"]
        for name in tables.names():
            tables.load(name)
    try:
        assert not shell, "a test that fails"
    except AssertionError:
        shell.InteractiveTB.structured_traceback(*sys.exc_info())


def serve(
    app: WireApp, requests: socket.socket, messages: socket.socket, reader: wire.Reader
) -> None:
    """Answer requests until the wire ends; the reader may hold the first."""
    _new_randomness()
    app.attach(messages)
    asyncio.run(_answer(app, requests, reader))


async def _answer(app: WireApp, requests: socket.socket, reader: wire.Reader) -> None:
    kernel, loop = app.kernel, asyncio.get_running_loop()
    kernel.io_loop = ioloop.IOLoop.current()
    requests.setblocking(False)
    data = b""
    while True:
        for _, parts in reader.feed(data):
            await kernel.dispatch_shell([zmq.Frame(part) for part in parts])
        if not (data := await loop.sock_recv(requests, BUFFER)):
            return


def _new_randomness() -> None:
    """Have no two notebooks draw the same numbers; Python's own generator sees to itself."""
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
