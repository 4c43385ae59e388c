"""Somebody with an account on the hub, who speaks to it as JupyterLab's page does.

Everything goes through the hub's door: its log-in form, its API, and behind it the REST interface
and the websockets of one's own Jupyter server.
"""

from __future__ import annotations

import itertools
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
import websocket

from course.desk import quiz_model
from quizkit.quiz.model import Json

SECONDS = 300
PROMPT = "(typed)"
Message = dict[str, Any]


@dataclass
class Visitor:
    """One account; ``base`` is the hub's address, with a slash at its end."""

    base: str
    name: str
    password: str
    http: requests.Session = field(default_factory=requests.Session)
    _tokens: list[str] = field(default_factory=list)

    @property
    def own(self) -> str:
        """The address of one's own server."""
        return f"{self.base}user/{self.name}/"

    def enter(self) -> None:
        """Log in by the form, and get a token for the rest."""
        self.http.get(f"{self.base}hub/login", timeout=SECONDS)
        form = {"username": self.name, "password": self.password}
        answer = self.http.post(
            f"{self.base}hub/login?next=%2Fhub%2Ftoken",
            data=form | {"_xsrf": self._xsrf()},
            timeout=SECONDS,
        )
        answer.raise_for_status()
        answer = self.http.post(
            f"{self.base}hub/api/users/{self.name}/tokens",
            headers={"X-XSRFToken": self._xsrf()},
            json={"note": "for the test"},
            timeout=SECONDS,
        )
        answer.raise_for_status()
        self._tokens.append(answer.json()["token"])
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"token {self._tokens[-1]}"

    def _xsrf(self) -> str:
        return next(c.value or "" for c in self.http.cookies if c.name == "_xsrf")

    def start(self) -> None:
        """Have the hub start one's own server, and wait until it answers."""
        begun = self.http.post(f"{self.base}hub/api/users/{self.name}/server", timeout=SECONDS)
        begun.raise_for_status()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if self.http.get(f"{self.own}api/status", timeout=SECONDS).status_code == 200:
                return
            time.sleep(0.2)
        raise TimeoutError(f"the server of {self.name} does not answer")

    def get(self, path: str) -> Any:
        """Fetch JSON from one's own server."""
        return self._ask("GET", path)

    def post(self, path: str, content: Mapping[str, Any]) -> Any:
        """Send JSON to one's own server, and return what it answers."""
        return self._ask("POST", path, content)

    def put(self, path: str, content: Mapping[str, Any]) -> Any:
        """Put JSON in place on one's own server."""
        return self._ask("PUT", path, content)

    def _ask(self, way: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        answer = self.http.request(way, self.own + path, json=content, timeout=SECONDS)
        assert answer.ok, f"{self.name}: {way} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json()

    def assignments(self, action: str, course: str, assignment: str) -> list[dict[str, Any]]:
        """Do what a button of the Assignment List does; return the list as it then is."""
        about = {"course_id": course, "assignment_id": assignment}
        answer = self.post(f"assignments/{action}", about)
        assert answer["success"], answer["value"]
        listed: list[dict[str, Any]] = answer["value"]
        return listed

    @contextmanager
    def kernel(self, notebook: str) -> Iterator[HubKernel]:
        """Start a kernel for a notebook, and end it when the block ends."""
        about = {"path": notebook, "name": notebook, "type": "notebook"}
        session = self.post("api/sessions", about | {"kernel": {"name": "python3"}})
        line = self._line(f"api/kernels/{session['kernel']['id']}/channels")
        try:
            yield HubKernel(line)
        finally:
            line.close()
            self.http.delete(f"{self.own}api/sessions/{session['id']}", timeout=SECONDS)

    @contextmanager
    def terminal(self) -> Iterator[Terminal]:
        """Open a terminal on one's own server."""
        name = self.post("api/terminals", {})["name"]
        line = self._line(f"terminals/websocket/{name}")
        try:
            yield Terminal(line)
        finally:
            line.close()
            self.http.delete(f"{self.own}api/terminals/{name}", timeout=SECONDS)

    def _line(self, path: str) -> websocket.WebSocket:
        address = self.own.replace("http", "ws", 1) + path
        header = [f"Authorization: token {self._tokens[-1]}"]
        return websocket.create_connection(address, header=header, timeout=SECONDS)


@dataclass
class HubKernel:
    """A kernel at the other end of a websocket, spoken to as JupyterLab's page does."""

    line: websocket.WebSocket
    session: str = field(default_factory=lambda: uuid.uuid4().hex)

    def run(self, code: str) -> list[Message]:
        """Run a cell; return the messages that it caused."""
        asked = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        return self._send(
            "execute_request", asked | {"user_expressions": {}, "stop_on_error": True}
        )

    def outputs(self, code: str) -> list[dict[str, Any]]:
        """Run a cell; return its outputs as a notebook's file holds them."""
        kinds = ("stream", "display_data", "execute_result", "error")
        found = [message for message in self.run(code) if message["msg_type"] in kinds]
        for message in found:
            message["content"].pop("transient", None)
        return [{"output_type": m["msg_type"], **m["content"]} for m in found]

    def answer(self, cell: str, responses: Mapping[str, Json]) -> dict[str, Json]:
        """Show a graded quiz and answer it; return how far the page is told that one is."""
        comm, state = quiz_model(self.run(cell))
        summary = state["summary"]
        for question, value in responses.items():
            content = {"do": "respond", "question": question, "value": value, "by": "page"}
            data = {"method": "custom", "content": content}
            for told in self._send("comm_msg", {"comm_id": comm, "data": data}):
                summary = told["content"].get("data", {}).get("state", {}).get("summary", summary)
        return dict(summary)

    def _send(self, kind: str, content: Mapping[str, Any]) -> list[Message]:
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self.session,
            "username": "",
            "version": "5.3",
        }
        sent = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}}
        self.line.send(json.dumps(sent | {"content": content, "buffers": []}))
        return list(self._until_idle(header["msg_id"]))

    def _until_idle(self, parent: str) -> Iterator[Message]:
        while True:
            received = self.line.recv()
            if isinstance(received, bytes):  # with buffers behind it, as widgets have
                start, end = (int.from_bytes(received[4 * n : 4 * n + 4], "big") for n in (1, 2))
                received = received[start:end].decode()
            message = json.loads(received)
            if message["parent_header"].get("msg_id") != parent or message["channel"] != "iopub":
                continue
            yield message
            if message["content"].get("execution_state") == "idle":
                return


@dataclass
class Terminal:
    """A terminal in JupyterLab."""

    line: websocket.WebSocket
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def type(self, lines: str) -> str:
        """Type lines, each of which must succeed; return what was printed."""
        end = f"{PROMPT}{next(self._numbers)}:"
        # In two halves, so that what is typed is not taken for what is printed.
        typed = "".join(f"{line}\r" for line in lines.strip().splitlines())
        self.line.send(json.dumps(["stdin", f"set -e\r{typed}echo '{end[:3]}''{end[3:]}'$?\r"]))
        said = ""
        while end not in said:
            kind, *rest = json.loads(self.line.recv())
            assert kind != "disconnect", f"a line failed:\n{said[-4000:]}"
            said += rest[0] if kind == "stdout" else ""
        return said
