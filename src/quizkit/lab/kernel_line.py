"""The line between a page and its kernel, at Jupyter's server: what is said goes out at once.

A kernel answers a click with several small messages. Left to itself, TCP holds back the second
until the first is acknowledged (Nagle's algorithm), and the browser's computer takes some 40 ms
to acknowledge a message that it does not answer: half of the time from a click to its feedback.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptLine(ZMQChannelsWebsocketConnection):
    """Jupyter's own line to a kernel, without the wait; the settings in ``jupyter`` name it."""

    def connect(self) -> Any:
        """Connect, and have every message sent at once."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
