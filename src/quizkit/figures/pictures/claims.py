"""What each article says: for every topic who states it, who attributes it and who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from quizkit import languages
from quizkit.figures.figure import cited
from quizkit.figures.palette import BLUE, CIRCLE, DIAMOND, GREY, PURPLE, SQUARE, Symbol
from quizkit.figures.rows import Row, by_id, rows, shown
from quizkit.figures.table import CellPart, Group, TableFigure, TableRow
from quizkit.languages import capitalised

STANCES: Mapping[str, Symbol] = {
    "states": Symbol(BLUE, CIRCLE),
    "attributes": Symbol(PURPLE, SQUARE),
    "silent": Symbol(GREY, DIAMOND, filled=False),
}
Topic = tuple[Row, Sequence[Row]]  # with its claims, in the order of the articles


def claims_figure(language: str) -> TableFigure:
    """List every topic with what the articles do with it, what all of them tell first."""
    claims = rows("claims")
    topics: list[Topic] = [
        (topic, [claim for claim in claims if claim["topic_id"] == topic["id"]])
        for topic in rows("topics")
    ]
    topics.sort(key=_told, reverse=True)
    words = languages.words("claims", language)
    return TableFigure(
        headings=[words["topic"], *(_article(claim, language) for claim in topics[0][1])],
        widths=(22, 26, 26, 26),
        groups=[
            Group([_entry(topic, language) for topic in group], CellPart(words[str(told)]))
            for told, group in groupby(topics, key=_told)
        ],
        alt=_alt(topics, language),
        caption=words["caption"].format(n=len(topics)),
        **cited(claims, language),
    )


def _told(topic: Topic) -> int:
    return sum(claim["stance"] != "silent" for claim in topic[1])


def _entry(topic: Topic, language: str) -> TableRow:
    said = [
        [
            CellPart(
                capitalised(languages.words("claims", language)[claim["stance"]]),
                shown(claim, "summary", language),
                STANCES[claim["stance"]],
            )
        ]
        for claim in topic[1]
    ]
    return TableRow([[CellPart(shown(topic[0], "label", language))], *said])


def _article(claim: Row, language: str) -> str:
    return shown(by_id("sources")[claim["article_id"]], "title", language)


def _alt(topics: Sequence[Topic], language: str) -> str:
    words = languages.words("claims", language)
    sentences = [words["alt"].format(n=len(topics))]
    for row, claims in topics:
        told = [f"{_article(claim, language)} {words[claim['stance']]}" for claim in claims]
        sentences.append(f"{shown(row, 'label', language)}: {', '.join(told)}.")
    return " ".join(sentences)
