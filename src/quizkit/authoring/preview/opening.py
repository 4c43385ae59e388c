"""The preview opened in the browser, and served until Ctrl-C."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from socket import socket

from quizkit import interruption
from quizkit.authoring.preview.quiz_file import QuizFile
from quizkit.authoring.preview.server import Preview, serve
from quizkit.errors import PageError
from quizkit.languages import checked
from quizkit.own_page.listening import open_browser, socket_on
from quizkit.quiz import loading
from quizkit.quiz.reading.yaml_text import SUFFIXES

USUAL_PORT = 8900


def open_preview(path: Path, *, language: str | None, port: int | None, browser: bool) -> int:
    """Serve the page, and say where it is; give the exit code."""
    file = _file(path)
    quiz = loading.read(file)[1]  # whose texts may be in any language
    if language and language not in (quiz.languages if quiz else ()):
        checked(language)
    listening = socket_on(port, usual=USUAL_PORT)
    with tempfile.TemporaryDirectory(prefix="quizkit-preview-") as kept:
        preview = Preview(
            file=QuizFile(file, Path(kept)), language=language, port=listening.getsockname()[1]
        )
        asyncio.run(_serve(preview, listening, browser))
    return 0


def _file(path: Path) -> Path:
    """Return the quiz file that is meant, by its path or the name of one of the course's."""
    path = path.expanduser()
    if not path.suffix and not path.exists():
        beside = path.with_name(f"{path.name}.yaml")
        path = beside if beside.is_file() else loading.find(str(path), folder=Path.cwd())
    if path.is_dir() or path.suffix not in SUFFIXES:
        raise PageError(f"{path} is no quiz file; name one that ends in .yaml.")
    if not path.exists():
        raise PageError(f"There is no file {path}; begin one with: quizkit new quiz {path.stem}")
    return path.absolute()


async def _serve(preview: Preview, listening: socket, browser: bool) -> None:
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def close() -> None:
        interruption.say("The preview is closed; the same command opens it again.")
        loop.call_soon_threadsafe(stopped.set)

    with interruption.gently(close, signals=interruption.SIGNALS):
        sys.stdout.write(
            f"\n{preview.file.path.name} is open at\n\n    {preview.address()}\n\n"
            "Keep this window open while you write; Ctrl-C here ends it.\n"
        )
        sys.stdout.flush()
        if browser:
            open_browser(preview.address(once=True))
        await serve(preview, listening, stopped)
