"""What is answered in QTI 1.2, form by form: choosing, matching, ordering, typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from quizkit.authoring.banks import numbers, passage
from quizkit.authoring.banks.gathering import Question, quoted
from quizkit.authoring.banks.options import as_truefalse, keyed
from quizkit.authoring.banks.readers.qti12_material import text, typed
from quizkit.authoring.banks.readers.qti12_scoring import Condition, Scoring
from quizkit.authoring.banks.readers.qti_source import Source
from quizkit.authoring.banks.rich_text import as_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LONG = 2  # rows of a field, from which on an answer is an essay


@dataclass(frozen=True, slots=True)
class Response:
    """One place for an answer: its names, what can be chosen, and its own text."""

    ident: str
    element: Element
    labels: Mapping[str, Element]

    @classmethod
    def of(cls, element: Element) -> Response:
        """Read a place for an answer."""
        labels = {label.get("ident", ""): label for label in element.iter("response_label")}
        return cls(element.get("ident") or element.get("respident") or "", element, labels)

    @property
    def is_typed(self) -> bool:
        """Whether one types here."""
        return self.element.tag in ("response_str", "response_num")

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which conditions call it: some use that of the field within."""
        return (self.ident, *(self.labels if self.is_typed else ()))

    @property
    def cardinality(self) -> str:
        """One answer, several, or an order of them."""
        return self.element.get("rcardinality", "Single").casefold()

    def told(self, source: Source) -> str:
        """Return the text of its own that it has."""
        return typed(text(each, source) for each in self.element.findall("material"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of QTI 1.2: its text, its answers and what they are worth."""

    item: Element
    kind: str  # what the program calls it, in small letters
    prompt: str
    responses: tuple[Response, ...]
    scoring: Scoring
    source: Source
    passage: tuple[Element, ...] | None  # the texts and fields of a passage, in order

    def feedback(self, response: str, value: str) -> str:
        """Return what is said to one value of an answer."""
        return self.texts(self.scoring.feedback(response, value))

    def texts(self, links: Collection[str]) -> str:
        """Return the texts of feedback that has one of these names."""
        found = [each for each in self.item.iter("itemfeedback") if each.get("ident") in links]
        return typed(text(each, self.source) for each in found)


def by_form(asked: Asked) -> str | None:
    """Return the form in which a question is answered, None where it is a strange one."""
    kind, responses = asked.kind, asked.responses
    if not responses:
        return "essay" if "essay" in kind or kind == "long answer" else None
    first = responses[0]
    if first.element.tag == "response_xy":
        return "hotspot"
    if kind in ("fill_in_multiple_blanks_question", "multiple_dropdowns_question"):
        return "brackets"
    if asked.passage:
        return "passage"
    if first.is_typed:
        return _typed_form(asked, first)
    if kind == "categorization_question":
        return "groups"
    if first.cardinality == "ordered" or "order" in kind or "sequence" in kind:
        return "order"
    if len(responses) > 1 or first.element.tag == "response_grp" or kind == "matching_question":
        return "match"
    single = kind in ("multiple choice", "true/false", "either/or") or first.cardinality == "single"
    return "choice" if single else "several"


def _typed_form(asked: Asked, response: Response) -> str:
    field = next(response.element.iter("render_fib"), None)
    rows = numbers.decimal(field.get("rows")) if field is not None else None
    is_number = response.element.tag == "response_num" or "numeric" in asked.kind
    if field is not None and field.get("fibtype", "").casefold() in ("integer", "decimal"):
        is_number = True
    scored = any(asked.scoring.worths(name) for name in response.names)
    if "essay" in asked.kind or asked.kind == "long answer" or ((rows or 0) >= LONG and not scored):
        return "essay"
    return "number" if is_number else "text" if scored else "essay"


def _options(asked: Asked, response: Response) -> dict[str, Question]:
    """Return the options of an answer by their names in the file."""
    found = {}
    for ident, label in response.labels.items():
        said = asked.feedback(response.ident, ident)
        shown = text(label, asked.source)
        if shown:
            found[ident] = {"text": shown} | ({"feedback": said} if said else {})
        else:
            asked.source.bank.lose("an option without words")
    return found


def _choice(asked: Asked) -> Question | None:
    response = asked.responses[0]
    worths, options = asked.scoring.worths(response.ident), _options(asked, response)
    best = [ident for ident in asked.scoring.best(response.ident) if ident in options]
    if len(best) > 1:
        asked.source.bank.lose("the whole question: several options are right, and one is chosen")
        return None
    for ident, worth in worths.items():
        if ident in options and ident not in best:
            of = f"{options[ident]['text']!s}"
            share = f"{numbers.plain(worth)} of {numbers.plain(worths[best[0]])}"
            asked.source.bank.lose(
                f"points for an option that is not wholly right: {quoted(of)} ({share})"
            )
    return as_truefalse(options, best) or {"type": "choice", "options": keyed(options, best)}


def _several(asked: Asked) -> Question | None:
    response = asked.responses[0]
    options, scoring = _options(asked, response), asked.scoring
    unwanted = scoring.costs(response.ident)
    right = [i for i in scoring.worths(response.ident) if i in options and i not in unwanted]
    every = [c for c in scoring.scoring if len({each.value for each in c.positive}) > 1]
    if every and asked.kind != "multiple_answers_question":
        asked.source.bank.lose("points for all right options together alone: here each counts")
    return {"type": "several", "options": keyed(options, right)}


def _order(asked: Asked) -> Question | None:
    """Return an order, whether one condition names it whole or each thing has its place."""
    response = asked.responses[0]
    scoring = [c for c in asked.scoring.scoring if len(c.positive) > 1]
    placed = {
        each.response: numbers.decimal(each.value)
        for condition in asked.scoring.scoring
        for each in condition.positive
        if each.response in response.labels
    }
    order = [each.value for each in scoring[0].positive] if scoring else []
    if len([place for place in placed.values() if place is not None]) == len(response.labels):
        order = sorted(placed, key=lambda ident: placed[ident] or Decimal(0))
    if sorted(order) != sorted(response.labels):
        asked.source.bank.lose("the whole question: the file does not tell the right order")
        return None
    return {"type": "order", "items": [text(response.labels[i], asked.source) for i in order]}


def _match(asked: Asked) -> Question | None:
    lefts: list[Question] = []
    rights: dict[str, str] = {}
    used = set()
    for response in asked.responses:
        texts = {ident: text(label, asked.source) for ident, label in response.labels.items()}
        rights |= {ident: right for ident, right in texts.items() if right}
        if not (response.told(asked.source) or asked.feedback(response.ident, "")):
            asked.source.bank.lose("a pair without words on the left")
            continue
        best = [ident for ident in asked.scoring.best(response.ident) if ident in texts]
        if len(best) != 1:
            what = f"the pair of {quoted(as_text(response.told(asked.source)))}"
            asked.source.bank.lose(
                f"{what}: {'no' if not best else 'more than one'} right side is right"
            )
            continue
        used.add(texts[best[0]])
        said = asked.feedback(response.ident, best[0])
        pair = {"left": response.told(asked.source), "right": texts[best[0]]}
        lefts.append(pair | ({"feedback": said} if said else {}))
    extra = [right for right in dict.fromkeys(rights.values()) if right not in used]
    return {"type": "match", "pairs": lefts, "extra": extra}


def _groups(asked: Asked) -> Question | None:
    groups, used = [], set()
    every: dict[str, str] = {}
    for response in asked.responses:
        texts = {ident: text(label, asked.source) for ident, label in response.labels.items()}
        every |= texts
        own = [ident for ident in asked.scoring.worths(response.ident) if ident in texts]
        used |= set(own)
        items = [texts[ident] for ident in own]
        groups.append({"text": response.told(asked.source), "items": items})
    left = [quoted(as_text(every[ident])) for ident in every if ident not in used]
    if left:
        asked.source.bank.lose(f"what belongs to no group: {', '.join(left)}")
    return {"type": "groups", "groups": groups}


def _brackets(asked: Asked) -> Question | None:
    """Return a passage in which blanks stand by their names: ``Roses are [color1]``."""
    blanks: dict[str, Question] = {}
    written = asked.prompt
    for response in asked.responses:
        called = response.ident.removeprefix("response_")
        sign = re.compile(rf"\\?\[{re.escape(called)}\\?\]")
        blank = _blank(asked, response)
        if not sign.search(written):
            asked.source.bank.lose(f"the whole question: its text has no [{called[:40]}]")
            return None
        if blank is None:
            return None
        written = sign.sub(passage.stand_in(len(blanks) + 1), written, count=1)
        blanks[passage.name(len(blanks) + 1)] = blank
    return passage.cloze(passage.filled(written), blanks)


def _blank(asked: Asked, response: Response) -> Question | None:
    """Return what goes into one blank: a choice from a list, or a word that is typed."""
    labels = response.labels
    texts = {ident: as_text(text(label, asked.source)) for ident, label in labels.items()}
    best = [ident for ident in asked.scoring.best(response.ident) if ident in texts]
    kinds = {label.get("answer_type", "") for label in labels.values()}
    chosen = asked.kind == "multiple_dropdowns_question" or kinds & {"dropdown", "wordbank"}
    if chosen:
        if len(best) == 1:
            options = keyed(_options(asked, response), best)
            return {"type": "choice", "options": options}
        asked.source.bank.lose("the whole question: a list has no right choice, or several")
        return None
    every = asked.kind == "fill_in_multiple_blanks_question"  # Canvas takes all that it lists
    forms = [text for ident, text in texts.items() if text and (every or ident in best)]
    if not forms:
        asked.source.bank.lose("the whole question: nothing is right in one of its blanks")
        return None
    return {"type": "text", "accept": list(dict.fromkeys(forms))}


def _passage(asked: Asked) -> Question | None:
    """Return a passage whose blanks stand between its texts."""
    pieces: list[str] = []
    blanks: dict[str, Question] = {}
    responses = iter(asked.responses)
    for part in asked.passage or ():
        if part.tag == "material":
            pieces.append(text(part, asked.source, flat=True))
            continue
        response, name = next(responses), passage.name(len(blanks) + 1)
        form = _typed_form(asked, response) if response.is_typed else "list"
        blank = _blank(asked, response) if form == "list" else _typed(asked, response, form)
        if blank is None:
            return None
        pieces.append(f"[[{name}]]")
        blanks[name] = blank
    apart = len(pieces) > 1 and not pieces[1].startswith(
        "[["
    )  # the first text asks, the rest is it
    written = f"{pieces[0]}\n\n{' '.join(pieces[1:])}" if apart else " ".join(pieces)
    return passage.cloze(written, blanks)


def _typed(asked: Asked, response: Response, form: str) -> Question | None:
    made = _number(asked, response) if form == "number" else _text(asked, response)
    if made is None:
        asked.source.bank.lose("the whole question: the file does not tell what is right")
    return made


def _text(asked: Asked, response: Response) -> Question | None:
    forms: list[str] = []
    wrong: dict[str, str] = {}
    for name in response.names:
        forms += asked.scoring.best(name)
        for condition in asked.scoring.conditions:
            for each in condition.positive:
                said = asked.feedback(name, each.value) if each.response == name else ""
                if said:
                    wrong[each.value] = said
    if not forms:
        return None
    compared = [each for c in asked.scoring.scoring for each in c.positive]
    for part in (each.value for each in compared if each.kind == "varsubstring"):
        asked.source.bank.lose(f"any text with {quoted(part)} in it was right: here that alone is")
    right = [value for value in wrong if value in forms]
    if right:
        asked.source.bank.lose("what is said to one of several right answers")
    question: Question = {"type": "text", "accept": list(dict.fromkeys(forms))}
    if any(asked.scoring.minds_case(name) for name in response.names):
        question["case"] = True
    foreseen = [{"text": v, "feedback": said} for v, said in wrong.items() if v not in forms]
    return question | ({"wrong": foreseen} if foreseen else {})


def _number(asked: Asked, response: Response) -> Question | None:
    """Return a number: a value with a margin, a range, or the first of several values."""
    found = [_value(each, response) for each in asked.scoring.scoring]
    right = [each for each in found if each is not None]
    if not right:
        return None
    further = [str(each["answer"]) for each in right if each != right[0]]
    if further:
        asked.source.bank.lose(f"further right answers: {', '.join(dict.fromkeys(further))}")
    wrong = []
    for condition in asked.scoring.conditions:
        value = _value(condition, response) if condition.names_value else None
        told = asked.texts(condition.feedback)
        if value is not None and told and value not in right:
            wrong.append({"value": value["answer"], "feedback": told})
    return {"type": "number", **right[0]} | ({"wrong": wrong} if wrong else {})


def _value(condition: Condition, response: Response) -> dict[str, Any] | None:
    """Return the number that a condition asks for, None where it asks for none."""
    own = [each for each in condition.positive if each.response in response.names]
    values = {each.kind: each for each in own}
    equal = values.get("varequal")
    least = values.get("vargte") or values.get("vargt")
    most = values.get("varlte") or values.get("varlt")
    exact = numbers.decimal(equal.value) if equal else None
    low = numbers.decimal(least.value) if least else None
    high = numbers.decimal(most.value) if most else None
    if exact is not None:
        return _around(exact, low, high, equal.margin if equal else "")
    return numbers.within(low, high) if low is not None and high is not None else None


def _around(
    exact: Decimal, low: Decimal | None, high: Decimal | None, margin: str
) -> dict[str, Any]:
    """Return a number with the margin that the range around it leaves, wider than it or not."""
    fields: dict[str, Any] = {"answer": numbers.plain(exact)}
    share = numbers.decimal(margin.rstrip("%"))
    if share and margin.endswith("%"):
        return fields | {"relative_tolerance": numbers.plain(abs(share) / 100)}
    off = max((abs(each - exact) for each in (low, high) if each is not None), default=Decimal(0))
    return fields | ({"tolerance": numbers.plain(off)} if off else {})


def _whole(form: str) -> Callable[[Asked], Question | None]:
    return lambda asked: _typed(asked, asked.responses[0], form)


def _essay(_asked: Asked) -> Question | None:
    return {"type": "essay"}


def _hotspot(asked: Asked) -> Question | None:
    asked.source.bank.lose("the whole question: a place on a picture is asked for")
    return None


ANSWERS: Mapping[str, Callable[[Asked], Question | None]] = {
    "choice": _choice,
    "several": _several,
    "order": _order,
    "match": _match,
    "groups": _groups,
    "brackets": _brackets,
    "passage": _passage,
    "text": _whole("text"),
    "number": _whole("number"),
    "essay": _essay,
    "hotspot": _hotspot,
}
