"""What answers a browser's requests, and refuses everybody else's.

The address holds a secret, which becomes a cookie that no other site can use. A request for another
host's name (DNS rebinding) is refused; one that changes something must be JSON and hold a second
secret, which stands in the page. The page may load and run nothing but what it brings itself.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from quizkit.own_page.access import HEADERS, HERE, Access

HEADER = "X-Quizkit-Page"
OWN = Path(__file__).with_name("static")  # what every page has
PAGE = Template(Path(__file__).with_name("page.html").read_text("utf-8"))
Asked = dict[str, Any]


class Handler(RequestHandler):
    """What all requests have in common."""

    access: Access
    headers: Mapping[str, str] = HEADERS

    def initialize(self, access: Access) -> None:
        """Take what lets a browser in."""
        self.access = access

    def set_default_headers(self) -> None:
        """Bind every answer to the page's policy."""
        self.clear_header("Server")
        for name, value in self.headers.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse what another site, or another name of this host, has a browser ask."""
        hosts = {f"{name}:{self.access.port}" for name in (HERE, "localhost")}
        if self.request.headers.get("Host", "").lower() not in hosts:
            raise HTTPError(403, reason="Another host was asked for")
        origin = self.request.headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
            raise HTTPError(403, reason="Another site asked")

    def is_known(self) -> bool:
        """Return whether the browser holds the cookie."""
        held = self.get_cookie(self.access.cookie) or ""
        return secrets.compare_digest(held.encode(), self.access.secret.encode())

    def only_known(self) -> None:
        """Refuse a browser that does not hold the cookie."""
        if not self.is_known():
            raise HTTPError(403, reason="The secret in the address is missing or old")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a line what was refused."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}. Use the whole address that the terminal shows.")

    def give_page(self, **blanks: str) -> None:
        """Give the page to who has the address or the cookie."""
        access = self.access
        if access.lets_in(self.get_query_argument("token", "")):
            self.set_cookie(
                access.cookie, access.secret, httponly=True, samesite="Strict", expires_days=None
            )
        else:
            self.only_known()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(PAGE.substitute(blanks, secret=access.page_secret))


class Asking(Handler):
    """A question of the page, as JSON."""

    def prepare(self) -> None:
        """Refuse a question that the page did not ask."""
        super().prepare()
        self.only_known()
        held = self.request.headers.get(HEADER, "").encode()
        if not secrets.compare_digest(held, self.access.page_secret.encode()):
            raise HTTPError(403, reason="Another page asked")

    def asked(self) -> Asked:
        """Return what is asked."""
        try:
            if self.request.headers.get("Content-Type") != "application/json":
                raise ValueError
            asked = json.loads(self.request.body)
        except (ValueError, RecursionError) as error:
            raise HTTPError(400, reason="The request is no JSON") from error
        if not isinstance(asked, dict):
            raise HTTPError(400, reason="The request is no JSON object")
        return asked

    def say(self, status: int, told: Any) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(told))


class Static(StaticFileHandler):
    """The page's own files."""

    def set_default_headers(self) -> None:
        """Tell nothing of the server."""
        self.clear_header("Server")

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 - as tornado calls it
        """Bind them to the policy too."""
        for name, value in HEADERS.items():
            self.set_header(name, value)


class Nothing(Handler):
    """Whatever else is asked for."""

    def prepare(self) -> None:
        """Refuse it."""
        super().prepare()
        raise HTTPError(404)


def application(
    access: Access, static: Path, rules: list[tuple[str, type[Handler]]]
) -> Application:
    """Return what answers requests: by these rules, with every page's files and a folder's."""
    return Application(
        [
            *((path, handler, {"access": access}) for path, handler in rules),
            (r"/static/(theme\.css)", Static, {"path": str(OWN)}),
            (r"/static/([a-z-]+\.(?:css|js))", Static, {"path": str(static)}),
        ],
        default_handler_class=Nothing,
        default_handler_args={"access": access},
        log_function=lambda _: None,
    )


async def serve(
    application: Application,
    listening: socket.socket,
    stopped: asyncio.Event,
    finish: Callable[[], None],
) -> None:
    """Answer requests until it is stopped; ``finish`` ends what was asked before."""
    server = HTTPServer(application, max_body_size=1_000_000)
    server.add_socket(listening)
    try:
        await stopped.wait()
    finally:
        server.stop()
        await asyncio.sleep(0)  # what was just answered goes out
        finish()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.close_all_connections(), 2)
