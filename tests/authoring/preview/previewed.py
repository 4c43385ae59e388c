"""The preview's server running beside a test, and what its page asks."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from quizkit.authoring.preview.quiz_file import QuizFile
from quizkit.authoring.preview.server import Preview, serve
from quizkit.own_page.handlers import HEADER
from quizkit.own_page.listening import socket_on

QUIZ = """\
id: trees
title: {en: "Trees", nl: "Bomen"}
questions:
  - id: tallest
    type: choice
    prompt: {en: "Which is the tallest?", nl: "Welke is het hoogst?"}
    options:
      - text: {en: "The redwood", nl: "De mammoetboom"}
        correct: true
        feedback: {en: "Secret-one: up to 115 metres.", nl: "Secret-one: tot 115 meter."}
      - text: {en: "The birch", nl: "De berk"}
        feedback: {en: "Up to 25.", nl: "Tot 25."}
      - text: {en: "The yew", nl: "De taxus"}
        feedback: {en: "Up to 20.", nl: "Tot 20."}
"""


class Page:
    """What the page, or somebody else, asks of the server."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Fetch something."""
        return self._ask("GET", path, None, headers)

    def post(self, name: str, asked: Any, **headers: str) -> tuple[int, Any]:
        """Ask what the page asks, as it does unless the headers say otherwise."""
        ours = {
            "Content-Type": "application/json",
            "Cookie": f"{self.preview.cookie}={self.preview.secret}",
            HEADER: self.preview.page_secret,
        }
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        status, text = self._ask("POST", f"/api/{name}", json.dumps(asked), ours | given)
        return status, json.loads(text) if status == 200 else text

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.preview.port, timeout=40)
        host = f"127.0.0.1:{self.preview.port}"
        connection.request(method, path, body, {"Host": host, **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text


@contextmanager
def previewed(path: Path, kept: Path) -> Iterator[Page]:
    """Serve the preview of a file within the block."""
    ready = threading.Event()
    made: list[Any] = []
    listening = socket_on(None, usual=8900)

    async def run() -> None:
        stopped, loop = asyncio.Event(), asyncio.get_running_loop()
        port = listening.getsockname()[1]
        preview = Preview(file=QuizFile(path, kept), language=None, port=port)
        made.extend((preview, lambda: loop.call_soon_threadsafe(stopped.set)))
        ready.set()
        await serve(preview, listening, stopped)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert ready.wait(30)
    try:
        yield Page(made[0])
    finally:
        made[1]()
        thread.join(30)
        assert not thread.is_alive()
