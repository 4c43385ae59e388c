"""Damaged and hostile banks: a sentence, or a bank; never another exception."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from authoring.banks.samples import SAMPLES, bank, question
from quizkit.authoring.banks import readers
from quizkit.authoring.banks.quiz_text import quiz_text
from quizkit.errors import BankError, QuizkitError
from soak import sampled

ODD = [
    b"\x00", b"\xff", b"\xe2\x80\xae", b"&lt;", b"]]>", b"<![CDATA[", b"{", b"}", b"~%", b"=->",
    b"::", b"\\", b"#", b"\r", b"\xef\xbb\xbf", b"1e999", b"%-", b"[[1]]", b"{1:SA:", b"$",
    b'"', b";", b"<",
]  # fmt: skip
Damage = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, chance: random.Random) -> bytes:
    """Return the beginning alone."""
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Return the data with some bits turned."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def filled(data: bytes, chance: random.Random) -> bytes:
    """Return the data with something put in."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(ODD) * chance.randint(1, 3) + data[at:]
    return data


def doubled(data: bytes, chance: random.Random) -> bytes:
    """Return the data with a piece of it moved, or there twice."""
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    at = chance.randrange(len(data))
    return data[:at] + data[start:end] + data[at:]


def reshaped(data: bytes, chance: random.Random) -> bytes:
    """Return XML or JSON that is whole, with parts left out, doubled, moved or of another kind."""
    if data.startswith(b"<"):
        root = ElementTree.fromstring(data)
        for _ in range(chance.randint(1, 6)):
            around = chance.choice([each for each in root.iter() if len(each)] or [root])
            if not len(around):
                break
            part = around[chance.randrange(len(around))]
            chance.choice(XML_CHANGES)(root, around, part, chance)
        return ElementTree.tostring(root)
    value = json.loads(data)
    for _ in range(chance.randint(1, 4)):
        value = changed(value, chance)
    return json.dumps(value).encode()


def _said(_: Element, __: Element, part: Element, chance: random.Random) -> None:
    part.text = (part.text or "") + chance.choice(ODD).decode("latin-1").strip("\0")


def _given(_: Element, __: Element, part: Element, chance: random.Random) -> None:
    part.set(chance.choice(["fraction", "format", "type", "encoding"]), chance.choice(VALUES))


XML_CHANGES = [
    lambda _root, around, part, _chance: around.remove(part),
    lambda _root, around, part, _chance: around.append(part),
    _said,
    _given,
]
VALUES = ["", "nan", "1e400", "-100", "markdown", "plain_text", "cloze", "essay", "matching", "x"]


def changed(value: Any, chance: random.Random) -> Any:
    """Return a JSON value with one part of another kind."""
    if isinstance(value, list | dict) and value and chance.random() < 0.8:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        made = dict(value) if isinstance(value, dict) else list(value)
        made[key] = changed(value[key], chance)
        return made
    return chance.choice([None, True, -1, 1e308, "", "<b>", "$", [], {}, [[]], "x" * 600, {"a": 1}])


def damaged(seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield one damaged file of each format."""
    chance = random.Random(seed)
    for form, (samples, ending) in SAMPLES.items():
        source = chance.choice(list(samples.values())).source.encode()
        if form in ("moodle", "jupyterquiz"):
            yield form, f"bank.{ending}", reshaped(source, chance)
        for _ in range(chance.randint(1, 2)):
            source = chance.choice([cut, flipped, filled, doubled])(source, chance) or b"x"
        yield form, f"bank.{ending}", source


@pytest.mark.parametrize("seed", sampled(range(100), 12))
def test_a_damaged_bank_is_a_sentence_or_a_bank(seed: int) -> None:
    """Whatever is wrong with a file is told in one sentence, or its questions pass the check."""
    for form, name, data in damaged(seed):
        assert outcome(form, name, data) in (ONE_SENTENCE, WRITTEN)


ONE_SENTENCE, WRITTEN = "one sentence", "written"


def outcome(form: str, name: str, data: bytes) -> str:
    """Return what became of a file."""
    try:
        made = quiz_text(readers.read(data, name, form=form), name="damaged")
    except QuizkitError as error:
        return str(error) if "\n" in str(error) else ONE_SENTENCE
    return WRITTEN if made.text.startswith("id: damaged\n") else made.text


HUGE = {
    "jupyterquiz": '[{"question": "q", "type": "numeric", "answers": [{"correct": true, %s}]}]',
    "csv": "type,question,right,tolerance,points\nnumber,q,%s\n",
    "gift": "q {#=%s}",
    "moodle": bank(question("cloze", "n", "q {1:NM:=%s}")),
}
TOO_LARGE = [
    ("jupyterquiz", '"range": [1e308, -1e308]'),
    ("jupyterquiz", '"value": 1e400'),
    *(("csv", numbers) for numbers in ("1e999,1,1", "5,1e999,1", "5,1,1e999")),
    ("gift", "5:1e400"),
    ("moodle", f"5:{'9' * 500}"),
]


@pytest.mark.parametrize(("form", "numbers"), TOO_LARGE)
def test_a_number_of_any_size_is_told(form: str, numbers: str) -> None:
    """A number that no quiz asks for is told of its question."""
    assert outcome(form, "bank.xml", (HUGE[form] % numbers).encode()) in (ONE_SENTENCE, WRITTEN)


HOSTILE = {
    "never closed": b"<quiz>" + b"<![CDATA[" * 200_000,
    "entities": b'<!DOCTYPE quiz [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
    "an outer entity": b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
    "deep": b"<quiz>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</quiz>",
    "deep, by quotes": b"<quiz>" + b"<a b='>'>" * 5_000 + b"</a>" * 5_000 + b"</quiz>",
    "not whole": b"<quiz><question type='essay'>",
    "another root": b"<html><quiz></quiz></html>",
    "an unknown encoding": b'<?xml version="1.0" encoding="klingon"?><quiz></quiz>',
    "nothing but a mark": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    """XML that is made to do harm, or is none, is refused in one sentence that names the file."""
    with pytest.raises(BankError, match=r"^bank\.xml") as refused:
        readers.read(HOSTILE[name], "bank.xml", form="moodle")
    assert "\n" not in str(refused.value)


def test_a_picture_of_a_bank_cannot_leave_the_folder(tmp_path: Path) -> None:
    """The name of a picture in a bank never makes a path: it is made anew."""
    from authoring.banks.samples import PNG, answer

    text = '<img src="@@PLUGINFILE@@/..%2f..%2fevil.png" alt="x">'
    source = bank(question("truefalse", "T", text, answer(100, "true") + answer(0, "false")))
    file = f'<file name="../../evil.png" path="/" encoding="base64">{PNG}</file></questiontext>'
    source = source.replace("</questiontext>", file, 1)
    made = readers.read(source.encode(), "bank.xml")
    assert all("/" not in name and ".." not in name for name in made.pictures)
