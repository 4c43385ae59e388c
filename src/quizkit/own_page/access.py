"""Who may ask for the page: the secrets that let one in, and the policy that binds the page."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

HERE = "127.0.0.1"
POLICY = "; ".join(
    (
        "default-src 'none'",
        *("script-src 'self'", "style-src 'self'", "img-src data:", "connect-src 'self'"),
        *("base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(kw_only=True)
class Access:
    """What lets a browser in.

    Args:
        page: the page's name, part of that of its cookie.
        port: where it listens.
    """

    page: str
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    page_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    once: set[str] = field(default_factory=set)

    @property
    def cookie(self) -> str:
        """The cookie's name: a browser keeps one set for all ports of a host."""
        return f"quizkit-{self.page}-{self.port}"

    def address(self, *, once: bool = False) -> str:
        """Return the address of the page, with its secret.

        One that works ``once`` can be given to a browser's command line, which others may see.
        """
        token = self.secret
        if once:
            token = secrets.token_urlsafe(32)
            self.once.add(token)
        return f"http://{HERE}:{self.port}/?token={token}"

    def lets_in(self, token: str) -> bool:
        """Return whether an address's secret is right."""
        if token in self.once:
            self.once.discard(token)
            return True
        return secrets.compare_digest(token.encode(), self.secret.encode())
