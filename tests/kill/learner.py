"""A learner at a kernel: gives answers as the page would, and sees which are shown as saved."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient

from kill.nursery import Nursery

WAIT = 300  # seconds; a kernel on a busy machine is slow, never this slow
SHOW = "import quizkit; widget = quizkit.show('quiz.yaml')"
TRAITS = "{'comm': widget.comm.comm_id, 'traits': list(widget._trait_of.items())}"


@dataclass
class Learner:
    """A page at a kernel; ``saved`` holds what the page was told is on disk, oldest first."""

    pid: int
    client: BlockingKernelClient
    name: str
    comm: str = ""
    questions: dict[str, str] = field(default_factory=dict)  # trait → question
    saved: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def seated(cls, nursery: Nursery, folder: Path, name: str) -> Learner:
        """Start a kernel in ``folder`` and show the quiz there."""
        pid, connection = nursery.kernel(folder)
        client = BlockingKernelClient(connection_file=connection)
        client.load_connection_file()
        client.start_channels(stdin=False, hb=False)
        learner = cls(pid, client, name)
        learner._show()
        return learner

    def _show(self) -> None:
        reply = self.client.execute(SHOW, user_expressions={"it": TRAITS}, reply=True, timeout=WAIT)
        said = reply["content"]
        assert said["status"] == "ok", said
        found = eval(said["user_expressions"]["it"]["data"]["text/plain"], {})
        self.comm = found["comm"]
        self.questions = {trait: name for name, trait in found["traits"]}

    def give(self, answers: Iterable[tuple[str, str, Any]]) -> None:
        """Send (do, question, value) after another, without waiting for any of them."""
        for serial, (do, question, value) in enumerate(answers):
            content = {"do": do, "question": question, "value": value, "by": [self.name, serial]}
            data = {"method": "custom", "content": content}
            message = self.client.session.msg("comm_msg", {"comm_id": self.comm, "data": data})
            self.client.shell_channel.send(message)

    def watch(self, seconds: float, *, until: int | None = None) -> None:
        """Read what the page is told: for so long, or until so many states have come as saved."""
        end = time.monotonic() + seconds
        while until is None or len(self.saved) < until:
            left = end - time.monotonic()
            if left <= 0:
                return
            try:
                self._read(self.client.get_iopub_msg(timeout=left))
            except Empty:
                return

    def killed(self) -> None:
        """Kill the kernel, and read what it had told the page by then."""
        os.kill(self.pid, signal.SIGKILL)
        self.watch(0.05)
        self.client.stop_channels()

    def _read(self, message: Mapping[str, Any]) -> None:
        content = message["content"]
        if message["msg_type"] != "comm_msg" or content["comm_id"] != self.comm:
            return
        states = content["data"].get("state", {})
        for trait, state in states.items():
            question = self.questions.get(trait)
            if question and state["saved"] and (state["by"] or [""])[0] == self.name:
                self.saved.append((question, state))
        self.troubles += filter(None, [states.get("summary", {}).get("trouble_html")])
