"""The link that opens the lessons on Binder, from the repository's own remote."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import quote

from quizkit.errors import RepositoryError, UnknownName

BINDER = "https://mybinder.org"
START_PAGE = "lessons/{language}/00-start.ipynb"
_ADDRESS = re.compile(
    r"^(?:(?:https?|ssh|git)://)?(?:[^@/]+@)?(?P<host>[\w.-]+)(?::\d+)?[:/](?P<path>.+?)(?:\.git)?/?$"
)


def launch_link(folder: Path, *, language: str = "en", branch: str | None = None) -> str:
    """Return the link that opens the start page on Binder, for the repository of ``folder``."""
    remote = _git(folder, "remote", "get-url", "origin")
    if not remote:
        raise RepositoryError(
            f"The repository of {folder} has no remote 'origin'; push it to GitHub or GitLab, "
            "or add the remote: git remote add origin ADDRESS."
        )
    ref = branch or _git(folder, "branch", "--show-current") or _git(folder, "rev-parse", "HEAD")
    pages = {page.parent.name for page in folder.glob(START_PAGE.format(language="??"))}
    if pages and language not in pages:
        raise UnknownName("language", language, sorted(pages))
    return link(remote, ref=ref or "HEAD", language=language)


def link(remote: str, *, ref: str, language: str = "en") -> str:
    """Return the link for a remote address, as git writes it.

    >>> link("git@github.com:ada/week.git", ref="main")
    'https://mybinder.org/v2/gh/ada/week/main?urlpath=lab%2Ftree%2Flessons%2Fen%2F00-start.ipynb'
    """
    page = quote(f"lab/tree/{START_PAGE.format(language=language)}", safe="")
    return f"{BINDER}/v2/{_repository(remote)}/{quote(ref, safe='')}?urlpath={page}"


def badge(link: str) -> str:
    """Return the Markdown badge for a link.

    >>> badge("https://mybinder.org/v2/gh/ada/week/main")
    '[![Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/ada/week/main)'
    """
    return f"[![Binder]({BINDER}/badge_logo.svg)]({link})"


def _repository(remote: str) -> str:
    found = _ADDRESS.match(remote)
    if found is None or ("://" not in remote and "@" not in remote):
        raise RepositoryError(
            f"The remote 'origin' is {remote}, which Binder cannot reach; push the repository "
            "to GitHub or GitLab, or another public address."
        )
    host, path = found["host"].lower(), found["path"]
    if host == "github.com":
        return f"gh/{path}"
    if host == "gitlab.com":
        return f"gl/{quote(path, safe='')}"  # groups may be nested, so it is one word
    return f"git/{quote(f'https://{host}/{path}', safe='')}"


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise RepositoryError(
            "git is not installed, so the repository's address is unknown; install git first."
        ) from None
    return done.stdout.strip() if done.returncode == 0 else ""
