"""A port of this computer to listen on, and the browser that is sent there."""

from __future__ import annotations

import os
import threading
import webbrowser
from socket import SO_REUSEADDR, SOL_SOCKET, socket

from quizkit.errors import PageError
from quizkit.own_page.access import HERE

MOST_PORTS = 100


def socket_on(port: int | None, *, usual: int) -> socket:
    """Return a socket on a port of this computer: the usual one or the next free one.

    Raises PageError where the port that was asked for is not to be had.
    """
    problem = ""
    for each in [port] if port else range(usual, usual + MOST_PORTS):
        listening = socket()
        try:
            if os.name != "nt":  # where it would let two programs have one port
                listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
            listening.bind((HERE, each))
            listening.listen()
        except (OSError, OverflowError) as error:
            listening.close()
            problem = getattr(error, "strerror", None) or "it is no number of a port"
        else:
            listening.setblocking(False)
            return listening
    raise PageError(
        f"Cannot listen on port {port or usual}: {problem}; name another one with --port."
    )


def open_browser(address: str) -> None:
    """Have the browser open an address, in a thread: some browsers answer when they are closed."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
