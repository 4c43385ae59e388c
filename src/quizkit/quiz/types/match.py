"""Pairs to put together: each thing on the left with one on the right.

::

    type: match
    prompt: Who spoke for whom?
    pairs:
      - {left: Wendy Sherman, right: the United States, feedback: She was the deputy secretary.}
      - left: Sergei Ryabkov
        right: Russia
        wrong: [{right: the OSCE, feedback: His country is one of its 57 members.}]
    extra: [the OSCE]

``extra`` lists things on the right that fit nothing; several on the left may share one on the
right. ``pairs`` may be derived from a table. The right side is always shuffled.

``feedback`` of a pair says why it fits, so it is shown beside the pair once that is right, and
with the answer. ``wrong`` is said to a wrong choice, at once: one text for any
(``wrong: Look at his rank.``), or one for each choice, as above.

Response: ``{left token: right token}``, some or all of them. Partial credit: every pair that is
right counts the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

import yaml

from quizkit.languages import Said
from quizkit.quiz import paper
from quizkit.quiz.derived.answers import derived_pairs, derived_texts
from quizkit.quiz.model import Choosable, Grade, Item, Json, Text
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.values import read_text
from quizkit.quiz.types import options, placing
from quizkit.quiz.types.question_type import CommonFields, QuestionType, Secrets, View, in_key

MEND = "write 'pairs:' with two or more lines '- {left: …, right: …}'"
EXPECTED = Text(Said("match", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Item):
    """Pairs; ``pairs`` gives for each left token the token on the right."""

    type: ClassVar[str] = "match"
    rule: ClassVar[Text] = Text(Said("match", "rule"))

    lefts: tuple[Choosable, ...]
    rights: tuple[Choosable, ...]
    pairs: Mapping[str, str]
    remarks: Mapping[str, placing.Remarks] = field(default_factory=dict)

    def form(self) -> dict[str, Json]:
        """Return what there is on either side."""
        return {"left": options.tokens(self.lefts), "right": options.tokens(self.rights)}

    def grade(self, value: Json) -> Grade:
        """Grade the pairs given."""
        return unread(value, self.form()) or placing.grade(
            value, things=self.lefts, belongs=self.pairs, remarks=self.remarks
        )

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return both sides, the right one always shuffled."""
        return {
            "left": options.public(self, self.lefts, language, chance),
            "right": placing.mixed(self.rights, language, chance),
        }

    def key(self, language: str) -> dict[str, Json]:
        """Return the pairs and what belongs to each."""
        return {"pairs": dict(self.pairs), "feedback": placing.feedback(self.lefts, language)}

    def right(self) -> Json:
        """Return the pairs."""
        return dict(self.pairs)

    def basis(self) -> Sequence[str]:
        """A response depends on both sides and on what belongs together."""
        return placing.basis(self.pairs, {right.token for right in self.rights})


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if pairs were given; see `QuestionType.unread`."""
    return placing.unread(value, things=form["left"], places=form["right"], expected=EXPECTED)


Pair = tuple[Choosable, Choosable, placing.Remarks]  # left, right, what is said elsewhere


def parse(fields: Fields, common: CommonFields) -> Match | None:
    """Read a match question; None (with problems noted) if it cannot be asked."""
    name = common["id"]
    before = len(fields.place.problems)
    derived = derived_pairs(fields, "pairs")
    pairs = _written(fields, name) if derived is None else _derived(derived, name)
    extra = _extra(fields)
    lefts = tuple(left for left, _, _ in pairs)
    rights = placing.once(right for _, right, _ in pairs)
    offered = (*rights, *(options.choosable(name, text) for text in extra))
    if not pairs or not _distinct(fields, lefts, rights, offered):
        return None
    if len(pairs) < 2 or len(offered) < 2:
        if len(fields.place.problems) == before:  # else pairs were lost by another mistake
            fields.problem("pairs", *_alike(lefts, rights))
        return None
    belongs = {left.token: right.token for left, right, _ in pairs}
    remarks = {left.token: said for left, _, said in pairs}
    if not placing.remarks_fit(fields, "pairs", remarks, lefts, offered, belongs):
        return None
    return Match(**common, lefts=lefts, rights=offered, pairs=belongs, remarks=remarks)


def _distinct(
    fields: Fields,
    lefts: Sequence[Choosable],
    rights: Sequence[Choosable],
    offered: Sequence[Choosable],
) -> bool:
    """Note what stands twice on a side; one right side for several on the left may."""
    once = "give each once; where one has several right sides, use 'type: groups'"
    alike = "spell it with the same capitals and spaces where several on the left share it"
    extra = "leave out of 'extra' what is a right side in 'pairs'"
    return (
        options.distinct(fields, "pairs", lefts, called="left sides", mend=once)
        and options.distinct(fields, "pairs", rights, called="right sides", mend=alike)
        and options.distinct(fields, "extra", offered, called="right sides", mend=extra)
    )


def _alike(lefts: Sequence[Choosable], rights: Sequence[Choosable]) -> tuple[str, str]:
    if len(lefts) < 2:
        return "there is only one pair", MEND
    what = f"all pairs have the same right side: '{rights[0].text.get('en')[:40]}'"
    return what, "add others to choose from ('extra: [a, b]'), or use 'type: groups'"


def _derived(pairs: list[tuple[Text, Text]], name: str) -> list[Pair]:
    make = options.choosable
    return [(make(name, left), make(name, right), placing.NO_REMARKS) for left, right in pairs]


def _written(fields: Fields, name: str) -> list[Pair]:
    pairs = []
    for entry in fields.entries("pairs", MEND, least=2, entry="pair", scalar="left"):
        entry.required("left", "write 'left: …'")
        entry.required("right", "write 'right: …'")
        left, right = entry.text("left", prose=False), entry.text("right", prose=False)
        feedback, remarks = entry.text("feedback"), placing.read_remarks(entry, name, "right")
        entry.close()
        if left and right:
            thing = options.choosable(name, left, feedback=feedback)
            pairs.append((thing, options.choosable(name, right), remarks))
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


def _paper(view: View) -> tuple[paper.Form, ...]:
    return (paper.Pairs(paper.numbered(view["left"]), paper.lettered(view["right"])),)


def _answer(view: View, key: View) -> paper.Answer:
    left, right = paper.signs(view["left"], numbers=True), paper.signs(view["right"])
    pairs = (f"<strong>{sign} {right[key['pairs'][t]]}</strong>" for t, sign in left.items())
    return paper.Answer(", ".join(pairs), paper.remarks(left, key))


TYPE = QuestionType(
    item=Match,
    parse=parse,
    unread=unread,
    shuffled=lambda item: ("left", "right") if item.shuffle else ("right",),
    form=("left", "right"),
    view=("left", "right", *options.SHOWN),
    listed=options.listed("left", "right"),
    told=Text(Said("match", "told")),
    paper=_paper,
    answer=_answer,
    given=placing.parts("left", "right"),
    numbered=False,
    alike=None,
    secrets=lambda item: Secrets(pairs=item.pairs),
    written=("pairs",),
    shape=in_key("pairs", placing.PAIRED),
    options=None,
    samples=lambda item: placing.samples(item.pairs, item.rights),
)
