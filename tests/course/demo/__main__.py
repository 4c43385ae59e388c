"""Make a course with the demo class in it, and open formgrader on it.

make course                       in the folder demo-course
make course COURSE=folder         in another folder
make course ARGS="--language nl"  the course in Dutch
make course ARGS=--no-browser     print the address; do not open the browser
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from course.demo import making
from course.demo.students import SEED
from quizkit import cli
from quizkit.errors import QuizkitError


def main() -> int:
    """Run the command; a mistake is told in a sentence."""
    options = _parser().parse_args()
    os.environ.pop("PYTHONPATH", None)  # the tests' folder is no business of JupyterLab's kernels
    folder = options.folder.expanduser().resolve()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # end as tidily as with Ctrl-C
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        making.make(folder, language=options.language, seed=options.seed, pages=options.pages)
    except QuizkitError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return cli.main(["lab", str(folder), *_for_lab(options)]) if options.lab else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make course", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is not there, or is empty")
    parser.add_argument("--language", default="en", help="language of the assignments (en)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"draws the class ({SEED})")
    parser.add_argument("--port", help="port to listen on (8888, or the next free one)")
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open the browser"
    )
    parser.add_argument(
        "--few-pages", dest="pages", action="store_false", help="feedback where something is amiss"
    )
    parser.add_argument("--no-lab", dest="lab", action="store_false", help="only make the course")
    return parser


def _for_lab(options: argparse.Namespace) -> list[str]:
    arguments = [] if options.browser else ["--no-browser"]
    return arguments + (["--port", options.port] if options.port else [])


if __name__ == "__main__":
    sys.exit(main())
