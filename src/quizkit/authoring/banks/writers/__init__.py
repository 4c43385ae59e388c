"""The formats that are written, one module each.

To add one: write its module here with a `Writer` named ``WRITER``, name it in ``formats`` and in
``NAMES``, and give it a place in ``.importlinter``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizkit.authoring.banks.bank import Export
from quizkit.authoring.banks.writers.writer import Writer
from quizkit.quiz.model import Quiz

# For the command's help, which loads no writer.
NAMES = ("moodle", "gift", "aiken", "qti", "canvas", "h5p", "csv", "anki")


def formats() -> Mapping[str, Writer]:
    """Return the writers by name."""
    from quizkit.authoring.banks.writers import (
        aiken,
        anki,
        canvas,
        csv_table,
        gift,
        h5p,
        moodle_xml,
        qti2,
    )

    modules = (moodle_xml, gift, aiken, qti2, canvas, h5p, csv_table, anki)
    return {module.WRITER.name: module.WRITER for module in modules}


def write(quiz: Quiz, language: str, form: str) -> Export:
    """Write a quiz in a format, in one of its languages."""
    from quizkit.authoring.banks.writers.spread_out import spread_out

    writer = formats()[form]
    if writer.draws:
        return writer.write(quiz, language)
    whole, losses = spread_out(quiz)
    made = writer.write(whole, language)
    return replace(made, losses=(*losses, *made.losses))
