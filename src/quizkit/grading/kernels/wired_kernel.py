"""A forked kernel on its wire: what nbclient asks of a kernel's manager and of its client."""

from __future__ import annotations

import asyncio
import contextlib
import json
import queue
import shutil
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError

from quizkit.grading.sandbox import wire
from quizkit.grading.sandbox.messages import Limits

BUFFER = 2**18


class WarmKernel:
    """A kernel on a wire; to nbclient both the kernel's manager and its client.

    Args:
        ask: has it interrupted or ended by the warm parent; gives how it had ended before.
        ends: sockets for requests to it and messages from it.
        limits: what it may use.
        first: what it must be sent before any request.
        folder: where it works if it has no walls; removed once it has ended.
    """

    allow_stdin = False
    has_kernel = True
    numbers_bent = False  # whether the notebook has numbers shown in a way of its own
    _plainly = False

    def __init__(
        self,
        ask: Callable[[str], str],
        ends: tuple[socket.socket, socket.socket],
        limits: Limits,
        first: bytes,
        folder: Path | None,
    ) -> None:
        self._ask, self._folder = ask, folder
        self._requests, self._messages = ends
        for end in ends:
            end.setblocking(False)
        self._unsent = first
        self._reader = wire.Reader(limits.output_bytes)
        self.session = Session(check_pid=False)
        self.session.key = b""  # nobody else has this wire, so nothing is signed
        self.trouble = ""
        self.flooded = False
        self.shell_channel, self.iopub_channel = Channel(self), Channel(self)
        self._reading, self._sending = asyncio.Lock(), asyncio.Lock()
        self._flushing: set[asyncio.Task[None]] = set()

    async def execute(self, code: str, *, store_history: bool = True, **_: Any) -> str:
        """Ask to run code; give the id of the request."""
        content = {"code": code, "silent": False, "store_history": store_history}
        # No request waits behind another, that an error could stop.
        content |= {"stop_on_error": False, "user_expressions": {}, "allow_stdin": False}
        content["plain_numbers"] = self._plainly
        return await self._send("execute_request", content)

    async def show_numbers(self, *, plainly: bool) -> None:
        """Have numbers shown as they are, or again as the notebook has set it, from now on."""
        self._plainly = plainly

    async def kernel_info(self) -> str:
        """Ask what kernel it is; give the id of the request."""
        return await self._send("kernel_info_request", {})

    async def is_alive(self) -> bool:
        """Return whether it can still be heard."""
        return not self.shell_channel.ended

    async def interrupt_kernel(self) -> None:
        """Interrupt what it is doing."""
        self._ask("interrupt")

    async def begin(self) -> None:
        """Be ready: it is, once it has been forked."""

    async def finish(self, *, asked: bool) -> str:
        """Kill it with all that it has started; if asked, tell what had killed it before."""
        for end in (self._requests, self._messages):
            end.close()
        try:
            return self._ask("end" if asked or self._folder else "drop")
        finally:
            if self._folder:
                shutil.rmtree(self._folder, ignore_errors=True)

    async def _send(self, kind: str, content: dict[str, Any]) -> str:
        message = self.session.msg(kind, content)
        self.send_soon(message)
        await self._flush()
        return str(message["header"]["msg_id"])

    def send_soon(self, message: dict[str, Any]) -> None:
        """Send a message as soon as the kernel takes it, after all that were sent before."""
        self._unsent += wire.packed(wire.SHELL, self.session.serialize(message))
        flushing = asyncio.get_running_loop().create_task(self._flush())
        self._flushing.add(flushing)
        flushing.add_done_callback(self._flushing.discard)

    async def _flush(self) -> None:
        async with self._sending:
            data, self._unsent = self._unsent, b""
            with contextlib.suppress(OSError):  # it has ended, which reading will tell
                await asyncio.get_running_loop().sock_sendall(self._requests, data)

    async def more(self, channel: Channel) -> None:
        """Read on, unless another reader has found something for this channel meanwhile."""
        async with self._reading:
            if not (channel.came or channel.ended):
                await self._read()

    async def _read(self) -> None:
        try:
            data = await asyncio.get_running_loop().sock_recv(self._messages, BUFFER)
        except OSError:
            data = b""
        try:
            for channel, parts in self._reader.feed(data):
                self._take(channel, parts)
        except wire.Flooded:
            self.flooded, data = True, b""
        if not data:
            for channel_ in (self.shell_channel, self.iopub_channel):
                channel_.ended = True

    def _take(self, channel: int, parts: Sequence[bytes]) -> None:
        if channel == wire.TROUBLE:
            self.trouble = b"".join(parts).decode(errors="replace")[:500]
            return
        try:
            _, found = self.session.feed_identities(list(parts))
            message = _message(found)
            self.numbers_bent |= message["content"].get("numbers_bent") is True
        except Exception:  # not a message: whoever wrote it is not our kernel
            return
        (self.shell_channel if channel == wire.SHELL else self.iopub_channel).came.append(message)


def _message(parts: Sequence[Any]) -> dict[str, Any]:
    """Read a message as jupyter_client does, but for dates, which nobody asks for here."""
    texts = [part.decode("utf-8", "replace") for part in parts[1:5]]  # half a letter was printed
    header, parent, metadata, content = map(json.loads, texts)
    said = {"header": header, "msg_id": header["msg_id"], "msg_type": header["msg_type"]}
    said |= {"parent_header": parent, "metadata": metadata, "content": content}
    return said | {"buffers": [memoryview(part) for part in parts[5:]]}


class Channel:
    """One of the two channels that nbclient reads from, and sends what widgets get to."""

    def __init__(self, kernel: WarmKernel) -> None:
        self.came: list[dict[str, Any]] = []
        self.ended = False
        self._kernel = kernel

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Wait for a message.

        Raises queue.Empty when the time is up, DeadKernelError when none can come any more.
        """
        try:
            async with asyncio.timeout(timeout):
                while not self.came:
                    if self.ended:
                        raise DeadKernelError("Kernel died")
                    await self._kernel.more(self)
        except TimeoutError:
            raise queue.Empty from None
        return self.came.pop(0)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message of nbclient's own making, such as the outputs that a widget has caught."""
        self._kernel.send_soon(message)
