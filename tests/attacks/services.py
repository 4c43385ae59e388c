"""What listens near a grader, and tells a secret to whoever speaks to it."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

ELSEWHERE = ("192.0.2.1", 9)  # an address that is nobody's: nothing is sent to find one's own


@contextmanager
def serving(outside: Path, mark: str, secret: str) -> Iterator[Mapping[str, tuple[str, int]]]:
    """Listen on the network, on loopback, and on two local sockets; give the first two's places.

    The local sockets are the file ``service`` in ``outside``, and one with ``mark`` as its name.
    """
    with ExitStack() as stack:

        def listen(kind: type[socketserver.BaseServer], at: object) -> tuple[str, int]:
            server = stack.enter_context(kind(at, _handler(secret)))  # type: ignore[arg-type]
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            thread.start()
            stack.callback(server.shutdown)
            address: tuple[str, int] = server.server_address  # type: ignore[assignment]
            return address

        listen(socketserver.ThreadingUnixStreamServer, str(outside / "service"))
        listen(socketserver.ThreadingUnixStreamServer, f"\0{mark}")
        yield {
            "loopback": listen(socketserver.ThreadingTCPServer, ("127.0.0.1", 0)),
            "outer": listen(socketserver.ThreadingTCPServer, (_own_address(), 0)),
        }


def _handler(secret: str) -> type[socketserver.BaseRequestHandler]:
    class Telling(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            if self.request.recv(100):
                self.request.sendall(secret.encode())

    return Telling


def _own_address() -> str:
    """Return this machine's address in the network, as others call it; loopback without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)  # of a datagram socket: it only chooses the way
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
