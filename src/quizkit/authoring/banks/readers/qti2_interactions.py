"""The interactions of QTI 2 as questions, each by the type that asks the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from quizkit.authoring.banks import numbers, passage
from quizkit.authoring.banks.gathering import Question, quoted
from quizkit.authoring.banks.options import as_truefalse, keyed
from quizkit.authoring.banks.readers import qti2_processing
from quizkit.authoring.banks.readers.qti2_item import Declared, Item
from quizkit.authoring.banks.rich_text import as_text
from quizkit.authoring.banks.xml_source import text_of, walk

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NUMBERS = ("float", "integer")
_BOUNDS = ("gte", "gt", "lte", "lt")


def _prompt(item: Item, interaction: Element) -> str:
    """Return the text of the item, and what its interaction asks."""
    return item.prompt(item.text(item.body), item.text(interaction.find("prompt")))


def _options(item: Item, choices: Sequence[Element]) -> dict[str, Question]:
    found: dict[str, Question] = {}
    for choice in choices:
        option: Question = {"text": item.text(choice)}
        said = qti2_processing.to_option(item, choice)
        found[choice.get("identifier", "")] = option | ({"feedback": said} if said else {})
    return found


def _choice(item: Item, interaction: Element) -> Question | None:
    declared = item.answer(interaction)
    choices = [*interaction.iter("simpleChoice"), *interaction.iter("hottext")]
    options = _options(item, choices)
    right = [name for name in declared.right if name in options]
    several = declared.cardinality == "multiple"
    if not right or (not several and len(right) > 1):
        how = "no option is right" if not right else "several options are right, and one is chosen"
        item.source.bank.lose(f"the whole question: {how}")
        return None
    _note_partial(item, declared, options, several=several)
    prompt = _prompt(item, interaction)
    made = None if several else as_truefalse(options, right)
    made = made or {"type": "several" if several else "choice", "options": keyed(options, right)}
    if interaction.get("shuffle", "false").casefold() != "true" and made["type"] != "truefalse":
        made["shuffle"] = False
    return {"prompt": prompt, **made}


def _note_partial(
    item: Item, declared: Declared, options: Mapping[str, Question], *, several: bool
) -> None:
    """Note where points are given otherwise than here."""
    mapped = declared.mapped
    right = declared.right
    if several and not mapped and len(right) > 1:
        item.source.bank.lose("points for all right options together alone: here each counts")
    for name, worth in mapped.items():
        if name in options and name not in right and worth > 0:
            of = quoted(as_text(options[name]["text"]))
            item.source.bank.lose(f"points for an option that is not wholly right: {of}")


def _hottext(item: Item, interaction: Element) -> Question | None:
    """Return a choice from words of a text; the text stands above them."""
    made = _choice(item, interaction)
    if made is None:
        return None
    item.source.bank.lose("words that are chosen within their text: here they stand below it")
    return made | {"prompt": item.prompt(made["prompt"], item.text(interaction))}


def _order(item: Item, interaction: Element) -> Question | None:
    texts = {
        each.get("identifier", ""): item.text(each) for each in interaction.iter("simpleChoice")
    }
    right = [name for name in item.answer(interaction).correct if name in texts]
    left = [quoted(as_text(texts[name])) for name in texts if name not in right]
    if len(right) < 2:
        item.source.bank.lose("the whole question: the file does not tell the right order")
        return None
    if left:
        item.source.bank.lose(f"what does not belong to the order: {', '.join(left)}")
    items = [texts[name] for name in right]
    return {"prompt": _prompt(item, interaction), "type": "order", "items": items}


def _match(item: Item, interaction: Element) -> Question | None:
    sets = interaction.findall("simpleMatchSet")
    sides = [
        {
            each.get("identifier", ""): item.text(each)
            for each in side.iter("simpleAssociableChoice")
        }
        for side in sets
    ]
    if len(sides) != 2:
        item.source.bank.lose("the whole question: it has not two sides to match")
        return None
    pairs = _pairs(item.answer(interaction), *sides)
    made = _matched(pairs, *sides) or _matched([(b, a) for a, b in pairs], sides[1], sides[0])
    if made is None:
        item.source.bank.lose("the whole question: on both sides things belong to several others")
        return None
    return {"prompt": _prompt(item, interaction), **made}


def _pairs(
    declared: Declared, lefts: Mapping[str, str], rights: Mapping[str, str]
) -> list[tuple[str, str]]:
    split = [tuple(value.split()) for value in declared.right]
    return [(v[0], v[1]) for v in split if len(v) == 2 and v[0] in lefts and v[1] in rights]


def _matched(
    pairs: Sequence[tuple[str, str]], lefts: Mapping[str, str], rights: Mapping[str, str]
) -> Question | None:
    """Return a match, or groups where things share a right side; None if one has several."""
    belongs = dict(pairs)
    if len(belongs) != len(pairs) or set(belongs) != set(lefts):
        return None
    used = list(belongs.values())
    if len(set(used)) < len(used):
        groups = [
            {"text": text, "items": [lefts[one] for one, its in belongs.items() if its == name]}
            for name, text in rights.items()
        ]
        return {"type": "groups", "groups": groups}
    made = [{"left": lefts[one], "right": rights[its]} for one, its in belongs.items()]
    extra = [text for name, text in rights.items() if name not in used]
    return {"type": "match", "pairs": made, "extra": extra}


def _associate(item: Item, interaction: Element) -> Question | None:
    every = interaction.iter("simpleAssociableChoice")
    texts = {each.get("identifier", ""): item.text(each) for each in every}
    pairs = _pairs(item.answer(interaction), texts, texts)
    paired = [name for pair in pairs for name in pair]
    if len(set(paired)) < len(paired) or not pairs:
        item.source.bank.lose("the whole question: its pairs are not told, or overlap")
        return None
    item.source.bank.lose("pairs that are sought in one list: here each has two sides")
    extra = [text for name, text in texts.items() if name not in paired]
    made = [{"left": texts[left], "right": texts[right]} for left, right in pairs]
    return {"prompt": _prompt(item, interaction), "type": "match", "pairs": made, "extra": extra}


def _gap_match(item: Item, interaction: Element) -> Question | None:
    """Return a passage whose blanks are filled from one list of words."""
    words = {each.get("identifier", ""): item.text(each) for each in interaction.iter("gapText")}
    gaps = [each.get("identifier", "") for each in interaction.iter("gap")]
    pairs = {
        gap: word for word, gap in _pairs(item.answer(interaction), words, dict.fromkeys(gaps, ""))
    }
    if any(True for _ in interaction.iter("gapImg")):
        item.source.bank.lose("the whole question: pictures are dragged into its gaps")
        return None
    if set(pairs) != set(gaps):
        item.source.bank.lose("the whole question: not each gap has a right word")
        return None
    item.source.bank.lose("words that are dragged: here each blank is a list of all words")
    options = {name: {"text": word} for name, word in words.items()}
    blanks = {
        passage.name(number): {"type": "choice", "options": keyed(options, [pairs[gap]])}
        for number, gap in enumerate(gaps, start=1)
    }
    numbered = {gap: number for number, gap in enumerate(gaps, start=1)}
    made = passage.cloze(item.passage(blanks=numbered, element=interaction), blanks)
    texts = (item.text(item.body), item.text(interaction.find("prompt")))
    return made | {"prompt": item.prompt(*texts, made["prompt"])}


def as_cloze(item: Item, interactions: Sequence[Element]) -> Question | None:
    """Return what is filled into a text: a cloze, or a single field below its question."""
    blanks: dict[str, Question] = {}
    numbered: dict[str, int] = {}
    for number, interaction in enumerate(interactions, start=1):
        blank = _blank(item, interaction)
        if blank is None:
            return None
        numbered[interaction.get("responseIdentifier", "")] = number
        blanks[passage.name(number)] = blank
    written = item.passage(blanks=numbered)
    (first, *others) = blanks.values()
    asked, _, after = written.partition(f"[[{passage.name(1)}]]")
    if not others and asked.strip() and first["type"] != "choice" and _is_unit(after, first):
        unit = as_text(after.strip(" .\n"))
        return {"prompt": asked.strip(), **first, **({"unit": unit} if unit else {})}
    return passage.cloze(written, blanks)


def _is_unit(after: str, blank: Mapping[str, Any]) -> bool:
    """Return whether what follows the only field is nothing, or the unit of a number."""
    return not after.strip(" .") or (blank["type"] == "number" and len(after.split()) == 1)


def _blank(item: Item, interaction: Element) -> Question | None:
    declared = item.answer(interaction)
    if interaction.tag == "inlineChoiceInteraction":
        options = _options(item, list(interaction.iter("inlineChoice")))
        right = [name for name in declared.right if name in options]
        if len(right) == 1:
            return {"type": "choice", "options": keyed(options, right)}
        item.source.bank.lose("the whole question: a list has no right choice, or several")
        return None
    return _typed(item, interaction, declared)


def _typed(item: Item, interaction: Element, declared: Declared) -> Question | None:
    response = interaction.get("responseIdentifier", "")
    bounds = _bounds(item, response) if declared.base in NUMBERS else []
    if not declared.right and len(bounds) > 1:
        return {"type": "number", **numbers.within(min(bounds), max(bounds))}
    if not declared.right:
        item.source.bank.lose("the whole question: the file does not tell what is right")
        return None
    said = dict(qti2_processing.to_value(item, response))
    if declared.base in NUMBERS:
        return _number(item, declared, response, said)
    right = list(
        dict.fromkeys((*declared.right, *(k for k, w in declared.mapped.items() if w > 0)))
    )
    made: Question = {"type": "text", "accept": right}
    if declared.minds_case:
        made["case"] = True
    wrong = [{"text": v, "feedback": text} for v, text in said.items() if v not in right and text]
    return made | ({"wrong": wrong} if wrong else {})


def _number(
    item: Item, declared: Declared, response: str, said: Mapping[str, str]
) -> Question | None:
    answer = numbers.decimal(declared.right[0])
    if answer is None:
        item.source.bank.lose(f"the whole question: {quoted(declared.right[0])} is no number")
        return None
    if len(declared.right) > 1:
        item.source.bank.lose(f"further right answers: {', '.join(declared.right[1:])}")
    made: Question = {"type": "number", "answer": numbers.plain(answer)}
    if declared.base == "integer":
        made["integer"] = True
    made |= _margin(item, response, answer)
    wrong = [
        {"value": numbers.plain(value), "feedback": text}
        for typed, text in said.items()
        if (value := numbers.decimal(typed)) is not None and value != answer and text
    ]
    return made | ({"wrong": wrong} if wrong else {})


def _margin(item: Item, response: str, answer: Decimal) -> Question:
    """Return how far a number may be off, where a rule compares it so with what is right."""
    for equal in item.root.iter("equal"):
        if any(each.get("identifier") == response for each in equal.findall("variable")):
            margin = numbers.decimal((equal.get("tolerance") or "").split(" ")[0])
            if margin and equal.find("correct") is not None:
                relative = equal.get("toleranceMode") == "relative"
                share = margin / 100 if relative else margin
                name = "relative_tolerance" if relative else "tolerance"
                return {name: numbers.plain(share)}
    off = max((abs(each - answer) for each in _bounds(item, response)), default=Decimal(0))
    return {"tolerance": numbers.plain(off)} if off else {}


def _bounds(item: Item, response: str) -> list[Decimal]:
    """Return the numbers that the rules of an item compare an answer with as larger or smaller."""
    found = [
        numbers.decimal(text_of(value))
        for limit in walk(item.root, *_BOUNDS)
        if any(each.get("identifier") == response for each in limit.findall("variable"))
        for value in limit.findall("baseValue")
    ]
    return [each for each in found if each is not None]


def _essay(item: Item, interaction: Element) -> Question | None:
    return {"prompt": _prompt(item, interaction), "type": "essay"}


def _slider(item: Item, interaction: Element) -> Question | None:
    item.source.bank.lose("the slider: a number is typed")
    declared = item.answer(interaction)
    if not declared.right:
        item.source.bank.lose("the whole question: the file does not tell what is right")
        return None
    response = interaction.get("responseIdentifier", "")
    made = _number(item, declared, response, {})
    return None if made is None else {"prompt": _prompt(item, interaction), **made}


INTERACTIONS: Mapping[str, Callable[[Item, Element], Question | None]] = {
    "choiceInteraction": _choice,
    "hottextInteraction": _hottext,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "gapMatchInteraction": _gap_match,
    "inlineChoiceInteraction": lambda item, interaction: as_cloze(item, [interaction]),
    "textEntryInteraction": lambda item, interaction: as_cloze(item, [interaction]),
    "extendedTextInteraction": _essay,
    "sliderInteraction": _slider,
}
