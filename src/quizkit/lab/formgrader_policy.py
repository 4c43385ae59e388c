"""Formgrader's pages run nbgrader's scripts and no other, whatever a submission holds.

Submissions are cleaned when they are graded; this holds where that was not done, or was not enough.
It is an extension of Jupyter's server, which `quizkit lab` starts in a teacher's course. Elsewhere
a server's settings start it::

    c.ServerApp.jpserver_extensions = {"quizkit.lab.formgrader_policy": True}

On a JupyterHub whose users share one address, a student's page could put formgrader into a frame
and work it: there it stands in none.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment

HANDLER = re.compile(r"\son[a-z]+=\"([^\"]*)\"")  # in nbgrader's own templates
SCRIPT = re.compile(r"<script(?=[\s>])")
# Of its own page `sandbox` makes one without scripts, cookies or a way to the server.
HANDED_IN = "sandbox"
Source = tuple[str, str | None, Callable[[], bool] | None]


class NonceLoader(BaseLoader):
    """Loads templates as another loader does, with a nonce in each of their scripts.

    What a student wrote is put into a template later, and has none.
    """

    def __init__(self, loader: BaseLoader, nonce: str) -> None:
        self.loader, self.nonce = loader, nonce

    def get_source(self, environment: Environment, template: str) -> Source:
        """Return the template's text, its file and what tells whether it is as it was."""
        source, name, is_fresh = self.loader.get_source(environment, template)
        return SCRIPT.sub(f'<script nonce="{self.nonce}"', source), name, is_fresh


def frames(environment: Mapping[str, str]) -> str:
    """Return the policy that says in whose frames formgrader's pages may stand.

    >>> frames({})
    "frame-ancestors 'self'"
    >>> frames({"JUPYTERHUB_SERVICE_PREFIX": "/user/ann/", "JUPYTERHUB_HOST": ""})
    "frame-ancestors 'none'"
    """
    hub = "JUPYTERHUB_SERVICE_PREFIX" in environment
    apart = bool(environment.get("JUPYTERHUB_HOST"))  # each user has a subdomain
    return "frame-ancestors 'none'" if hub and not apart else "frame-ancestors 'self'"


def page_policy(nonce: str, templates: Path) -> str:
    """Return the Content-Security-Policy of formgrader's pages.

    Args:
        nonce: what scripts must have to run, or be made by one that has it.
        templates: the folder of nbgrader's templates, whose handlers of clicks may run.
    """
    handlers = {
        handler
        for path in templates.rglob("*")
        if path.suffix in (".tpl", ".j2")
        for handler in HANDLER.findall(path.read_text("utf-8"))
    }
    known = " ".join(f"'sha256-{_hash(handler)}'" for handler in sorted(handlers))
    return "; ".join(
        (
            # Underscore makes nbgrader's tables by eval.
            f"script-src 'nonce-{nonce}' 'strict-dynamic' 'unsafe-eval'",
            f"script-src-attr 'unsafe-hashes' {known}" if known else "script-src-attr 'none'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
        )
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Set the policy for formgrader's pages, and another for the files that were handed in."""
    from quizkit.ports import nbgrader_port

    nonce, within = secrets.token_urlsafe(16), frames(os.environ)

    def mark(environment: Any) -> None:
        environment.loader = NonceLoader(environment.loader, nonce)

    nbgrader_port.protect_formgrader(
        server.web_app.settings,
        pages=f"{page_policy(nonce, nbgrader_port.formgraders_templates())}; {within}",
        handed_in=f"{HANDED_IN}; {within}",
        mark=mark,
    )
