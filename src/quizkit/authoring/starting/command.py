"""The command ``quizkit new``."""

from __future__ import annotations

import argparse
from pathlib import Path

DESCRIPTION = """\
Make a start in any subject: a quiz, a lesson (a notebook with its quiz) or a course for nbgrader
(one assignment with a graded quiz and a text to write). What is made passes 'quizkit check'; its
questions are about plants, to be replaced by yours. Nothing that is there is written over."""

EXAMPLES = """\
examples:
  quizkit new quiz fractions               fractions.yaml, in this folder
  quizkit new quiz "The water cycle"       the-water-cycle.yaml, with that title
  quizkit new lesson fractions             the folder fractions, with fractions.ipynb in it
  quizkit new course "Biology 3" --language nl

The exit code is 0 when it was made, 2 when not."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("kind", choices=("quiz", "lesson", "course"), help="what to make")
    command.add_argument("name", metavar="NAME", help="what it is about: its title and file name")
    command.add_argument("--language", default="en", help="language of what is made (en)")
    command.add_argument(
        "--in",
        dest="folder",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where to put it (this folder)",
    )
    command.set_defaults(run=run, needs="author")


NEXT = {
    "quiz": "Look at it while you write: quizkit preview {path}",
    "lesson": "Open {path} in JupyterLab, and see its quiz while you write it: "
    "quizkit preview {path}/{first}",
    "course": "Keep it private, for the keys are in it. {path}/{first} says what to type next.",
}


def run(options: argparse.Namespace) -> int:
    """Make it, and say what comes next."""
    from quizkit.authoring.starting.start import make

    folder = options.folder.expanduser()
    path, first = make(options.kind, options.name, language=options.language, folder=folder)
    print(f"Made {path}. {NEXT[options.kind].format(path=path, first=first)}")
    return 0
