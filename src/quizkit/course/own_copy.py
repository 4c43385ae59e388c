"""A teacher's own copy of the graded course, in one language.

The course as it lies in the project is in English. What differs in another language is in a folder
named after that language, and takes the place of the English in a copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from quizkit.errors import CourseError, UnknownName
from quizkit.languages import ENGLISH, known

# What an instructor's work leaves behind in a course.
LEFT_OUT = (
    "exchange", "release", "submitted", "autograded", "feedback", "answers", "gradebook.db*",
    "collected", "reports", "regrades.log", "students.csv", "extensions.csv", "__pycache__", ".*",
)  # fmt: skip


def copy_course(course: Path, folder: Path, *, language: str = ENGLISH) -> None:
    """Copy the course into a folder that is not there or is empty.

    Raises CourseError where that cannot be, and UnknownName where the course does not exist in
    that language.
    """
    if not (course / "source").is_dir():
        raise CourseError(
            f"There is no graded course in {course}: it lies in the project's own folder alone, "
            "with its keys; type this in a clone of the project, or where its ZIP file is unpacked."
        )
    translated = [code for code in known() if (course / code).is_dir()]
    if language not in (ENGLISH, *translated):
        raise UnknownName("language", language, (ENGLISH, *translated))
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise CourseError(f"{folder} is there already; name another folder.")
    left_out = shutil.ignore_patterns(*LEFT_OUT, *translated)
    parts = [course] if language == ENGLISH else [course, course / language]
    try:
        for part in parts:
            shutil.copytree(part, folder, ignore=left_out, dirs_exist_ok=True)
    except OSError as error:  # shutil's own holds one for each file
        raise CourseError(
            f"The course cannot be copied into {folder}; name a folder that you may write in."
        ) from error
