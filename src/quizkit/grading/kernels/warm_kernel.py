"""A kernel made ready before anybody's notebook is known, and served over a wire.

``prepare`` does all that needs no wire, once; each forked copy is then given its own by ``serve``.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import importlib
import json
import os
import signal
import socket
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from typing import Any

from traitlets import Type

from quizkit.grading.sandbox import wire
from quizkit.ports import ipykernel_port, ipython_port

BUFFER = 2**16
TRIAL, SAID = "print(1)", "1\n"
PATIENCE = 60  # seconds until a copy that is tried must have answered
LOADED_LATE = ("IPython.core.logger", "faulthandler", "tornado.platform.asyncio")


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
    """What the kernel takes for a ZeroMQ socket: sends each message over the wire."""

    def __init__(self, line: Line, channel: int) -> None:
        self._line, self._channel = line, channel

    def send_multipart(self, parts: Any, *_: Any, **__: Any) -> None:
        """Send a message, whole."""
        self._line.send(self._channel, wire.packed(self._channel, [bytes(part) for part in parts]))

    def flush(self, *_: Any) -> None:
        """Do nothing: no message waits for it."""

    def close(self) -> None:
        """Do nothing: the wire lives as long as the process."""


class WireKernel(ipykernel_port.Kernel):
    """The kernel, which shows numbers as they are while a test runs."""

    _plainly = numbers_bent = False

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)  # type: ignore[no-untyped-call]
        self._aside = contextlib.ExitStack()

    async def do_execute(self, *args: Any, **named: Any) -> dict[str, Any]:
        """Run code; tell with the reply whether the notebook has numbers shown otherwise."""
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
            self.numbers_bent |= self._aside.enter_context(ipython_port.plain_numbers(self.shell))
            self._plainly = True


class WireApp(ipykernel_port.Application):
    """The application that makes this kernel."""

    kernel_class = Type(WireKernel)


def prepare() -> WireApp:
    """Make the application and its kernel, ready to be forked; starts no thread."""
    return ipykernel_port.ready(WireApp)


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
    ipython_port.load_tracebacks(shell)


def trouble(app: WireApp) -> str:
    """Return why a forked copy of this process cannot serve, if so: another ipykernel, perhaps."""
    (asking, requests), (heard, messages) = socket.socketpair(), socket.socketpair()
    request = app.session.msg("execute_request", {"code": TRIAL, "silent": False})
    asking.sendall(wire.packed(wire.SHELL, app.session.serialize(request)))
    asking.close()
    copy = os.fork()
    if copy == 0:
        signal.alarm(PATIENCE)
        try:
            serve(app, requests, messages, wire.Reader(sys.maxsize))
        except BaseException as error:  # nothing may run on in a copy
            messages.sendall(wire.packed(wire.TROUBLE, [str(error).encode()]))
        finally:
            os._exit(0)
    for end in (requests, messages):
        end.close()
    with heard:
        came = b"".join(iter(lambda: heard.recv(BUFFER), b""))
    os.waitpid(copy, 0)
    said = list(wire.Reader(sys.maxsize).feed(came))
    told = [parts[0].decode() for channel, parts in said if channel == wire.TROUBLE]
    answers = [json.loads(parts[-1]) for channel, parts in said if channel != wire.TROUBLE]
    answered = any(answer.get("status") == "ok" for answer in answers)
    printed = any(answer.get("text") == SAID for answer in answers)
    return "" if answered and printed else "".join(told) or "it does not answer"


def serve(
    app: WireApp, requests: socket.socket, messages: socket.socket, reader: wire.Reader
) -> None:
    """Answer requests until the wire ends; the reader may hold the first."""
    _new_randomness()
    line = Line(messages)
    app.attach(replies=WireSocket(line, wire.SHELL), messages=WireSocket(line, wire.IOPUB))
    asyncio.run(_answer(app, requests, reader))


async def _answer(app: WireApp, requests: socket.socket, reader: wire.Reader) -> None:
    loop = asyncio.get_running_loop()
    requests.setblocking(False)
    data = b""
    while True:
        for _, parts in reader.feed(data):
            await app.kernel.answer(parts)
        if not (data := await loop.sock_recv(requests, BUFFER)):
            return


def _new_randomness() -> None:
    """Have no two notebooks draw the same numbers; Python's own generator sees to itself."""
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
