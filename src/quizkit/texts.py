"""Texts of a quiz file: plain, or one for each language of the quiz."""

from __future__ import annotations

import yaml

from quizkit.errors import nearest
from quizkit.model import Text
from quizkit.place import Place, short

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
        texts[key.value] = value.value.strip()
    return _check_languages(Text(texts), node, place, name)


def _plain(node: yaml.ScalarNode, place: Place, name: str, *, prose: bool) -> Text | None:
    text = node.value.strip()
    if not text or len(text) > LONGEST_TEXT:
        what = "is empty" if not text else f"is longer than {LONGEST_TEXT} characters"
        place.problem(node, f"{name} {what}", "write a text, or leave the field out")
        return None
    if prose and len(place.languages) > 1:
        form = "{" + ", ".join(f"{code}: …" for code in place.languages) + "}"
        place.problem(node, f"missing translation: {name} is in one language only", f"write {form}")
    return Text.plain(text)


def _check_languages(text: Text, node: yaml.Node, place: Place, name: str) -> Text:
    for code in place.languages:
        if not text.texts.get(code):
            place.problem(node, f"missing translation: {name} has no '{code}'", f"add '{code}: …'")
    for code in text.texts:
        if place.languages and code not in place.languages:
            near = nearest(code, place.languages)
            mend = f"did you mean '{near}'?" if near else "add it to the title, or remove it"
            place.problem(node, f"{name} has language '{short(code)}', the title has not", mend)
    return text
