"""Moodle XML, as Moodle's question bank exports it: categories, questions and their pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from quizkit.authoring.banks.answers import Fields, NotCarried
from quizkit.authoring.banks.bank import Bank, Loss, Reader
from quizkit.authoring.banks.names import Names, tags, titled
from quizkit.authoring.banks.readers import moodle_types
from quizkit.authoring.banks.readers.moodle_text import Texts, source
from quizkit.authoring.banks.readers.moodle_types import FALSE, Asked, number
from quizkit.authoring.banks.rich_text import as_text
from quizkit.authoring.banks.xml_source import parsed
from quizkit.errors import BankError
from quizkit.languages import ENGLISH, said

_ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<quiz[\s>]", re.DOTALL)


def knows(data: bytes, _name: str) -> bool:
    """Return whether the first element is ``quiz``, in one encoding or another."""
    head = data[:20_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return _ROOT.match(head) is not None


def read(data: bytes, name: str) -> Bank:
    """Read a bank of questions."""
    root, losses = parsed(data, name)
    if root.tag != "quiz":
        raise BankError(f"{name}: this is XML, but no bank of Moodle: it begins with <{root.tag}>.")
    reading = _Reading(name)
    questions = list(reading.questions(root))
    penalties = ", ".join(f"{share} ({n}×)" for share, n in reading.penalties.most_common())
    if penalties:
        what = f"another attempt takes off points there ({penalties}): here it takes off none"
        losses.append(Loss("", what))
    title = reading.tops.pop() if len(reading.tops) == 1 else titled(name)
    return Bank(title, tuple(questions), (*losses, *reading.losses), reading.texts.pictures.files)


class _Reading:
    """One bank while it is read."""

    def __init__(self, file: str) -> None:
        self.file, self.names, self.texts = file, Names(), Texts()
        self.losses: list[Loss] = []
        self.penalties: Counter[str] = Counter()
        self.category: list[str] = []
        self.tops: set[str] = set()  # the widest categories of the questions

    def questions(self, root: Element) -> Iterator[Fields]:
        """Yield the questions that can be carried over."""
        for element in root.findall("question"):
            kind = (element.get("type") or "").strip().lower()
            if kind == "category":
                self._enter(element.find("category"))
                continue
            name = self._named(element)
            told: list[str] = []
            self.texts.told = told
            try:
                if (element.findtext("hidden") or "0").strip() not in FALSE:
                    raise NotCarried("it is hidden there, as an old version is")
                yield {"id": name, **self._question(kind, Asked(element, self.texts, told))}
                self.tops.add(self.category[0] if self.category else titled(self.file))
            except NotCarried as error:
                told[:] = [f"the question is not carried over: {error}"]
            self.losses += (Loss(name, what) for what in dict.fromkeys(told))

    def _enter(self, category: Element | None) -> None:
        path = "" if category is None else source(category)
        self.category = moodle_types.category(path)

    def _named(self, element: Element) -> str:
        title = element.find("name")
        texts = [element.findtext("idnumber") or "", "" if title is None else source(title)]
        prompt = element.find("questiontext")
        if prompt is not None:
            texts.append(re.sub(r"<[^<>]*>|\{[^{}]*\}", " ", source(prompt)))
        return self.names.give(*(text.strip() for text in texts))

    def _question(self, kind: str, asked: Asked) -> Fields:
        """Return one question; raises NotCarried."""
        own = moodle_types.fields(kind, asked)
        moodle_types.combined(asked, own)
        made: dict[str, Any] = {"type": own.pop("type")}
        if words := self._tags(asked.element):
            made["tags"] = words
        points = number(asked.element.findtext("defaultgrade") or "1")
        if points != 1 and 0 <= points <= 1000 and kind not in ("cloze", "multianswer"):
            made["points"] = int(points) if points == int(points) else points
        made |= {"points": own.pop("points")} if "points" in own else {}
        made["prompt"] = self._prompt(asked, own)
        explained = [own.pop("explanation", ""), asked.text("generalfeedback")]
        made |= own
        if hints := [
            text for each in asked.element.findall("hint") if (text := self.texts.of(each))
        ]:
            made["hints"] = hints
        if any(explained):
            made["explanation"] = "\n\n".join(dict.fromkeys(filter(None, explained)))
        if share := moodle_types.penalty(asked):
            self.penalties[share] += 1
        return made

    def _prompt(self, asked: Asked, own: Fields) -> str:
        if "blanks" in own:
            return said("cloze", ENGLISH, "told")
        prompt = asked.text("questiontext")
        if not as_text(prompt).strip() and "![" not in prompt:
            raise NotCarried("it has no text")
        return prompt

    def _tags(self, element: Element) -> list[str]:
        """Return categories and tags as words, those from the outside in first."""
        found = [source(tag) for tag in element.findall("tags/tag")]
        return tags([*self.category, *found])


READER = Reader(name="moodle", told="a bank in Moodle XML", knows=knows, read=read)
