"""What notebooks see: the system, what the course lets in, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from course.small_course import cell, notebook
from grading.ordinary_user import CHROOTED, KINDS, UNMAPPED
from grading.run_work import run_as
from quizkit.errors import CourseError, SandboxError
from quizkit.grading.sandbox import bubblewrap
from quizkit.grading.sandbox.installed import QUIZKIT, needed, python_folders
from quizkit.grading.sandbox.messages import Work
from quizkit.grading.sandbox.sight import NOTHING_MORE, Sight, sight_of

LOOKED = {
    "shut": """
        import os
        places = [line.split()[4] for line in open("/proc/self/mountinfo")]
        above = {"/".join(place.split("/")[:n]) or "/" for place in places
                 for n in range(1, place.count("/") + 1)}
        sorted(path for path in above if not os.access(path, os.R_OK | os.X_OK))""",
    "etc": "import pwd\nos.access('/etc/fonts', os.R_OK), pwd.getpwuid(0).pw_name",
    "home": "open(os.path.expanduser('~/own'), 'w').write('a')",
    "whole": "open(FOLDER + '/data/a.csv').read()",
    "relative": "open('../../../data/a.csv').read()",
    "above": "open('../../../../shared/b.csv').read()",
    "in the home": "open(os.path.expanduser('~/corpora/c.csv')).read()",
    "written": "open(FOLDER + '/data/new', 'w')",
    "left": """
        left = set()
        for place in ("/", "/usr", "/etc", "/dev", "/var", FOLDER):
            try:
                left.add(open(place + "/own", "w").name)
            except OSError:
                pass
        left""",
    "hidden": "sorted(os.listdir(FOLDER))",
    "unneeded": "[place for place in UNNEEDED if os.path.exists(place)]",
    "variables": "os.environ['CITY'], os.environ.get('SECRET')",
}


# Of the system, and the folder that the command is typed in.
UNNEEDED = [
    "/usr/src",
    "/usr/local/etc",
    "/usr/local/share/nbgrader",
    str(Path(__file__).parents[2]),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a folder with a course, which everybody may read, beside other data."""
    made = Path("/var/tmp", tmp_path_factory.mktemp("sight").name + str(os.getpid()))
    for name, text in (
        ("course/data/a.csv", "a"), ("shared/b.csv", "b"), ("home/corpora/c.csv", "c"),
        ("scratch/notes.txt", ""),
        ("course/source/a.ipynb", ""), ("course/gradebook.db", ""), ("course/keys/k.yaml", ""),
    ):  # fmt: skip
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text)
    yield made
    shutil.rmtree(made)


def let_in(place: Path, *folders: str) -> Sight:
    """Return what a course with these settings lets in."""
    root = place / "course"
    closed = [root / name for name in ("source", "keys", "gradebook.db")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(place / "home"))
        patch.setenv("CITY", "Geneva")
        return sight_of(root, folders=folders, variables=["CITY", "NO_SUCH"], closed=closed)


@pytest.fixture(scope="module", params=KINDS)
def seen(request: pytest.FixtureRequest, place: Path) -> dict[str, str]:
    """Return what a notebook saw, run as root, as an ordinary user, and as root in a chroot."""
    sight = let_in(place, "data", "../shared", "~/corpora")
    unneeded = [*UNNEEDED, str(place / "scratch")]
    known = f"FOLDER, UNNEEDED = {str(place / 'course')!r}, {unneeded}"
    sources = [known, *map(dedent, LOOKED.values())]
    cells = [cell("code", source.strip()) for source in sources]
    work = Work(notebook=json.dumps(notebook(cells)), name="a.ipynb")
    environment = os.environ | {"SECRET": "mine", "CITY": "Geneva"}
    environment["PYTHONPATH"] = str(place / "scratch")
    outcome = run_as(
        request.param, work, sight=sight, hidden=[place / "course"], environment=environment
    )
    cells = json.loads(outcome.notebook)["cells"][1:]
    return dict(zip(LOOKED, (_said(each["outputs"]) for each in cells), strict=True))


def _said(outputs: list[dict[str, Any]]) -> str:
    output = outputs[0]
    return str(output.get("evalue") or output["data"]["text/plain"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("shut", "[]"),
        ("etc", "(True, 'root')"),
        ("home", "1"),
        ("whole", "'a'"),
        ("relative", "'a'"),
        ("above", "'b'"),
        ("in the home", "'c'"),
        ("left", "set()"),
        ("hidden", "['data']"),
        ("unneeded", "[]"),
        ("variables", "('Geneva', None)"),
    ],
)
def test_it_sees_what_it_must_and_no_more(seen: dict[str, str], what: str, said: str) -> None:
    """Every folder above what is mounted can be gone through; what the course lets in is seen."""
    assert seen[what] == said


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*CHROOTED[1:], *([UNMAPPED] if "user" in KINDS else [])])
def test_who_can_have_no_sandbox_is_told(kind: str) -> None:
    """Where no namespace, or no wall in it, can be had, nothing is run, and a sentence says so."""
    work = Work(notebook=json.dumps(notebook([cell("code", "1")])), name="a.ipynb")
    with pytest.raises(SandboxError, match=r"bubblewrap cannot make a sandbox .* --no-sandbox"):
        run_as(kind, work)


@pytest.mark.slow
def test_what_is_let_in_can_only_be_read(seen: dict[str, str]) -> None:
    """Nothing can be written to a folder that the course lets in."""
    assert "Read-only file system" in seen["written"]


def test_a_folder_above_the_course_shows_no_course(place: Path) -> None:
    """A folder that holds the course may be let in; the course in it stays hidden, and shut."""
    command = bubblewrap.in_sandbox([], hidden=[place / "course"], sight=let_in(place, ".."))
    at = command.index(str(place))
    covered = [command[n + 1] for n in range(at, len(command)) if command[n] == "--tmpfs"]
    assert str(place / "course") in covered
    shut = [command[n + 1] for n in range(at, len(command)) if command[n] == "--remount-ro"]
    assert {str(place / "course"), "/dev", "/"} <= set(shut)


@pytest.mark.parametrize("name", [".", "source", "keys", "gradebook.db", "../course/source"])
def test_no_solution_can_be_let_in(place: Path, name: str) -> None:
    """What holds solutions, keys or others' work is refused with the setting's name."""
    with pytest.raises(CourseError, match=r"c\.RunInSandbox\.folders names '.*', where solutions"):
        let_in(place, name)


@pytest.mark.parametrize("name", ["exchange", "exchange/inbound", "."])
def test_the_exchange_cannot_be_let_in(tmp_path: Path, name: str) -> None:
    """The folder through which students hand in may lie anywhere; what shows it is refused."""
    (tmp_path / "exchange" / "inbound").mkdir(parents=True)
    (tmp_path / "course").mkdir()
    named = str(tmp_path / name)
    with pytest.raises(CourseError, match="others' work"):
        sight_of(tmp_path / "course", folders=[named], variables=[], closed=[tmp_path / "exchange"])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home that a Python is installed in, with other things beside it."""
    made = tmp_path / "home"
    for name in ("bin/python3", "lib/python3/os.py", "share/zoneinfo/Utc", "notes/a.txt"):
        (made / name).parent.mkdir(parents=True)
        (made / name).touch()
    for name in ("prefix", "base_prefix"):
        monkeypatch.setattr(f"sys.{name}", str(made))
    return made


def test_of_a_python_in_a_home_its_own_parts_are_seen(home: Path) -> None:
    """Programs, libraries and what they look up are in sight, and nothing that lies beside them."""
    seen = {path.relative_to(home).as_posix() for path in needed() if path.is_relative_to(home)}
    assert seen == {"bin", "lib", "share/zoneinfo"}


def test_of_pythons_path_packages_are_seen(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders of installed packages are in sight, archives, quizkit, and what the course names."""
    names = ("site-packages", "x/dist-packages", "work", "mine/lessons")
    folders = [tmp_path / name for name in names]
    for folder in folders:
        folder.mkdir(parents=True)
    (tmp_path / "a.zip").touch()
    path = [*map(str, folders), str(home), str(tmp_path / "a.zip"), str(QUIZKIT)]
    monkeypatch.setattr("sys.path", path)
    assert python_folders() == [*folders[:2], tmp_path / "a.zip", QUIZKIT]
    sight = Sight(folders=((str(tmp_path / "mine"), "/mine"),))
    assert folders[3] in python_folders(hidden=[tmp_path], sight=sight)
    assert folders[0] not in python_folders(hidden=[tmp_path / "site-packages" / "course"])


def test_a_link_to_solutions_is_no_way_in(place: Path) -> None:
    """Nor can they be let in by a link to them."""
    (place / "link").symlink_to(place / "course" / "source")
    with pytest.raises(CourseError, match="where solutions"):
        let_in(place, "../link")


def test_a_folder_that_is_not_there_is_told(place: Path) -> None:
    """A slip in the name of a folder is told with the path that was looked for."""
    with pytest.raises(CourseError, match=r"names 'dat', and there is no .*/course/dat\."):
        let_in(place, "dat")


def test_a_change_of_what_is_let_in_changes_the_key(place: Path) -> None:
    """Another value of a variable, or other content of a folder, gives another key."""
    before = let_in(place, "data")
    key = before.key()
    assert Sight(folders=before.folders, variables=(("CITY", "Bern"),)).key() != key
    (place / "course" / "data" / "a.csv").write_text("aa")
    assert before.key() != key != NOTHING_MORE.key()
    (place / "course" / "data" / "a.csv").write_text("a")


def test_no_value_of_a_variable_stands_in_a_command_line(place: Path) -> None:
    """Whoever lists the computer's processes does not see a variable's value."""
    sight = let_in(place)
    assert "Geneva" not in " ".join(bubblewrap.in_sandbox([], sight=sight))
    assert bubblewrap.environment(sight=sight)["CITY"] == "Geneva"


@pytest.mark.parametrize(
    ("setting", "value", "advice"),
    [
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "/etc/apparmor.d/bwrap"),
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "user.max_user_namespaces=15000"),
        ("kernel/hostname", "a", "in a container its security profile decides"),
    ],
)
def test_the_remedy_is_that_of_the_setting(
    tmp_path: Path, setting: str, value: str, advice: str
) -> None:
    """Where no sandbox can be made, the advice is about the setting that forbids it there."""
    (tmp_path / setting).parent.mkdir()
    (tmp_path / setting).write_text(f"{value}\n")
    assert advice in bubblewrap._remedy(tmp_path)
