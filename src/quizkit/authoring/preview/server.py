"""The page of the preview, and the watch on the file: at each save the page is told."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, cast

from quizkit import languages
from quizkit.authoring.preview.quiz_file import VIEWS, QuizFile, Shown
from quizkit.own_page import handlers
from quizkit.own_page.access import HEADERS, Access
from quizkit.own_page.handlers import Asking, Handler

STATIC = Path(__file__).with_name("static")
STYLES = """\
<link rel="stylesheet" href="quiz.css">
    <link rel="stylesheet" href="static/page.css">"""
LOOKED_AT = 0.15  # seconds between two looks at the file
MOST_LEARNERS = 1_000_000
HELD = 25  # seconds that a question for news is held
# Formulas and sheets bring their own style; the quiz itself brings no script but the page's own.
POLICY = HEADERS["Content-Security-Policy"].replace("style-src", "style-src 'unsafe-inline'")


@dataclass(kw_only=True)
class Preview(Access):
    """What every request needs: the file, its language if one was asked for, and the news of it."""

    page: str = "preview"
    file: QuizFile
    language: str | None
    version: int = 1
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    async def work(self, do: Any, *asked: Any) -> Any:
        """Do something in the one thread in which all of it is done."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, do, *asked)

    async def watch(self) -> None:
        """Look at the file again and again, and tell all who wait that it has changed.

        It is told once two looks have seen the same: some editors save in several steps, between
        which the file is not there.
        """
        told = before = await self.work(self.file.state)
        while True:
            await asyncio.sleep(LOOKED_AT)
            now = await self.work(self.file.state)
            settled, before = now == before, now
            if settled and now != told:
                told, self.version = now, self.version + 1
                self.changed.set()
                self.changed = asyncio.Event()

    async def news(self, seen: int) -> int:
        """Return the number of the newest state, once it is not the one that was seen."""
        if seen == self.version:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.changed.wait(), HELD)
        return self.version


class _Page(Handler):
    headers = {**HEADERS, "Content-Security-Policy": POLICY}  # noqa: RUF012 - never changed

    def get(self) -> None:
        """Give the page."""
        preview = cast(Preview, self.access)
        code = preview.language or languages.ENGLISH
        words = languages.words("preview", code)
        self.give_page(
            styles=STYLES,
            language=escape(code if code in languages.known() else languages.ENGLISH),
            title=escape(f"{preview.file.path.name}: {words['title']}"),
            scripts=escape(words["scripts"]),
        )


class _Script(Handler):
    def get(self) -> None:
        """Give the script of the quiz that is shown, which holds nothing of the quiz."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(cast(Preview, self.access).file.script(self.request.path.strip("/")))


class _Style(Handler):
    def get(self) -> None:
        """Give the style of every quiz."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(Shown._css)


class _Api(Asking):
    async def post(self, name: str) -> None:
        """Answer one of the page's questions."""
        asked, preview = self.asked(), cast(Preview, self.access)
        view, language, learner = (
            str(asked.get("view")),
            asked.get("language"),
            asked.get("learner"),
        )
        known = view in VIEWS and isinstance(language, str | None)
        if not known or not isinstance(learner, int) or not 0 <= learner < MOST_LEARNERS:
            self.say(400, {"error": "The page is not of this version."})
        elif name == "news":
            seen = asked.get("seen")
            self.say(200, {"version": await preview.news(seen if isinstance(seen, int) else 0)})
        elif name == "act":
            act = preview.file.act
            states = await preview.work(act, view, language, asked.get("content"))
            self.say(200, {"states": states})
        else:
            self.say(200, await self._read(preview, view, language, learner))

    async def _read(
        self, preview: Preview, view: str, language: str | None, learner: int
    ) -> dict[str, Any]:
        version = preview.version
        read = preview.file.read
        told = await preview.work(read, view, language or preview.language, learner)
        code = told.get("language") or preview.language or languages.ENGLISH
        words = dict(languages.words("preview", code))
        return {"file": preview.file.path.name, "version": version, "words": words, **told}


async def serve(preview: Preview, listening: socket.socket, stopped: asyncio.Event) -> None:
    """Answer requests until it is stopped."""
    rules: list[tuple[str, type[Handler]]] = [
        (r"/", _Page),
        (r"/quiz-[0-9a-f]{12}\.js", _Script),
        (r"/quiz\.css", _Style),
        (r"/api/(read|act|news)", _Api),
    ]
    watching = asyncio.create_task(preview.watch())
    try:
        application = handlers.application(preview, STATIC, rules)
        await handlers.serve(application, listening, stopped, lambda: _end(preview, watching))
    finally:
        watching.cancel()


def _end(preview: Preview, watching: asyncio.Task[None]) -> None:
    watching.cancel()
    preview.changed.set()
    preview.worker.shutdown(wait=True)
