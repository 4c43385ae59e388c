"""How JupyterLab starts a kernel, and the line between it and its page.

Whose work is opened has no say in the start, and what is said goes out at once: a kernel answers a
click with several small messages. Left to itself, TCP holds back the second until the first is
acknowledged (Nagle's algorithm), and the browser's computer takes some 40 ms to acknowledge a
message that it does not answer: half of the time from a click to its feedback.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

from quizkit.lab.kernel_command import guarded


class GuardedKernelManager(ServerKernelManager):
    """Jupyter's own manager of a kernel; the settings in ``jupyter`` name it."""

    def format_kernel_cmd(self, *args: Any, **named: Any) -> list[str]:
        """Return the command, which takes nothing from the folder of the notebook."""
        return guarded(super().format_kernel_cmd(*args, **named), folder_last=True)


class PromptLine(ZMQChannelsWebsocketConnection):
    """Jupyter's own line to a kernel, without the wait; the settings in ``jupyter`` name it."""

    def connect(self) -> Any:
        """Connect, and have every message sent at once."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
