"""Pairs to put together: each thing on the left with one on the right.

::

    type: match
    prompt: Who spoke for whom?
    pairs:
      - {left: Wendy Sherman, right: the United States, feedback: She was the deputy secretary.}
      - {left: Sergei Ryabkov, right: Russia}
    extra: [the OSCE]

``extra`` lists things on the right that fit nothing; several on the left may share one on the
right. ``pairs`` may be derived from a table. The feedback of a pair says why it fits, so it is
shown beside the pair once that is right, and with the answer. The right side is always shuffled.

Response: ``{left token: right token}``, some or all of them. Partial credit: every pair that is
right counts the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar

import yaml

from quizkit.derive import derived_pairs, derived_texts
from quizkit.fields import Fields, read_text
from quizkit.items import options, placing
from quizkit.items.common import CommonFields
from quizkit.model import Choosable, Grade, Item, Json, Text

MEND = "write 'pairs:' with two or more lines '- {left: …, right: …}'"
EXPECTED = Text(
    {
        "en": "Choose for each thing on the left one on the right.",
        "nl": "Kies bij elk onderdeel links een onderdeel rechts.",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Item):
    """Pairs; ``pairs`` gives for each left token the token on the right."""

    type: ClassVar[str] = "match"
    rule: ClassVar[Text] = Text(
        {"en": "Each right pair counts the same.", "nl": "Elk goed paar telt even zwaar."}
    )

    lefts: tuple[Choosable, ...]
    rights: tuple[Choosable, ...]
    pairs: Mapping[str, str]

    def grade(self, value: Json) -> Grade:
        """Grade the pairs given."""
        places = {right.token for right in self.rights}
        return placing.grade(
            value, things=self.lefts, places=places, belongs=self.pairs, expected=EXPECTED
        )

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Give both sides, the right one always shuffled."""
        return {
            "left": options.public(self, self.lefts, language, chance),
            "right": placing.mixed(self.rights, language, chance),
        }

    def key(self, language: str) -> dict[str, Json]:
        """Give the pairs and what belongs to each."""
        return {"pairs": dict(self.pairs), "feedback": placing.feedback(self.lefts, language)}

    def right(self) -> Json:
        """Give the pairs."""
        return dict(self.pairs)

    def basis(self) -> Sequence[str]:
        """A response depends on both sides and on what belongs together."""
        return placing.basis(self.pairs, {right.token for right in self.rights})


def parse(fields: Fields, common: CommonFields) -> Match | None:
    """Read a match question; None (with problems noted) if it cannot be asked."""
    derived = derived_pairs(fields, "pairs")
    pairs = _written(fields) if derived is None else [(*pair, None) for pair in derived]
    extra = _extra(fields)
    name = common["id"]
    lefts = tuple(options.choosable(name, left, feedback=said) for left, _, said in pairs)
    rights = [options.choosable(name, right) for _, right, _ in pairs]
    offered = (*placing.once(rights), *(options.choosable(name, text) for text in extra))
    if not pairs or not options.distinct(fields, "pairs", lefts):
        return None
    if not options.distinct(fields, "extra" if extra else "pairs", offered):
        return None
    if len(pairs) < 2 or len(offered) < 2:
        fields.problem("pairs", "there is nothing to choose between on the right or left", MEND)
        return None
    belongs = {left.token: right.token for left, right in zip(lefts, rights, strict=True)}
    return Match(**common, lefts=lefts, rights=offered, pairs=belongs)


def _written(fields: Fields) -> list[tuple[Text, Text, Text | None]]:
    pairs = []
    for entry in fields.entries("pairs", MEND, least=2, entry="pair", scalar="left"):
        entry.required("left", "write 'left: …'")
        entry.required("right", "write 'right: …'")
        left, right = entry.text("left", prose=False), entry.text("right", prose=False)
        feedback = entry.text("feedback")
        entry.close()
        if left and right:
            pairs.append((left, right, feedback))
    return pairs


def _extra(fields: Fields) -> list[Text]:
    derived = derived_texts(fields, "extra")
    if derived is not None:
        return derived
    node = fields.get("extra")
    if node is None:
        return []
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = [read_text(entry, fields.place, "'extra'", prose=False) for entry in nodes]
    return [text for text in texts if text]
