"""The program ``quizkit``; ``python -m quizkit`` is the same."""

from __future__ import annotations

import sys

from quizkit import interruption


def program() -> int:
    """Run a command; signals are heeded before all that it needs is imported."""
    interruption.heed()
    return interruption.run(_main)


def _main() -> int:
    from quizkit.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(program())
