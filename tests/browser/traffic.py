"""What a page sends and receives: requests, and the frames of its websockets."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from playwright.sync_api import Page, Request, WebSocket

LOCAL_HOSTS = {"localhost", "127.0.0.1"}
# Addresses that never leave the browser.
LOCAL_SCHEMES = {"blob", "data", "about", "chrome", "chrome-extension", "devtools"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One websocket frame."""

    sent: bool
    at: float
    url: str
    payload: bytes

    @property
    def size(self) -> int:
        """Bytes of the payload, before any compression on the wire."""
        return len(self.payload)

    def message(self) -> Message | None:
        """Return the kernel message in this frame, or None for another kind of frame."""
        if "/channels" not in self.url or len(self.payload) < 16:
            return None
        channel, parts = deserialize_msg_from_ws_v1(self.payload)
        header, parent, _metadata, content = (json.loads(bytes(part)) for part in parts[:4])
        return Message(self.sent, self.at, channel, header["msg_type"], content, parent)


@dataclass(frozen=True, slots=True)
class Message:
    """One Jupyter message, as it went between the page and the kernel."""

    sent: bool
    at: float
    channel: str
    kind: str
    content: dict[str, Any]
    parent: dict[str, Any]


@dataclass
class Traffic:
    """Everything one page asked for, sent and received since it was opened or last cleared."""

    requests: list[str] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Record what ``page`` does from now on; to be called before it goes anywhere."""
        page.on("request", self._request)
        page.on("websocket", self._websocket)

    def clear(self) -> None:
        """Forget the frames so far, to measure one action alone; requests stay on record."""
        self.frames.clear()

    def kernel_frames(self, direction: Literal["both", "sent", "received"] = "both") -> list[Frame]:
        """Return the frames between the page and kernels."""
        wanted = {"both": (True, False), "sent": (True,), "received": (False,)}[direction]
        return [f for f in self.frames if "/channels" in f.url and f.sent in wanted]

    def messages(self, kind: str | None = None) -> list[Message]:
        """Return the kernel messages, all or of one kind such as ``comm_msg``."""
        found = [m for f in self.kernel_frames() if (m := f.message()) is not None]
        return [m for m in found if kind is None or m.kind == kind]

    def size(self) -> int:
        """Count the bytes of all frames between the page and kernels."""
        return sum(frame.size for frame in self.kernel_frames())

    def contains(self, text: str) -> bool:
        """Return whether ``text`` crossed a websocket, plain or as JSON escapes it."""
        forms = {text.encode(), json.dumps(text)[1:-1].encode()}
        return any(form in frame.payload for frame in self.frames for form in forms)

    def foreign(self) -> list[str]:
        """List the addresses that would have left this computer."""
        urls = [*self.requests, *(frame.url for frame in self.frames)]
        return sorted({url for url in urls if not _is_local(url)})

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _websocket(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        socket.on("framesent", lambda payload: self._frame(socket, True, payload))
        socket.on("framereceived", lambda payload: self._frame(socket, False, payload))

    def _frame(self, socket: WebSocket, sent: bool, payload: str | bytes) -> None:
        data = payload.encode() if isinstance(payload, str) else payload
        self.frames.append(Frame(sent, time.perf_counter(), socket.url, data))


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in LOCAL_SCHEMES or parts.hostname in LOCAL_HOSTS
