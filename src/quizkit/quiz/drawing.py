"""Which questions, and which variants of them, a learner gets: the same ones always.

Each question and each variant has a number of its own for each learner, a digest that nobody can
steer; of a pool those with the lowest are drawn, in the order of the quiz file. So a question that
is added or taken out changes as few draws as can be. Nothing is kept: who knows the quiz and the
learner can draw again, on another device, after a restart, and when it is graded.

A draw needs nothing that is secret, for the page of a student's quiz makes it too. It is safe
because it hangs on who the student is: in a graded quiz on the id under which the work is handed
in, which the grader knows for itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import yaml

from quizkit.errors import nearest
from quizkit.quiz.model import Item, Pool, Quiz, digest
from quizkit.quiz.reading.fields import Fields
from quizkit.quiz.reading.problems import short
from quizkit.quiz.reading.values import as_number

MEND = "write 'draw: 10', or 'draw: {atoms: 3, bonds: 2}' with tags or objectives"
ALL = "all"


def drawn(quiz: Quiz, learner: str) -> Quiz:
    """Return a quiz as one learner gets it: nothing in it varies any more.

    >>> from quizkit import load
    >>> drawn(load("start"), "0f") == load("start")
    True
    """
    if not quiz.varies:
        return quiz
    asked = {name for pool in quiz.pools for name in _lowest(quiz, pool, learner)}
    questions = (item for item in quiz.questions if item.id in asked or not quiz.pools)
    own = tuple(_variant(quiz, item, learner) for item in questions)
    return replace(quiz, questions=own, pools=())


def same_person(learner: str) -> str:
    """Return a student's id as draws know it, however it was typed.

    >>> same_person(" J.de-Wit ") == same_person("j.de-wit")
    True
    """
    from unicodedata import normalize

    return "".join(normalize("NFKC", learner).split()).casefold()


def versions(item: Item) -> tuple[Item, ...]:
    """Return the variants of a question; of one that has none, itself."""
    return item.variants or (item,)


def _lowest(quiz: Quiz, pool: Pool, learner: str) -> Sequence[str]:
    return sorted(pool.questions, key=lambda name: _number(quiz, learner, name))[: pool.count]


def _variant(quiz: Quiz, item: Item, learner: str) -> Item:
    return min(versions(item), key=lambda one: _number(quiz, learner, item.id, one.variant))


def _number(quiz: Quiz, learner: str, *names: str) -> str:
    return digest("draw", quiz.id, quiz.seed, learner, *names)


def read_pools(fields: Fields, questions: Sequence[Item]) -> tuple[Pool, ...]:
    """Read ``draw`` of a quiz file, noting what is wrong with it."""
    node = fields.get("draw")
    _check_by_hand(fields, questions)
    if node is None:
        return ()
    if isinstance(node, yaml.MappingNode):
        pools = _named(Fields(node, fields.place, name="'draw'"), questions)
    else:
        pools = _pool(fields, "draw", list(questions), "the quiz")
    for pool in pools:
        _check_worth(fields, pool, questions)
    return pools


def _named(own: Fields, questions: Sequence[Item]) -> tuple[Pool, ...]:
    """Read so many questions of each tag or objective."""
    names = {name for item in questions for name in _names(item)}
    found: list[Pool] = []
    for name in own.names():
        if name not in names and own.place.problems:
            own.get(name)  # it may be that of a question that cannot be read
            continue
        if name not in names:
            near = nearest(name, names)
            mend = f"did you mean '{near}'?" if near else f"write 'tags: [{short(name)}]' in some"
            own.get(name)
            own.problem(name, f"no question has the tag or objective '{short(name)}'", mend)
            continue
        found += _pool(own, name, [i for i in questions if name in _names(i)], f"'{short(name)}'")
    if not own.names():
        own.problem("draw", "'draw' names no tag and no objective", MEND)
    if found and len(found) == len(own.names()):
        _check_once(own, found, questions)
    return tuple(found)


def _names(item: Item) -> tuple[str, ...]:
    return (*item.tags, *([item.objective] if item.objective else []))


def _pool(fields: Fields, name: str, of: Sequence[Item], called: str) -> tuple[Pool, ...]:
    """Read how many questions are drawn of these."""
    word = fields.word(name) or ""
    ids = tuple(dict.fromkeys(item.id for item in of))
    if word == ALL:
        return (Pool(len(ids), ids),)
    count = as_number(word)
    if count != count or count != int(count) or count < 1:
        fields.problem(name, f"'{short(name)}: {short(word)}' is no number of questions", MEND)
    elif count > len(ids) and fields.place.problems:
        return ()  # some questions cannot be read, and are told
    elif count > len(ids):
        what = f"'{short(name)}: {word}' is more than the {len(ids)} that {called} has"
        fields.problem(name, what, "draw fewer, or write more questions")
    else:
        return (Pool(int(count), ids),)
    return ()


def _check_once(own: Fields, pools: Sequence[Pool], questions: Sequence[Item]) -> None:
    """Note a question that two pools have, or none."""
    names = [name for name in own.names() if own.get(name) is not None]
    for item in questions:
        within = own.place.within(item.id)
        mine = [n for n, pool in zip(names, pools, strict=False) if item.id in pool.questions]
        if len(mine) > 1:
            what = f"it may be drawn twice: for '{mine[0]}' and for '{mine[1]}'"
            within.problem(item.line, what, "let 'draw' name only one of its tags and objectives")
        elif not mine:
            what = "it is never drawn: 'draw' names none of its tags, nor its objective"
            mend = f"give it 'tags: [{names[0]}]', or a tag that 'draw' takes whole: 'always: all'"
            within.problem(item.line, what, mend)


def _check_worth(fields: Fields, pool: Pool, questions: Sequence[Item]) -> None:
    """Note questions that are worth more than others, where it is chance who gets them."""
    of = [item for item in questions if item.id in pool.questions]
    if pool.count == len(of):
        return
    worth = Counter(item.points for item in of if not item.by_hand)
    usual = max(worth, key=lambda points: worth[points], default=0)
    other = next((item.id for item in of if item.points == usual and not item.by_hand), "")
    for item in of:
        within = fields.place.within(item.id)
        if item.by_hand:
            what = "it is marked by hand in a cell of its own, which every student has"
            mend = "give it a tag that 'draw' takes whole: 'always: all'"
            within.problem(item.line, what, mend)
        elif item.points != usual:
            what = (
                f"it is worth {item.points:g} and '{other}' {usual:g}, and learners get "
                "one or the other"
            )
            mend = "give all of which 'draw' takes some the same points"
            within.problem(item.line, what, mend)


def _check_by_hand(fields: Fields, questions: Sequence[Item]) -> None:
    """Note a question that a person marks and that is not the same for everybody."""
    for item in questions:
        if item.by_hand and item.variants:
            what = "it is marked by hand, one answer beside the other, and has 'variants'"
            mend = "ask everybody the same, or write a question of another type"
            fields.place.within(item.id).problem(item.line, what, mend)
