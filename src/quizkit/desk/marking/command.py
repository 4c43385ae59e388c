"""The command ``quizkit mark``."""

from __future__ import annotations

import argparse

DESCRIPTION = """\
Mark written answers question by question: a page opens in your browser on which all answers to one
question stand below each other, without names, with the mark scheme beside them as points to tick.
Quizzes and tests that are flagged for review come after them, each with the reason. Everything
can be done by keyboard; press ? on the page. Each mark goes at once into nbgrader's
gradebook, where formgrader shows the same, so you can stop and go on whenever you like."""

EXAMPLES = """\
examples:
  quizkit mark demands                     the written questions of 'demands'
  quizkit mark demands --question advice   begin with this one
  quizkit mark demands --order shortest    the shortest answers first
  quizkit mark demands --language nl       the page in Dutch (else as the assignment is)

Grade the assignment first: quizkit grade demands. The page is for this computer alone; Ctrl-C
closes it, or the button "Finished".

The exit code is 0 when the page was closed, 2 when it could not be opened."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what can be said on the command line."""
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description, command.epilog = DESCRIPTION, EXAMPLES
    command.add_argument("assignment", metavar="ASSIGNMENT", help="its name, as in source/")
    command.add_argument("--question", metavar="NAME", help="begin with this one (the first)")
    command.add_argument(
        "--order",
        choices=("shuffled", "shortest", "longest"),
        default="shuffled",
        help="which answers come first (shuffled)",
    )
    command.add_argument(
        "--seed", default="1", metavar="TEXT", help="shuffles them another way (1)"
    )
    command.add_argument("--names", action="store_true", help="show whose answers they are")
    command.add_argument("--language", help="language of the page (that of the assignment)")
    command.add_argument("--port", type=int, help="port to listen on (8890, or the next free one)")
    command.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open the browser"
    )
    command.set_defaults(run=run, needs="grade")


def run(options: argparse.Namespace) -> int:
    """Serve the page until the teacher has finished."""
    from quizkit import languages
    from quizkit.course.folder import layout_of
    from quizkit.desk.late_penalty import LatePenalty
    from quizkit.desk.marking.desk import Desk
    from quizkit.desk.marking.kept import Kept
    from quizkit.desk.marking.mark_book import MarkBook
    from quizkit.desk.marking.opening import open_page
    from quizkit.desk.marking.questions import all_questions, written_questions
    from quizkit.errors import UnknownName
    from quizkit.grading.open_course import Course

    course = Course(options.assignment, logged=False)
    layout = layout_of(course.root)
    questions = all_questions(layout, options.assignment)
    names = [question.name for question in questions if not question.by_itself]
    if options.question and options.question not in names:
        raise UnknownName("written question", options.question, names)
    language = languages.checked(options.language or (questions[0].language if questions else "en"))
    desk = Desk(
        questions,
        MarkBook(course.engine(), options.assignment, LatePenalty(course.app).of),
        Kept(course.root, options.assignment),
        folder=course.autograded,
        seed=options.seed,
    )
    with course.gradebook_told():
        overview = desk.overview()
    if not overview:  # neither flagged nor written
        written_questions(layout, options.assignment)
    if not any(question["total"] for question in overview):
        raise course.nobody_graded()
    settings = {
        "assignment": options.assignment,
        "question": names.index(options.question) if options.question else None,
        "order": options.order,
        "names": options.names,
    }
    return open_page(desk, settings, language=language, port=options.port, browser=options.browser)
