"""The commands ``quizkit schema`` and ``quizkit reference``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

SCHEMA = """\
Print the JSON Schema of a quiz file. An editor that knows it completes fields, shows what each is
for, and marks slips while you type. Write it beside your quizzes, and let each begin with the line

  # yaml-language-server: $schema=quiz.schema.json

lessons/authors/en/editors.md says how that goes in VS Code and in JupyterLab, without a network."""

SCHEMA_EXAMPLES = """\
examples:
  quizkit schema --output quiz.schema.json
  quizkit schema | less"""


def add_schema_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said of the schema."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = SCHEMA, SCHEMA_EXAMPLES
    command.add_argument("--output", type=Path, metavar="FILE", help="write it into this file")
    command.set_defaults(run=run_schema, needs="author")


def run_schema(options: argparse.Namespace) -> int:
    """Print the schema, or write it."""
    from quizkit.authoring.reference.schema import schema

    text = json.dumps(schema(), ensure_ascii=False, indent=1)
    if options.output is None:
        print(text)
        return 0
    path = options.output.expanduser()
    _write(path, f"{text}\n")
    print(
        f"Made {path}. Let a quiz beside it begin with: # yaml-language-server: $schema={path.name}"
    )
    return 0


REFERENCE = """\
Print what there is to know of a type of question: an example, all its fields and how it is graded;
without TYPE, of all types. With --output, write the page and its pictures into a folder."""


def add_reference_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said of the reference."""
    command.description = REFERENCE
    command.add_argument("type", nargs="?", metavar="TYPE", help="one type, such as choice")
    command.add_argument("--output", type=Path, metavar="FOLDER", help="write the whole page here")
    command.set_defaults(run=run_reference, needs="author")


def run_reference(options: argparse.Namespace) -> int:
    """Print the reference, or write it."""
    from quizkit.authoring.reference import page
    from quizkit.errors import UnknownName
    from quizkit.quiz.types import TYPES

    if options.type and options.type not in TYPES:
        raise UnknownName("type of question", options.type, TYPES)
    if options.output is None:
        print(page.section(options.type) if options.type else page.page(), end="")
        return 0
    folder = options.output.expanduser()
    files = {f"{page.PICTURES}/{name}": text for name, text in page.pictures().items()}
    for name, text in {page.NAME: page.page(), page.RULES: page.rules(), **files}.items():
        _write(folder / name, text)
    print(f"Made {folder / page.NAME}, with {len(files)} pictures.")
    return 0


def _write(path: Path, text: str) -> None:
    from quizkit.errors import StartError
    from quizkit.files import write_whole

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise StartError(f"{path} cannot be written ({error.strerror}); name another.") from error
