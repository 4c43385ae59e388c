"""The session of a review: what is due of many quizzes, and how all that was answered stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape

from quizkit.languages import day_in_words, said
from quizkit.learner.record import Record
from quizkit.learner.review.agenda import Standing, Studied, agenda
from quizkit.learner.review.asked import NAME, Asked, Records
from quizkit.learner.session import Session, now
from quizkit.quiz.markup import html, plain
from quizkit.quiz.model import Json
from quizkit.quiz.pictures.in_texts import addresses, named

FEW = 8  # quizzes: more are not shown until they are asked for
MOST = 20  # questions at a time: more are no pleasure, and the rest can wait


class ReviewSession(Session):
    """What is due, asked again, and how all that was answered stands.

    Args:
        studied: the quizzes that were answered.
        language: the language of every text it gives.
        clock: gives the time of a response; replaced in tests.
    """

    def __init__(
        self, studied: Sequence[Studied], *, language: str = "en", clock: Callable[[], str] = now
    ) -> None:
        self.studied = tuple(studied)
        self.records: Records = {one.quiz.id: one.record for one in studied}
        self._agenda = agenda(self.studied, _moment(clock()))
        self.asked = Asked.of(self._agenda.due[:MOST])
        learner = studied[0].record.learner if studied else NAME
        start = self.asked.record(self.records, learner)
        super().__init__(self.asked.quiz(), start, language=language, clock=clock)

    def taken(self, records: Records) -> Record:
        """Take note of the quizzes' records as they are kept; return the review's among them."""
        self.records = {**self.records, **records}
        return self.asked.record(self.records, self.record.learner)

    def written(self, record: Record) -> dict[str, Record]:
        """Return the records of the quizzes with what was done here, where any was."""
        return self.asked.written(record, self.records)

    def view(self) -> dict[str, Json]:
        """Return the review as the page first shows it: each question with where it comes from."""
        view = super().view()
        for question in view["questions"]:
            quiz = self.asked.questions[question["id"]].studied.quiz
            question["origin_text"] = plain(quiz.title.get(self.language))
        return view | {"single": True, "lead_html": self._lead()}

    def _asked(self) -> list[dict[str, Json]]:
        asked = super()._asked()
        return [named(each, self.asked.pictures(each["id"])) for each in asked]

    def state(self, question: str) -> dict[str, Json]:
        """Return one question's state, with the pictures of its own quiz."""
        pictures = self.asked.pictures(question)
        state = named(super().state(question), pictures)
        known = addresses(state, pictures)
        return {**state, "pictures": {n: a for n, a in known.items() if n not in self._public}}

    def summary(self) -> dict[str, Json]:
        """Return how far the learner is, and how each quiz stands with what was answered here."""
        summary = super().summary()
        done = summary["done"] and bool(self.asked.questions)
        return summary | {"done": done, "standing_html": self._table(self._standings())}

    def _standings(self) -> list[Standing]:
        """Return how each quiz stands; reckoned anew where something was answered since."""
        records = {**self.records, **self.written(self.record)}
        studied = [
            Studied(one.quiz, records[one.quiz.id])
            for one in self.studied
            if records[one.quiz.id] is not one.record
        ]
        changed = agenda(studied, _moment(self._clock())).standings
        standings = {each.quiz.id: each for each in (*self._agenda.standings, *changed)}
        return list(standings.values())

    def _lead(self) -> str:
        """Return what comes back now; where nothing does, when the next will."""
        due, next_ = len(self._agenda.due), self._agenda.next
        if due:
            lines = [self._say("due", n=min(due, MOST)), self._say("stop")]
            lines += [self._say("more", n=due - MOST)] if due > MOST else []
        elif next_:
            lines = [self._say("nothing_due", day=self._day(next_, weekday=True))]
        else:
            lines = [self._say("nothing_answered")]
        return " ".join(map(escape, lines))

    def _table(self, standings: Sequence[Standing]) -> str:
        """Return what is known, a row a quiz, folded where there are many; nothing of nothing."""
        if not standings:
            return ""
        names = ("quiz", "now", "known", "unknown", "next")
        heads = "".join(f'<th scope="col">{escape(self._say(name))}</th>' for name in names)
        rows = "".join(f"<tr>{self._row(standing)}</tr>" for standing in standings)
        title = escape(self._say("standing"))
        return (
            f"<details{' open' if len(standings) <= FEW else ''}>"
            f'<summary data-lm-suppress-shortcuts="true">{title} '
            f"<span>{escape(self._totals(standings))}</span></summary>"
            f'<table aria-label="{title}"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></details>"
        )

    def _totals(self, standings: Sequence[Standing]) -> str:
        counts = {
            "known": sum(standing.known for standing in standings),
            "unknown": sum(standing.unknown for standing in standings),
            "now": sum(standing.due for standing in standings),
        }
        return " · ".join(f"{self._say(name)} {count}" for name, count in counts.items())

    def _row(self, standing: Standing) -> str:
        title = html(standing.quiz.title.get(self.language))
        numbers = (standing.due, standing.known, standing.unknown)
        day = escape(self._day(standing.next)) if standing.next else "–"
        cells = [*map(str, numbers), day]
        return f'<th scope="row">{title}</th>' + "".join(f"<td>{cell}</td>" for cell in cells)

    def _say(self, name: str, **values: object) -> str:
        return said(NAME, self.language, name, **values)

    def _day(self, at: datetime, *, weekday: bool = False) -> str:
        return day_in_words(at.astimezone().date(), "day", self.language, weekday=weekday)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)
