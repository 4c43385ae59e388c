"""What students receive holds no key, no solution, no hidden test and no mark scheme."""

from __future__ import annotations

import base64
import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course import small_course
from quizkit.checking.examination import examine
from quizkit.course.answer_keys import Keys
from quizkit.course.folder import layout_of
from quizkit.course.releasing.leaks import leaks
from quizkit.course.restoring.released_cells import without
from quizkit.quiz.released import released, text_of

Notebook = dict[str, Any]
Plant = Callable[[Path], object]  # puts something into release/rivers
KEY = small_course.KEY
FEEDBACK = "Indeed, it crosses the city from the north-west."
HIDDEN_LINE = next(line for line in small_course.TESTS.splitlines() if "New Year" in line)
HIDDEN = 'assert days_between(dt.date(2021, 12, 31), dt.date(2022, 1, 1)) == 1, "over'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a course with a clean release, as nbgrader and our steps make it."""
    root = small_course.lay_out(tmp_path / "course")
    layout = layout_of(root)
    cells = small_course.cells()
    for cell in cells:
        source = without(cell["source"], layout.regions.values())
        cell["source"] = source if source.strip() else "YOUR ANSWER HERE"
        if cell["metadata"].get("nbgrader"):
            cell["metadata"]["nbgrader"]["checksum"] = "0" * 32
    folder = root / "release" / "rivers"
    small_course.write(folder / "rivers.ipynb", small_course.notebook(cells))
    given = text_of(released(Keys(root).load("rivers")))
    small_course.write(folder / "quizzes" / "rivers.json", given)
    return root


def found(course: Path) -> list[str]:
    """Return what is found in the release of a course."""
    return [str(problem) for problem in leaks(course / "release", layout=layout_of(course))]


def notebook(folder: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Change the cells of the released notebook."""
    path = folder / "rivers.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["cells"])
    small_course.write(path, content)


def quiz(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the released quiz."""
    path = folder / "quizzes" / "rivers.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    small_course.write(path, content)


def zipped(name: str, text: str | bytes) -> bytes:
    """Return a zip file with one file in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return file.getvalue()


def tarred(name: str, text: str) -> bytes:
    """Return a compressed tar file with one file in it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(text.encode())
        archive.addfile(info, io.BytesIO(text.encode()))
    return file.getvalue()


def database(path: Path) -> None:
    """Write a database."""
    with sqlite3.connect(path) as connection:
        connection.execute("create table grade (score float)")
    connection.close()


def output(text: str) -> list[dict[str, Any]]:
    """Return what a cell printed."""
    return [{"output_type": "stream", "name": "stdout", "text": [text]}]


def token(folder: Path, number: int = 0) -> str:
    """Return the token of the right option of the quiz's first question."""
    return str(Keys(folder.parents[1]).load("rivers").questions[number].right())


def _write(name: str, content: str | bytes) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return plant


def _source(at: int, text: str) -> Plant:
    return lambda folder: notebook(folder, lambda cells: cells[at].update(source=text))


def _append(text: str) -> Plant:
    return lambda folder: notebook(folder, lambda c: c.append(small_course.cell("markdown", text)))


ESSAY = "A good answer weighs the commission of 1856 against the customs unions of its time."
SCHEME = "two  points for naming the **watershed**, one for an example with a name"
PLANTED: dict[str, tuple[Plant, str]] = {
    "the key as a file": (_write("rivers.yaml", KEY), "this is a quiz file with its key"),
    "the key under another name": (_write("notes.txt", KEY), "notes.txt: it holds"),
    "the key in a zip": (
        _write("more.zip", zipped("a/b.txt", FEEDBACK)),
        "a/b.txt in the archive holds what is in a key",
    ),
    "the key in a tar": (_write("more.tgz", tarred("b.txt", FEEDBACK)), "what is in a key"),
    "the key in a gz": (_write("b.gz", gzip.compress(FEEDBACK.encode())), "what is in a key"),
    "a zip in a zip": (
        _write("c.zip", zipped("x", zipped("e", FEEDBACK))),
        "what is in a key",
    ),
    "feedback in a text": (_append(f"> *{FEEDBACK}*"), "cell 9 holds what is in a key"),
    "an explanation in the metadata": (
        lambda folder: notebook(
            folder,
            lambda c: c[1]["metadata"].update(
                note="Johann Strauss wrote a waltz about this very river in 1866."
            ),
        ),
        "cell 2, metadata holds what is in a key",
    ),
    "the text after an answer": (
        _append("From there it goes on through three more capitals on its way."),
        "cell 9 holds what is in a key",
    ),
    "a hint that costs points": (
        _append("the waltz is by the younger strauss, and the river is blue"),
        "what is in a key",
    ),
    "an accepted form": (_append("In the delta by the Black Sea"), "what is in a key"),
    "an answer behind its question": (
        _append("(ten-countries: 10)"),
        "the answer to 'ten-countries'",
    ),
    "an option behind its question": (
        lambda folder: _write("a.csv", f"vienna-river;{token(folder)}\n")(folder),
        "the answer to 'vienna-river'",
    ),
    "a hash of the key": (
        lambda folder: _write(
            "a.txt", Keys(folder.parents[1]).load("rivers").questions[1].fingerprint
        )(folder),
        "the fingerprint of 'ten-countries'",
    ),
    "the key in an output": (
        lambda folder: notebook(
            folder, lambda c: c[5].update(outputs=output('{"right": ["1c3e31ab"], "feedback": {}}'))
        ),
        "cell 6, outputs holds the key of a question",
    ),
    "what follows an answer, in an output": (
        lambda folder: notebook(
            folder, lambda c: c[5].update(outputs=output('{"then_html": "It flowed on."}'))
        ),
        "cell 6, outputs holds the key of a question",
    ),
    "any output": (
        lambda folder: notebook(folder, lambda c: c[3].update(outputs=output("3\n"))),
        "cell 4 holds what cannot be checked: an output",
    ),
    "a mark in the quiz": (
        lambda folder: quiz(
            folder, lambda q: q["questions"][0]["views"]["en"]["options"][0].update(correct=True)
        ),
        "is not a quiz as students receive it",
    ),
    "a quiz without a key": (
        lambda folder: _write("quizzes/lakes.json", "{}")(folder),
        "no quiz of this course",
    ),
    "a hidden test": (
        _source(3, small_course.TESTS),
        "cell 4 holds a line of a hidden test (source/rivers/rivers.ipynb, cell 4: 'assert day",
    ),
    "a hidden test in other quotes": (
        _source(
            3, HIDDEN.replace('"', "'").replace(" ", "  ")[:-6] + "'over New Year it is 1 day'"
        ),
        "a line of a hidden test",
    ),
    "the words of a region": (_append("### BEGIN HIDDEN TESTS"), "the words that mark a hidden"),
    "a solution": (_source(2, "def d(a, b):\n    return (last - first).days"), "of a solution"),
    "a model answer": (_source(7, ESSAY), "cell 8 holds a line of a solution"),
    "a mark scheme": (_append(SCHEME), "cell 9 holds a line of a mark scheme"),
    "an attachment": (
        lambda folder: notebook(
            folder,
            lambda c: c[0].update(
                attachments={"a.png": {"image/png": base64.b64encode(SCHEME.encode()).decode()}}
            ),
        ),
        "cell 1, attachments",
    ),
    "answers": (_write("answers/rivers.json", "{}"), "it holds somebody's answers"),
    "a gradebook": (lambda folder: database(folder / "old.bin"), "a database, such as a gradebook"),
    "the folder of keys": (_write("keys/readme.txt", "none"), "'keys' must not be here"),
    "the settings": (_write("nbgrader_config.py", "c = 1"), "'nbgrader_config.py' must not be"),
    "older notebooks": (_write(".ipynb_checkpoints/rivers.ipynb", "{}"), "holds older notebooks"),
    "a link": (
        lambda folder: (folder / "a").symlink_to(folder.parents[1] / "keys" / "rivers.yaml"),
        "it is a link",
    ),
    "a locked archive": (
        _write("a.zip", b"PK\x03\x04" + bytes(40)),
        "it is an archive that cannot be opened",
    ),
}


def test_a_clean_release_is_clean(course: Path) -> None:
    """Where nothing was planted, nothing is found, be it by the course's secrets or by form."""
    assert found(course) == []
    assert [str(p) for p in leaks(course / "release", students_own=True)] == []
    assert [str(p) for p in leaks(course / "release")] == []


@pytest.mark.parametrize("leak", PLANTED)
def test_a_planted_leak_is_found(course: Path, leak: str) -> None:
    """Whatever betrays an answer is found, wherever in the release it was put."""
    plant, expected = PLANTED[leak]
    plant(course / "release" / "rivers")
    told = found(course)
    assert any(expected in line for line in told), told


@pytest.mark.parametrize("leak", PLANTED)
def test_what_is_found_is_not_told_in_full(course: Path, leak: str) -> None:
    """What is said of a leak does not print the secret itself."""
    PLANTED[leak][0](course / "release" / "rivers")
    told = "\n".join(found(course))
    for secret in (FEEDBACK, ESSAY, "over New Year it is 1 day", "return (last - first).days"):
        assert secret not in told


STRUCTURE = (
    *("the key as a file", "the words of a region", "a mark in the quiz", "a gradebook"),
    *("the key in an output", "the folder of keys", "a locked archive"),
)


@pytest.mark.parametrize("leak", STRUCTURE)
def test_a_students_copy_is_checked_by_its_form(course: Path, tmp_path: Path, leak: str) -> None:
    """Without the course at hand, what betrays itself by its form is found all the same."""
    PLANTED[leak][0](course / "release" / "rivers")
    copy = (course / "release" / "rivers").rename(tmp_path / "rivers")
    assert examine([copy]).mistakes > 0


def test_a_students_own_answers_and_outputs_are_no_leak(course: Path, tmp_path: Path) -> None:
    """A student may check what he fetched and worked in: his answers and outputs are his own."""
    for leak in ("answers", "any output", "older notebooks"):
        PLANTED[leak][0](course / "release" / "rivers")
    copy = (course / "release" / "rivers").rename(tmp_path / "rivers")
    findings = examine([copy])
    assert findings.closing == "No mistakes found in 1 released assignment."


def test_the_secrets_of_a_notebook_of_format_3_are_known(course: Path) -> None:
    """What nbgrader takes out of a source that an old IPython saved is looked for, too."""
    small_course.as_format_3(course / "source" / "rivers" / "rivers.ipynb")
    (course / "release" / "rivers" / "notes.txt").write_text(HIDDEN_LINE)
    assert any("notes.txt" in line for line in found(course))


def test_short_answers_may_stand_in_the_text(course: Path) -> None:
    """A number or a name that is an answer may occur in the assignment: it tells nothing there."""
    _append("In 10 days we sail to the Black Sea. The Danube and the Rhine are rivers.")(
        course / "release" / "rivers"
    )
    assert found(course) == []


def test_what_is_public_is_no_secret(course: Path) -> None:
    """A line that the author also shows to students is no secret of his."""
    path = course / "source" / "rivers" / "rivers.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    shown = "Use `return (last - first).days`, or something like it."
    content["cells"].append(small_course.cell("markdown", shown))
    small_course.write(path, content)
    _append(shown)(course / "release" / "rivers")
    assert found(course) == []


def test_the_marks_are_those_of_the_settings(course: Path) -> None:
    """Where the settings name other words for a solution, those are looked for."""
    config = course / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    other = 'c.ClearSolutions.begin_solution_delimeter = "HIER BEGINT HET"\n'
    config.write_text(text.replace("import quizkit", other + "import quizkit"), encoding="utf-8")
    _append("# HIER BEGINT HET")(course / "release" / "rivers")
    assert any("('HIER BEGINT HET')" in line for line in found(course))


def test_a_release_is_checked_by_the_command(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`quizkit check release` finds leaks by the course around it, and names files from here."""
    monkeypatch.chdir(course)
    assert examine([Path("release")]).closing == "No mistakes found in 1 released assignment."
    PLANTED["a model answer"][0](course / "release" / "rivers")
    for path in ("release", "release/rivers", "release/rivers/rivers.ipynb", "."):
        told = [str(p) for p in examine([Path(path)]).problems if p.rule == "leak"]
        assert [line.partition(": ")[0] for line in told] == ["release/rivers/rivers.ipynb"], path


def test_a_broken_key_stops_the_search(course: Path) -> None:
    """Where a key cannot be read, the release is not called clean."""
    (course / "keys" / "rivers.yaml").write_text("id: rivers\n", encoding="utf-8")
    findings = examine([course / "release"])
    told = "release/rivers: it was not searched for leaked answers, because keys/rivers.yaml has "
    told += "mistakes; correct that file, and check again"
    assert str(findings.problems[0]).endswith(told)


def drawn(course: Path, words: str) -> list[str]:
    """Put a drawing with these words into the quiz's prompt, release it, and search that."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{words}</text></svg>'
    )
    small_course.write(course / "keys" / "river.svg", drawing)
    text = KEY.replace("through Vienna?", "through Vienna? ![A river](river.svg)")
    small_course.write(course / "keys" / "rivers.yaml", text)
    given = text_of(released(Keys(course).load("rivers")))
    small_course.write(course / "release" / "rivers" / "quizzes" / "rivers.json", given)
    return found(course)


def test_the_words_in_a_drawing_are_searched(course: Path) -> None:
    """A drawing in a quiz goes to every student, and what it says is no part of the key."""
    assert drawn(course, "The river at the bridge") == []
    (told,) = drawn(course, FEEDBACK)
    assert "the drawing 'A river' holds" in told
    assert "take it out of the picture in keys/" in told
