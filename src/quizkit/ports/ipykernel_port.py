"""ipykernel's own application and kernel, without its sockets and threads: it can be forked.

``Application`` does all that needs no socket when it is initialised, once; each forked copy is then
given its line by ``attach``.

Written against ipykernel 7.4.0. It takes:

- ipykernel.compiler.XCachingCompiler.get_code_name(self, raw_code, code, number)
- ipykernel.displayhook.ZMQDisplayHook(session, pub_socket)
- ipykernel.displayhook.ZMQDisplayHook.get_execution_count
- ipykernel.displayhook.ZMQDisplayHook.pub_socket
- ipykernel.iostream.BackgroundSocket(io_thread)
- ipykernel.iostream.IOPubThread.background_socket
- ipykernel.iostream.IOPubThread.io_loop
- ipykernel.iostream.IOPubThread.schedule(self, f)
- ipykernel.iostream.IOPubThread.send_multipart(self, *args, **kwargs)
- ipykernel.iostream.IOPubThread.socket
- ipykernel.iostream.IOPubThread.thread
- ipykernel.iostream.OutStream._buffers
- ipykernel.iostream.OutStream._flush_pending
- ipykernel.iostream.OutStream._schedule_flush(self)
- ipykernel.iostream.OutStream.flush_interval
- ipykernel.ipkernel.IPythonKernel._supports_kernel_subshells
- ipykernel.ipkernel.IPythonKernel.compiler_class
- ipykernel.ipkernel.IPythonKernel.dispatch_shell(self, msg, subshell_id, concurrent)
- ipykernel.ipkernel.IPythonKernel.io_loop
- ipykernel.ipkernel.IPythonKernel.iopub_socket
- ipykernel.ipkernel.IPythonKernel.iopub_thread
- ipykernel.ipkernel.IPythonKernel.shell_channel_thread
- ipykernel.ipkernel.IPythonKernel.shell_stream
- ipykernel.kernelapp.IPKernelApp.displayhook
- ipykernel.kernelapp.IPKernelApp.init_connection_file(self)
- ipykernel.kernelapp.IPKernelApp.init_heartbeat(self)
- ipykernel.kernelapp.IPKernelApp.init_io(self)
- ipykernel.kernelapp.IPKernelApp.init_kernel(self)
- ipykernel.kernelapp.IPKernelApp.init_sockets(self)
- ipykernel.kernelapp.IPKernelApp.iopub_socket
- ipykernel.kernelapp.IPKernelApp.iopub_thread
- ipykernel.kernelapp.IPKernelApp.log_connection_info(self)
- ipykernel.kernelapp.IPKernelApp.outstream_class
- ipykernel.kernelapp.IPKernelApp.write_connection_file(self, **kwargs)
- ipykernel.zmqshell.ZMQDisplayPublisher.pub_socket
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar

import zmq
from ipykernel.compiler import XCachingCompiler
from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.iostream import BackgroundSocket, IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from tornado import ioloop
from traitlets import Any as AnyTrait
from traitlets import Type, Unicode

MUCH = 2**20  # characters printed
NO_MODULE = ""  # a name that no module has


class Sender(Protocol):
    """What ipykernel takes for a ZeroMQ socket."""

    def send_multipart(self, parts: Any, *_: Any, **__: Any) -> None:
        """Send a message, whole."""

    def flush(self, *_: Any) -> None:
        """Send what waits."""

    def close(self) -> None:
        """Be told that nothing more comes."""


class PromptSender(IOPubThread):
    """What ipykernel sends messages through: at once, with no thread, from any of its processes."""

    io_loop: Any = None

    def __init__(self, socket: Sender) -> None:
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


class Kernel(IPythonKernel):
    """IPython's kernel, which answers one request at a time."""

    compiler_class = Type(CellCompiler)
    shell_stream = AnyTrait()
    _supports_kernel_subshells = False

    async def answer(self, parts: Sequence[bytes]) -> None:
        """Answer a request; its parts are as ZeroMQ would bring them."""
        self.io_loop = ioloop.IOLoop.current()
        await self.dispatch_shell([zmq.Frame(part) for part in parts])


class Application(IPKernelApp):
    """ipykernel's application, in two halves: before and after the fork."""

    kernel_class = Type(Kernel)
    outstream_class = Unicode(f"{__name__}.PromptStream")

    def init_connection_file(self) -> None:
        """Have none: there is nothing to connect to."""

    def init_sockets(self) -> None:
        """Have none yet; what comes over a line of its own needs no signature."""
        self.session.key = b""

    def init_heartbeat(self) -> None:
        """Have none: who holds the other end sees the process end."""

    def write_connection_file(self, **_: Any) -> None:
        """Have none."""

    def log_connection_info(self) -> None:
        """Say nothing."""

    def init_io(self) -> None:
        """Set the display hook; the streams need the line."""
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

    def attach(self, *, replies: Sender, messages: Sender) -> None:
        """Connect the kernel to its line."""
        self.session.pid = os.getpid()
        self.iopub_thread = PromptSender(messages)
        self.iopub_socket = self.iopub_thread.background_socket
        super().init_io()  # type: ignore[no-untyped-call]
        for stream in (sys.stdout, sys.stderr):  # or a copy of this process would send it, too
            os.register_at_fork(before=stream.flush)
        kernel = self.kernel
        kernel.iopub_thread, kernel.iopub_socket = self.iopub_thread, self.iopub_socket
        kernel.shell_stream = replies
        kernel.shell.displayhook.pub_socket = self.iopub_socket
        kernel.shell.display_pub.pub_socket = self.iopub_socket
        self.displayhook.get_execution_count = lambda: kernel.execution_count


Made = TypeVar("Made", bound=Application)


def ready(kind: type[Made]) -> Made:
    """Make an application and its kernel, ready to be forked; starts no thread."""
    modules: dict[str, Any] = sys.modules
    modules["debugpy"] = None  # not to be found: it cannot be forked
    importlib.import_module("ipykernel.debugger")
    del modules["debugpy"]
    app: Made = kind.instance()
    app.initialize(["--HistoryManager.hist_file=:memory:"])  # type: ignore[no-untyped-call]
    return app
