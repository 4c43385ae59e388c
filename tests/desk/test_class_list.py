"""The class list, in whatever form a school's system or a spreadsheet writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader import api
from nbgrader.api import Gradebook
from sqlalchemy import create_engine

from course import tables_version
from quizkit.desk.class_list import class_list, enrol, table
from quizkit.desk.student_table import Student, read
from quizkit.errors import CourseError

ANN = Student(id="ann", first_name="Ann", last_name="de Wit", email="ann@school.nl")


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a table."""
    path = folder / "students.csv"
    path.write_bytes(text.encode(encoding))
    return path


FORMS = {
    "nbgrader's": "id,first_name,last_name,email\nann,Ann,de Wit,ann@school.nl\n",
    "in another order": "email,last_name,id,first_name\nann@school.nl,de Wit,ann,Ann\n",
    "of a Dutch spreadsheet": "ID;Voornaam;Achternaam;E-mail\r\nann;Ann;de Wit;ann@school.nl\r\n",
    "of a Dutch school": (
        "id;roepnaam;tussenvoegsel;achternaam;e-mailadres\nann;Ann;de;Wit;ann@school.nl"
    ),
    "with tabs": "id\tfirst name\tsurname\temail address\nann\tAnn\tde Wit\tann@school.nl\n",
    "with empty lines": "id,first_name,last_name,email\n\nann,Ann,de Wit,ann@school.nl\n,,,\n",
    "of a German school": "Kennung;Name;Vorname;E-Mail\nann;de Wit;Ann;ann@school.nl\n",
    "of a French school": "Identifiant;Nom;Prénom;Courriel\nann;de Wit;Ann;ann@school.nl\n",
    "below a title": "Class 4H1;;\nmade in 2026;;\nid;naam;mail\nann;de Wit, Ann;ann@school.nl\n",
    "for Excel": "sep=;\nid;name;email\nann;de Wit, Ann;ann@school.nl\n",
    "with commas in a head": 'id;"Last, First";email\nann;de Wit, Ann;ann@school.nl\n',
    "with notes": 'id,name,email,note\nann,"de Wit, Ann",ann@school.nl,"one\ntwo"\n',
    "with a name": 'id,name,email\nann,"de Wit, Ann",ann@school.nl\n',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_forms(tmp_path: Path, text: str, encoding: str) -> None:
    """A table is read by its heads, in any order, with any separator and encoding."""
    assert read(written(tmp_path, text, encoding)) == (ANN,)


def test_accents_in_an_old_encoding(tmp_path: Path) -> None:
    """A table that Excel saved without UTF-8 keeps its accents."""
    (student,) = read(written(tmp_path, "id,first_name\nzoe,Zoë\n", "cp1252"))
    assert student.first_name == "Zoë"


def test_canvas(tmp_path: Path) -> None:
    """The gradebook that Canvas exports is a class list: its ID is Canvas's, the login is ours."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Rivers (4321)\n"
        "    Points Possible,,,,,10\n"
        '"de Wit, Ann",501,1001,ann,4H1,\n'
    )
    (student,) = read(written(tmp_path, text))
    assert student == Student(
        id="ann",
        first_name="Ann",
        last_name="de Wit",
        login="ann",
        number="1001",
        lms_id="501",
        section="4H1",
    )


def test_moodle_and_brightspace(tmp_path: Path) -> None:
    """The lists that Moodle and Brightspace export are class lists, by number or account."""
    moodle = "First name,Last name,ID number,Email address\nAnn,de Wit,1001,ann@school.nl\n"
    (student,) = read(written(tmp_path, moodle))
    assert (student.id, student.number, student.name) == ("1001", "1001", "Ann de Wit")
    brightspace = "OrgDefinedId,Username,Last Name,First Name\n1001,ann,de Wit,Ann\n"
    (student,) = read(written(tmp_path, brightspace))
    assert (student.id, student.number) == ("ann", "1001")


MISTAKES = {
    "no id": ("first_name,last_name\nAnn,de Wit\n", ":1: no column says who is who"),
    "empty": ("", ":1: no column says who is who"),
    "twice": ("id\nann\nann\n", ":3: 'ann' is in it twice, in line 2 too; keep one"),
    "twice but for capitals": ("id\nann\nAnn\n", ":3: 'Ann' is in it twice, in line 2 too"),
    "a number made short": ("number,name\n1.2E+05,Ann\n", ":2: '1.2E+05' is what a spreadsheet"),
    "so in Dutch": ("id;nummer\nann;1,2E+05\n", ":2: '1,2E+05' is what a spreadsheet"),
    "a number with a point": ("number\n1001.0\n", ":2: '1001.0' is what a spreadsheet"),
    "a comma in a name": ("id,name\nann,de Wit, Ann\n", ":2: this line has more cells than"),
    "one open to the end": ('id,note\nann,a\nbob,"b\ncy,c\n', "(from line 3 on: unexpected end"),
    "a path": ("id\n../ann\n", ":2: '../ann' can be no student's id"),
    "a formula": ("id\n=1+1\n", "can be no student's id"),
    "signs": ("id\nan\x1b[2Jn\n", "'an�[2Jn' can be no student's id"),
    "no id on a line": ("id,name\nann,Ann\n,Bob\n", ":3: this line has no 'id'; write it"),
    "long": (f"id\n{'a' * 10_000}\n", ":2: 'aaaaaaaaaaaaaaaaaaaa…' is too long"),
    "a workbook": ("PK\0\3", "is no table of text"),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(tmp_path: Path, text: str, said: str) -> None:
    """What cannot be used is told with its line."""
    with pytest.raises(CourseError) as told:
        read(written(tmp_path, text))
    assert said in str(told.value)
    assert "students.csv" in str(told.value)


def test_empty_lines_before_the_head(tmp_path: Path) -> None:
    """What a spreadsheet leaves above its table is passed over; a mistake has its own line."""
    (ann,) = read(written(tmp_path, "\r\n;;\r\nid;name\r\nann;Ann\r\n"))
    assert (ann.id, ann.name) == ("ann", "Ann")
    with pytest.raises(CourseError, match=r"students\.csv:3: no column says who is who"):
        read(written(tmp_path, "\n\nfirst_name,last_name\n"))


def test_numbers_keep_their_zeros(tmp_path: Path) -> None:
    """Zeros before a number stay, also where a spreadsheet or Brightspace marked it as text."""
    text = 'number,name\n0012,Ann\n\'0013,Bob\n"=""0014""",Cy\n#0015,Di\n'
    assert [each.id for each in read(written(tmp_path, text))] == ["0012", "0013", "0014", "0015"]


def test_numbers_that_lost_their_zeros_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number that the gradebook has with zeros before it makes no second student."""
    monkeypatch.setattr(api, "get_alembic_version", tables_version.newest)
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(address) as gradebook:
        gradebook.add_student("0012")
    written(tmp_path, "number,name\n12,Ann\n")
    with pytest.raises(CourseError, match=r"students\.csv: '12' is '0012' in the gradebook"):
        class_list(tmp_path, create_engine(address))


def test_the_gradebook_gets_the_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table's students come into the gradebook with their names; nobody and nothing goes."""
    monkeypatch.setattr(api, "get_alembic_version", tables_version.newest)
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(address) as gradebook:
        gradebook.add_student("ann", first_name="A.", email="ann@school.nl")
        gradebook.add_student("old", first_name="Old", last_name="Pupil")
    text = "id;voornaam;achternaam;e-mail\nann;Ann;de Wit;\nzoe;Zoë;van 't Hooft;zoe@school.nl\n"
    written(tmp_path, text, "cp1252")
    engine = create_engine(address)
    assert [enrol(table(tmp_path), engine) for _ in "12"] == [1, 0]
    with Gradebook(address) as gradebook:
        found = {
            each.id: (each.first_name, each.last_name, each.email) for each in gradebook.students
        }
    assert found == {
        "ann": ("Ann", "de Wit", "ann@school.nl"),
        "old": ("Old", "Pupil", None),
        "zoe": ("Zoë", "van 't Hooft", "zoe@school.nl"),
    }
    assert [student.id for student in class_list(tmp_path, engine)] == ["ann", "zoe", "old"]
