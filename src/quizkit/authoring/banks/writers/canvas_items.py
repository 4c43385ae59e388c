"""The question types as Canvas's classic quizzes have them, in QTI 1.2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement

from quizkit.authoring.banks.writers.page import Page
from quizkit.authoring.banks.writers.portable import digits
from quizkit.quiz.model import Choosable, Item, Text
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.essay import Essay
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import NAMES, SAID, TrueFalse

RESPONSE = "response1"
NUMBERS = "how a number may be typed: Canvas reads numbers and no units"
FORGIVEN = "what is forgiven in a typed word besides capitals: accents, punctuation and spaces"
HTML, PLAIN = "text/html", "text/plain"


@dataclass(slots=True)
class Made:
    """An item as it is made: its presentation, conditions and feedback."""

    item: Item
    page: Page
    presentation: Element = field(default_factory=lambda: Element("presentation"))
    conditions: list[Element] = field(default_factory=list)
    feedback: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)  # of its answers

    def ask(self, html: str) -> None:
        """Add the text of the question."""
        material(self.presentation, html)

    def respond(
        self, tag: str = "response_lid", name: str = RESPONSE, many: str = "Single"
    ) -> Element:
        """Add a place for an answer."""
        return SubElement(self.presentation, tag, ident=name, rcardinality=many)

    def offer(self, response: Element, options: Iterable[tuple[str, str, str]]) -> None:
        """Add what can be chosen there: names, texts, and their kind."""
        render = SubElement(response, "render_choice")
        for name, text, kind in options:
            label = SubElement(render, "response_label", ident=name)
            material(label, text, kind)
            self.names.append(name)

    def say(self, name: str, html: str, *condition: Element) -> None:
        """Add what is said to an answer."""
        if html:
            self.feedback[f"{name}_fb"] = html
            made = _condition(condition, go_on=True)
            _show(made, f"{name}_fb")
            self.conditions.append(made)

    def score(self, condition: Sequence[Element], share: Fraction | None = None) -> None:
        """Add what is right: all points, or a share of them that is added."""
        made = _condition(condition)
        given = {"varname": "SCORE", "action": "Set" if share is None else "Add"}
        worth = "100" if share is None else f"{float(100 * share):.2f}"
        SubElement(made, "setvar", given).text = worth
        self.conditions.append(made)

    def whole(self, kind: str) -> Element:
        """Return the item in the order in which QTI has its parts."""
        explanation = self.page.html(self.item.explanation)
        if explanation:
            self.feedback["general_fb"] = explanation
            general = _condition([Element("other")], go_on=True)
            _show(general, "general_fb")
            self.conditions.insert(0, general)
        root = Element("item", ident=f"quizkit-{self.item.id}", title=self.item.id)
        root.append(self._metadata(kind))
        root.append(self.presentation)
        processing = SubElement(root, "resprocessing")
        variable = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
        SubElement(SubElement(processing, "outcomes"), "decvar", variable)
        processing.extend(self.conditions)
        for name, html in self.feedback.items():
            said = SubElement(root, "itemfeedback", ident=name)
            material(SubElement(said, "flow_mat"), html)
        return root

    def _metadata(self, kind: str) -> Element:
        root = Element("itemmetadata")
        fields = SubElement(root, "qtimetadata")
        said = {
            "question_type": kind,
            "points_possible": f"{self.item.points:g}",
            "original_answer_ids": ",".join(dict.fromkeys(self.names)),
            "assessment_question_identifierref": f"quizkit-{self.item.id}-ref",
        }
        for label, entry in said.items():
            one = SubElement(fields, "qtimetadatafield")
            SubElement(one, "fieldlabel").text = label
            SubElement(one, "fieldentry").text = entry
        return root


def material(parent: Element, text: str, kind: str = HTML) -> None:
    """Add a text."""
    SubElement(SubElement(parent, "material"), "mattext", texttype=kind).text = text


def _condition(inner: Iterable[Element], *, go_on: bool = False) -> Element:
    made = Element("respcondition", {"continue": "Yes" if go_on else "No"})
    SubElement(made, "conditionvar").extend(inner)
    return made


def _show(condition: Element, name: str) -> None:
    SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)


def equal(value: str, response: str = RESPONSE) -> Element:
    """Return the condition that an answer is a value."""
    made = Element("varequal", respident=response)
    made.text = value
    return made


def _within(least: Fraction, most: Fraction) -> list[Element]:
    low, high = Element("vargte", respident=RESPONSE), Element("varlte", respident=RESPONSE)
    low.text, high.text = digits(least), digits(most)
    return [low, high]


def _options(made: Made, options: Sequence[Choosable], many: str) -> None:
    page = made.page
    made.ask(page.html(made.item.prompt))
    texts = [(name(each), page.html(each.text), HTML) for each in options]
    made.offer(made.respond(many=many), texts)
    for option in options:
        made.say(name(option), page.html(option.feedback), equal(name(option)))


def name(option: Choosable) -> str:
    """Return what an option is called: XML's names begin with a letter."""
    return f"c{option.token}"


def choice(item: Choice, page: Page) -> Element:
    """Write one right option out of several."""
    made = Made(item, page)
    _options(made, item.options, "Single")
    made.score([equal(f"c{item.correct}")])
    return made.whole("multiple_choice_question")


def truefalse(item: TrueFalse, page: Page) -> Element:
    """Write a statement that is true or false."""
    made = Made(item, page)
    made.ask(page.html(item.prompt))
    texts = [(word, page.plain(NAMES[said]), PLAIN) for word, said in SAID.items()]
    made.offer(made.respond(), texts)
    for word, said in SAID.items():
        made.say(word, page.html(item.feedback.get(said)), equal(word))
    made.score([equal(str(item.answer).lower())])
    return made.whole("true_false_question")


def several(item: Several, page: Page) -> Element:
    """Write all right options; Canvas takes wrong ones off the right ones, as quizkit does."""
    made = Made(item, page)
    _options(made, item.options, "Multiple")
    both = Element("and")
    for option in item.options:
        wanted = both if option.token in item.correct else SubElement(both, "not")
        wanted.append(equal(name(option)))
    made.score([both])
    return made.whole("multiple_answers_question")


def text(item: TypedText, page: Page) -> Element:
    """Write a word to type, with all that is accepted."""
    page.lose_of_quiz(FORGIVEN)
    if item.distance:
        page.lose("mistakes of spelling that are forgiven")
    if item.case:
        page.lose("that capitals count: Canvas reads small and large letters alike")
    made = Made(item, page)
    made.ask(page.html(item.prompt))
    _field(made)
    for number, wrong in enumerate(item.wrong, start=1):
        typed = equal(page.plain(wrong.text))
        made.say(f"wrong{number}", page.html(wrong.feedback), typed)
    made.score([equal(form) for form in _forms(item)])
    return made.whole("short_answer_question")


def _forms(item: TypedText) -> list[str]:
    forms = (form for each in item.accept for form in each.texts.values())
    return list(dict.fromkeys(filter(None, forms)))


def _field(made: Made, kind: str = "") -> None:
    field = SubElement(made.respond("response_str"), "render_fib")
    if kind:
        field.set("fibtype", kind)
    SubElement(field, "response_label", ident="answer1")


def number(item: Number, page: Page) -> Element:
    """Write a number with its margin; its unit stands in the question."""
    page.lose_of_quiz(NUMBERS)
    if item.units:
        page.lose(f"that its units may be typed: {', '.join(item.units)}")
    if item.integer:
        page.lose("that it must be a whole number")
    made = Made(item, page)
    unit = page.line(item.unit)
    made.ask(page.html(item.prompt) + (f" ({unit})" if unit else ""))
    _field(made, "Decimal")
    off = item.allowed()
    for place, wrong in enumerate(item.wrong, start=1):
        near = _within(wrong.value - off, wrong.value + off)
        made.say(f"wrong{place}", page.html(wrong.feedback), *near)
    either, both = Element("or"), Element("and")
    either.append(equal(digits(item.answer)))
    both.extend(_within(item.answer - off, item.answer + off))
    either.append(both)
    made.score([either])
    return made.whole("numerical_question")


def _matched(
    made: Made, lefts: Iterable[tuple[str, str, str]], rights: Sequence[tuple[str, str]]
) -> Element:
    """Write things on the left, each with its right one among all."""
    pairs = list(lefts)
    for token, told, right in pairs:
        response = made.respond(name=f"response_{token}")
        material(response, told, PLAIN)
        made.offer(response, [(name, shown, PLAIN) for name, shown in rights])
        made.score([equal(right, f"response_{token}")], Fraction(1, len(pairs)))
    return made.whole("matching_question")


def _placed(
    item: Item,
    page: Page,
    things: Sequence[Choosable],
    places: Sequence[Choosable],
    belongs: Mapping[str, str],
) -> Element:
    made = Made(item, page)
    made.ask(page.html(item.prompt))
    if any(each.feedback for each in things):
        page.lose("what is said to its parts")
    lefts = [(each.token, page.line(each.text), f"c{belongs[each.token]}") for each in things]
    return _matched(made, lefts, [(name(each), page.line(each.text)) for each in places])


def match(item: Match, page: Page) -> Element:
    """Write pairs."""
    if any(said.anywhere or said.at for said in item.remarks.values()):
        page.lose("what is said to a wrong pair")
    return _placed(item, page, item.lefts, item.rights, item.pairs)


def groups(item: Groups, page: Page) -> Element:
    """Write things that go into groups: each is paired with its group."""
    if any(said.anywhere or said.at for said in item.remarks.values()):
        page.lose("what is said to a thing in a wrong group")
    return _placed(item, page, item.items, item.groups, item.belongs)


def order(item: Order, page: Page) -> Element:
    """Write an order, which Canvas has not, as pairs: each thing with its place."""
    page.lose("that things are put in order: in Canvas each is given its place, and counts for it")
    if item.first or item.last or any(each.feedback for each in item.items):
        page.lose("the names of its ends, or what is said to its items")
    made = Made(item, page)
    made.ask(page.html(item.prompt))
    places = [str(place) for place in range(1, len(item.items) + 1)]
    shown = sorted(zip(item.items, places, strict=True), key=lambda pair: pair[0].token)
    lefts = [(each.token, page.line(each.text), f"place{place}") for each, place in shown]
    return _matched(made, lefts, [(f"place{place}", place) for place in places])


def cloze(item: Cloze, page: Page) -> Element:
    """Write a passage: its blanks are lists in Canvas if all are, else all are typed."""
    lists = all(isinstance(blank, Choice) for blank in item.blanks.values())
    if not lists and any(not isinstance(blank, TypedText) for blank in item.blanks.values()):
        page.lose("lists and margins of numbers in its blanks: in Canvas all of them are typed")
    if any(getattr(blank, "wrong", ()) for blank in item.blanks.values()):
        page.lose("what is said to wrong answers in its blanks")
    made = Made(item, page)
    passage = item.text.get(page.language)
    for key in item.blanks:
        passage = passage.replace(f"[[{key}]]", f"\\[{key}]")
    made.ask(f"<p>{page.html(item.prompt)}</p>\n<p>{page.html(Text.plain(passage))}</p>")
    share = Fraction(1, len(item.blanks))
    for key, blank in item.blanks.items():
        response = made.respond(name=f"response_{key}")
        material(response, key, PLAIN)
        options, right = _blank(blank, page, key, lists=lists)
        made.offer(response, [(token, shown, PLAIN) for token, shown in options])
        made.score([equal(right, f"response_{key}")], share)
        for option in blank.options if lists and isinstance(blank, Choice) else ():
            said = page.html(option.feedback)
            made.say(name(option), said, equal(name(option), f"response_{key}"))
    return made.whole(
        "multiple_dropdowns_question" if lists else "fill_in_multiple_blanks_question"
    )


def _blank(blank: Item, page: Page, key: str, *, lists: bool) -> tuple[list[tuple[str, str]], str]:
    """Return what a blank offers or accepts, and the right one of it."""
    if isinstance(blank, Choice):
        right = f"c{blank.correct}"
        offered = [(name(each), page.line(each.text)) for each in blank.options]
        return [one for one in offered if lists or one[0] == right], right
    if isinstance(blank, Number):
        page.lose_of_quiz(NUMBERS)
        return [(f"{key}-1", digits(blank.answer))], f"{key}-1"
    page.lose_of_quiz(FORGIVEN)
    forms = _forms(blank) if isinstance(blank, TypedText) else []
    return [(f"{key}-{place}", form) for place, form in enumerate(forms, start=1)], f"{key}-1"


def essay(item: Essay, page: Page) -> Element:
    """Write a text of some length, which a person marks."""
    if item.rubric:
        page.lose("its rubric, which Canvas keeps apart from a quiz")
    if item.least or item.most:
        page.lose("how many words are asked for")
    made = Made(item, page)
    made.ask(page.html(item.prompt))
    _field(made)
    if item.model_answer:
        page.lose("its model answer")
    made.conditions.append(_condition([Element("other")]))
    return made.whole("essay_question")


ITEMS: Mapping[str, Callable[..., Element]] = {
    "choice": choice,
    "truefalse": truefalse,
    "several": several,
    "text": text,
    "number": number,
    "match": match,
    "groups": groups,
    "order": order,
    "cloze": cloze,
    "essay": essay,
}
