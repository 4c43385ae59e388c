"""The page's server running beside a test, and what somebody asks of it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from desk.marking.written_class import WrittenClass
from quizkit.desk.marking.server import Served, serve
from quizkit.own_page.handlers import HEADER
from quizkit.own_page.listening import socket_on

SETTINGS = {"assignment": "week", "question": None, "order": "shuffled", "names": False}


class Client:
    """What a browser, or somebody else, asks of the server."""

    def __init__(self, served: Served, thread: threading.Thread) -> None:
        self.served, self.thread = served, thread
        self.host = f"127.0.0.1:{served.port}"
        self.cookie = f"{served.cookie}={served.secret}"

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        """Fetch a page."""
        return self._ask("GET", path, None, headers)

    def post(self, name: str, asked: Any, **headers: str) -> tuple[HTTPResponse, str]:
        """Ask what the page asks, as it does unless the headers say otherwise."""
        ours = {
            "Content-Type": "application/json",
            "Cookie": self.cookie,
            HEADER: self.served.page_secret,
            "Origin": f"http://{self.host}",
        }
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._ask("POST", f"/api/{name}", json.dumps(asked), ours | given)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.served.port, timeout=30)
        connection.request(method, path, body, {"Host": self.host, **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text


@contextmanager
def running(
    written_class: WrittenClass, *, language: str = "nl", port: int | None = None
) -> Iterator[Client]:
    """Serve a class within the block."""
    stopped: list[Any] = []
    ready = threading.Event()
    listening = socket_on(port, usual=8890)

    async def run() -> None:
        event, loop = asyncio.Event(), asyncio.get_running_loop()
        stopped.append(lambda: loop.call_soon_threadsafe(event.set))
        served = Served(
            desk=written_class.desk(),
            settings=SETTINGS,
            language=language,
            port=listening.getsockname()[1],
            finished=event.set,
        )
        stopped.append(served)
        ready.set()
        await serve(served, listening, event)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    ready.wait(30)
    try:
        yield Client(stopped[1], thread)
    finally:
        with suppress(RuntimeError):  # it has ended by itself
            stopped[0]()
        thread.join(30)
        assert not thread.is_alive()
