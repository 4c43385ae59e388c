"""QTI 2.1 and 2.2 (and of 3.0 what is the same): items, and the tests that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from quizkit.authoring.banks import feedback, numbers
from quizkit.authoring.banks.gathering import Question, quoted
from quizkit.authoring.banks.readers import qti2_item, qti2_processing
from quizkit.authoring.banks.readers.qti2_interactions import INTERACTIONS, as_cloze
from quizkit.authoring.banks.readers.qti2_item import INLINE, Item
from quizkit.authoring.banks.readers.qti2_places import AREAS
from quizkit.authoring.banks.readers.qti_source import Source
from quizkit.authoring.banks.xml_source import text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

EVERY = {**INTERACTIONS, **AREAS}
_NO_TITLE = re.compile(r"(?:question|item|untitled|unknown)?[\s#_-]*\d*", re.IGNORECASE)
_ASIDE = {
    "templateDeclaration": "the whole question: its numbers are drawn anew for each student",
    "endAttemptInteraction": "a button that ends or asks for help within the question",
    "rubricBlock": "a note to those who mark or take the test",
    "templateBlock": "a text that is shown for some numbers alone",
    "stylesheet": "a sheet of styles",
    "infoControl": "a text that opens on demand",
}


def read_test(test: Element, source: Source, items: Mapping[str, Element]) -> None:
    """Take the items of a test into the bank, in its order."""
    source.bank.title = source.bank.title or test.get("title", "")
    source.bank.current = ""
    drawn: dict[str, str] = {}
    for section in test.iter("assessmentSection"):
        selection = section.find("selection")
        inside = [each.get("href", "") for each in section.iter("assessmentItemRef")]
        title = section.get("title") or "group"
        if selection is not None and drawn.keys() & set(inside):
            source.bank.lose_of_bank(f"the draw from {quoted(title)}, which lies within another")
        elif selection is not None:
            tag = source.bank.pool(title, selection.get("select", ""))
            drawn |= dict.fromkeys(inside, tag)
    for reference in test.iter("assessmentItemRef"):
        address = reference.get("href", "")
        path = source.package and source.package.find(address, source.base)
        if not path or path not in items:
            source.bank.lose_of_bank(f"a question of the test that is not there: {quoted(address)}")
            continue
        weights = [numbers.decimal(weight.get("value")) for weight in reference.findall("weight")]
        tags = (drawn[address],) if address in drawn else ()
        own = Source(source.bank, source.package, path, source.seen, tags)
        read(items[path], own, weight=next((each for each in weights if each), Decimal(1)))


def read(root: Element, source: Source, *, weight: Decimal = Decimal(1)) -> None:
    """Take the question of an item into the bank, or say why it is none."""
    ident = f"{source.base} {root.get('identifier', '')}"
    if ident in source.seen:
        return
    source.seen.add(ident)
    if qti2_item.is_too_large(root):
        source.bank.lose_of_bank(f"a question with too many parts: {quoted(root.get('title', ''))}")
        return
    item = qti2_item.of(root, source)
    title = root.get("title", "").strip()
    begun = text_of(item.body)[:200]
    source.bank.begin("" if _NO_TITLE.fullmatch(title) else title, begun)
    if root.get("adaptive", "").casefold() == "true":
        source.bank.lose("the whole question: it goes on in steps, each by the last answer")
        return
    for tag, what in _ASIDE.items():
        if any(True for _ in root.iter(tag)):
            source.bank.lose(what)
            if what.startswith("the whole"):
                return
    _take(item, item.interactions(), weight)


def _take(item: Item, interactions: list[Element], weight: Decimal) -> None:
    bank = item.source.bank
    if not interactions:
        bank.lose(f"the whole question: it asks nothing ({quoted(text_of(item.body))})")
        return
    worth = (qti2_item.worth(item) or Decimal(1)) * weight
    if all(each.tag in INLINE for each in interactions):
        _keep(item, as_cloze(item, interactions), worth)
        return
    if len(interactions) > 1:
        bank.lose(f"that its {len(interactions)} parts are one question: each is one of its own")
    first = bank.current
    for number, interaction in enumerate(interactions):
        if number:
            bank.begin(first)
        made = EVERY.get(str(interaction.tag))
        if made is None:
            what = f"an answer of a kind that a quiz file has not ({interaction.tag})"
            bank.lose(f"the whole question: {what}")
            continue
        _keep(item, made(item, interaction), worth / len(interactions))


def _keep(item: Item, question: Question | None, worth: Decimal) -> None:
    if question is None:
        return
    question["tags"] = list(item.source.tags)
    question["points"] = None if worth == 1 else numbers.rounded(worth, 4)
    said = qti2_processing.feedback(item)
    feedback.spread(
        item.source.bank,
        question,
        general=_typed(said["general"]),
        right=_typed(said["right"]),
        wrong=_typed(said["wrong"]),
    )
    for what in qti2_processing.unusual(item):
        item.source.bank.lose(what)
    item.source.bank.add(question)


def _typed(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(filter(None, texts)))
