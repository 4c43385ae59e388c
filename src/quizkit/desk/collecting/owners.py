"""Whose work it is: what a name says, held against the class list. Nobody is ever guessed.

A name is sure if an id, an e-mail address, a number or a full name of one student is all that it
says, besides the assignment's name, dates and words such as *final*. Anything less is a question
to the teacher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from quizkit.desk.student_table import Student
from quizkit.errors import nearest

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "’": "'"}
)
# What a file's name may say besides, in English and in Dutch.
NOISE = frozenset(
    "answers answer antwoorden copy final finished homework huiswerk ingeleverd inlever inleveren"
    " inleveropdracht kopie late my mijn new nieuw of opdracht assignment quizkit submission the"
    " van versie version werk work zip ipynb json v1 v2 v3".split()
)
LONGEST_NAME = 12  # words
PARTICLES = frozenset(
    "van de der den het 't ter ten te op in la le el al von zu da di du dos".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """The students that a name may mean; ``sure`` where there is one and nothing speaks against."""

    students: tuple[Student, ...] = ()
    sure: bool = False


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in plain small letters.

    >>> words("Zoë_van 't Hooft (2).zip")
    ('zoe', 'van', 't', 'hooft', '2', 'zip')
    """
    plain = normalize("NFKD", text.casefold().translate(LETTERS))
    return tuple(re.findall(r"[^\W_]+", "".join(c for c in plain if not combining(c))))


class ClassRoom:
    """The class, to find a student in.

    Args:
        students: the class list.
        assignment: its name, which says nothing of anybody.
    """

    def __init__(self, students: Sequence[Student], assignment: str) -> None:
        self.students = students
        self._by_id = {student.id: student for student in students}
        groups = {word for student in students for word in words(student.section)}
        self._noise = NOISE | set(words(assignment)) | groups
        self._names = [(set(words(student.name)) - PARTICLES, student) for student in students]
        self._joined: dict[str, list[Student]] = {}
        for student in students:
            for form in {"".join(form) for form in _forms(student)}:
                self._joined.setdefault(form, []).append(student)

    def student(self, name: str) -> Student | None:
        """Return the student with this id."""
        return self._by_id.get(name)

    def numbered(self, number: str) -> Match:
        """Return whom a school's system means by a number of its own."""
        found = tuple(s for s in self.students if number and number == s.lms_id)
        return Match(found, len(found) == 1)

    def named(self, name: str) -> Match:
        """Return whom a name means that says nothing else, as a school's system writes it."""
        if exact := self._by_id.get(name):
            return Match((exact,), sure=True)
        found = tuple(self._joined.get("".join(words(name)), ()))
        return Match(found, len(found) == 1) if found else self._near(name)

    def in_file_name(self, name: str) -> Match:
        """Return whom the name of a file or folder means that people have named."""
        stem = re.sub(r"(?:\.(?:zip|ipynb|json|txt))+$", "", name, flags=re.IGNORECASE)
        if exact := self._by_id.get(stem):
            return Match((exact,), sure=True)
        said = words(stem)
        spans = [
            (a, b, s) for a, b in _spans(said) for s in self._joined.get("".join(said[a:b]), ())
        ]
        # A longer name holds shorter ones: Jo Ann Smith is not Ann Smith.
        widest = [
            (a, b, s) for a, b, s in spans
            if not any(c <= a and b <= d and d - c > b - a for c, d, _ in spans)
        ]  # fmt: skip
        found = tuple(dict.fromkeys(student for *_, student in widest))
        if len(found) != 1:
            return Match(found) if found else self._near(" ".join(self._telling(said)))
        covered = {place for a, b, _ in widest for place in range(a, b)}
        rest = [word for place, word in enumerate(said) if place not in covered]
        return Match(found, sure=not self._telling(rest))

    def _telling(self, said: Sequence[str]) -> list[str]:
        """Return the words that might be part of somebody's name."""
        return [word for word in said if word not in self._noise and not word.isdecimal()]

    def _near(self, name: str) -> Match:
        said = set(words(name))
        if not said:
            return Match()
        found = [student for name_words, student in self._names if said & name_words]
        if not found:
            joined = nearest("".join(words(name)), self._joined, alike=0.75)
            found = self._joined[joined] if joined else []
        return Match(tuple(found[:9]))


def agreed(*matches: Match) -> Match:
    """Return what several signs say together: sure where one is, and none says otherwise."""
    sure = {match.students[0].id: match.students[0] for match in matches if match.sure}
    if len(sure) == 1:
        return Match(tuple(sure.values()), sure=True)
    everyone = [student for match in matches for student in match.students]
    return Match(tuple(dict.fromkeys(everyone)))


def _forms(student: Student) -> Iterator[tuple[str, ...]]:
    """Yield the ways to write a student, each as words."""
    for sign in (student.id, student.login, student.email, student.number):
        if sign:
            yield words(sign)
    address = words(student.email.partition("@")[0])
    if len("".join(address)) > 2:
        yield address
    first, last = words(student.first_name), words(student.last_name)
    if not first or not last:
        if len(first + last) > 1:
            yield first + last
        return
    yield first + last
    yield last + first
    main = next((n for n, word in enumerate(last) if word not in PARTICLES | {"t"}), 0)
    if main:
        yield last[main:] + first + last[:main]
        yield last[main:] + last[:main] + first


def _spans(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield each run of words in what is said, from where to where."""
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + LONGEST_NAME) + 1):
            yield start, end
