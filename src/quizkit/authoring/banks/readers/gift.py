"""GIFT, Moodle's questions as plain text: ``::Title:: Who led? {=Sherman ~Blinken#The minister.}``.

Read as Moodle reads it, and a little more freely: a blank line between braces ends no question, and
a title, or other answers between braces, begins one without a blank line above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from quizkit.authoring.banks import answers as made_of
from quizkit.authoring.banks.answers import Answer, Fields, NotCarried
from quizkit.authoring.banks.bank import Bank, Loss, Reader
from quizkit.authoring.banks.names import Names, tags, titled
from quizkit.authoring.banks.readers.moodle_text import Texts
from quizkit.authoring.banks.readers.moodle_types import category, number
from quizkit.authoring.banks.rich_text import as_text
from quizkit.authoring.banks.source_text import decoded
from quizkit.errors import BankError

_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_STANDS = {sign: chr(0xE030 + at) for at, sign in enumerate(":#={}~n")}  # while it is read
_MEANT = {stands: "\n" if sign == "n" else sign for sign, stands in _STANDS.items()}
_SHARE = re.compile(r"%(-?\d+\.?\d*)%")
_FORMAT = re.compile(r"\[(moodle|html|plain|markdown)\]")
_NOTE = re.compile(r"\[(id|tag):([^\]]+)\]")
_ANSWERED = re.compile(r"(?<!\\)\{\s*(?:[=~#%}>]|(?:TRUE|FALSE|T|F)\b)")
FORMATS = {
    "moodle": "moodle_auto_format", "html": "html", "plain": "plain_text", "markdown": "markdown"
}  # fmt: skip
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
UNSURE = "it was taken to begin in line {line}: no empty line stands above it"
BLANK = "\\_\\_\\_\\_\\_"


def knows(data: bytes, name: str) -> bool:
    """Return whether a text has answers between braces, as GIFT has them."""
    try:
        text = decoded(data, name).text
    except BankError:
        return False
    return not text.lstrip().startswith("<") and (
        name.lower().endswith(".gift") or _ANSWERED.search(text) is not None
    )


def read(data: bytes, name: str) -> Bank:
    """Read a file of questions."""
    source = decoded(data, name)
    reading = _Reading()
    questions = list(reading.questions(source.text))
    title = reading.title or titled(name)
    return Bank(title, tuple(questions), (*source.losses, *reading.losses))


@dataclass(slots=True)
class _Block:
    """The lines of one question, with what the comments above it say of it."""

    line: int
    unsure: bool = False  # where it begins was guessed
    answered: bool = False  # a brace has opened
    lines: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the questions' lines; a blank line ends one unless braces are open.

    Where others open behind it, those before were never closed.
    """
    block, depth, blank = _Block(1), 0, False
    for at, line in enumerate(text.split("\n"), start=1):
        words = line.strip()
        if words.startswith("//"):
            for kind, said in _NOTE.findall(words):
                block.tags += [said] if kind == "tag" else []
                block.id = said if kind == "id" else block.id
            continue
        alone = words.startswith("$CATEGORY:")
        bare = _ESCAPED.sub("", line)
        entitled = re.match(r"::(?:[^:]|:(?!:))+::", words)
        again = depth <= 0 and block.answered and "{" in bare
        anew = blank and "{" in bare
        blank = not words
        if block.lines and (alone or entitled or again or anew or (not words and depth <= 0)):
            yield block
            block, depth = _Block(at, unsure=again and not entitled), 0
        if not words:
            continue
        block.line = block.line if block.lines else at
        block.lines.append(line)
        block.answered |= "{" in bare
        depth += bare.count("{") - bare.count("}")
        if alone:
            yield block
            block, depth = _Block(at + 1), 0
    if block.lines:
        yield block


class _Reading:
    """One file while it is read."""

    def __init__(self) -> None:
        self.names, self.texts = Names(), Texts()
        self.losses: list[Loss] = []
        self.category: list[str] = []
        self.title = ""
        self.form = "moodle"

    def questions(self, text: str) -> Iterator[Fields]:
        """Yield the questions that can be carried over."""
        for block in _blocks(text):
            source = "\n".join(block.lines).strip()
            if source.startswith("$CATEGORY:"):
                self.category = category(source.removeprefix("$CATEGORY:"))
                self.title = self.title or (self.category[0] if self.category else "")
                continue
            title, rest = _title(_pre(source))
            prompt = re.sub(r"\{.*?(?:\}|$)", " ", rest, flags=re.DOTALL)
            name = self.names.give(block.id, title, prompt)
            told = [UNSURE.format(line=block.line)] if block.unsure else []
            self.texts.told = told
            try:
                made = self._question(rest, told)
                words = tags([*self.category, *block.tags])
                yield {"id": name, **({"tags": words} if words else {}), **made}
            except NotCarried as error:
                told[:] = [f"the question of line {block.line} is not carried over: {error}"]
            self.losses += (Loss(name, what) for what in dict.fromkeys(told))

    def _question(self, text: str, told: list[str]) -> Fields:
        """Return one question; raises NotCarried."""
        start, end = text.find("{"), text.find("}")
        if start < 0 and end < 0:
            raise NotCarried("it is a text without a question: put it in the notebook")
        if start < 0 or end < start or "{" in text[start + 1 : end]:
            raise NotCarried("its braces { } do not pair up")
        inner, _, general = text[start + 1 : end].rpartition("####")
        inner, general = (inner, general) if "####" in text[start:end] else (general, "")
        before, after = text[:start].rstrip(), text[end + 1 :].strip()
        if "{" in after:
            told.append(
                "it has answers in several places: those behind the first stand in its text"
            )
        self.form = "moodle"
        found = _FORMAT.match(before.lstrip())
        if found:
            self.form, before = found[1], before.lstrip()[found.end() :]
        prompt = self._prompt(before, after)
        if not as_text(prompt).strip():
            raise NotCarried("it has no text")
        own = self._answered(inner.strip(), told)
        explained = [own.pop("explanation", ""), self._text(general)]
        made: dict[str, Any] = {"type": own.pop("type"), "prompt": prompt, **own}
        if any(explained):
            made["explanation"] = "\n\n".join(dict.fromkeys(filter(None, explained)))
        return made

    def _prompt(self, before: str, after: str) -> str:
        if not after:
            return self._text(before)
        blank = "_____" if self.form in ("html", "plain", "moodle") else BLANK
        return self._text(f"{before} {blank} {after}".strip())

    def _text(self, text: str) -> str:
        """Write a text in its own format, or else that of the question, as Markdown."""
        text = text.strip()
        found = _FORMAT.match(text)
        form, text = (found[1], text[found.end() :]) if found else (self.form, text)
        return self.texts.markdown(_post(text).strip(), FORMATS[form])

    def _answered(self, inner: str, told: list[str]) -> Fields:
        """Return the fields that are a type's own, known by the signs between the braces."""
        if not inner:
            return {"type": "essay"}
        if inner.startswith(">"):  # as the plugin for ordering writes it, its settings first
            told.append("what is partly in order counts otherwise: here by the longest series")
            things = [line for line in inner.split("\n")[1:] if line.strip()]
            return made_of.order_of([(self._text(line), "") for line in things], told)
        if inner.startswith("#"):
            return made_of.numeric(list(self._numbers(inner[1:])), told)
        if "~" in inner:
            single = "=" in inner
            answers = list(self._weighed(inner.replace("=", "~=").split("~"), usual=0.0))
            return made_of.one_of(answers, told) if single else made_of.several_of(answers, told)
        if "=" in inner and "->" in inner:
            return self._pairs(inner, told)
        if inner.partition("#")[0].strip() in TRUE + FALSE:
            return self._flag(inner)
        answers = [
            Answer(_post(self._typed(text)), share, self._text(said))
            for text, share, said in _parts(inner.split("="), usual=1.0)
        ]
        return made_of.typed(answers, told)

    def _typed(self, text: str) -> str:
        found = _FORMAT.match(text)
        return self.texts.typed(text[found.end() :] if found else text)

    def _weighed(self, parts: Sequence[str], *, usual: float) -> Iterator[Answer]:
        for text, share, said in _parts(parts, usual=usual):
            yield Answer(self._text(text), share, self._text(said))

    def _flag(self, inner: str) -> Fields:
        word, wrong, right = (*inner.split("#", 2), "", "")[:3]
        answer = word.strip() in TRUE
        said = {answer: self._text(right), not answer: self._text(wrong)}
        feedback = {flag: text for flag, text in said.items() if text}
        made: Fields = {"type": "truefalse", "answer": answer}
        return made | ({"feedback": feedback} if feedback else {})

    def _pairs(self, inner: str, told: list[str]) -> Fields:
        pairs, extra = [], []
        for part in filter(None, map(str.strip, inner.split("="))):
            left, arrow, right = part.partition("->")
            if not arrow:
                raise NotCarried("one of its pairs has no arrow ->")
            if left.strip():
                pairs.append((self._text(left), self._text(right)))
            else:
                extra.append(self._text(right))
        return made_of.match_of(pairs, extra, told)

    def _numbers(self, inner: str) -> Iterator[Answer]:
        """Yield numbers: ``3:0.1``, ``1..5``, each worth all or so many per cent."""
        known, _, wrong = inner.partition("~")
        for text, share, said in _parts(known.split("="), usual=1.0):
            text = _post(text).strip()
            low, dots, high = text.partition("..")
            if dots:
                ends = number(low), number(high)
                middle, off = (ends[0] + ends[1]) / 2, abs(ends[1] - ends[0]) / 2
                yield Answer(f"{middle:.12g}", share, self._text(said), float(f"{off:.12g}"))
            else:
                value, _, margin = text.partition(":")
                yield Answer(value.strip(), share, self._text(said), number(margin))
        if "#" in wrong:
            yield Answer("*", 0.0, self._text(wrong.partition("#")[2]))


def _parts(parts: Sequence[str], *, usual: float) -> Iterator[tuple[str, float, str]]:
    """Yield answers with their shares and feedback; ``=`` before one makes it right."""
    for part in filter(None, map(str.strip, parts)):
        share, text = usual, part
        if part.startswith("="):
            share, text = 1.0, part[1:].lstrip()
        if found := _SHARE.match(text):
            share, text = float(found[1]) / 100, text[found.end() :]
        text, _, said = text.partition("#")
        yield text.strip(), share, said.strip()


def _title(source: str) -> tuple[str, str]:
    """Return a question's title and the rest."""
    if source.startswith("::") and "::" in source[2:]:
        title, _, rest = source[2:].partition("::")
        return _post(title).strip(), rest.strip()
    return "", source


def _pre(text: str) -> str:
    """Put signs in the place of what is escaped, so that it has no meaning while it is read."""
    return _ESCAPED.sub(lambda found: _STANDS.get(found[1], "\\"), text)


def _post(text: str) -> str:
    """Put what is meant in the place of those signs."""
    return "".join(_MEANT.get(letter, letter) for letter in text)


READER = Reader(name="gift", told="a GIFT file", knows=knows, read=read)
