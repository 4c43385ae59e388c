"""The command ``quizkit preview``."""

from __future__ import annotations

import argparse
from pathlib import Path

DESCRIPTION = """\
Show a quiz in the browser while you write it: at each save the page shows it anew, with what you
answered before. Where the file has a mistake, that is told in place of the quiz. It can be seen as
a student sees it, as it is where it counts for a mark, on paper, and with its key. No answer is
kept."""

EXAMPLES = """\
examples:
  quizkit preview rivers.yaml
  quizkit preview keys/first-quiz.yaml --language nl
  quizkit preview rivers.yaml --no-browser     prints the address alone

The page is for this computer alone; Ctrl-C ends it. In JupyterLab on a server, run the cell with
quizkit.show("rivers.yaml") again instead.

The exit code is 0 when the preview was ended, 2 when it could not begin."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("quiz", metavar="FILE", help="a quiz file, or the name of a quiz")
    command.add_argument("--language", help="language to begin in (the first of the quiz)")
    command.add_argument("--port", type=int, help="port to listen on (8900, or the next free one)")
    command.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open the browser"
    )
    command.set_defaults(run=run, needs="lab")


def run(options: argparse.Namespace) -> int:
    """Serve the page until somebody ends it."""
    from quizkit.authoring.preview.opening import open_preview

    return open_preview(
        Path(options.quiz),
        language=options.language,
        port=options.port,
        browser=options.browser,
    )
