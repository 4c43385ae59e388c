"""A student at work, without a browser: the notebook's file, and a kernel spoken to as a page does.

The messages are those that JupyterLab's page sends to the kernel when somebody answers a question
of the quiz: nothing in the kernel can tell the difference.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client import BlockingKernelClient, KernelManager

from quizkit.quiz.model import Json

SECONDS = 300


def write_cells(notebook: Path, cells: Mapping[str, str]) -> None:
    """Write these sources into the cells of those grade ids, as a student does in the editor."""
    found = nbformat.read(notebook, as_version=4)
    by_id = {cell.metadata.nbgrader.grade_id: cell for cell in found.cells if _is_graded(cell)}
    for grade_id, source in cells.items():
        by_id[grade_id].source = source
    nbformat.write(found, notebook)


def _is_graded(cell: nbformat.NotebookNode) -> bool:
    return "nbgrader" in cell.metadata


@dataclass
class Desk:
    """A kernel in an assignment's folder, with everything that it sent on record."""

    client: BlockingKernelClient
    received: list[dict[str, Any]] = field(default_factory=list)

    def run(self, code: str) -> list[dict[str, Any]]:
        """Run a cell; give the messages that it caused."""
        return self._until_idle(self.client.execute(code))

    def answer(self, quiz: str, responses: Mapping[str, Json]) -> dict[str, Json]:
        """Show a graded quiz and answer it; give how far the page is told that one is."""
        shown = self.run(f"import quizkit\nquizkit.graded({quiz!r})")
        comm, state = quiz_model(shown)
        summary = state["summary"]
        for question, value in responses.items():
            content = {"do": "respond", "question": question, "value": value, "by": "page"}
            message = self.client.session.msg(
                "comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}}
            )
            self.client.shell_channel.send(message)
            for told in self._until_idle(message["header"]["msg_id"]):
                summary = told["content"].get("data", {}).get("state", {}).get("summary", summary)
        return dict(summary)

    def _until_idle(self, parent: str) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            self.received.append(message)
            if message["parent_header"].get("msg_id") == parent:
                messages.append(message)
                if message["content"].get("execution_state") == "idle":
                    return messages
        raise TimeoutError("the kernel did not answer")


def quiz_model(messages: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Return the comm and the state of the graded quiz that a cell showed."""
    for message in messages:
        content = message["content"]
        state = content.get("data", {}).get("state", {})
        if message["msg_type"] == "comm_open" and "summary" in state:
            return content["comm_id"], state
    said = [m["content"] for m in messages if m["msg_type"] in ("error", "stream")]
    raise AssertionError(f"the cell showed no quiz: {said}")


@contextmanager
def seated(folder: Path, environment: Mapping[str, str]) -> Iterator[Desk]:
    """Start a kernel in ``folder``, and end it when the block ends."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder), env=dict(environment))
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        yield Desk(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
