"""What the rules of an item of QTI 2 say besides right and wrong: when feedback is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizkit.authoring.banks import numbers
from quizkit.authoring.banks.readers.qti2_item import Item, counts_mapping
from quizkit.authoring.banks.xml_source import text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TEMPLATES = ("match_correct", "map_response", "map_response_point")
USUAL = frozenset(
    "responseProcessing responseCondition responseIf responseElse responseElseIf setOutcomeValue "
    "baseValue variable correct match mapResponse mapResponsePoint isNull not and or sum product "
    "equal equalRounded stringMatch member contains multiple ordered gt gte lt lte subtract divide "
    "substring inside null containerSize responseProcessingFragment".split()
)
SHOWN = ("modalFeedback", "feedbackBlock", "feedbackInline")


def feedback(item: Item) -> dict[str, list[str]]:
    """Return what is said to all, to right and to wrong answers, options apart."""
    said: dict[str, list[str]] = {"general": [], "right": [], "wrong": []}
    for element in item.root.iter():
        name = element.get("identifier", "")
        if element.tag in SHOWN and f"{element.tag} {name}" not in item.used:
            text = item.text(element)
            if text:
                said[_when(item.root, element.get("outcomeIdentifier", ""), name)].append(text)
    return said


def to_option(item: Item, option: Element) -> str:
    """Return what is said to one option: within it, or shown by the option's name."""
    name = option.get("identifier", "")
    texts = [item.text(inner) for inner in option.iter("feedbackInline")]
    item.used.update(
        f"feedbackInline {inner.get('identifier', '')}" for inner in option.iter("feedbackInline")
    )
    for element in item.root.iter("modalFeedback"):
        shown = element.get("identifier", "")
        if shown == name or name in _chosen(item.root, element.get("outcomeIdentifier", ""), shown):
            item.used.add(f"modalFeedback {shown}")
            texts.append(item.text(element))
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def to_value(item: Item, response: str) -> Iterator[tuple[str, str]]:
    """Yield values that are typed in answer, each with what is said to it alone."""
    for branch, setting in _settings(item.root):
        values = [
            text_of(value)
            for match in branch
            if match.tag in ("match", "stringMatch", "equal") and _is_of(match, response)
            for value in match.findall("baseValue")
        ]
        shown = text_of(setting.find("baseValue"))
        for element in item.root.iter("modalFeedback"):
            outcome = element.get("outcomeIdentifier", "")
            if values and (outcome, element.get("identifier")) == (
                setting.get("identifier"),
                shown,
            ):
                item.used.add(f"modalFeedback {shown}")
                yield values[0], item.text(element)


def _is_of(match: Element, response: str) -> bool:
    return any(each.get("identifier") == response for each in match.findall("variable"))


def _settings(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the branches of the rules, each with an outcome that it sets."""
    for branch in root.iter():
        if branch.tag in ("responseIf", "responseElseIf", "responseElse"):
            for setting in branch.findall("setOutcomeValue"):
                yield branch, setting


def _chosen(root: Element, outcome: str, shown: str) -> set[str]:
    """Return the options by which a feedback is shown, where the rules name them."""
    found: set[str] = set()
    for branch, setting in _settings(root):
        if setting.get("identifier") == outcome and text_of(setting.find("baseValue")) == shown:
            for match in branch:
                if match.tag in ("match", "member") and match.find("correct") is None:
                    found |= {text_of(value) for value in match.findall("baseValue")}
    return found


def _when(root: Element, outcome: str, shown: str) -> str:
    """Return to whom a feedback is said: its rules tell, else its name."""
    for branch, setting in _settings(root):
        if setting.get("identifier") == outcome and text_of(setting.find("baseValue")) == shown:
            if branch.tag == "responseElse":
                return "wrong"
            if any(True for _ in branch.iter("correct")):
                return "right"
    name = shown.casefold()
    if "incorrect" in name or "wrong" in name:
        return "wrong"
    return "right" if name.startswith(("correct", "right")) else "general"


def _takes_off(setting: Element) -> bool:
    value = numbers.decimal(text_of(setting.find("baseValue")))
    return setting.get("identifier", "").upper() == "SCORE" and value is not None and value < 0


def unusual(item: Item) -> Iterator[str]:
    """Yield what of the rules a quiz file cannot say."""
    for processing in item.root.iter("responseProcessing"):
        template = processing.get("template", "").rpartition("/")[2].removesuffix(".xml")
        strange = {str(each.tag) for each in processing.iter()} - USUAL
        if (template and template not in TEMPLATES) or strange:
            named = template or ", ".join(sorted(strange))
            yield f"rules of its own for what an answer is worth ({named}): look at its points"
    if any(_takes_off(setting) for _, setting in _settings(item.root)):
        yield "a wrong answer takes off points: here it gives none"
    if counts_mapping(item):
        worths = {
            worth for each in item.declared.values() for worth in each.mapped.values() if worth > 0
        }
        if len(worths) > 1:
            yield "different points for its right parts: here each counts the same"
