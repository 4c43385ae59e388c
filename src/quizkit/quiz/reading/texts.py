"""Texts of a quiz file: plain, or one for each language of the quiz."""

from __future__ import annotations

import yaml

from quizkit.errors import nearest
from quizkit.languages import KNOWN
from quizkit.quiz.markup import pictures, shows
from quizkit.quiz.model import Text
from quizkit.quiz.reading.problems import Place, short

STRING, NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
LONGEST_TEXT = 20_000  # characters; a longer one is a mistake of indentation


def read_text(node: yaml.Node, place: Place, name: str, *, prose: bool) -> Text | None:
    """Read a text, plain or ``{en: …, nl: …}``; prose must be in every language of the quiz."""
    if isinstance(node, yaml.ScalarNode):
        return _plain(node, place, name, prose=prose)
    if not isinstance(node, yaml.MappingNode):
        place.problem(node, f"{name} must be a text", "write a text, or {en: …, nl: …}")
        return None
    texts: dict[str, str] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            place.problem(key, f"{name} must be a text per language", "write {en: …, nl: …}")
            return None
        if key.value in texts:
            place.problem(key, f"{name} has '{short(key.value)}' twice", "keep one of them")
        texts[key.value] = _typed(value, place, name)
    return _check_languages(Text(texts), node, place, name)


def _plain(node: yaml.ScalarNode, place: Place, name: str, *, prose: bool) -> Text | None:
    text = _typed(node, place, name)
    if not text or len(text) > LONGEST_TEXT:
        what = "is empty" if not text else f"is longer than {LONGEST_TEXT} characters"
        place.problem(node, f"{name} {what}", "write a text, or leave the field out")
        return None
    if prose and len(place.languages) > 1:
        form = "{" + ", ".join(f"{code}: …" for code in place.languages) + "}"
        place.problem(node, f"missing translation: {name} is in one language only", f"write {form}")
    return Text.plain(text)


def _typed(node: yaml.ScalarNode, place: Place, name: str) -> str:
    """Return a text as typed, noting what of it no reader would see."""
    text = str(node.value).strip()
    if node.tag in (STRING, NULL):
        note_unshown(node, place, name)
    if found := pictures(text):
        what = f"{name} has a picture ({short(found[0])}), and a quiz cannot show any yet"
        mend = "remove it, and show it in the notebook, above the quiz"
        place.problem(node, what, mend)
    elif text and not shows(text):
        place.problem(node, f"nothing of {name} can be seen", "write a text that can")
    return text


def note_unshown(node: yaml.Node, place: Place, name: str) -> None:
    """Note that a text may go on in what YAML takes for a comment, or is one of its words."""
    if comment := place.comment(node):
        what = f"{name} ends before '{short(comment)}', which YAML takes for a comment"
        mend = "put all of the text between quotation marks; a comment goes on a line of its own"
        place.problem(node, what, mend)
    elif node.tag == NULL and node.value:
        what = f"{name} is '{node.value}', which stands for nothing"
        place.problem(node, what, "put it between quotation marks, or leave the field out")


def _check_languages(text: Text, node: yaml.Node, place: Place, name: str) -> Text:
    for code in place.languages:
        if not text.texts.get(code):
            place.problem(node, f"missing translation: {name} has no '{code}'", f"add '{code}: …'")
    for code in text.texts:
        if code not in (place.languages or KNOWN):
            near = nearest(code, place.languages or KNOWN)
            mend = f"did you mean '{near}'?" if near else "add it to the title, or remove it"
            what = f"{name} has language '{short(code)}', the title has not"
            if not place.languages:
                what = f"{name} has '{short(code)}' where the name of a language belongs"
                mend = "put the whole text between quotation marks, or write {en: …, nl: …}"
            place.problem(node, what, mend)
    return text
