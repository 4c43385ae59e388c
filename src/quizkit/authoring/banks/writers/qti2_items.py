"""The question types as items of QTI 2.1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from quizkit.authoring.banks import passage
from quizkit.authoring.banks.writers.page import Page
from quizkit.authoring.banks.writers.portable import digits
from quizkit.authoring.banks.writers.qti2_rules import (
    FEEDBACK,
    RESPONSE,
    Parts,
    added,
    assigned,
    base,
    call,
    if_so,
    is_correct,
    mapped,
    not_null,
    variable,
)
from quizkit.authoring.banks.xhtml import elements, has_blocks, moved
from quizkit.quiz.model import Choosable, Item, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.essay import Essay
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.hotspot import Hotspot
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import NAMES, SAID, TrueFalse
from quizkit.quiz.types.zones import Circle, Shape

NUMBERS = "how a number may be typed: other programs may read 2.5 alone, and not 2,5 or 2½"
FORGIVEN = "what is forgiven in a typed word: accents, punctuation, spaces and spellings of names"


def name(token: str) -> str:
    """Return the identifier of an option."""
    return f"c{token}"


def ask(page: Page, text: Text, interaction: Element) -> list[Element]:
    """Return the text of a question above its interaction.

    Not as its ``prompt``: that may hold one line, and some programs leave it out.
    """
    return [_block(elements(page.html(text))), interaction]


def _block(shown: Element) -> Element:
    """Return a text as a paragraph, or as a division where it has paragraphs of its own."""
    shown.tag = "div" if has_blocks(shown) else "p"
    return shown


def _choices(
    page: Page,
    parts: Parts,
    parent: Element,
    options: Sequence[Choosable],
    tag: str = "simpleChoice",
) -> None:
    for option in options:
        made = elements(page.html(option.text), tag)
        made.set("identifier", name(option.token))
        parent.append(made)
        if option.feedback:
            parts.say(name(option.token), page.html(option.feedback))


def _shuffled(item: Item) -> str:
    return "true" if item.shuffle else "false"


def _interaction(tag: str, response: str = RESPONSE, **given: str) -> Element:
    return Element(tag, {"responseIdentifier": response, **given})


def _chosen(parts: Parts, cardinality: str) -> None:
    """Add the rule that what is said to an option is shown to who chose it."""
    if parts.feedback:
        parts.said_to = cardinality
        parts.rules.append(if_so(not_null(RESPONSE), assigned(FEEDBACK, variable(RESPONSE))))


def _all_or_nothing(parts: Parts) -> None:
    points = base("float", digits(parts.points))
    parts.rules.append(if_so(is_correct(RESPONSE), assigned("SCORE", points)))
    parts.template = "match_correct"


def choice(item: Choice, page: Page, parts: Parts) -> list[Element]:
    """Write one right option out of several."""
    made = _interaction("choiceInteraction", shuffle=_shuffled(item), maxChoices="1")
    _choices(page, parts, made, item.options)
    parts.declare(RESPONSE, "identifier", [name(item.correct)])
    _all_or_nothing(parts)
    _chosen(parts, "single")
    return ask(page, item.prompt, made)


def truefalse(item: TrueFalse, page: Page, parts: Parts) -> list[Element]:
    """Write a statement: a choice between true and false."""
    made = _interaction("choiceInteraction", shuffle="false", maxChoices="1")
    for word, said in SAID.items():
        SubElement(made, "simpleChoice", identifier=word).text = page.plain(NAMES[said])
        if said in item.feedback:
            parts.say(word, page.html(item.feedback[said]))
    parts.declare(RESPONSE, "identifier", [str(item.answer).lower()])
    _all_or_nothing(parts)
    _chosen(parts, "single")
    return ask(page, item.prompt, made)


def several(item: Several, page: Page, parts: Parts) -> list[Element]:
    """Write all right options: each brings its share, a wrong one takes as much off."""
    made = _interaction("choiceInteraction", shuffle=_shuffled(item), maxChoices="0")
    _choices(page, parts, made, item.options)
    share = parts.points / len(item.correct)
    right = [name(option.token) for option in item.options if option.token in item.correct]
    worth = {
        name(option.token): share if option.token in item.correct else -share
        for option in item.options
    }
    parts.declare(RESPONSE, "identifier", right, cardinality="multiple", mapped=worth)
    parts.rules.append(assigned("SCORE", mapped(RESPONSE)))
    parts.template = "map_response"
    _chosen(parts, "multiple")
    return ask(page, item.prompt, made)


def order(item: Order, page: Page, parts: Parts) -> list[Element]:
    """Write things to put in order; QTI's rules give points for the whole order alone."""
    made = _interaction("orderInteraction", shuffle="true")
    _choices(page, parts, made, item.items)
    if parts.feedback:
        parts.feedback.clear()
        page.lose("what is said to its items")
    if item.first or item.last:
        page.lose("the names of its two ends")
    page.lose("points for a part of the order: here the whole one counts")
    parts.declare(
        RESPONSE, "identifier", [name(each.token) for each in item.items], cardinality="ordered"
    )
    _all_or_nothing(parts)
    return ask(page, item.prompt, made)


def _placed(
    item: Item,
    page: Page,
    parts: Parts,
    sides: tuple[Sequence[Choosable], Sequence[Choosable]],
    belongs: Mapping[str, str],
) -> list[Element]:
    """Write things that belong to others, one side beside the other."""
    made = _interaction("matchInteraction", shuffle=_shuffled(item), maxAssociations="0")
    for things, most in zip(sides, ("1", "0"), strict=True):
        side = SubElement(made, "simpleMatchSet")
        for thing in things:
            each = elements(page.html(thing.text), "simpleAssociableChoice")
            each.set("identifier", name(thing.token))
            each.set("matchMax", most)
            side.append(each)
            if thing.feedback:
                page.lose("what is said to its parts")
    pairs = [f"{name(one)} {name(other)}" for one, other in belongs.items()]
    share = parts.points / len(pairs)
    worth = dict.fromkeys(pairs, share)
    parts.declare(RESPONSE, "directedPair", pairs, cardinality="multiple", mapped=worth)
    parts.rules.append(assigned("SCORE", mapped(RESPONSE)))
    parts.template = "map_response"
    return ask(page, item.prompt, made)


def match(item: Match, page: Page, parts: Parts) -> list[Element]:
    """Write pairs."""
    if any(said.anywhere or said.at for said in item.remarks.values()):
        page.lose("what is said to a wrong pair")
    return _placed(item, page, parts, (item.lefts, item.rights), item.pairs)


def groups(item: Groups, page: Page, parts: Parts) -> list[Element]:
    """Write things that go into groups."""
    if any(said.anywhere or said.at for said in item.remarks.values()):
        page.lose("what is said to a thing in a wrong group")
    return _placed(item, page, parts, (item.items, item.groups), item.belongs)


def number(item: Number, page: Page, parts: Parts) -> list[Element]:
    """Write a number with its margin, its unit behind the field."""
    field = _interaction("textEntryInteraction", expectedLength="10")
    points = base("float", digits(parts.points))
    parts.rules.append(_number(item, page, parts, RESPONSE, assigned("SCORE", points)))
    for place, foreseen in enumerate(item.wrong, start=1):
        if foreseen.feedback:
            shown = f"wrong{place}"
            parts.say(shown, page.html(foreseen.feedback))
            value = base("float", digits(foreseen.value))
            same = call("equal", variable(RESPONSE), value, **_margin(item.allowed()))
            parts.rules.append(if_so(same, assigned(FEEDBACK, base("identifier", shown))))
    unit = page.plain(item.unit)
    return _field(page, item.prompt, field, f" {unit}" if unit else "")


def _number(item: Number, page: Page, parts: Parts, response: str, then: Element) -> Element:
    """Declare a number, and return the rule that it is near enough to the right one."""
    page.lose_of_quiz(NUMBERS)
    if item.units:
        page.lose(f"that its units may be typed: {', '.join(item.units)}")
    if item.integer:
        page.lose("that it must be a whole number")
    parts.declare(response, "float", [digits(item.answer)])
    right = Element("correct", identifier=response)
    return if_so(call("equal", variable(response), right, **_margin(item.allowed())), then)


def _margin(allowed: Fraction) -> dict[str, str]:
    if not allowed:
        return {"toleranceMode": "exact"}
    return {"toleranceMode": "absolute", "tolerance": f"{digits(allowed)} {digits(allowed)}"}


def _field(page: Page, prompt: Text, field: Element, after: str = "") -> list[Element]:
    """Return a text with a field in a paragraph of its own below it."""
    below = Element("p")
    field.tail = after or None
    below.append(field)
    return [_block(elements(page.html(prompt))), below]


def text(item: TypedText, page: Page, parts: Parts) -> list[Element]:
    """Write a word to type, with all that is accepted."""
    field = _interaction("textEntryInteraction", expectedLength="30")
    _words(item, page, parts, RESPONSE, parts.points)
    parts.rules.append(assigned("SCORE", mapped(RESPONSE)))
    for place, wrong in enumerate(item.wrong, start=1):
        if wrong.feedback:
            shown = f"wrong{place}"
            parts.say(shown, page.html(wrong.feedback))
            typed = base("string", page.plain(wrong.text))
            same = call("stringMatch", variable(RESPONSE), typed, caseSensitive="false")
            parts.rules.append(if_so(same, assigned(FEEDBACK, base("identifier", shown))))
    return _field(page, item.prompt, field)


def _words(item: TypedText, page: Page, parts: Parts, response: str, worth: Fraction) -> None:
    page.lose_of_quiz(FORGIVEN)
    if item.distance:
        page.lose("mistakes of spelling that are forgiven")
    forms = dict.fromkeys(f for each in item.accept for f in each.texts.values() if f)
    right = next(iter(forms))
    worths = dict.fromkeys(forms, worth)
    parts.declare(response, "string", [right], mapped=worths, case=item.case)


def cloze(item: Cloze, page: Page, parts: Parts) -> list[Element]:
    """Write a passage with blanks, each with an equal share of the points."""
    share = parts.points / len(item.blanks)
    fields = {
        key: _blank(blank, page, parts, f"{RESPONSE}_{place}", share)
        for place, (key, blank) in enumerate(item.blanks.items(), start=1)
    }
    written = item.text.get(page.language)
    for place, key in enumerate(item.blanks, start=1):
        written = written.replace(f"[[{key}]]", passage.stand_in(place))
    shown = elements(page.html(Text.plain(written)))
    _filled(shown, list(fields.values()))
    return [_block(elements(page.html(item.prompt))), _block(shown)]


def _blank(item: Item, page: Page, parts: Parts, response: str, share: Fraction) -> Element:
    """Return the field of one blank, with the rule that gives its points."""
    worth = base("float", digits(share))
    if isinstance(item, Choice):
        made = _interaction("inlineChoiceInteraction", response, shuffle=_shuffled(item))
        for option in item.options:
            each = SubElement(made, "inlineChoice", identifier=name(option.token))
            each.text = page.line(option.text)
            if option.feedback:
                page.lose("what is said to the options of its blanks")
        parts.declare(response, "identifier", [name(item.correct)])
        parts.rules.append(if_so(is_correct(response), added(worth)))
        return made
    if isinstance(item, Number):
        parts.rules.append(_number(item, page, parts, response, added(worth)))
    elif isinstance(item, TypedText):
        _words(item, page, parts, response, share)
        parts.rules.append(added(mapped(response)))
    if isinstance(item, Number | TypedText) and item.wrong:
        page.lose("what is said to wrong answers in its blanks")
    field = _interaction("textEntryInteraction", response, expectedLength="15")
    if isinstance(item, Number) and item.unit:
        field.tail = f" {page.plain(item.unit)}"
    return field


def _filled(element: Element, fields: Sequence[Element]) -> None:
    """Put fields where something stands for them in the texts of an element."""
    for place, field in enumerate(fields, start=1):
        sign = passage.stand_in(place)
        for parent in list(element.iter()):
            if sign in (parent.text or ""):
                before, _, after = (parent.text or "").partition(sign)
                parent.text, field.tail = before, (field.tail or "") + after
                parent.insert(0, field)
                break
            at = next((n for n, c in enumerate(parent) if sign in (c.tail or "")), None)
            if at is not None:
                before, _, after = (parent[at].tail or "").partition(sign)
                parent[at].tail, field.tail = before, (field.tail or "") + after
                parent.insert(at + 1, field)
                break


def essay(item: Essay, page: Page, parts: Parts) -> list[Element]:
    """Write a text of some length, with the rubric for who marks it."""
    made = _interaction("extendedTextInteraction", expectedLines="12")
    parts.declare(RESPONSE, "string", [])
    if item.least or item.most:
        page.lose("how many words are asked for")
    body = ask(page, item.prompt, made)
    if item.rubric or item.model_answer:
        rubric = Element("rubricBlock", view="scorer")
        for criterion in item.rubric:
            line = SubElement(rubric, "p")
            told = page.line(criterion.description)
            line.text = f"{page.line(criterion.name)} ({criterion.points:g})" + (
                f": {told}" if told else ""
            )
        if item.model_answer:
            moved(elements(page.html(item.model_answer)), SubElement(rubric, "div"))
        body = [rubric, *body]
    return body


def hotspot(item: Hotspot, page: Page, parts: Parts) -> list[Element] | None:
    """Write a place on a picture; a tolerance and what is said to wrong places are lost."""
    found = page.picture(item.picture)
    if found is None:
        page.lose("the whole question: its picture cannot be read")
        return None
    picture, address, alt = found
    if item.tolerance:
        page.lose("how far a place may be off")
    if any(zone.feedback for zone in (*item.zones, *item.wrong)):
        page.lose("what is said to its places")
    if item.places:
        page.lose("the places that can be chosen by name")
    made = _interaction("selectPointInteraction", maxChoices="1")
    shown = {"type": picture.media, "data": address}
    shown |= {"width": str(round(picture.width)), "height": str(round(picture.height))}
    SubElement(made, "object", shown).text = alt
    answer = Element("responseDeclaration", identifier=RESPONSE, cardinality="single")
    answer.set("baseType", "point")
    areas = SubElement(answer, "areaMapping", defaultValue="0")
    for zone in item.zones:
        kind, coords = _area(zone.shape, picture.width)
        given = {"shape": kind, "coords": coords, "mappedValue": digits(parts.points)}
        SubElement(areas, "areaMapEntry", given)
    parts.declarations.append(answer)
    parts.rules.append(assigned("SCORE", Element("mapResponsePoint", identifier=RESPONSE)))
    return ask(page, item.prompt, made)


def _area(shape: Shape, width: float) -> tuple[str, str]:
    """Return a shape and its coordinates in pixels; a rectangle is written as a polygon."""
    if isinstance(shape, Circle):
        numbers: list[float] = [shape.x, shape.y, shape.radius]
    else:
        numbers = [number for point in shape.points for number in point]
    kind = "circle" if isinstance(shape, Circle) else "poly"
    return kind, ",".join(str(max(0, round(number * width))) for number in numbers)


ITEMS: Mapping[str, Callable[..., list[Element] | None]] = {
    "choice": choice,
    "truefalse": truefalse,
    "several": several,
    "order": order,
    "match": match,
    "groups": groups,
    "number": number,
    "text": text,
    "cloze": cloze,
    "essay": essay,
    "hotspot": hotspot,
}
