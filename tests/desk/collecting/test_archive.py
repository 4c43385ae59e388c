"""Archives that are made to do harm, none of which is opened; and honest ones, which all are."""

from __future__ import annotations

import contextlib
import io
import json
import random
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.incoming import School, moodle, notebook, zipped
from quizkit.archives import archive
from quizkit.archives.archive import Limits
from quizkit.archives.entry_names import Refused
from soak import sampled

NOTEBOOK = {"rivers.ipynb": "{}"}


def entry(
    name: str,
    data: bytes = b"{}",
    *,
    kind: int = 0,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Return an archive with the notebook, and an entry of that name and kind."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("rivers.ipynb", notebook())
        info = zipfile.ZipInfo("placeholder", (2022, 1, 14, 17, 0, 0))
        info.filename = info.orig_filename = name
        info.create_system, info.external_attr = 3, (kind | 0o644) << 16
        info.compress_type = method
        out.writestr(info, data)
    return made.getvalue()


def twice(one: str, other: str) -> bytes:
    """Return an archive with two names beside each other."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two equal names
        out.writestr(one, "{}")
        out.writestr(other, "[]")
    return made.getvalue()


def patched(data: bytes, place: int, value: bytes, *, local: bool = True) -> bytes:
    """Change a field of the first entry, where it begins and in the list at the end."""
    made = bytearray(data)
    start = made.index(b"PK\x01\x02") + place
    made[start : start + len(value)] = value
    if local:
        made[place - 2 : place - 2 + len(value)] = value
    return bytes(made)


ONE = zipped(NOTEBOOK)
FLAGS, METHOD, CRC, PACKED, SIZE = 8, 10, 16, 20, 24
MANY = 2_001


def overlapping() -> bytes:
    """Return an archive of which two entries share content, as in David Fifield's bombs."""
    made = bytearray(zipped({"rivers.ipynb": b"{}" * 40, "b.json": b"{}"}))
    first = made.index(b"PK\x01\x02")
    second = made.index(b"PK\x01\x02", first + 4)
    first_size = struct.unpack_from("<L", made, first + PACKED)[0]
    struct.pack_into("<L", made, first + PACKED, first_size + 30)
    struct.pack_into("<L", made, PACKED - 2, first_size + 30)
    assert second
    return bytes(made)


def other_name_inside() -> bytes:
    """Return an archive whose entry has another name where its content begins."""
    made = bytearray(ONE)
    made[30:42] = b"../evil.ipyn"
    return bytes(made)


def many() -> bytes:
    """Return an archive of very many files."""
    return zipped({f"{number}.txt": "" for number in range(MANY)})


def nested(depth: int) -> bytes:
    """Return archives in one another."""
    data = zipped(NOTEBOOK)
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


ZEROS = bytes(30 * 2**20)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "up": (lambda: entry("../rivers.ipynb"), "leads out of the folder"),
    "up and down": (lambda: entry("a/../../b.ipynb"), "leads out of the folder"),
    "up on Windows": (lambda: entry("..\\..\\b.ipynb"), "leads out of the folder"),
    "up at the end": (lambda: entry("a/.."), "leads out of the folder"),
    "from the root": (lambda: entry("/etc/cron.d/x"), "names a place on the computer"),
    "from Windows' root": (lambda: entry("\\Windows\\x"), "names a place on the computer"),
    "a share": (lambda: entry("\\\\server\\share\\x"), "names a place on the computer"),
    "a drive": (lambda: entry("C:\\x.ipynb"), "a drive or a stream"),
    "a drive without a folder": (lambda: entry("C:x.ipynb"), "a drive or a stream"),
    "a stream": (lambda: entry("rivers.ipynb:hidden"), "a drive or a stream"),
    "a link": (lambda: entry("a", b"/etc/passwd", kind=stat.S_IFLNK), "is a link"),
    "a link up": (lambda: entry("a", b"../..", kind=stat.S_IFLNK), "is a link"),
    "a link to a folder": (lambda: entry("a/", b"", kind=stat.S_IFLNK), "is a link"),
    "a pipe": (lambda: entry("a", kind=stat.S_IFIFO), "is a pipe"),
    "a socket": (lambda: entry("a", kind=stat.S_IFSOCK), "is a socket"),
    "a device": (lambda: entry("a", kind=stat.S_IFBLK), "is a device"),
    "a terminal": (lambda: entry("a", kind=stat.S_IFCHR), "is a device"),
    "an unknown kind": (lambda: entry("a", kind=0o070000), "is no plain file"),
    "CON": (lambda: entry("CON"), "device on Windows"),
    "nul with an ending": (lambda: entry("a/nul.ipynb"), "device on Windows"),
    "COM1 as a folder": (lambda: entry("com1/a.ipynb"), "device on Windows"),
    "LPT with a high digit": (lambda: entry("LPT².txt"), "device on Windows"),
    "a dot at the end": (lambda: entry("rivers.ipynb."), "ends in one or in a dot"),
    "a space at the end": (lambda: entry("rivers.ipynb "), "ends in one or in a dot"),
    "a space before": (lambda: entry(" rivers.ipynb"), "begins with a space"),
    "an end of line": (lambda: entry("a\nb.ipynb"), "cannot be seen"),
    "a signal to the terminal": (lambda: entry("\x1b[2Ja.ipynb"), "cannot be seen"),
    "a zero in the name": (lambda: entry("a\0.ipynb"), "cannot be seen"),
    "text turned round": (lambda: entry("a\u202ebnypi.exe"), "cannot be seen"),
    "a separator of lines": (lambda: entry("a\u2028b"), "cannot be seen"),
    "a name too long": (lambda: entry("a" * 300), "too long"),
    "a path too long": (lambda: entry("/".join("ab" * 9 for _ in range(60))), "too deep"),
    "folders too deep": (lambda: entry("a/" * 25 + "b"), "too deep"),
    "twice": (lambda: twice("a.ipynb", "a.ipynb"), "is in it twice"),
    "twice by another way": (lambda: twice("a.ipynb", "./a.ipynb"), "is in it twice"),
    "capitals": (lambda: twice("a.ipynb", "A.ipynb"), "differ in capitals alone"),
    "capitals in a folder": (lambda: twice("a/x", "A/y"), "differ in capitals alone"),
    "sharp s": (lambda: twice("straße", "STRASSE"), "differ in capitals alone"),
    "composed or not": (lambda: twice("é.ipynb", "e\u0301.ipynb"), "is in it twice"),
    "a file as a folder": (lambda: twice("a", "a/b"), "a file and a folder at once"),
    "a folder that holds data": (lambda: entry("a/", b"{}"), "a file and a folder at once"),
    "a password": (lambda: patched(ONE, FLAGS, b"\x01\0"), "has a password"),
    "a password told late": (
        lambda: ONE[:6] + b"\x01\0" + ONE[8:],
        "has a password",
    ),
    "a strong password": (lambda: patched(ONE, FLAGS, b"\x41\0"), "has a password"),
    "deflate64": (lambda: patched(ONE, METHOD, b"\x09\0"), "is not opened here"),
    "bzip2": (lambda: entry("a", method=zipfile.ZIP_BZIP2), "is not opened here"),
    "lzma": (lambda: entry("a", method=zipfile.ZIP_LZMA), "is not opened here"),
    "a bomb": (lambda: zipped({"rivers.ipynb": ZEROS}), "grow more than 200 times"),
    "a bomb beside": (lambda: entry("a.txt", ZEROS), "grow more than 200 times"),
    "a bomb that lies": (
        lambda: patched(zipped({"rivers.ipynb": ZEROS}), SIZE, b"\x10\0\0\0"),
        "not as large as it says",
    ),
    "a giant by its claim": (
        lambda: patched(ONE, SIZE, b"\xff\xff\xff\x7f", local=False),
        "larger than 256 MB",
    ),
    "stored, and larger than it is": (
        lambda: patched(patched(ONE, METHOD, b"\0\0"), SIZE, b"\xff\0\0\0"),
        "not as large as it says",
    ),
    "too many": (many, "more than 2,000"),
    "archives in one another": (lambda: nested(3), "an archive in an archive"),
    "a bomb in an archive": (
        lambda: zipped({"work.zip": zipped({"rivers.ipynb": ZEROS})}),
        "grow more than 200 times",
    ),
    "a link in an archive": (
        lambda: zipped({"work.zip": entry("a", b"/etc", kind=stat.S_IFLNK)}),
        "is a link",
    ),
    "entries over one another": (overlapping, "lies over another file"),
    "two names": (other_name_inside, "has two names"),
    "another sum": (lambda: patched(ONE, CRC, b"\1\2\3\4"), "is damaged"),
    "cut off": (lambda: ONE[:-30], "it is damaged"),
    "cut at the beginning": (lambda: ONE[10:], "it is no ZIP file"),
    "a program before it": (lambda: b"MZ\x90\0" * 20 + ONE, "something stands before it"),
    "a list that points elsewhere": (
        lambda: patched(ONE, 42, b"\xff\xff\0\0", local=False),
        "is damaged",
    ),
    "nothing in it": (lambda: zipped({}), "there is nothing in it"),
    "folders alone": (lambda: zipped({"a/": b""}), "there is nothing in it"),
}


def test_there_are_enough() -> None:
    """More than forty ways to do harm are tried."""
    assert len(HOSTILE) > 60


@pytest.mark.parametrize(("make", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused(school: School, make: Callable[[], bytes], why: str) -> None:
    """An archive that could do harm is refused with the reason, and nothing is written."""
    path, before = school.put("ann.zip", make()), school.everything()
    (said,) = school.bad(path)
    assert said.startswith("'ann.zip' was left out: ")
    assert why in said
    assert said.isprintable()
    assert said.count(". ") == 0
    assert school.everything() == before


@pytest.mark.parametrize("name", ["up", "a link", "capitals", "a bomb", "two names"])
def test_a_hostile_archive_in_a_download(school: School, name: str) -> None:
    """A student's hostile archive keeps nobody else's work out of a download."""
    hostile = HOSTILE[name][0]()
    works = {("Ann de Wit", 1): {"w.zip": hostile}, ("Bob Ross", 2): school.work(folder="")}
    (said,) = school.bad(school.put("d.zip", zipped(moodle(works))))
    assert "'d.zip': 'Ann de Wit' was left out: " in said
    assert HOSTILE[name][1] in said
    assert school.there("bob")
    assert not school.submission("ann").exists()


def test_a_download_of_a_whole_class_may_be_large(tmp_path: Path) -> None:
    """What bounds one student's archive does not bound a class's."""
    path = tmp_path / "class.zip"
    path.write_bytes(many())
    with pytest.raises(Refused, match="more than"):
        archive.files(path)
    assert len(archive.files(path, Limits())) == MANY


def named(raw: bytes, *, flag: bool = False, extra: bytes = b"") -> bytes:
    """Return an archive with an entry whose name is these bytes."""
    flags, data = 0x800 if flag else 0, b"{}"
    head = (20, flags, 0, 0, 0x542E, zlib.crc32(data), len(data), len(data), len(raw), len(extra))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *head) + raw + extra + data
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *head, 0, 0, 0, 0, 0) + raw + extra
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


UNICODE = "Zoë.ipynb".encode()
PATH_FIELD = struct.pack("<HHBL", 0x7075, 5 + len(UNICODE), 1, zlib.crc32(b"Zo?.ipynb")) + UNICODE


@pytest.mark.parametrize(
    "data",
    [
        named("Zoë.ipynb".encode("cp437")),
        named("Zoë.ipynb".encode(), flag=True),
        named("Zoë.ipynb".encode()),
        named("Zoe\u0308.ipynb".encode()),
        named(b"Zo?.ipynb", extra=PATH_FIELD),
    ],
    ids=["DOS", "UTF-8", "UTF-8, not said", "decomposed, as on a Mac", "in a field"],
)
def test_names_in_every_encoding(data: bytes) -> None:
    """A name with an accent is read however the program wrote it, and composed."""
    (file,) = archive.files(data)
    assert file.name == "Zoë.ipynb"
    assert file.read() == b"{}"


def test_windows_folders() -> None:
    r"""With ``\`` between folders, as some programs on Windows write it, folders are folders."""
    assert [file.path for file in archive.files(entry("demands\\answers\\a.json"))] == [
        ("rivers.ipynb",),
        ("demands", "answers", "a.json"),
    ]


def test_the_time_of_a_file() -> None:
    """The time is that of the zone that a field names, or else of this computer's; or none."""
    stamp = struct.pack("<HHBl", 0x5455, 5, 1, 1_642_176_000)
    (file,) = archive.files(named(b"a", extra=stamp))
    assert file.at == datetime(2022, 1, 14, 16, tzinfo=UTC)
    (file,) = archive.files(zipped(NOTEBOOK, datetime(2022, 1, 14, 17, 0)))
    assert file.at == datetime(2022, 1, 14, 17, 0).astimezone(UTC)
    (file,) = archive.files(zipped(NOTEBOOK, datetime(1980, 1, 1)))
    assert file.at is None


@pytest.mark.parametrize("seed", sampled(range(20), 2))
def test_damage_is_a_sentence(seed: int) -> None:
    """However a ZIP file is damaged, it is read or refused, and nothing else happens."""
    chance = random.Random(seed)
    whole = zipped({"rivers.ipynb": notebook(), "w.zip": zipped(NOTEBOOK), "a/b.json": b"{}"})
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 2, 9))):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        with contextlib.suppress(Refused):
            for file in archive.files(bytes(data)):
                file.read()


def test_text_that_packs_well_is_no_bomb() -> None:
    """A notebook with a long table in it, which packs fifty times, is read."""
    table = json.dumps([{"year": number, "text": "a row of the table"} for number in range(20_000)])
    (file,) = archive.files(zipped({"rivers.ipynb": table}))
    assert file.read() == table.encode()
