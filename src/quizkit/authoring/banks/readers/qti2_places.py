"""Places on pictures in QTI 2: what is pointed at, as a hotspot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from quizkit.authoring.banks import numbers
from quizkit.authoring.banks.gathering import Question
from quizkit.authoring.banks.pictures import NoPicture, described
from quizkit.authoring.banks.readers import qti2_processing
from quizkit.authoring.banks.readers.qti2_item import Item
from quizkit.authoring.banks.xml_source import text_of
from quizkit.quiz.pictures.bitmaps import UnfitPicture
from quizkit.quiz.pictures.picture import Picture

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Size = tuple[Decimal, Decimal]
PER_CENT = Decimal(100)


def _select_point(item: Item, interaction: Element) -> Question | None:
    declaration = next(
        (
            each
            for each in item.root.iter("responseDeclaration")
            if each.get("identifier") == interaction.get("responseIdentifier")
        ),
        None,
    )
    entries = [] if declaration is None else list(declaration.iter("areaMapEntry"))
    right = [each for each in entries if (numbers.decimal(each.get("mappedValue")) or 0) > 0]
    return _asked(item, interaction, right, [])


def _hotspot(item: Item, interaction: Element) -> Question | None:
    declared = item.answer(interaction)
    choices = list(interaction.iter("hotspotChoice"))
    if declared.cardinality != "single":
        item.source.bank.lose("the whole question: several places on a picture are asked for")
        return None
    right = [each for each in choices if each.get("identifier") in declared.right]
    return _asked(item, interaction, right, [each for each in choices if each not in right])


def _asked(
    item: Item, interaction: Element, right: Iterable[Element], wrong: Iterable[Element]
) -> Question | None:
    """Return a hotspot with these areas right; those that are wrong only if something is said."""
    shown = next((e for e in interaction if e.tag in ("object", "img")), None)
    made = None if shown is None else _picture(item, shown)
    if made is None:
        item.source.bank.lose("the whole question: its picture is not in the file")
        return None
    picture, size = made
    zones = [zone for each in right if (zone := _zone(each, size))]
    if not zones:
        item.source.bank.lose("the whole question: no place on its picture is right")
        return None
    said = [(each, qti2_processing.to_option(item, each)) for each in wrong]
    foreseen = [
        {**zone, "feedback": told} for each, told in said if told and (zone := _zone(each, size))
    ]
    prompt = item.prompt(item.text(item.body), item.text(interaction.find("prompt")))
    question = {"prompt": prompt, "type": "hotspot", **picture, "zones": zones}
    return question | ({"wrong": foreseen} if foreseen else {})


def _picture(item: Item, shown: Element) -> tuple[Question, Size] | None:
    """Return a picture with its alt text, and the size in which places are told."""
    address = shown.get("data") or shown.get("src") or ""
    alt = described(text_of(shown) or shown.get("alt", ""))
    try:
        name = item.source.kept(address)
        picture = Picture.of(item.source.bank.pictures.files[name])
    except (NoPicture, UnfitPicture):
        return None
    if not alt:
        item.source.bank.lose(f"what the picture {name} shows: it has no alt text; write one")
    width = numbers.decimal(shown.get("width")) or Decimal(picture.width)
    height = numbers.decimal(shown.get("height")) or Decimal(picture.height)
    fields = {"picture": name, "alt": alt or item.source.bank.pictures.nameless(name)}
    return (fields, (width, height)) if width > 0 and height > 0 else None


def _zone(area: Element, size: Size) -> Question | None:
    """Return an area in per cent of its picture; None where it is none."""
    coords = [numbers.decimal(each) for each in area.get("coords", "").split(",")]
    at = [each for each in coords if each is not None]
    if len(at) < len(coords):
        return None
    shares = [
        numbers.rounded(each / size[place % 2] * PER_CENT, 2) for place, each in enumerate(at)
    ]
    shape = area.get("shape", "")
    if shape == "circle" and len(at) == 3:
        shares[2] = numbers.rounded(at[2] / size[0] * PER_CENT, 2)
        return {"circle": shares}
    if shape == "rect" and len(at) == 4:
        return {"rectangle": shares}
    if shape == "poly" and len(at) >= 6 and len(at) % 2 == 0:
        points = [list(point) for point in zip(shares[::2], shares[1::2], strict=True)]
        return {"polygon": points[:-1] if points[0] == points[-1] else points}
    return None


AREAS: Mapping[str, Callable[[Item, Element], Question | None]] = {
    "selectPointInteraction": _select_point,
    "hotspotInteraction": _hotspot,
}
