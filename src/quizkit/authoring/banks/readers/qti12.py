"""QTI 1.2, as Canvas, Brightspace, Respondus and text2qti write it: ``questestinterop``.

What an answer is worth is read from the conditions (`qti12_scoring`); which type a question is,
from what the program says of it, else from its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from quizkit.authoring.banks import feedback, numbers
from quizkit.authoring.banks.gathering import Question, quoted
from quizkit.authoring.banks.readers.qti12_answers import ANSWERS, Asked, Response, by_form
from quizkit.authoring.banks.readers.qti12_material import text, typed
from quizkit.authoring.banks.readers.qti12_scoring import (
    Scoring,
    conditions,
    is_wrong,
)
from quizkit.authoring.banks.readers.qti_source import Source, words
from quizkit.authoring.banks.xml_source import text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")
MOST_PARTS = 20_000  # elements of an item: matching has every right side with each left one
HUNDRED = 100  # per cent, in whose place no points are named
_NO_TITLE = re.compile(r"(?:question|item|quiz|untitled)?[\s#_-]*\d*", re.IGNORECASE)
_KINDS = ("question_type", "qmd_questiontype", "bbmd_questiontype", "qmd_itemtype")
_IN_BANK = "assessment_question_identifierref"  # by which Canvas names the question in its bank
_NEVER = {  # questions that a quiz file has no type for
    "calculated_question": "its numbers are drawn anew for each student, by a formula",
    "file_upload_question": "an answer is a file that is handed in",
    "text_only_question": "it is a text that asks nothing",
    "likert": "it is a survey's question, without a right answer",
    "arithmetic": "its numbers are drawn anew for each student, by a formula",
    "significant figures": "its numbers are drawn anew for each student, by a formula",
}


def read(root: Element, source: Source) -> None:
    """Take the questions of a file into the bank."""
    assessment = next(root.iter("assessment"), None)
    if assessment is not None and not source.bank.title:
        source.bank.title = assessment.get("title", "")
    source.bank.current = ""
    for told in root.iter("presentation_material"):
        if text_of(told):
            said = words(text_of(told))
            source.bank.lose_of_bank(f"the text before a group of questions: {quoted(said)}")
    _read_all(root, source, Group(source.tags))


@dataclass(frozen=True, slots=True)
class Group:
    """What the questions of a section have in common: their tags, and what each is worth."""

    tags: tuple[str, ...]
    each: Decimal | None = None
    drawn: bool = False

    def below(self, section: Element, source: Source) -> Group:
        """Return the group that a section makes: one to draw from, or the same."""
        selection = section.find("./selection_ordering/selection")
        number = "" if selection is None else text_of(selection.find("selection_number"))
        title = section.get("title") or "group"
        if selection is None or not number:
            return self
        if self.drawn:
            source.bank.lose_of_bank(f"the draw from {quoted(title)}, which lies within another")
            return self
        tag = source.bank.pool(title, number)
        worth = numbers.decimal(text_of(selection.find("selection_extension/points_per_item")))
        return Group((*self.tags, tag), worth or self.each, drawn=True)


def _read_all(parent: Element, source: Source, group: Group) -> None:
    """Take the items below an element; Canvas's quiz and its bank hold the same ones."""
    for child in parent:
        if child.tag == "item":
            names = {child.get("ident", ""), _said(child).get(_IN_BANK, "")} - {""}
            if not names & source.seen:
                source.seen.update(names)
                _read(child, source, group)
        else:
            _read_all(child, source, group.below(child, source))


def _read(item: Element, source: Source, group: Group) -> None:
    if sum(1 for _ in item.iter()) > MOST_PARTS:
        what = f"a question with too many parts: {quoted(item.get('title', ''))}"
        source.bank.lose_of_bank(what)
        return
    presentation, said = item.find("presentation"), _said(item)
    parts = [] if presentation is None else list(_parts(presentation))
    begun = words(" ".join(text_of(part) for part in parts if part.tag == "material"))
    title = item.get("title", "").strip()
    source.bank.begin("" if _NO_TITLE.fullmatch(title) else title, begun)
    kind = next((said[name] for name in _KINDS if said.get(name)), "").strip().casefold()
    if kind in _NEVER:
        source.bank.lose(f"the whole question: {_NEVER[kind]} ({quoted(begun)})")
        return
    asked = _asked(item, parts, kind, source)
    form = by_form(asked)
    if form is None or not (asked.prompt or asked.responses):
        source.bank.lose(f"the whole question: it is of a kind not known here ({quoted(begun)})")
        return
    made = ANSWERS[form](asked)
    if made is None:
        return
    points = _points(item, said, group.each)
    question: Question = {"prompt": asked.prompt or "…", **made, "points": points}
    question["tags"] = list(dict.fromkeys(group.tags))
    question["hints"] = [text(hint, source) for hint in item.iter("hintmaterial")]
    _tell(question, item, asked, source)
    source.bank.add(question)


def _said(item: Element) -> dict[str, str]:
    """Return what the program says of an item, by the names it has for that."""
    found: dict[str, str] = {}
    for field in (*item.iter("qtimetadatafield"), *item.iter("qti_metadatafield")):
        entry = text_of(field.find("fieldentry"))
        found.setdefault(text_of(field.find("fieldlabel")).casefold(), entry)
    for child in item.iter():
        if child.tag.startswith(("qmd_", "bbmd_")):
            found.setdefault(child.tag.casefold(), text_of(child))
    return found


def _parts(element: Element) -> Iterator[Element]:
    """Yield the texts and the answers of a presentation, in order."""
    for child in element:
        if child.tag in ("material", *RESPONSES):
            yield child
        elif child.tag != "response_extension":
            yield from _parts(child)


def _asked(item: Element, parts: list[Element], kind: str, source: Source) -> Asked:
    responses = tuple(Response.of(part) for part in parts if part.tag in RESPONSES)
    scoring = Scoring(tuple(conditions(item)))
    inline = [part.tag for part in parts]
    told = [part for part in parts if part.tag == "material"]
    fields = [at for at, tag in enumerate(inline) if tag in ("response_str", "response_num")]
    passage = None
    if len(fields) > 1 or (fields and "material" in inline[fields[0] + 1 :]):
        passage = tuple(parts)
        told = []
    if not told and not passage:  # the text of some stands within the answer
        inner = [
            part for part in parts if part.tag in RESPONSES and part.find("material") is not None
        ]
        told = (
            [m for part in inner[:1] for m in part.findall("material")] if len(inner) == 1 else []
        )
    flat = bool(re.fullmatch(r"(?:fill_in_multiple_blanks|multiple_dropdowns)_question", kind))
    prompt = "\n\n".join(filter(None, (text(part, source, flat=flat) for part in told)))
    return Asked(item, kind, prompt, responses, scoring, source, passage)


def _points(item: Element, said: Mapping[str, str], each: Decimal | None) -> int | float | None:
    worth = (
        each
        or numbers.decimal(said.get("points_possible"))
        or numbers.decimal(said.get("qmd_weighting"))
        or numbers.decimal(said.get("cc_weighting"))
    )
    if worth is None:
        most = [numbers.decimal(each.get("maxvalue")) for each in item.iter("decvar")]
        worth = next((each for each in most if each), None)
        worth = None if worth is not None and worth >= HUNDRED else worth
    return None if worth is None or worth == 1 or worth < 0 else numbers.plain(worth)


def _tell(question: Question, item: Element, asked: Asked, source: Source) -> None:
    """Put the feedback that belongs to no option where a quiz file says it."""
    texts = {
        each.get("ident", ""): each
        for each in item.iter("itemfeedback")
        if any(child.tag not in ("hint", "solution") for child in each)  # these are read as such
    }
    solutions = list(item.iter("solutionmaterial"))
    solutions += list(item.iter("answer_key_material"))
    linked = {link for condition in asked.scoring.conditions for link in condition.feedback}
    general: list[str] = []
    right: list[str] = []
    wrong: list[str] = []
    for link in (*asked.scoring.general(), *(name for name in texts if name not in linked)):
        said = text(texts[link], source) if link in texts else ""
        if is_wrong(link):
            wrong.append(said)
        elif asked.scoring.is_for_right(link) or link.casefold().startswith("correct"):
            right.append(said)
        else:
            general.append(said)
    told = [text(each, source) for each in solutions]
    if question["type"] == "essay":
        question["model_answer"] = typed(told)
    else:
        general += told
    feedback.spread(
        source.bank,
        question,
        general=typed(general),
        right=typed(right),
        wrong=typed(wrong),
    )
