"""A real Chromium: Debian's package where there is one, otherwise Playwright's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root, as in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The network is cut: a lesson that needs another host fails here as it would on a train.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
MISSING = (
    "No Chromium was found for the browser tests; run 'make browser', "
    "or install Debian's package 'chromium', or run '.venv/bin/playwright install chromium'."
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium, and end it when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(playwright), args=ARGUMENTS)
        yield browser
        browser.close()


def found(playwright: Playwright) -> str:
    """Return the path of the Chromium to use, or say how to get one."""
    own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    debian = shutil.which("chromium")
    if debian is None:
        raise FileNotFoundError(MISSING)
    return debian
