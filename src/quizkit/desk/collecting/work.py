"""What a student handed in, made into the files that nbgrader grades: notebooks and answers.

Browsers and school systems rename files: ``demands (1).ipynb``, ``demands-2.ipynb``,
``demands.ipynb.json``. A notebook is known by its name, or by the cells of the assignment in it;
an answers file by what it holds. Everything is read as a stranger's writing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.archives import archive
from quizkit.archives.archive import File
from quizkit.archives.entry_names import Refused, shown
from quizkit.desk.collecting.downloads import is_clutter
from quizkit.errors import CourseError
from quizkit.grading.submission.refusing import LARGEST_NOTEBOOK
from quizkit.learner.answers_file import FOLDER as ANSWERS
from quizkit.learner.assigned_quiz import FOLDER as QUIZZES
from quizkit.learner.assigned_quiz import names as quizzes_in
from quizkit.learner.carried import LARGEST as LARGEST_ANSWERS
from quizkit.learner.carried import NotCarried, handed_in
from quizkit.notebooks import NoNotebook, content_of

# What is put behind a file's name by those who keep two of one name apart.
AGAIN = re.compile(
    r"(?: ?\(\d+\)|[ _-]\d{1,2}|[ _-]+(?:copy|kopie|copie)(?:[ _-]*\(?\d+\)?)?)$", re.IGNORECASE
)
ENDINGS = re.compile(r"\.ipynb(?:\.(?:json|txt|htm|html))?$", re.IGNORECASE)
JSONS = (".json", ".json.txt")
WORDS_SHOWN = 12  # of an answer, where it is asked whose it is
NO_NOTEBOOK = "no notebook came with it; the written answers count as not given"
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".xz")


@dataclass(frozen=True, slots=True)
class Release:
    """What students received: each notebook with the cells that it is known by, and the quizzes."""

    notebooks: Mapping[str, frozenset[str]]
    files: Mapping[str, bytes]
    quizzes: frozenset[str]

    @classmethod
    def of(cls, folder: Path) -> Release:
        """Read the folder of a release; CourseError, which names the file, if one is damaged."""
        files, known = {}, {}
        for path in sorted(folder.glob("*.ipynb")):
            try:
                files[path.name] = path.read_bytes()
                known[path.name] = frozenset(_grade_ids(content_of(files[path.name])))
            except (OSError, NoNotebook) as error:
                why = f"cannot be read: {error.strerror}" if isinstance(error, OSError) else error
                raise CourseError(
                    f"{path} {why}; release the assignment anew: 'nbgrader generate_assignment "
                    f"{folder.name} --force'."
                ) from error
        return cls(known, files, frozenset(quizzes_in(folder)))


@dataclass(frozen=True, slots=True)
class Work:
    """The files of a submission, by their paths, and what there was besides.

    Args:
        files: notebooks and answers.
        by: the name that was typed to hand in an answers file, empty if there was none.
        other: how many other files there were.
        without: what is missing of it, as a clause; empty if it is whole.
    """

    files: Mapping[str, bytes]
    by: str = ""
    other: int = 0
    without: str = ""

    @property
    def digest(self) -> str:
        """The digest of its files: the same work has the same one."""
        return digest(self.files)


def digest(files: Mapping[str, bytes]) -> str:
    """Return a digest of files: their names and what they hold."""
    summed = hashlib.sha256()
    for name in sorted(files):
        summed.update(f"{name}\0{len(files[name])}\0".encode())
        summed.update(files[name])
    return summed.hexdigest()[:16]


def work_in(files: Sequence[File], release: Release) -> Work:
    """Return the work in what a student sent; raises Refused, with the reason, if there is none."""
    plain = [file for file in _unpacked(files) if not is_clutter(file.path)]
    notebooks = _notebooks(plain, release)
    answers, by = _answers(plain, release)
    if not notebooks and not answers:
        raise Refused(_nothing(plain, release))
    without = ""
    if not notebooks:
        # As with a file that 'Hand in' has made: what was written in the notebook is not in it.
        notebooks, without = dict(release.files), NO_NOTEBOOK
    elif release.quizzes and not answers:
        without = "no answers to the quiz came with it"
    used = {*notebooks, *answers}
    other = sum(1 for file in plain if not _is_ours(file) and file.path[0] != QUIZZES)
    return Work({name: {**notebooks, **answers}[name] for name in sorted(used)}, by, other, without)


def first_words(files: Mapping[str, bytes], release: Release) -> str:
    """Return how the first written answer in a work begins; empty if nothing is written."""
    for name in sorted(files.keys() & release.files.keys()):
        try:
            given = dict(_written(content_of(release.files[name])))
            answers = list(_written(content_of(files[name])))
        except NoNotebook:
            continue
        for cell, said in answers:
            before = given.get(cell, [])
            differing = (
                n for n, pair in enumerate(zip(before, said, strict=False)) if len({*pair}) > 1
            )
            if own := said[next(differing, len(before)) :]:
                return " ".join(own[:WORDS_SHOWN]) + (" …" if len(own) > WORDS_SHOWN else "")
    return ""


def _written(content: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of each cell that holds a written answer, by the cell's name."""
    for cell in content["cells"]:
        marked = _marked(cell)
        name, source = marked.get("grade_id"), cell.get("source") if marked else ""
        is_answer = marked.get("solution") or marked.get("task")
        if isinstance(name, str) and is_answer and cell.get("cell_type") == "markdown":
            lines = source if isinstance(source, list) else [source]
            yield name, "".join(map(str, lines)).split()


def _marked(cell: object) -> Mapping[str, Any]:
    """Return what nbgrader knows a cell by; empty if that is nothing."""
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    marked = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marked if isinstance(marked, dict) else {}


def plain_name(name: str) -> str:
    """Return a notebook's name as it was before it was renamed.

    >>> [plain_name(name) for name in ("a (1).ipynb", "A-2.ipynb.txt", "a - Copy (2).ipynb")]
    ['a.ipynb', 'a.ipynb', 'a.ipynb']
    """
    stem = ENDINGS.sub("", name)
    while (shorter := AGAIN.sub("", stem)) != stem and shorter:
        stem = shorter
    return f"{stem.casefold()}.ipynb"


def _unpacked(files: Sequence[File]) -> Iterator[File]:
    """Yield the files, and in place of an archive those in it; an archive in that is refused."""
    for file in files:
        if not is_archive(file.name) or is_clutter(file.path):
            yield file
            continue
        for inner in archive.files(file.read()):
            if is_archive(inner.name) and not is_clutter(inner.path):
                raise Refused(f"'{shown(inner.name)}' in it is an archive in an archive in itself")
            yield inner


def is_archive(name: str) -> bool:
    """Return whether a file is an archive, by its name."""
    return name.casefold().endswith(ARCHIVES)


def _is_ours(file: File) -> bool:
    return bool(ENDINGS.search(file.name)) or file.name.casefold().endswith(JSONS)


def _notebooks(files: Sequence[File], release: Release) -> dict[str, bytes]:
    found: dict[str, dict[str, bytes]] = {}
    strangers = []
    for file in files:
        if not ENDINGS.search(file.name):
            continue
        if file.size > LARGEST_NOTEBOOK:
            raise Refused(f"'{shown(file.name)}' is too large to be a notebook")
        data = file.read()
        name = _which(file, data, release)
        if name:
            found.setdefault(name, {})[hashlib.sha256(data).hexdigest()] = data
        else:
            strangers.append(file.name)
    for name, versions in found.items():
        if len(versions) > 1:
            raise Refused(
                f"it holds {len(versions)} notebooks '{name}' that differ; look which one counts, "
                "and leave it alone"
            )
    return {name: next(iter(versions.values())) for name, versions in found.items()}


def _which(file: File, data: bytes, release: Release) -> str:
    """Return which notebook of the assignment a file is, empty if it is none of them."""
    try:
        content = content_of(data)
    except NoNotebook as error:
        if plain_name(file.name) in {name.casefold() for name in release.notebooks}:
            raise Refused(f"'{shown(file.name)}' {error}; ask for it again") from error
        return ""
    ids = frozenset(_grade_ids(content))
    alike = {name: len(ids & known) for name, known in release.notebooks.items()}
    best = max(alike, key=lambda name: alike[name], default="")
    named = next((n for n in release.notebooks if n.casefold() == plain_name(file.name)), "")
    is_by_cells = bool(best) and alike[best] * 2 > len(release.notebooks[best])
    # Grading puts cells back that a student took away, so the name is enough.
    return best if is_by_cells and not (named and alike[named]) else named


def _grade_ids(content: Mapping[str, Any]) -> Iterator[str]:
    for cell in content["cells"]:
        name = _marked(cell).get("grade_id")
        if isinstance(name, str):
            yield name


def _answers(files: Sequence[File], release: Release) -> tuple[dict[str, bytes], str]:
    """Return the answers files in what came, and the name that was typed to hand them in."""
    found: dict[str, dict[str, bytes]] = {}
    names: list[str] = []
    for file in files:
        if not file.name.casefold().endswith(JSONS) or ENDINGS.search(file.name):
            continue
        if QUIZZES in file.path[:-1] or file.size > LARGEST_ANSWERS:
            continue
        for quiz, data in _in_file(file, release, names):
            found.setdefault(quiz, {})[digest({quiz: data})] = data
    for quiz, versions in found.items():
        if len(versions) > 1:
            raise Refused(
                f"it holds {len(versions)} files of answers to '{quiz}' that differ; look which "
                "one counts, and leave it alone"
            )
    files_of = {f"{ANSWERS}/{quiz}.json": next(iter(v.values())) for quiz, v in found.items()}
    return files_of, names[0] if len(set(names)) == 1 else ""


def _in_file(file: File, release: Release, names: list[str]) -> Iterator[tuple[str, bytes]]:
    data = file.read()
    try:
        who, answers = handed_in(data.decode("utf-8-sig"))
    except (NotCarried, UnicodeDecodeError):
        # Grading says what is wrong with it, and flags it for review.
        quiz = file.name.partition(".")[0]
        if ANSWERS in file.path[:-1] and quiz in release.quizzes:
            yield quiz, data
        return
    if who:
        names.append(who.by)
    asked = {quiz: entry for quiz, entry in answers.items() if quiz in release.quizzes}
    is_itself = not who and len(answers) == 1
    for quiz, entry in asked.items():
        yield quiz, data if is_itself else json.dumps(entry).encode()


def _nothing(files: Sequence[File], release: Release) -> str:
    wanted = " or ".join(f"'{name}'" for name in release.notebooks)
    if not files:
        return f"there is no file in it that a student made; {wanted} was expected"
    there = ", ".join(f"'{shown(file.name)}'" for file in files[:3])
    return f"there is no {wanted} in it, and no answers to the quiz: only {there}"
