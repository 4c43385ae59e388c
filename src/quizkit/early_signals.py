"""Signals that come while a command begins wait for ``interruption.heed``, which answers them.

What answers them takes a tenth of a second to import where its files are not in memory yet. This
imports nothing, for Python itself has loaded ``_signal`` when it begins.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]


def hold() -> None:
    """Hold back what would end a command with a traceback; Windows has no way to do so."""
    if hasattr(_signal, "pthread_sigmask"):
        held = (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP)
        _signal.pthread_sigmask(_signal.SIG_BLOCK, held)
