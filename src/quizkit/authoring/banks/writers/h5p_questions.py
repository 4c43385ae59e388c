"""The question types as H5P's own, with the parameters that their semantics name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from quizkit.authoring.banks.writers.page import Page
from quizkit.authoring.banks.xhtml import elements, has_blocks
from quizkit.quiz.model import Choosable, Item, Json, Text
from quizkit.quiz.numerals import written
from quizkit.quiz.pictures.picture import Picture
from quizkit.quiz.types.choice import Choice
from quizkit.quiz.types.cloze import Cloze
from quizkit.quiz.types.groups import Groups
from quizkit.quiz.types.match import Match
from quizkit.quiz.types.number import Number
from quizkit.quiz.types.order import Order
from quizkit.quiz.types.several import Several
from quizkit.quiz.types.text import TypedText
from quizkit.quiz.types.truefalse import NAMES, TrueFalse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MULTI_CHOICE = ("H5P.MultiChoice", 1, 16)
TRUE_FALSE = ("H5P.TrueFalse", 1, 8)
BLANKS = ("H5P.Blanks", 1, 14)
DRAG_TEXT = ("H5P.DragText", 1, 10)
SHOWN = frozenset("p strong em sub sup code br span div".split())  # what all of them show
LAID_OUT = {"table": "a table", "ul": "a list", "ol": "a list", "pre": "code", "a": "a link"}
_ENTITIES = {ord("*"): "&#42;", ord("/"): "&#47;", ord(":"): "&#58;"}
_ALIKE = {ord("*"): "∗", ord(":"): "∶", ord("\n"): " "}  # DragText has no way to escape these


@dataclass(frozen=True, slots=True)
class Made:
    """A question of H5P: its library, what that is called, and its parameters."""

    library: tuple[str, int, int]
    told: str
    params: Json


def html(page: Page, text: Text | None) -> str:
    """Return a text as HTML of the few elements that H5P's questions show."""
    if text is None:
        return ""
    root = elements(page.html(text))
    wrap = not has_blocks(root)
    shown = _shown(root, page)
    return f"<p>{shown}</p>" if wrap else shown


def inline(page: Page, text: Text | None) -> str:
    """Return a text as HTML without paragraphs."""
    return html(page, text).replace("</p>\n<p>", "<br>").removeprefix("<p>").removesuffix("</p>")


def _shown(element: Element, page: Page) -> str:
    """Return what an element holds, other elements as their texts."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        if child.tag == "img":
            parts.append("")
        elif child.tag == "math":
            page.lose("formulas, of which the signs are kept")
            parts.append(escape("".join(child.itertext()), quote=False))
        elif child.tag == "br":
            parts.append("<br>")
        elif child.tag in SHOWN:
            parts.append(f"<{child.tag}>{_shown(child, page)}</{child.tag}>")
        else:
            if child.tag in LAID_OUT:
                page.lose(f"how its text is laid out ({LAID_OUT[child.tag]})")
            parts.append(f"{_shown(child, page)} ")
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _media(page: Page, text: Text) -> Json:
    """Return the first picture of a question, which H5P shows above it; others are lost."""
    root = elements(page.html(text))
    images = [each for each in root.iter("img") if each.get("src")]
    if len(images) > 1:
        page.lose("all its pictures but the first")
    if not images:
        return {"disableImageZooming": False}
    address, alt = images[0].get("src", ""), images[0].get("alt", "")
    picture = page.quiz.pictures.get(address.rpartition("/")[2])
    if picture is None:
        return {"disableImageZooming": False}
    return {"type": _image(picture, address, alt), "disableImageZooming": False}


def _image(picture: Picture, address: str, alt: str) -> Json:
    shown = {
        "path": address,
        "mime": picture.media,
        "width": picture.width,
        "height": picture.height,
        "copyright": {"license": "U"},
    }
    return {
        "library": "H5P.Image 1.1",
        "params": {"contentName": "Image", "file": shown, "alt": alt, "decorative": False},
        "metadata": {"contentType": "Image", "license": "U", "title": alt[:255] or "Image"},
    }


def _picture_lost(page: Page, texts: Iterable[Text | None]) -> None:
    for text in texts:
        if text is not None and "<img" in page.html(text):
            page.lose("pictures in its answers or feedback")


def _choices(item: Item, options: Sequence[Choosable], right: Iterable[str], page: Page) -> Made:
    right = set(right)
    _picture_lost(page, [t for option in options for t in (option.text, option.feedback)])
    answers = []
    for option in options:
        said = {"tip": "", "chosenFeedback": inline(page, option.feedback), "notChosenFeedback": ""}
        answers.append(
            {
                "text": inline(page, option.text),
                "correct": option.token in right,
                "tipsAndFeedback": said,
            }
        )
    behaviour = {
        "type": "single" if isinstance(item, Choice) else "multi",
        "singlePoint": False,
        "randomAnswers": item.shuffle,
    }
    params = {
        "media": _media(page, item.prompt),
        "question": html(page, item.prompt),
        "answers": answers,
        "overallFeedback": [{"from": 0, "to": 100}],
        "behaviour": behaviour,
    }
    return Made(MULTI_CHOICE, "Multiple Choice", params)


def choice(item: Choice, page: Page) -> Made:
    """Write one right option out of several."""
    return _choices(item, item.options, [item.correct], page)


def several(item: Several, page: Page) -> Made:
    """Write all right options; H5P takes wrong ones off the right ones, as quizkit does."""
    return _choices(item, item.options, item.correct, page)


def truefalse(item: TrueFalse, page: Page) -> Made:
    """Write a statement that is true or false."""
    _picture_lost(page, item.feedback.values())
    params = {
        "media": _media(page, item.prompt),
        "question": html(page, item.prompt),
        "correct": str(item.answer).lower(),
        "l10n": {"trueText": page.plain(NAMES[True]), "falseText": page.plain(NAMES[False])},
        "behaviour": {
            "feedbackOnCorrect": page.line(item.feedback.get(item.answer)),
            "feedbackOnWrong": page.line(item.feedback.get(not item.answer)),
        },
    }
    return Made(TRUE_FALSE, "True/False Question", params)


def _blanks(page: Page, prompt: Text, passages: Sequence[str], **behaviour: bool) -> Made:
    params = {
        "media": _media(page, prompt),
        "text": html(page, prompt),
        "questions": list(passages),
        "overallFeedback": [{"from": 0, "to": 100}],
        "behaviour": {"caseSensitive": False, **behaviour},
    }
    return Made(BLANKS, "Fill in the Blanks", params)


def _solution(forms: Iterable[str]) -> str:
    """Return a blank with all that is accepted there; H5P's own signs as entities."""
    each = (escape(form, quote=False).translate(_ENTITIES) for form in forms)
    return f"*{'/'.join(each)}*"


def _forms(item: Item, page: Page) -> list[str]:
    """Return what is right in a field that is typed in."""
    if isinstance(item, Number):
        if item.allowed():
            page.lose("how far a number may be off")
        forms = [written(item.answer, code) for code in ("en", page.language)]
        return list(dict.fromkeys(form.replace("\u202f", "") for form in forms))
    if isinstance(item, TypedText):
        if item.accents or item.case:
            page.lose("that capitals or accents count")
        return list(dict.fromkeys(f for t in item.accept for f in t.texts.values() if f))
    if isinstance(item, Choice):
        return [page.line(next(o.text for o in item.options if o.token == item.correct))]
    return []


def _unit(item: Item, page: Page) -> str:
    return f" {escape(page.line(item.unit))}" if isinstance(item, Number) and item.unit else ""


def typed(item: TypedText | Number, page: Page) -> Made:
    """Write a word or a number to type."""
    if item.wrong:
        page.lose("what is said to foreseen wrong answers")
    near = isinstance(item, TypedText) and item.distance > 0
    passage = f"<p>{_solution(_forms(item, page))}{_unit(item, page)}</p>"
    return _blanks(page, item.prompt, [passage], acceptSpellingErrors=near)


def cloze(item: Cloze, page: Page) -> Made:
    """Write a passage: words to drag where all its blanks are lists, else fields to type in."""
    for blank in item.blanks.values():
        if getattr(blank, "wrong", ()) or any(o.feedback for o in getattr(blank, "options", ())):
            page.lose("what is said to wrong answers in its blanks")
    lists = all(isinstance(blank, Choice) for blank in item.blanks.values())
    if lists:
        return _dragged_passage(item, page)
    if any(isinstance(blank, Choice) for blank in item.blanks.values()):
        page.lose("the lists of its blanks: in H5P all of them are typed")
    shown = html(page, item.text).replace("*", "∗")
    for name, blank in item.blanks.items():
        unit = (
            f" {escape(page.line(blank.unit))}" if isinstance(blank, Number) and blank.unit else ""
        )
        shown = shown.replace(f"[[{name}]]", _solution(_forms(blank, page)) + unit)
    return _blanks(page, item.prompt, [shown])


def _dragged_passage(item: Cloze, page: Page) -> Made:
    page.lose("the list of each blank: in H5P the words of all are dragged")
    text = page.plain(item.text).translate({ord("*"): "∗"})
    rest: list[str] = []
    for name, blank in item.blanks.items():
        if isinstance(blank, Choice):
            (right,) = (o for o in blank.options if o.token == blank.correct)
            text = text.replace(f"[[{name}]]", f"*{_word(page, right.text)}*")
            rest += [_word(page, o.text) for o in blank.options if o.token != blank.correct]
    return _drag(page, item.prompt, text, dict.fromkeys(rest))


def _word(page: Page, text: Text) -> str:
    return page.line(text).translate(_ALIKE)


def _drag(page: Page, prompt: Text, text: str, distractors: Iterable[str] = ()) -> Made:
    params = {
        "media": _media(page, prompt),
        "taskDescription": html(page, prompt),
        "textField": text,
        "distractors": "".join(f"*{word}*" for word in distractors),
        "overallFeedback": [{"from": 0, "to": 100}],
        "behaviour": {"enableRetry": True, "enableSolutionsButton": True},
    }
    return Made(DRAG_TEXT, "Drag the Words", params)


def _lines(
    page: Page,
    prompt: Text,
    things: Sequence[Choosable],
    places: Sequence[Choosable],
    belongs: Mapping[str, str],
) -> Made:
    """Write things that belong to others: a line for each, its place to be dragged behind it."""
    if any(each.feedback for each in things):
        page.lose("what is said to its parts")
    _picture_lost(page, [each.text for each in (*things, *places)])
    named = {place.token: _word(page, place.text) for place in places}
    lines = [f"{_word(page, each.text)}: *{named[belongs[each.token]]}*" for each in things]
    used = set(belongs.values())
    return _drag(page, prompt, "\n".join(lines), [w for t, w in named.items() if t not in used])


def match(item: Match, page: Page) -> Made:
    """Write pairs."""
    return _lines(page, item.prompt, item.lefts, item.rights, item.pairs)


def groups(item: Groups, page: Page) -> Made:
    """Write things that go into groups: each has its group to be dragged behind it."""
    page.lose("that things go into groups: in H5P a group is dragged behind each")
    return _lines(page, item.prompt, item.items, item.groups, item.belongs)


def order(item: Order, page: Page) -> Made:
    """Write an order: things are dragged to their numbers."""
    page.lose(
        "that things are put in order: in H5P each is dragged to its number, and counts for it"
    )
    if item.first or item.last or any(each.feedback for each in item.items):
        page.lose("the names of its ends, or what is said to its items")
    _picture_lost(page, [each.text for each in item.items])
    lines = [f"{n}. *{_word(page, each.text)}*" for n, each in enumerate(item.items, start=1)]
    return _drag(page, item.prompt, "\n".join(lines))


QUESTIONS: Mapping[str, Callable[..., Made]] = {
    "choice": choice,
    "several": several,
    "truefalse": truefalse,
    "text": typed,
    "number": typed,
    "cloze": cloze,
    "match": match,
    "groups": groups,
    "order": order,
}
