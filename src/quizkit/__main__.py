"""The program ``quizkit``; ``python -m quizkit`` is the same."""

from __future__ import annotations

import io
import sys

from quizkit import early_signals


def program() -> int:
    """Run a command; signals wait until what answers them is there, and no longer."""
    early_signals.hold()
    from quizkit import interruption

    interruption.heed()
    return interruption.run(_main)


def _main() -> int:
    from quizkit.cli import main

    _print_what_can_be()
    return main()


def _print_what_can_be() -> None:
    """Print a sign for a letter that cannot be: in a file, Windows writes those of one region."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(program())
