"""What a page may not know of a quiz before its questions are answered for good."""

from __future__ import annotations

from quizkit.quiz.model import Item, Json


def texts(value: Json) -> set[str]:
    """Return every text inside a JSON value, names of fields left out."""
    if isinstance(value, dict):
        return set().union(*map(texts, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(texts, value))
    return {value} if isinstance(value, str) and len(value) > 2 else set()


def secrets(item: Item) -> set[str]:
    """Return the texts that only the key and what is said after an answer hold."""
    feedback = getattr(item, "feedback", {})
    said = {t for text in feedback.values() for t in text.texts.values()} if feedback else set()
    lists = [getattr(item, name, ()) for name in ("options", "items", "wrong", "lefts")]
    for part in (part for parts in lists for part in parts):
        shown = getattr(part, "feedback", None)
        said |= set(shown.texts.values()) if shown else set()
    for remarks in getattr(item, "remarks", {}).values():
        said |= {t for text in remarks.at.values() for t in text.texts.values()}
    said |= {text.get("en") for text in (item.explanation, item.then) if text}
    hints = {text.split(":")[0] for hint in item.hints for text in hint.text.texts.values()}
    return (said | texts(item.key("en")) | hints) - texts(item.public("en"))
