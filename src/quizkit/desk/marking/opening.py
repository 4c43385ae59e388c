"""The page opened in the browser, and served until the teacher has finished or presses Ctrl-C."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from socket import socket
from typing import Any

from quizkit import interruption
from quizkit.desk.marking.desk import Desk
from quizkit.desk.marking.server import Served, serve
from quizkit.own_page.listening import open_browser, socket_on

USUAL_PORT = 8890
AGAIN = "the same command opens it again, and every mark that was given is in the gradebook"


def open_page(
    desk: Desk, settings: Mapping[str, Any], *, language: str, port: int | None, browser: bool
) -> int:
    """Serve the page, and say where it is; give the exit code."""
    listening = socket_on(port, usual=USUAL_PORT)
    asyncio.run(_serve(desk, settings, language, listening, browser))
    return 0


async def _serve(
    desk: Desk, settings: Mapping[str, Any], language: str, listening: socket, browser: bool
) -> None:
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    served = Served(
        desk=desk,
        settings=dict(settings),
        language=language,
        port=listening.getsockname()[1],
        finished=stopped.set,
    )

    def close() -> None:
        interruption.say(f"The page is closed; {AGAIN}.")
        loop.call_soon_threadsafe(stopped.set)

    with interruption.gently(close, signals=interruption.SIGNALS):
        print(f"\nThe answers are open at\n\n    {served.address()}\n", flush=True)
        print("Keep this window open while you mark; Ctrl-C here closes the page.", flush=True)
        if browser:
            open_browser(served.address(once=True))
        await serve(served, listening, stopped)
    overview = desk.overview()
    waiting, flagged = (
        sum(each["waiting"] for each in overview if each["flagged"] is which)
        for which in (False, True)
    )
    wait = "1 answer still waits" if waiting == 1 else f"{waiting} answers still wait"
    print(f"{wait} for a mark." if waiting else "Every answer has its mark.")
    if flagged:
        print(f"Still flagged, to be looked at: {flagged}.")
