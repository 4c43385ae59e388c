"""The line between a page and its kernel."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.websocket import WebSocketHandler

from browser.serving import private_home
from quizkit.lab.kernel_start import GuardedKernelManager, PromptLine
from quizkit.lab.server import lab_environment

SERVER = """
from quizkit.cli import left_out
with left_out():
    from jupyter_server.serverapp import main
main()
"""


def test_nothing_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The socket is told to send small messages at once, before the first one is sent."""
    done: list[object] = []
    monkeypatch.setattr(WebSocketHandler, "set_nodelay", lambda _, value: done.append(value))
    monkeypatch.setattr(
        ZMQChannelsWebsocketConnection, "connect", lambda _: done.append("connected")
    )
    handler = WebSocketHandler.__new__(WebSocketHandler)
    monkeypatch.setattr(PromptLine, "websocket_handler", handler)
    PromptLine.__new__(PromptLine).connect()
    assert done == [True, "connected"]


@pytest.mark.slow
@pytest.mark.parametrize("course", [False, True])
def test_jupyterlab_takes_our_line(tmp_path: Path, course: bool) -> None:
    """JupyterLab, as quizkit starts it for learners and for teachers, uses this line.

    It also starts kernels in our way.
    """
    environment = private_home(tmp_path)
    environment |= lab_environment(environment, course=course)
    command = [sys.executable, "-c", SERVER, "--show-config-json"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, cwd=tmp_path)
    settings = json.loads(done.stdout)
    name = f"{PromptLine.__module__}.{PromptLine.__name__}"
    assert settings["ServerApp"]["kernel_websocket_connection_class"] == name
    starts = f"{GuardedKernelManager.__module__}.{GuardedKernelManager.__name__}"
    assert settings["MappingKernelManager"]["kernel_manager_class"] == starts
