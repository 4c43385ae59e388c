"""Downloads of schools' systems and mail, each given to its student and handed in."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course import small_course
from desk.incoming import CLASS, FRIDAY, School, moodle, moodle_flat, notebook, zipped
from quizkit.course.folder import Layout
from quizkit.desk.collecting import versions
from quizkit.desk.collecting.collection import Teacher
from quizkit.desk.collecting.downloads import Delivery
from quizkit.desk.collecting.owners import Match
from quizkit.desk.collecting.versions import Version
from quizkit.desk.collecting.work import Release
from quizkit.desk.student_table import Student
from quizkit.errors import CourseError, UnknownName

WORK = {"answers/rivers.json", "rivers.ipynb"}


def timestamp(at: datetime) -> bytes:
    """Return what nbgrader writes for a local time."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC").encode()


@pytest.mark.parametrize("layout", [moodle, moodle_flat])
def test_moodle(school: School, layout: type[dict[str, bytes]]) -> None:
    """Moodle's download is taken in with or without folders, each work with the time it has."""
    sent = {"rivers.ipynb": notebook("ann's"), "answers/rivers.json": school.answers()}
    works = {
        ("Ann de Wit", 4711): sent,
        ("Zoë van 't Hooft", 4713): {"rivers.zip": zipped(school.work("zoe's"))},
    }
    download = school.put("HIST-rivers-99.zip", zipped(layout(works)))
    assert school.bad(download) == []
    assert school.there("ann") == {
        "rivers.ipynb": notebook("ann's"),
        "answers/rivers.json": school.answers(),
        "timestamp.txt": timestamp(FRIDAY),
    }
    assert b"zoe's" in school.there("zoe")["rivers.ipynb"]
    assert not school.submission("bob").exists()


def test_moodles_online_text_is_no_work(school: School) -> None:
    """What was typed in Moodle's page beside a file is passed over."""
    name = "Ann de Wit_4711_assignsubmission"
    inside = {
        f"{name}_file/rivers.ipynb": notebook(),
        f"{name}_onlinetext/onlinetext.html": b"<p>Done!</p>",
    }
    assert school.bad(school.put("d.zip", zipped(inside))) == []
    assert "rivers.ipynb" in school.there("ann")


def test_canvas(school: School) -> None:
    """Canvas's numbers tell the student and the newest file; renamed ones are put right."""
    inside = {
        "dewitann_501_9001_rivers-1.ipynb": notebook("ann's"),
        "dewitann_501_9002_rivers.json": school.answers(),
        "rossbob_LATE_502_9003_rivers-2.ipynb": notebook("bob's"),
        "hooftzoeevant_503_9004_rivers.zip": zipped(school.work("zoe's")),
    }
    lines = school.collect(school.put("submissions.zip", zipped(inside)))
    assert all(line.good for line in lines)
    assert "'submissions.zip': 'rossbob': Canvas says that it came late." in [
        line.said for line in lines
    ]
    assert school.there("ann") == {
        "rivers.ipynb": notebook("ann's"),
        "answers/rivers.json": school.answers(),
    }
    assert b"bob's" in school.there("bob")["rivers.ipynb"]
    assert b"zoe's" in school.there("zoe")["rivers.ipynb"]


def test_canvas_again(school: School) -> None:
    """Of two downloads the one with the higher number of a file counts, in whatever order."""
    for name, serial, work in (("late", 9100, "second"), ("early", 9001, "first")):
        inside = {f"dewitann_501_{serial}_rivers.ipynb": notebook(work)}
        assert school.bad(school.put(f"{name}.zip", zipped(inside))) == []
        assert school.bad(school.mail / f"{name}.zip") == []
    assert b"second" in school.there("ann")["rivers.ipynb"]
    assert len(list((school.root / "collected" / "rivers" / "ann").iterdir())) == 2


def test_brightspace(school: School) -> None:
    """Of a student's folders in Brightspace's download the newest by its name counts."""
    inside = {
        "index.html": b"<html></html>",
        "1-2 - Ann de Wit - Jan 14, 2022 505 PM/rivers.ipynb": notebook("second"),
        "1-2 - Ann de Wit - Jan 14, 2022 1105 AM/rivers.ipynb": notebook("first"),
        "3-4 - Bob Ross - 14 januari, 2022 1210/rivers.zip": zipped(school.work("bob's")),
    }
    assert school.bad(school.put("rivers Download.zip", zipped(inside))) == []
    assert b"second" in school.there("ann")["rivers.ipynb"]
    assert school.there("ann")["timestamp.txt"] == timestamp(datetime(2022, 1, 14, 17, 5))
    assert school.there("bob")["timestamp.txt"] == timestamp(datetime(2022, 1, 14, 12, 10))


def test_folders_named_after_students(school: School) -> None:
    """A download with a folder a student, as Itslearning's, is taken apart by their names."""
    inside = {
        **{f"de Wit, Ann/{name}": data for name, data in school.work("ann's", folder="").items()},
        "Bob Ross/rivers (1).ipynb": notebook("bob's"),
        "Hooft van 't, Zoë/rivers.zip": zipped(school.work("zoe's")),
    }
    assert school.bad(school.put("Rivers.zip", zipped(inside))) == []
    for name in ("ann", "bob", "zoe"):
        assert f"{name}'s".encode() in school.there(name)["rivers.ipynb"]


def test_an_unpacked_download(school: School) -> None:
    """A download that was unpacked is taken in like the ZIP file itself, whatever is around it."""
    for name, data in moodle({("Ann de Wit", 1): school.work("ann's", folder="")}).items():
        school.put(f"download/HIST/{name}", data)
    assert school.bad(school.mail / "download") == []
    assert b"ann's" in school.there("ann")["rivers.ipynb"]


MAIL = {
    "ann.zip": "ann",
    "rivers_Ann de Wit (1).zip": "ann",
    "ann.dewit@school.nl.zip": "ann",
    "1001-rivers-final.zip": "ann",
    "Wit, Ann de - Rivers.zip": "ann",
    "ANNDEWIT.zip": "ann",
    "Rivers van Bob Ross 14-01-2022.zip": "bob",
    "ross_bob_v2.zip": "bob",
    "Zoe van t Hooft.zip": "zoe",
    "inleveropdracht Zoë_van_'t_Hooft - kopie.zip": "zoe",
}


@pytest.mark.parametrize(("name", "student"), MAIL.items())
def test_a_name_that_says_it(school: School, name: str, student: str) -> None:
    """A file from the mail goes to the student that its name says, and to nobody else."""
    school.put(name, zipped(school.work()))
    assert school.bad() == []
    assert school.there(student).keys() >= WORK
    assert len(list((school.root / "submitted").iterdir())) == 1


UNSURE = ["Ann.zip", "rivers.zip", "Joann de Wit.zip", "Ann and Bob.zip", "de Wit.zip",
          "Jo Ann de Wit.zip", "Ann de Wit and Bob Ross.zip"]  # fmt: skip


@pytest.mark.parametrize("name", UNSURE)
def test_nobody_is_guessed(school: School, name: str) -> None:
    """A name that may mean another, or nobody, is left out, with what to type."""
    students = (*CLASS[1:], Student(id="s1", first_name="Ann", last_name="de Wit"))
    school.students = students
    school.put(name, zipped(school.work()))
    (said,) = school.bad()
    assert said.startswith(f"'{name}' was left out: ")
    assert f'--as "{name}=' in said
    assert not (school.root / "submitted").exists()
    school.settled = {name: "s1"}
    assert school.bad() == []
    assert school.there("s1").keys() >= WORK


def test_a_name_within_a_name(school: School) -> None:
    """Jo Ann's work is hers, and Ann's is Ann's, though both are called Ann Smith."""
    school.students = (
        *CLASS,
        Student(id="s2", first_name="Jo Ann", last_name="Smith"),
        Student(id="s3", first_name="Ann", last_name="Smith"),
    )
    school.put("rivers Jo Ann Smith.zip", zipped(school.work("jo's")))
    school.put("rivers Ann Smith.zip", zipped(school.work("ann's")))
    assert school.bad() == []
    assert b"jo's" in school.there("s2")["rivers.ipynb"]
    assert b"ann's" in school.there("s3")["rivers.ipynb"]


def test_two_of_one_name(school: School) -> None:
    """Of two students of one name in the class none gets what came under that name."""
    school.students = (*CLASS, Student(id="ann2", first_name="Ann", last_name="de Wit"))
    inside = moodle({("Ann de Wit", 1): {"rivers.ipynb": notebook()}})
    (said,) = school.bad(school.put("d.zip", zipped(inside)))
    assert "by Ann de Wit (ann) or Ann de Wit (ann2)" in said


def test_a_notebook_from_the_mail(school: School) -> None:
    """A bare notebook is taken in, and it is said that no answers came with it."""
    school.put("ann rivers (2).ipynb", notebook("ann's"))
    (line,) = school.collect()
    assert line.good
    assert line.said == "'ann rivers (2).ipynb': no answers to the quiz came with it."
    assert b"ann's" in school.there("ann")["rivers.ipynb"]


def test_a_notebook_under_another_name(school: School) -> None:
    """A notebook whose cells are the assignment's is known, whatever it is called."""
    school.put("ann.zip", zipped({"my homework.ipynb": notebook("ann's")}))
    assert school.bad() == []
    assert b"ann's" in school.there("ann")["rivers.ipynb"]


def test_a_notebook_without_its_cells(school: School) -> None:
    """A notebook of the right name is taken in though the student has emptied it."""
    empty = json.dumps(small_course.notebook([])).encode()
    school.put("ann.zip", zipped({"rivers.ipynb": empty, "answers/rivers.json": school.answers()}))
    assert school.bad() == []
    assert school.there("ann")["rivers.ipynb"] == empty


def test_answers_that_were_handed_in(school: School) -> None:
    """A file of 'Hand in' makes a submission with the released notebook, by its id."""
    school.put("quizkit-answers-2022-01-10.json", school.handed_in("bob"))
    (line,) = school.collect()
    assert "no notebook came with it; the written answers count as not given" in line.said
    there = school.there("bob")
    assert there["rivers.ipynb"] == notebook("as released")
    assert b'"value": "10"' in there["answers/rivers.json"]


def test_two_signs_that_differ(school: School) -> None:
    """Where the file's name says one student and what was typed in it another, it is left out."""
    school.put("ann.json", school.handed_in("bob"))
    (said,) = school.bad()
    assert "it may be by Ann de Wit (ann) or Bob Ross (bob)" in said


def test_one_students_folder(school: School) -> None:
    """A folder that a student works in, unpacked, is one work, named after the folder."""
    for name, data in school.work("ann's", folder="Ann de Wit/").items():
        school.put(name, data)
    assert school.bad(school.mail / "Ann de Wit") == []
    school.put("bob.zip", zipped(school.work("bob's")))
    assert school.bad() == []
    assert b"ann's" in school.there("ann")["rivers.ipynb"]
    assert b"bob's" in school.there("bob")["rivers.ipynb"]


def test_the_name_of_a_folder_that_is_given(school: School) -> None:
    """A folder named after a student is that student's, also if the work lies further down."""
    for name, data in school.work("ann's", folder="Ann de Wit/rivers/").items():
        school.put(name, data)
    assert school.bad(school.mail / "Ann de Wit") == []
    assert b"ann's" in school.there("ann")["rivers.ipynb"]


def test_a_newer_version(school: School) -> None:
    """The newer of two works counts, whichever came first; both are kept, and it is said."""
    for name, day, work in (("ann (1).zip", 2, "newer"), ("ann.zip", 1, "older")):
        files = school.work(work)
        school.put(name, zipped(files, FRIDAY + timedelta(days=day)))
    assert school.bad() == []
    assert b"newer" in school.there("ann")["rivers.ipynb"]
    school.put("ann (2).zip", zipped(school.work("newest"), FRIDAY + timedelta(days=3)))
    (line,) = school.collect(school.mail / "ann (2).zip")
    assert "a newer version counts now" in line.said
    assert b"newest" in school.there("ann")["rivers.ipynb"]
    kept = school.root / "collected" / "rivers" / "ann"
    assert len(list(kept.glob("*/rivers.ipynb"))) == 3
    before = school.everything()
    assert [line.said for line in school.collect()] == []
    assert school.everything() == before


def test_versions_that_no_time_tells_apart(school: School) -> None:
    """Of two works of one time none counts until the teacher has said which."""
    for name in ("ann.zip", "Ann de Wit.zip"):
        school.put(name, zipped(school.work(name)))
    (said,) = school.bad()
    assert said.startswith("'Ann de Wit.zip' and 'ann.zip' were left out: they differ, and which")
    assert school.there("ann") == {}
    school.settled = {"ann.zip": "ann"}
    assert school.bad() == []
    assert b"ann.zip" in school.there("ann")["rivers.ipynb"]
    school.settled = {}
    assert school.bad() == []


def test_what_was_there_is_kept(school: School) -> None:
    """What nbgrader had collected before stays among the versions, with its other files."""
    old = school.submission("ann")
    (old / "answers").mkdir(parents=True)
    (old / "rivers.ipynb").write_bytes(notebook("before"))
    (old / "map.png").write_bytes(b"mine")
    (old / "timestamp.txt").write_text("2022-01-10 09:00:00 UTC")
    school.put("ann.zip", zipped(school.work("after")))
    (line,) = school.collect()
    assert "a newer version counts now" in line.said
    assert b"after" in school.there("ann")["rivers.ipynb"]
    kept = school.root / "collected" / "rivers" / "ann"
    assert [path.read_bytes() for path in kept.glob("*-whole/map.png")] == [b"mine"]


def test_what_was_there_may_be_newer(school: School) -> None:
    """An older file does not take the place of newer work."""
    old = school.submission("ann")
    old.mkdir(parents=True)
    (old / "rivers.ipynb").write_bytes(notebook("before"))
    school.put("ann.zip", zipped(school.work("earlier")))
    (line,) = school.collect()
    assert "an earlier version came" in line.said
    assert b"before" in school.there("ann")["rivers.ipynb"]


def test_a_link_in_the_place_of_a_submission(school: School) -> None:
    """Nothing is written through a link."""
    elsewhere = school.root / "elsewhere"
    elsewhere.mkdir()
    school.submission("ann").parent.mkdir(parents=True)
    school.submission("ann").symlink_to(elsewhere)
    school.put("ann.zip", zipped(school.work()))
    (said,) = school.bad()
    assert "is a link; move it away" in said
    assert list(elsewhere.iterdir()) == []


LEFT_OUT = {
    "ann.7z": (b"7z\xbc\xaf\x27\x1c\0\0", "it is a 7z archive, which is not opened here; unpack"),
    "ann.rar": (b"Rar!\x1a\x07\x00", "it is a RAR archive, which is not opened here; unpack"),
    "ann.pdf": (b"%PDF-1.7", "it is no ZIP file: it is a PDF document"),
    "ann.zip": (b"hello", "it is no ZIP file"),
    "ann (2).zip": (b"", "it is empty; ask for it again"),
    "Ann de Wit.ipynb": (b"", "it is empty; ask for it again"),
    "ann.ipynb": (b"<!DOCTYPE html><html>", "there is no 'rivers.ipynb' in it"),
    "ann.json": (b"{}", "there is no 'rivers.ipynb' in it, and no answers"),
}


@pytest.mark.parametrize(("name", "case"), LEFT_OUT.items())
def test_what_cannot_be_used_is_told(school: School, name: str, case: tuple[bytes, str]) -> None:
    """A file that holds no work is named with the reason; the others come in."""
    school.put(name, case[0])
    school.put("bob.zip", zipped(school.work()))
    (said,) = school.bad()
    assert said.startswith(f"'{name}' was left out: ")
    assert case[1] in said
    assert school.there("bob").keys() >= WORK
    assert school.there("ann") == {}


def test_a_broken_notebook_is_told(school: School) -> None:
    """The assignment's notebook that is none is told, and not handed in."""
    school.put("ann.zip", zipped({"rivers.ipynb": b"%PDF-1.7"}))
    (said,) = school.bad()
    assert "'rivers.ipynb' is a PDF document; ask for it again" in said


def test_two_notebooks_in_one_work(school: School) -> None:
    """Two notebooks that differ in one work are told; two that are equal are one."""
    files = {"rivers.ipynb": notebook("a"), "rivers (1).ipynb": notebook("b")}
    school.put("ann.zip", zipped(files))
    (said,) = school.bad()
    assert "2 notebooks 'rivers.ipynb' that differ" in said
    school.put("ann.zip", zipped({**files, "rivers (1).ipynb": notebook("a")}))
    assert school.bad() == []


def test_a_damaged_answers_file_comes_in(school: School) -> None:
    """What a student's answers file holds is for grading to judge, where it lies in its place."""
    files = {"rivers.ipynb": notebook(), "answers/rivers.json": b"{"}
    school.put("ann.zip", zipped(files))
    assert school.bad() == []
    assert school.there("ann")["answers/rivers.json"] == b"{"


def test_a_pipe_and_a_name_that_is_not_there(school: School) -> None:
    """What is no plain file is told and not waited for."""
    os.mkfifo(school.root / "pipe.zip")
    said = school.bad(school.root / "pipe.zip", school.root / "gone.zip")
    assert "'pipe.zip' was left out: it is no plain file." in said
    assert "'gone.zip' was left out: there is no such file." in said


class Asked(Teacher):
    """A teacher who always gives the same answers."""

    def __init__(self, student: Student | None, version: int | None = None) -> None:
        self.student, self.version, self.asked = student, version, list[str]()
        self.begins = ""

    def whose(self, delivery: Delivery, match: Match, begins: str) -> Student | None:
        """Answer whose it is."""
        assert not match.sure
        self.begins = begins
        self.asked.append(delivery.owner)
        return self.student

    def which(self, student: Student, versions: Sequence[Version]) -> Version | None:
        """Answer which counts."""
        self.asked.append(student.id)
        return None if self.version is None else versions[self.version]


def test_the_teacher_is_asked(school: School) -> None:
    """Where a name is unsure, and only there, the teacher is asked, and may leave it out."""
    school.put("Ross.zip", zipped(school.work("bob's")))
    school.put("ann.zip", zipped(school.work("ann's")))
    school.teacher = asked = Asked(None)
    assert school.bad() == ["'Ross.zip' was left out: you left it out."]
    school.teacher = asked = Asked(CLASS[1])
    assert school.bad() == []
    assert asked.asked == ["Ross.zip"]
    assert b"bob's" in school.there("bob")["rivers.ipynb"]
    assert school.bad() == []
    assert asked.asked == ["Ross.zip"], "the same file is asked for once"
    school.put("Ross.zip", zipped(school.work("another"), FRIDAY + timedelta(days=1)))
    assert school.bad() == []
    assert asked.asked == ["Ross.zip", "Ross.zip"]


def test_the_question_shows_how_the_answer_begins(school: School) -> None:
    """With the question comes how the written answer begins, without what was there before."""
    content = json.loads(notebook())
    essay = next(c for c in content["cells"] if c["id"] == "id-essay")
    files = school.work()
    school.put("Ross.zip", zipped(files))
    school.teacher = asked = Asked(None)
    school.collect()
    assert asked.begins == ""
    essay["source"] += "\nThe Rhine rises in " + "the Alps " * 20
    files["rivers/rivers.ipynb"] = json.dumps(content).encode()
    school.put("Ross.zip", zipped(files))
    school.collect()
    assert asked.begins.startswith("The Rhine rises in the Alps")
    assert asked.begins.endswith(" …")


def test_the_teacher_says_which_version_counts(school: School) -> None:
    """Where no time tells the newest, the teacher is asked, once."""
    for name in ("Ann de Wit.zip", "ann.zip"):
        school.put(name, zipped(school.work(name)))
    school.teacher = asked = Asked(None, version=0)
    assert school.bad() == []
    assert asked.asked == ["ann"]
    assert b"Ann de Wit.zip" in school.there("ann")["rivers.ipynb"]
    assert school.bad() == []
    assert asked.asked == ["ann"]


def test_a_wrong_as(school: School) -> None:
    """An id that nobody has, and a file that did not come, are told."""
    school.settled = {"x.zip": "anna"}
    with pytest.raises(UnknownName, match="did you mean 'ann'"):
        school.collection()
    school.settled = {"x.zip": "ann"}
    assert school.bad() == ["--as x.zip: nothing of that name came; check it."]


def test_as_names_one_file(school: School) -> None:
    """Of two files of one name in several folders, ``--as`` gives nobody the second."""
    paths = [school.put(f"{folder}/x.zip", zipped(school.work(folder))) for folder in "ab"]
    school.settled = {str(paths[0]): "ann"}
    (said,) = school.bad(*paths)
    assert (
        said == "'x.zip' was left out: another file of that name has come; give one another name."
    )
    assert b"# a" in school.there("ann")["rivers.ipynb"]


def test_a_wrong_answer_is_taken_back(school: School) -> None:
    """A file that went to the wrong student goes to another by ``--as``, and the first gets back
    what counted before.
    """
    school.put("ann.zip", zipped(school.work("ann's")))
    school.put("Ross.zip", zipped(school.work("bob's"), FRIDAY + timedelta(days=1)))
    school.teacher = Asked(CLASS[0])
    assert school.bad() == []
    assert b"bob's" in school.there("ann")["rivers.ipynb"]
    school.teacher, school.settled = None, {"Ross.zip": "bob"}
    said = [line.said for line in school.collect()]
    assert "'Ross.zip' is taken back from Ann de Wit (ann)." in said
    assert b"ann's" in school.there("ann")["rivers.ipynb"]
    assert b"bob's" in school.there("bob")["rivers.ipynb"]
    school.settled = {}
    before = school.everything()
    assert school.collect() == []
    assert school.everything() == before


def test_a_file_is_nobodys(school: School) -> None:
    """With ``=nobody`` a file is taken back, and where nothing else came, nothing is handed in."""
    school.put("Ross.zip", zipped(school.work("bob's")))
    school.teacher = Asked(CLASS[0])
    assert school.bad() == []
    school.teacher, school.settled = None, {"Ross.zip": "nobody"}
    said = [line.said for line in school.collect()]
    assert said[0] == "'Ross.zip' is taken back from Ann de Wit (ann)."
    assert "nothing is handed in now" in said[1]
    assert not school.submission("ann").parent.exists()
    assert school.collect() == [], "it is told once"
    kept = school.root / "collected" / "rivers" / "ann"
    assert [b"bob's" in path.read_bytes() for path in kept.glob("*/rivers.ipynb")] == [True]
    school.settled = {}
    school.teacher = asked = Asked(CLASS[0])
    assert school.bad() == []
    assert asked.asked == ["Ross.zip"], "the question comes again"
    assert b"bob's" in school.there("ann")["rivers.ipynb"]


def test_a_file_that_came_before_is_nobodys(school: School) -> None:
    """What is kept can be taken back without the file itself, if one student alone has it."""
    path = school.put("ann.zip", zipped(school.work()))
    assert school.bad() == []
    path.unlink()
    school.settled = {"ann.zip": "bob"}
    (said,) = school.bad()
    assert said == (
        "--as ann.zip: that came before, as work of ann; give this command the file, too."
    )
    school.settled = {"ann.zip": "nobody"}
    assert school.bad() == []
    assert not school.submission("ann").exists()
    school.settled = {"ann.zip": "ann"}
    assert school.bad() == []
    assert school.there("ann").keys() >= WORK


def test_as_counts_over_newer_work(school: School) -> None:
    """What ``--as`` names counts, though newer work is there, until still newer comes."""
    school.put("ann.zip", zipped(school.work("right")))
    school.put("Ann de Wit.zip", zipped(school.work("wrong"), FRIDAY + timedelta(days=1)))
    (line,) = school.collect()
    assert line.said.startswith("Ann de Wit (ann) sent 2; that of 2022-01-15 17:00")
    assert b"wrong" in school.there("ann")["rivers.ipynb"]
    school.settled = {"ann.zip": "ann"}
    (line,) = school.collect()
    assert "by your word another version counts now" in line.said
    assert b"right" in school.there("ann")["rivers.ipynb"]
    school.settled = {}
    assert school.collect() == []
    school.put("ann rivers.zip", zipped(school.work("later"), FRIDAY + timedelta(hours=1)))
    (line,) = school.collect()
    assert "a newer version counts now" in line.said
    assert b"later" in school.there("ann")["rivers.ipynb"]


def test_as_ends_a_tie_of_two_answers(school: School) -> None:
    """Of two works of one time, both given by the teacher, the one that ``--as`` names counts."""
    for name in ("Ross.zip", "Hooft.zip"):
        school.put(name, zipped(school.work(name)))
    school.teacher = asked = Asked(CLASS[0], version=0)
    assert school.bad() == []
    assert asked.asked == ["Hooft.zip", "Ross.zip", "ann"]
    for name in ("Ross.zip", "Hooft.zip", "Ross.zip"):
        school.settled = {name: "ann"}
        assert school.bad() == []
        assert name.encode() in school.there("ann")["rivers.ipynb"]


def test_nothing_is_written_before_the_last_answer(school: School) -> None:
    """Who stops at the last question has handed in nothing for anybody."""
    school.put("bob.zip", zipped(school.work("bob's")))
    for name in ("Zoe van t Hooft.zip", "zoe.zip"):
        school.put(name, zipped(school.work(name)))

    class Stopping(Asked):
        def which(self, *_: object) -> Version | None:
            """Stop, as Ctrl-C does."""
            raise KeyboardInterrupt

    school.teacher = Stopping(None)
    before = school.everything()
    with pytest.raises(KeyboardInterrupt):
        school.collect()
    assert school.everything() == before


def test_without_a_class(school: School) -> None:
    """Without a class list nothing is done, and it is said how to write one."""
    school.students = ()
    with pytest.raises(CourseError, match="id,first_name,last_name,email"):
        school.collection()


def test_who_is_missing(school: School) -> None:
    """After collecting it is known who has handed in nothing."""
    school.put("ann.zip", zipped(school.work()))
    collection = school.collection()
    assert list(collection.take([school.mail])) == []
    assert [student.id for student in collection.missing()] == ["bob", "zoe"]
    assert collection.counts["new"] == 1


def test_a_link_among_the_mail(school: School) -> None:
    """A link in a folder is not followed: the folder is told, and nothing of it comes in."""
    school.put("ann/rivers.ipynb", notebook())
    (school.mail / "ann" / "notes.txt").symlink_to("/etc/hostname")
    (said,) = school.bad(school.mail / "ann")
    assert "'notes.txt' in it is a link" in said
    assert not (school.root / "submitted").exists()


def test_nothing_of_a_name_reaches_the_disk(school: School, tmp_path: Path) -> None:
    """Every path that is written is made of ids, names of the release and times."""
    inside = moodle({("Ann de Wit", 1): {"Ünïcode dir/rivers.ipynb": notebook()}})
    assert school.bad(school.put("d.zip", zipped(inside))) == []
    assert not any("nïcode" in path for path in school.everything())


def test_what_is_kept_is_no_part_of_the_course(school: School) -> None:
    """Versions of students' work count as made: no check takes them for the teacher's."""
    school.put("ann.zip", zipped(school.work()))
    assert school.bad() == []
    kept = school.root / "collected"
    assert kept.is_dir()
    assert kept in Layout(school.root).made


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_a_damaged_release_is_told_with_its_name(text: str, tmp_path: Path) -> None:
    """The sentence names the file that cannot be read, and how to have another."""
    (tmp_path / "rivers.ipynb").write_text(text)
    with pytest.raises(CourseError, match=r"rivers\.ipynb .*generate_assignment"):
        Release.of(tmp_path)


def test_a_full_disk_is_told_in_words(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room, the sentence says so, and nothing is handed in by half."""
    school.put("ann.zip", zipped(school.work()))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(school.root))

    monkeypatch.setattr(versions, "_write", full)
    (said,) = school.bad()
    assert said == "'ann.zip' was left out: No space left on device."
    assert not (school.root / "submitted" / "ann" / "rivers").exists()
