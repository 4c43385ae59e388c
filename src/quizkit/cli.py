"""The command ``quizkit``: open the lessons, check, print, teach, grade, mark, publish, link.

Each command imports what it needs when it runs, so that ``quizkit --help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from quizkit import extras
from quizkit.authoring.banks import command as banks
from quizkit.authoring.preview import command as preview
from quizkit.authoring.reference import command as reference
from quizkit.authoring.starting import command as starting
from quizkit.desk.collecting import command as collecting
from quizkit.desk.feedback import command as feedback
from quizkit.desk.marking import command as marking
from quizkit.desk.marks import command as marks
from quizkit.desk.regrading import command as regrading
from quizkit.desk.report import command as reporting
from quizkit.errors import PrintError, QuizkitError, printable_lines
from quizkit.grading import command as grading

Command = Callable[[argparse.Namespace], int]
# jsonschema can check addresses with it, which neither Jupyter nor nbgrader asks for; compiling
# its grammar takes more than half of the time that importing nbgrader does.
GRAMMAR = "rfc3987_syntax"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, and give its exit code; a mistake is told in a sentence.

    >>> main(["lab", "/dev/null"])
    2
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    # What follows -- is for JupyterLab; argparse would take it for a folder.
    for_jupyter = arguments[:1] == ["lab"] and "--" in arguments
    cut = arguments.index("--") if for_jupyter else len(arguments)
    if not arguments:
        parser().print_help()
        return 0
    os.environ.pop("JPY_SESSION_NAME", None)  # a command looks from where it is typed
    options = parser().parse_args(arguments[:cut])
    options.extra = arguments[cut + 1 :]
    run: Command = options.run
    try:
        _check_folder()
        with left_out(), extras.wanted(options.needs, f"quizkit {options.command}"):
            return run(options)
    except QuizkitError as error:
        print(printable_lines(error), file=sys.stderr)
        return 2


def _check_folder() -> None:
    try:
        Path.cwd()
    except FileNotFoundError:
        raise QuizkitError(
            "The folder that you are in is no longer there; go to another one with 'cd', and type"
            " the command again."
        ) from None


@contextmanager
def left_out() -> Iterator[None]:
    """Hide that grammar from imports within the block, unless it is imported already."""
    if GRAMMAR in sys.modules:
        yield
        return
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # as Python's documentation has it
    try:
        yield
    finally:
        del sys.modules[GRAMMAR]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line.

    >>> parser().parse_args(["lab", "my-lessons", "--no-browser"]).browser
    False
    """
    top = argparse.ArgumentParser(prog="quizkit", description="Lessons with quizzes, in Jupyter.")
    top.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _lab_options(
        commands.add_parser(
            "lab",
            help="open the lessons in JupyterLab",
            description="Open the lessons in JupyterLab. Outside a checkout they are first put "
            "into a folder; a file that you changed is never overwritten.",
            usage="quizkit lab [FOLDER] [options] [-- options for JupyterLab]",
        )
    )
    _check_options(
        commands.add_parser(
            "check",
            help="find mistakes in quizzes, lessons, data and assignments",
            description="Find mistakes in quizzes, lessons and data, and say how to mend them. "
            "Without PATH: in the course you are in, with the quizzes you put there; elsewhere in "
            "the quiz files of this folder. Name a course of nbgrader, and its assignments are "
            "checked too, and run with their solutions; name its release, and it is searched for "
            "what students must not see. The exit code is 1 when there is a mistake; advice on "
            "the craft of questions does not count.",
        )
    )
    _print_options(
        commands.add_parser(
            "print",
            help="put a quiz and its key on paper, as HTML and PDF",
            description="Put a quiz on paper and its key on a separate sheet, each as HTML and "
            "as PDF (A4); or a Markdown file, such as the test of the teacher's guide. With "
            "--roles, the cards of the role play instead; with --all, every sheet of the course "
            "as PDF: what the class gets in one folder, keys and guide in another.",
        )
    )
    starting.add_options(
        commands.add_parser("new", help="make a start: a quiz, a lesson or a course")
    )
    preview.add_options(
        commands.add_parser("preview", help="show a quiz in the browser while you write it")
    )
    reference.add_reference_options(
        commands.add_parser("reference", help="print all that can be said of a type of question")
    )
    reference.add_schema_options(
        commands.add_parser("schema", help="print what an editor needs to help with quiz files")
    )
    course = commands.add_parser(
        "course",
        help="copy the graded course, to teach with it",
        description="Copy the graded course of this project into FOLDER, to teach with it: "
        "assignments, keys and nbgrader's settings, in one language. Keep the copy private.",
    )
    course.add_argument("folder", type=Path, metavar="FOLDER", help="where your own copy goes")
    course.add_argument("--language", default="en", help="language of the assignments (en)")
    course.set_defaults(run=_course, needs="grade")
    grading.add_options(
        commands.add_parser("grade", help="grade an assignment of an nbgrader course, in a sandbox")
    )
    reporting.add_options(
        commands.add_parser("report", help="write what a class understood, as a page")
    )
    feedback.add_options(
        commands.add_parser("feedback", help="make the pages that students get back")
    )
    regrading.add_options(
        commands.add_parser("regrade", help="score quizzes again, after a change of their key")
    )
    collecting.add_options(
        commands.add_parser("collect", help="take in what students handed in elsewhere")
    )
    marks.add_options(
        commands.add_parser("marks", help="write marks as the school's system imports them")
    )
    marking.add_options(commands.add_parser("mark", help="mark written answers by question"))
    banks.add_import_options(
        commands.add_parser("import", help="read a bank of questions that another program wrote")
    )
    banks.add_export_options(
        commands.add_parser("export", help="write a quiz as another program takes it")
    )
    _site_options(
        commands.add_parser(
            "site",
            help="make a site of the lessons, which runs in any browser",
            description="Put the lessons of FOLDER, or quizkit's own, into a folder of plain "
            "files, which any web server can give out: they run in the reader's browser "
            "(JupyterLite), with nothing to install. With --check, open such a site in a browser "
            "without a window and answer a question in it.",
        )
    )
    link = commands.add_parser(
        "binder-link",
        help="print the link and the badge that open the lessons on Binder",
        description="Print the link that opens the lessons of this repository on Binder, and "
        "the badge for its README. The repository is the remote 'origin'.",
    )
    link.add_argument("--language", default="en", help="language of the start page (en)")
    link.add_argument("--branch", help="branch, tag or commit (the branch checked out now)")
    link.set_defaults(run=_binder_link, needs="lab")
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"quizkit {version('quizkit')}")
        parser.exit()


def _lab_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where they go")
    command.add_argument("--language", default="en", help="language of the start page (en)")
    command.add_argument("--port", type=int, help="port to listen on (8888, or the next free one)")
    command.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open the browser"
    )
    command.set_defaults(run=_lab, needs="lab")


def _check_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders (the course you are in, or the quiz files in this folder)",
    )
    form = command.add_mutually_exclusive_group()
    for name, told in (
        ("json", "print what was found as JSON"),
        ("sarif", "print it as SARIF 2.1.0, which code hosts and editors show beside the file"),
        ("github", "print it as annotations of GitHub Actions"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=told)
    command.set_defaults(run=_check, needs="grade", form="text")


def _print_options(command: argparse.ArgumentParser) -> None:
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "quiz", nargs="?", metavar="QUIZ", help="name of a quiz, a quiz file or a Markdown file"
    )
    what.add_argument("--roles", action="store_true", help="the role cards, made from the tables")
    for name, told in (
        ("glossary", "the terms of the lessons"),
        ("people", "who is who in the week"),
        ("codes", "what the codes in the tables mean"),
    ):
        what.add_argument(f"--{name}", dest="sheet", action="store_const", const=name, help=told)
    what.add_argument("--all", action="store_true", help="every sheet of the course")
    part = command.add_mutually_exclusive_group()
    part.add_argument("--only", nargs="+", default=(), metavar="NAME", help="these questions alone")
    part.add_argument("--first", type=int, metavar="N", help="the first N questions alone")
    command.add_argument(
        "--variants",
        type=int,
        metavar="N",
        help="N versions, A, B and so on: each with its own questions of a draw, its own numbers, "
        "options in its own order, and its own key",
    )
    command.add_argument(
        "--language", help="language of the sheets (en, or the quiz's own; with --all, every one)"
    )
    command.add_argument(
        "--output", type=Path, default=Path("handouts"), metavar="FOLDER", help="(handouts)"
    )
    command.set_defaults(run=_print, needs="print")


def _site_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="lessons, or a site with --check"
    )
    command.add_argument(
        "--output", type=Path, default=Path("site"), metavar="FOLDER", help="(site)"
    )
    command.add_argument("--language", help="the lessons in this language alone (all)")
    command.add_argument("--title", help="the site's own name (its first heading)")
    command.add_argument(
        "--base-url", default="", metavar="URL", help="where the site will be found, if you know"
    )
    command.add_argument(
        "--pyodide",
        type=Path,
        metavar="PATH",
        help="a Pyodide with its packages, as a folder or an archive: the site then asks no other "
        "host (Pyodide's own network)",
    )
    command.add_argument(
        "--check", action="store_true", help="open a site that was made, and answer a question"
    )
    command.set_defaults(run=_site, needs="site")


def _lab(options: argparse.Namespace) -> int:
    from quizkit.lab import lesson_folder, server

    folder = lesson_folder.prepared(options.folder)
    return server.serve(
        folder,
        language=options.language,
        browser=options.browser,
        port=options.port,
        extra=options.extra,
        own=lesson_folder.content(),
    )


def _check(options: argparse.Namespace) -> int:
    from quizkit.checking.examination import examine
    from quizkit.checking.reports import FORMS

    findings = examine(options.paths)
    print(printable_lines(FORMS[options.form](findings)))
    return int(findings.mistakes > 0)


def _print(options: argparse.Namespace) -> int:
    from quizkit import printing
    from quizkit.languages import ENGLISH

    where = {"language": options.language, "output": options.output}
    sheets = where | {"language": options.language or ENGLISH}
    part = {"only": options.only, "first": options.first, "variants": options.variants}
    page = Path(options.quiz or "")
    if any(part.values()) and (page.suffix == ".md" or not options.quiz):
        raise PrintError("--only, --first and --variants are for a quiz; name one: geneva.")
    made: Iterable[Path]
    if options.all:
        made = printing.print_all(**where)
    elif options.roles:
        made = printing.print_roles(**sheets)
    elif options.sheet:
        made = printing.print_reference(options.sheet, **sheets)
    elif page.suffix == ".md":
        made = printing.print_page(page, **where)
    else:
        made = printing.print_quiz(options.quiz, **part, **where)
    for path in made:
        print(path)
    return 0


def _course(options: argparse.Namespace) -> int:
    from quizkit.course.own_copy import copy_course
    from quizkit.lab.lesson_folder import content

    copy_course(
        content() / "lessons" / "course", options.folder.expanduser(), language=options.language
    )
    print(
        f"Your course is in {options.folder}. Keep it private, for the keys are in it. "
        f'Open it with: quizkit lab "{options.folder}"'
    )
    return 0


def _site(options: argparse.Namespace) -> int:
    if options.check:
        from quizkit.site.inspection import inspect

        print(inspect(options.folder or options.output))
        return 0
    from quizkit.site.build import Site

    names = ("folder", "output", "language", "title", "base_url", "pyodide")
    made, told = Site(**{name: getattr(options, name) for name in names}).build()
    for sentence in told:
        print(sentence, file=sys.stderr)
    print(f'The site is in {made}. Look at it with: python -m http.server --directory "{made}"')
    return 0


def _binder_link(options: argparse.Namespace) -> int:
    from quizkit.lab import binder_link

    link = binder_link.launch_link(Path.cwd(), language=options.language, branch=options.branch)
    print(f"{link}\n\n{binder_link.badge(link)}")
    return 0
