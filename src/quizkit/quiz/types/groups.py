"""Things to put into groups: who demanded what.

::

    type: groups
    prompt: Who demanded what?
    groups:
      - text: Russia
        items:
          - {text: No further enlargement of NATO, feedback: The draft treaties ask for it.}
          - {text: No missiles near its borders, wrong: "Whose borders are meant?"}
      - {text: The United States, items: [Troops back to their barracks]}

``groups`` may be derived from a table. The items are always shuffled; the groups stay in the
author's order.

``feedback`` of an item says why it belongs to its group, so it is shown beside the item once that
is right, and with the answer. ``wrong`` is said to an item in a wrong group, at once: one text
for any, as above, or one for each (``wrong: [{group: The United States, feedback: …}]``).

Response: ``{item token: group token}``, some or all of them. Partial credit: every item in its
group counts the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar

from quizkit.languages import Said
from quizkit.quiz import paper
from quizkit.quiz.derived.answers import derived_groups
from quizkit.quiz.model import Choosable, Grade, Item, Json, Text
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.types import options, placing
from quizkit.quiz.types.question_type import CommonFields, QuestionType, Secrets, View, in_key

MEND = "write 'groups:' with two or more lines '- {text: …, items: [a, b]}'"
EXPECTED = Text(Said("groups", "expected"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups(Item):
    """Things to put into groups; ``belongs`` gives for each item's token its group's."""

    type: ClassVar[str] = "groups"
    rule: ClassVar[Text] = Text(Said("groups", "rule"))

    groups: tuple[Choosable, ...]
    items: tuple[Choosable, ...]
    belongs: Mapping[str, str]
    remarks: Mapping[str, placing.Remarks] = field(default_factory=dict)

    def form(self) -> dict[str, Json]:
        """Return the items and the groups there are."""
        return {"items": options.tokens(self.items), "groups": options.tokens(self.groups)}

    def grade(self, value: Json) -> Grade:
        """Grade the items that were put into a group."""
        return unread(value, self.form()) or placing.grade(
            value, things=self.items, belongs=self.belongs, remarks=self.remarks
        )

    def public(self, language: str, chance: Random | None = None) -> dict[str, Json]:
        """Return the groups, and the items always shuffled."""
        return {
            "groups": [options.show(group, language) for group in self.groups],
            "items": placing.mixed(self.items, language, chance),
        }

    def key(self, language: str) -> dict[str, Json]:
        """Return each item's group and what belongs to it."""
        return {"groups": dict(self.belongs), "feedback": placing.feedback(self.items, language)}

    def right(self) -> Json:
        """Return each item's group."""
        return dict(self.belongs)

    def basis(self) -> Sequence[str]:
        """A response depends on the items, the groups and what belongs where."""
        return placing.basis(self.belongs, {group.token for group in self.groups})


def unread(value: Json, form: Mapping[str, Json]) -> Grade | None:
    """Return None if items were put into groups; see `QuestionType.unread`."""
    return placing.unread(value, things=form["items"], places=form["groups"], expected=EXPECTED)


Placed = list[tuple[Choosable, Choosable, placing.Remarks]]  # items, each with its group


def parse(fields: Fields, common: CommonFields) -> Groups | None:
    """Read a groups question; None (with problems noted) if it cannot be asked."""
    before = len(fields.place.problems)
    derived = derived_groups(fields, "groups")
    if derived is None:
        groups, placed = _written(fields, common["id"])
    else:
        groups, placed = _derived(derived, common["id"])
    items = tuple(item for item, _, _ in placed)
    if not groups or not options.distinct(fields, "groups", groups):
        return None
    if not options.distinct(fields, "groups", items):
        return None
    if len(groups) < 2 or len(items) < 2:
        if len(fields.place.problems) == before:  # else some were lost by another mistake
            what = "there must be two groups or more, and two items or more"
            fields.problem("groups", what, MEND)
        return None
    belongs = {item.token: group.token for item, group, _ in placed}
    remarks = {item.token: said for item, _, said in placed}
    if not placing.remarks_fit(fields, "groups", remarks, items, groups, belongs):
        return None
    return Groups(**common, groups=groups, items=items, belongs=belongs, remarks=remarks)


def _derived(derived: list[tuple[Text, Text]], name: str) -> tuple[tuple[Choosable, ...], Placed]:
    make = options.choosable
    placed = [(make(name, item), make(name, group), placing.NO_REMARKS) for item, group in derived]
    return placing.once(group for _, group, _ in placed), placed


def _written(fields: Fields, name: str) -> tuple[tuple[Choosable, ...], Placed]:
    groups, placed = [], []
    for entry in fields.entries("groups", MEND, least=2, entry="group"):
        entry.required("text", "write 'text: …', the group's name")
        text = entry.text("text", prose=False)
        group = None if text is None else options.choosable(name, text, name=entry.word("id"))
        items = list(_items(entry, name))
        entry.close()
        if group is not None:
            groups.append(group)
            placed += [(item, group, said) for item, said in items]
    return tuple(groups), placed


def _items(group: Fields, name: str) -> Iterator[tuple[Choosable, placing.Remarks]]:
    mend = "write 'items: [a, b]'; 'items: []' where nothing belongs to the group"
    for entry in group.entries("items", mend, least=0, entry="item"):
        remarks = placing.read_remarks(entry, name, "group")
        item = options.written(entry, name)
        if item is not None:
            yield item, remarks


def _paper(view: View) -> tuple[paper.Form, ...]:
    names = tuple(group["html"] for group in view["groups"])
    return paper.Rows(paper.lettered(view["items"])), paper.Bins(names)


def _answer(view: View, key: View) -> paper.Answer:
    signs = paper.signs(view["items"])
    told = []
    for group in view["groups"]:
        inside = [s for token, s in signs.items() if key["groups"][token] == group["token"]]
        told.append(f"{group['html']}: <strong>{' '.join(inside) or '–'}</strong>")
    return paper.Answer("; ".join(told), paper.remarks(signs, key))


TYPE = QuestionType(
    item=Groups,
    parse=parse,
    unread=unread,
    shuffled=lambda _item: ("items",),
    form=("items", "groups"),
    view=("items", "groups", *options.SHOWN),
    listed=options.listed("items", "groups"),
    told=Text(Said("groups", "told")),
    paper=_paper,
    answer=_answer,
    given=placing.parts("items", "groups"),
    numbered=False,
    alike=None,
    secrets=lambda item: Secrets(pairs=item.belongs),
    written=("groups",),
    shape=in_key("groups", placing.PAIRED),
    options=None,
    samples=lambda item: placing.samples(item.belongs, item.groups),
)
