"""An item of QTI 2: its declarations, its text with the places for answers, and its feedback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from quizkit.authoring.banks import mathml, numbers, passage
from quizkit.authoring.banks.readers.qti_source import Source
from quizkit.authoring.banks.xml_source import text_of, walk

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_PARTS = 5_000  # elements of an item
INLINE = ("inlineChoiceInteraction", "textEntryInteraction")
_ASIDE = ("feedbackBlock", "feedbackInline", "modalFeedback", "templateBlock", "templateInline")
_AUTHORS = ("rubricBlock", "infoControl")
_COMPARED = ("match", "member", "contains", "equal", "stringMatch")
_WORTH = ("SCORE", "MAXSCORE", "MAX_SCORE")


@dataclass(frozen=True, slots=True)
class Declared:
    """What is right for one answer, and what each part of it is worth."""

    cardinality: str
    base: str
    correct: tuple[str, ...]
    mapped: Mapping[str, Decimal]
    minds_case: bool = False
    default: Decimal = Decimal(0)
    most: Decimal | None = None

    @property
    def single(self) -> bool:
        """Whether one answer is given."""
        return self.cardinality == "single"

    @property
    def right(self) -> tuple[str, ...]:
        """The values that are right: as declared, else those that bring points."""
        return self.correct or tuple(key for key, worth in self.mapped.items() if worth > 0)


NOTHING = Declared("single", "", (), {})


@dataclass(slots=True)
class Item:
    """An item, and the bank that its questions go to."""

    root: Element
    source: Source
    declared: Mapping[str, Declared]
    body: Element | None
    used: set[str] = field(default_factory=set)  # the feedback that stands with an option

    def answer(self, interaction: Element) -> Declared:
        """Return what is right in an interaction."""
        return self.declared.get(interaction.get("responseIdentifier", ""), NOTHING)

    def interactions(self) -> list[Element]:
        """Return the places for answers, in the order of the text."""
        every = [] if self.body is None else self.body.iter()
        return [each for each in every if is_interaction(each)]

    def text(self, element: Element | None, *, flat: bool = False) -> str:
        """Return the text in an element as Markdown, without its interactions."""
        if element is None:
            return ""
        return self.source.html(markup(element, self.source), flat=flat)

    def passage(self, *, blanks: Mapping[str, int], element: Element | None = None) -> str:
        """Return the text with something in the place of its blanks, known by their answers."""
        shown = self.body if element is None else element
        if shown is None:
            return ""
        html = markup(shown, self.source, blanks)
        return passage.filled(self.source.html(html, flat=True))

    def prompt(self, *parts: str) -> str:
        """Return a prompt of several texts, each once; the item's title where there is none."""
        asked = "\n\n".join(dict.fromkeys(part for part in parts if part))
        return asked or self.source.plain(self.root.get("title", "")) or "…"


def of(root: Element, source: Source) -> Item:
    """Read the declarations of an item."""
    declared = {
        each.get("identifier", ""): _declared(each) for each in root.iter("responseDeclaration")
    }
    for name, each in declared.items():
        if not each.right:
            declared[name] = replace(each, correct=tuple(dict.fromkeys(_by_rules(root, name))))
    return Item(root, source, declared, root.find("itemBody"))


def is_too_large(root: Element) -> bool:
    """Return whether an item has more parts than anyone answers."""
    return sum(1 for _ in root.iter()) > MOST_PARTS


def _by_rules(root: Element, name: str) -> Iterator[str]:
    """Yield the values of an answer for which the rules of an item give points."""
    for branch in walk(root, "responseIf", "responseElseIf"):
        if _brings(branch):
            for match in _asked(branch):
                named = [each.get("identifier") for each in match.findall("variable")]
                if match.tag in _COMPARED and name in named:
                    yield from (text_of(value) for value in match.findall("baseValue"))


def _brings(branch: Element) -> bool:
    """Return whether a branch of the rules gives points."""
    return any(
        (numbers.decimal(text_of(value)) or Decimal(0)) > 0
        for setting in branch.findall("setOutcomeValue")
        if setting.get("identifier", "").upper() == "SCORE"
        for value in setting.iter("baseValue")
    )


def _asked(element: Element) -> Iterator[Element]:
    """Yield the conditions below an element that are not denied."""
    for child in element:
        if child.tag not in ("not", "setOutcomeValue"):
            yield child
            yield from _asked(child)


def _declared(element: Element) -> Declared:
    correct = element.find("correctResponse")
    values = [] if correct is None else [text_of(value) for value in correct.iter("value")]
    mapping = element.find("mapping")
    entries = [] if mapping is None else list(mapping.iter("mapEntry"))
    mapped = {
        each.get("mapKey", ""): numbers.decimal(each.get("mappedValue")) or Decimal(0)
        for each in entries
    }
    cased = [each.get("caseSensitive", "true") for each in entries]
    return Declared(
        element.get("cardinality", "single"),
        element.get("baseType", ""),
        tuple(dict.fromkeys(value for value in values if value)),
        mapped,
        bool(cased) and all(case.casefold() in ("true", "1") for case in cased),
        (numbers.decimal(mapping.get("defaultValue")) if mapping is not None else None)
        or Decimal(0),
        numbers.decimal(mapping.get("upperBound")) if mapping is not None else None,
    )


def is_interaction(element: Element) -> bool:
    """Return whether an element is a place for an answer."""
    return str(element.tag).endswith("Interaction") and element.tag != "endAttemptInteraction"


def markup(element: Element, source: Source, blanks: Mapping[str, int] | None = None) -> str:
    """Return the HTML of an element's content, formulas as LaTeX and interactions left out."""
    from xml.etree.ElementTree import tostring

    copy = deepcopy(element)
    copy.tail = None
    _without(copy, source, blanks or {})
    copy.tag = "div"
    copy.attrib.clear()
    return tostring(copy, encoding="unicode", method="html")


def _without(element: Element, source: Source, blanks: Mapping[str, int]) -> None:
    """Take out of a text what is not its own, and put formulas and blanks in their places."""
    for child in list(element):
        tag = str(child.tag)
        name = child.get("responseIdentifier") or child.get("identifier") or ""
        stands = ""
        if tag == "math":
            found = mathml.latex(child)
            if found is None:
                source.bank.lose(
                    f"a formula in MathML, of which the signs are kept: {text_of(child)}"
                )
            block = child.get("display") == "block"
            stands = (rf"\[{found}\]" if block else rf"\({found}\)") if found else text_of(child)
        elif (is_interaction(child) or tag == "gap") and name in blanks:
            stands = passage.stand_in(blanks[name])
        elif tag == "object":
            _as_image(child)
            continue
        elif not (
            is_interaction(child) or tag in (*_ASIDE, *_AUTHORS, "prompt", "gapText", "gapImg")
        ):
            _without(child, source, blanks)
            continue
        _replaced(element, child, stands)


def _as_image(element: Element) -> None:
    """Make a picture that is embedded as an object one that HTML shows."""
    if element.get("type", "").startswith("image/"):
        alt, address = text_of(element), element.get("data", "")
        tail = element.tail
        element.clear()
        element.tag, element.tail = "img", tail
        element.set("src", address)
        element.set("alt", alt)


def _replaced(parent: Element, child: Element, text: str) -> None:
    """Put a text in the place of a child, what follows it kept."""
    at = list(parent).index(child)
    text += child.tail or ""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def worth(item: Item) -> Decimal | None:
    """Return the points of an item: as it says, else the most that its mappings bring."""
    for outcome in item.root.iter("outcomeDeclaration"):
        if outcome.get("identifier", "").upper() in _WORTH:
            found = numbers.decimal(text_of(outcome.find("defaultValue/value")))
            found = found or numbers.decimal(outcome.get("normalMaximum"))
            if found:
                return found
    if not any(True for _ in _mapped(item.root)):
        return _set(item.root)
    return sum((_most(each) for each in item.declared.values()), Decimal(0)) or None


def _most(declared: Declared) -> Decimal:
    """Return the most points that an answer can bring; one that is single brings those of one."""
    worths = [worth for worth in declared.mapped.values() if worth > 0]
    several = sum(worths, Decimal(0))
    return declared.most or (max(worths, default=several) if declared.single else several)


def _mapped(root: Element) -> Iterator[Element]:
    """Yield the rules that count what a mapping says."""
    for processing in root.iter("responseProcessing"):
        if "map_response" in processing.get("template", ""):
            yield processing
        yield from processing.iter("mapResponse")


def _set(root: Element) -> Decimal | None:
    """Return the highest score that the rules of an item set outright."""
    values = [
        numbers.decimal(text_of(setting.find("baseValue")))
        for setting in root.iter("setOutcomeValue")
        if setting.get("identifier", "").upper() == "SCORE"
    ]
    return max((value for value in values if value), default=None)


def counts_mapping(item: Item) -> bool:
    """Return whether parts of an answer bring their own points."""
    return any(True for _ in _mapped(item.root))
