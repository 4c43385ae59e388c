"""The page of marking, served to the browser of this computer: see `quizkit.own_page`.

All work is done in one thread, so that one mark is written before the next one is, and a slow disk
doesn't keep Ctrl-C from being heard.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from quizkit import languages
from quizkit.desk.marking.desk import Desk, NotUnderstood
from quizkit.errors import QuizkitError
from quizkit.own_page import handlers
from quizkit.own_page.access import Access
from quizkit.own_page.handlers import Asked, Asking, Handler

STATIC = Path(__file__).parent / "static"
STYLES = """\
<link rel="stylesheet" href="static/page.css">
    <link rel="stylesheet" href="static/panel.css">
    <link rel="stylesheet" href="static/paper.css" media="print">"""
BUSY = (
    "The gradebook can't be written just now: another program is using it. Your mark stays on this "
    "page and is sent again."
)


@dataclass(kw_only=True)
class Served(Access):
    """What every request needs.

    Args:
        desk: answers what the page asks.
        settings: what the page is told at its start.
        language: of the page.
        finished: called when the teacher has finished.
    """

    page: str = "mark"
    desk: Desk
    settings: dict[str, Any]
    language: str
    finished: Callable[[], None]
    worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))


class _Page(Handler):
    access: Served

    def get(self) -> None:
        """Give the page."""
        served = self.access
        title = languages.said("marking", served.language, "title")
        self.give_page(
            styles=STYLES,
            language=served.language,
            title=escape(f"{title}: {served.settings['assignment']}"),
            scripts=escape(languages.said("marking", served.language, "scripts")),
        )


class _Api(Asking):
    access: Served

    async def post(self, name: str) -> None:
        """Answer one of the page's questions."""
        asked, served = self.asked(), self.access
        loop, answer = asyncio.get_running_loop(), ANSWERING[name]
        try:
            told = await loop.run_in_executor(served.worker, answer, served, asked)
        except (NotUnderstood, ArithmeticError, KeyError, TypeError, ValueError) as error:
            said = error if isinstance(error, QuizkitError) else "The page is not of this version."
            self.say(400, {"error": str(said)})
        except SQLAlchemyError:
            self.say(503, {"error": BUSY})
        except QuizkitError as error:
            self.say(500, {"error": str(error)})
        else:
            self.say(200, told)
        if name == "finished":
            served.finished()


def _start(served: Served) -> Any:
    words = languages.words("marking", served.language)
    return served.settings | {
        "words": dict(words),
        "decimal": languages.with_sign("0.5", served.language)[1],
        "questions": served.desk.overview(),
        "comments": served.desk.comments(),
    }


ANSWERING: dict[str, Callable[[Served, Asked], Any]] = {
    "start": lambda served, _: _start(served),
    "question": lambda served, asked: served.desk.question(
        int(asked["question"]), str(asked["order"])
    ),
    "answers": lambda served, asked: served.desk.answers(
        int(asked["question"]), list(map(str, asked["keys"]))
    ),
    "marks": lambda served, asked: served.desk.marks(int(asked["question"])),
    "names": lambda served, asked: served.desk.names(int(asked["question"])),
    "mark": lambda served, asked: served.desk.mark(
        int(asked["question"]), str(asked["key"]), dict(asked["mark"]), dict(asked["seen"])
    ),
    "comments": lambda served, asked: served.desk.change_comments(
        add=asked.get("add"), drop=asked.get("drop")
    ),
    "finished": lambda *_: {},
}


async def serve(served: Served, listening: socket.socket, stopped: asyncio.Event) -> None:
    """Answer requests until it is stopped; what was asked before is done first."""
    rules: list[tuple[str, type[Handler]]] = [
        (r"/", _Page),
        (rf"/api/({'|'.join(ANSWERING)})", _Api),
    ]
    answering = handlers.application(served, STATIC, rules)
    await handlers.serve(answering, listening, stopped, served.worker.shutdown)
