"""The settings of a course, in whatever way its ``nbgrader_config.py`` is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import small_course
from quizkit.checking.examination import examine
from quizkit.course.folder import course_of, layout_of
from quizkit.course.settings import read_settings, run_settings

BEGIN = "c = get_config()\n"
SOURCE = {
    "an f-string": 'part = "s"\nc.CourseDirectory.source_directory = f"{part}rc"',
    "an f-string beside": (
        'import os\nos.environ["PW"] = "x"\n'
        "c.CourseDirectory.db_url = f\"postgresql+psycopg://ann:{os.environ['PW']}@db/grades\"\n"
        'c.CourseDirectory.source_directory = "src"'
    ),
    "a name": 'folder = "src"\nc.CourseDirectory.source_directory = folder',
    "a function": (
        "def settle():\n    c = get_config()\n"
        '    c.CourseDirectory.source_directory = "src"\nsettle()'
    ),
    "a class": 'class My:\n    place = "src"\nc.CourseDirectory.source_directory = My.place',
    "an item": 'c["CourseDirectory"]["source_directory"] = "src"',
    "an update": 'c.CourseDirectory.update({"source_directory": "src"})',
    "a merge": (
        "from traitlets.config import Config\n"
        'c.merge(Config({"CourseDirectory": {"source_directory": "src"}}))'
    ),
    "setattr": 'setattr(c.CourseDirectory, "source_directory", "src")',
    "a condition": 'if 1 < 2:\n    c.CourseDirectory.source_directory = "src"\n'
    'else:\n    c.CourseDirectory.source_directory = "no"',
    "another file": 'load_subconfig("more.py")',
    "a module beside it": "import naming\nc.CourseDirectory.source_directory = naming.SOURCE",
    "a file read in a with": 'with open("folder.txt") as file:\n'
    "    c.CourseDirectory.source_directory = file.read().strip()",
    "the environment": 'import os\nc.CourseDirectory.source_directory = os.getenv("NO", "src")',
    "a path": 'from pathlib import Path\nc.CourseDirectory.source_directory = Path("src")',
    "a method": 'c.CourseDirectory.source_directory = "SRC/".lower().rstrip("/")',
    "a tuple": 'c.CourseDirectory.source_directory, rest = "src", 1',
    "a walrus": 'c.CourseDirectory.source_directory = (folder := "src")',
    "a type": 'c.CourseDirectory.source_directory: str = "src"',
    "the last of two": 'c.CourseDirectory.source_directory = "no"\n'
    'c.CourseDirectory.source_directory = "src"',
    "what is never run": 'c.CourseDirectory.source_directory = "src"\n'
    'def unused():\n    c.CourseDirectory.source_directory = "no"',
    "a noisy file": 'print("hello")\nimport os\nos.system("echo hello")\n'
    'os.chdir("/")\nc.CourseDirectory.source_directory = "src"',
}
BROKEN = {
    "a variable that is not there": ('import os\nos.environ["NO_SUCH"]', 3, "KeyError: 'NO_SUCH'"),
    "a slip": ("c.CourseDirectory.root = ", 2, "SyntaxError: invalid syntax"),
    "a null byte": ("x = 1\0", 0, "null bytes"),
    "a bad letter": (b"x = '\xe9'", 2, "SyntaxError"),
    "an exit": ("import sys\nsys.exit()", 3, "it ends the program"),
    "an end of Python": ("import os\nos._exit(3)", 0, "running them ends Python"),
    "an assertion": ("def f():\n    assert 0, 'no'\nf()", 3, "AssertionError: no"),
    "an endless call": ("def f(): f()\nf()", 2, "RecursionError"),
    "a module that is not there": ("import no_such_module", 2, "No module named 'no_such_module'"),
    "an interrupt": ("raise KeyboardInterrupt", 2, "KeyboardInterrupt"),
    "a password": (
        "raise ValueError('postgresql://ann:s3cr/@t@db/grades')",
        2,
        "ValueError: postgresql://ann:***@db/grades",
    ),
}


def course_with(folder: Path, config: str | bytes) -> Path:
    """Return a course with these settings, whose assignments lie in ``src``."""
    small_course.lay_out(folder)
    (folder / "source").rename(folder / "src")
    begin = BEGIN.encode()
    text = config if isinstance(config, bytes) else config.encode()
    (folder / "nbgrader_config.py").write_bytes(begin + text)
    (folder / "more.py").write_text(BEGIN + 'c.CourseDirectory.source_directory = "src"')
    (folder / "naming.py").write_text('SOURCE = "src"')
    (folder / "folder.txt").write_text("src\n")
    return folder


@pytest.mark.parametrize("config", SOURCE.values(), ids=SOURCE.keys())
def test_a_setting_is_what_the_file_sets(tmp_path: Path, config: str) -> None:
    """A folder named in the settings is found however Python lets them name it."""
    course = course_with(tmp_path, config)
    assert course_of(course / "src" / "rivers") == course
    assert layout_of(course).source == course / "src"


@pytest.mark.parametrize(("config", "line", "what"), BROKEN.values(), ids=BROKEN.keys())
def test_settings_that_do_not_run_are_told(
    tmp_path: Path, config: str | bytes, line: int, what: str
) -> None:
    """A mistake in the settings is told with its line, passwords hidden."""
    mistake = read_settings(course_with(tmp_path, config)).mistake
    assert mistake
    assert (mistake.path, mistake.line) == (tmp_path / "nbgrader_config.py", line)
    assert what in mistake.what


def test_another_course_is_not_mistaken_for_the_teachers(tmp_path: Path) -> None:
    """Settings that a student has handed in are not run, and make no course."""
    course = course_with(tmp_path / "course", 'c.CourseDirectory.source_directory = "src"')
    theirs = course_with(course / "submitted" / "ann" / "rivers", "open('was-run', 'w')")
    (theirs / "src").rename(theirs / "source")
    assert course_of(theirs / "source") == course
    examine([theirs])
    assert not (theirs / "was-run").exists()


def test_a_mistake_in_the_settings_is_one_line_of_the_check(tmp_path: Path) -> None:
    """The check tells settings that do not run in one line, wherever the assignments lie."""
    course = course_with(tmp_path, "c.CourseDirectory.source_directory = src")
    told = [problem for problem in examine([course]).problems if problem.rule == "settings"]
    assert "\n".join(map(str, told)) == (
        f"{course}/nbgrader_config.py:2: the course's settings cannot be read (NameError: name "
        "'src' is not defined); mend them: nbgrader stops there, and this check took the usual "
        "settings"
    )


def test_settings_elsewhere_on_jupyters_path_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings of all courses count where the course's own say nothing, but no other course."""
    course = course_with(tmp_path / "course", "")
    elsewhere = tmp_path / "jupyter"
    elsewhere.mkdir()
    text = 'c.CourseDirectory.source_directory = "src"\nc.CourseDirectory.root = "/no/where"'
    (elsewhere / "nbgrader_config.py").write_text(BEGIN + text)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(elsewhere))
    assert layout_of(course).source == course / "src"


def test_settings_elsewhere_may_name_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings in one of Jupyter's own folders may name a course, which is then checked as one."""
    course, another, elsewhere = (tmp_path / name for name in ("course", "another", "jupyter"))
    for folder in (course / "src" / "rivers", another / "src", elsewhere):
        folder.mkdir(parents=True)
    text = f'c.CourseDirectory.source_directory = "src"\nc.CourseDirectory.root = "{course}"'
    (elsewhere / "nbgrader_config.py").write_text(BEGIN + text)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(elsewhere))
    assert course_of(course / "src" / "rivers") == course
    assert course_of(another / "src") is None
    assert any("no notebook" in str(problem) for problem in examine([course]).problems)


PARTS = st.sampled_from(["a", "b/c", "é", " ", "#", "'", '"', "{", "}", "\\", "\n"])
TEXTS = st.recursive(
    PARTS.map(repr),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} + {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} if {two[1]} else {two[0]})"),
        st.lists(inner, min_size=1).map(lambda texts: f"''.join([{', '.join(texts)}])"),
        inner.map(lambda text: f"str({text}).upper()"),
        inner.map(lambda text: f"'{{}}'.format({text})"),
        inner.map(lambda text: f"(lambda t: f'{{t}}')({text})"),
    ),
    max_leaves=6,
)
WRONG = (
    "c.IncludeHeaderFooter.header = no_such_name + TEXT",
    "c.IncludeHeaderFooter.header = = TEXT",
    "c.IncludeHeaderFooter = {'header': TEXT}",  # traitlets refuses it
)
FORMS = st.sampled_from(
    [
        "c.IncludeHeaderFooter.header = TEXT",
        "c.IncludeHeaderFooter.update(header=TEXT)",
        "get_config().IncludeHeaderFooter.header = TEXT",
        "for text in [TEXT]: c['IncludeHeaderFooter']['header'] = text",
        *WRONG,
    ]
)


@given(text=TEXTS, form=FORMS)
def test_any_assignment_gives_its_value_or_a_mistake(
    tmp_path_factory: pytest.TempPathFactory, text: str, form: str
) -> None:
    """However a text is put together, the setting is that text, or the mistake has its line."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text(BEGIN + form.replace("TEXT", text), encoding="utf-8")
    told = run_settings(folder)
    if form in WRONG:
        assert told["mistake"][:2] == (str(folder / "nbgrader_config.py"), 2)
    else:
        assert told["sections"]["IncludeHeaderFooter"] == {"header": eval(text)}
