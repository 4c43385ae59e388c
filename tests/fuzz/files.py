"""The malformed files: a seed's worth of mutations of real quiz files, and some made whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from fuzz.mutations import MUTATIONS, encoded

HEAD = "id: x\ntitle: X\nquestions:\n"
CHOICE = "  - {id: %, type: choice, prompt: P, options: [{text: a, correct: true}, b]}\n"

WHOLE: dict[str, bytes] = {
    "nothing": b"",
    "one NUL": b"\x00",
    "only spaces": b" \t \n",
    "only a comment": b"# x\n",
    "only a byte-order mark": b"\xef\xbb\xbf",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
    "a zip file": b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
    "a notebook": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "a number": b"42",
    "a list": b"- id: x\n- title: y\n",
    "every byte": bytes(range(256)),
    "200,000 brackets": b"[" * 200_000,
    "200,000 braces": b"{" * 200_000,
    "200,000 dashes": b"- " * 200_000,
    "200,000 question marks": b"? " * 200_000,
    "brackets in a field": b"id: " + b"[" * 100_000 + b"]" * 100_000,
    "deep mappings": "".join(f"{' ' * n}a:\n" for n in range(1500)).encode(),
    "laughs": b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)).encode()
    + b"id: x\ntitle: X\nquestions: *a11\n",
    "the same question ten thousand times": (
        f"id: x\ntitle: X\nq: &q {CHOICE.strip(' -').strip()}\nquestions:\n" + "  - *q\n" * 10_000
    ).encode(),
    "one large question ten thousand times": (
        "id: x\ntitle: X\nq: &q {id: a, type: order, prompt: P, items: ["
        + ", ".join(f"item {n}" for n in range(10_000))
        + "]}\nquestions:\n"
        + "  - *q\n" * 10_000
    ).encode(),
    "a quiz that holds itself": b"&q\nid: x\ntitle: X\nquestions: [*q]\n",
    "questions that hold themselves": b"id: x\ntitle: X\nquestions: &q [*q, *q]\n",
    "options that hold themselves": (
        HEAD + "  - {id: a, type: choice, prompt: P, options: &o [*o, {text: *o}]}\n"
    ).encode(),
    "a text that holds itself": b"id: x\ntitle: &t {en: *t}\nquestions: []\n",
    "a list as the name of a field": (
        HEAD + "  - {id: a, type: choice, prompt: P, options: [{[en]: x, text: y}, {[x]: y}]}\n"
    ).encode(),
    "a stem that is one long word": (
        HEAD + CHOICE.replace("%", "q").replace(" P,", f" {'a' * 20_000},")
    ).encode(),
    "a very long line": (HEAD + "  - " + "x" * 1_500_000).encode(),
    "a very long key": (HEAD + "x" * 1_000_000 + ": y\n").encode(),
    "too large": b"# " + b"x" * 3_000_000,
    "fifty thousand unknown fields": "".join(f"f{n}: 1\n" for n in range(50_000)).encode(),
    "a thousand questions": (
        HEAD + "".join(CHOICE.replace("%", f"q{n}") for n in range(1000))
    ).encode(),
    "three thousand equal ids": (HEAD + CHOICE.replace("%", "q") * 3000).encode(),
    "five thousand options": (
        HEAD + "  - {id: a, type: several, prompt: P, options: [{text: x, correct: true}, "
        + ", ".join(f"option {n}" for n in range(5000)) + "]}\n"
    ).encode(),
    "a tower of markup": (
        HEAD + CHOICE.replace("%", "q").replace(" P,", f" {'*a **b ' * 2000},")
    ).encode(),
    "a tower of quotations": (
        HEAD + CHOICE.replace("%", "q").replace(" P,", " '" + "> " * 9000 + "x',")
    ).encode(),
    "a tower of links": (
        HEAD + CHOICE.replace("%", "q").replace(" P,", " '" + "[" * 9000 + "](" * 5000 + "',")
    ).encode(),
}  # fmt: skip


def malformed(sources: Sequence[str], count: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` files, each with a name to find it again by; the same seed, the same files.

    >>> [name for name, _ in malformed(["id: x"], 3, seed=1)][0]
    'nothing'
    """
    yield from list(WHOLE.items())[:count]
    for number in range(count - len(WHOLE)):
        yield f"seed {seed}, file {number}", damaged(sources, seed=seed, number=number)


def damaged(sources: Sequence[str], *, seed: int, number: int) -> bytes:
    """Return one real quiz file with one to four things wrong."""
    chance = Random(f"{seed}/{number}")
    source = chance.choice(sources)
    for _ in range(chance.choice([1, 1, 1, 2, 2, 3, 4])):
        source = chance.choice(MUTATIONS)(source, chance)
    return encoded(source, chance)
