"""A quiz on its way into another program's file: its texts in one language, and what is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from quizkit.authoring.banks.bank import Loss
from quizkit.authoring.banks.rich_text import as_html, as_text
from quizkit.authoring.banks.writers.left_out import FIELDS
from quizkit.quiz import markup
from quizkit.quiz.model import Item, Quiz, Text
from quizkit.quiz.pictures.picture import Picture


@dataclass(slots=True)
class Page:
    """A quiz as it is written; pictures lie at the addresses that ``address`` gives."""

    quiz: Quiz
    language: str
    address: Callable[[str], str] = lambda name: name
    mathml: bool = False  # how formulas are written: else as LaTeX
    pictures: dict[str, bytes] = field(default_factory=dict)  # those that were shown
    losses: list[Loss] = field(default_factory=list)
    current: str = ""  # the question that is being written

    def html(self, text: Text | None) -> str:
        """Return a text as HTML; its pictures go along."""
        if text is None:
            return ""
        return as_html(text.get(self.language), self._shown, mathml=self.mathml)

    def plain(self, text: Text | None) -> str:
        """Return a text without its markup."""
        return "" if text is None else as_text(text.get(self.language))

    def line(self, text: Text | None) -> str:
        """Return a text without its markup on one line."""
        return " ".join(self.plain(text).split())

    def picture(self, text: Text) -> tuple[Picture, str, str] | None:
        """Return the picture of a text, its address and its alt text; None if it has none."""
        for name, alt in markup.pictures(text.get(self.language)):
            picture = self.quiz.pictures.get(name)
            if picture is not None:
                return picture, self._shown(name), alt
        return None

    def _shown(self, name: str) -> str:
        picture = self.quiz.pictures.get(name)
        if picture is not None:
            self.pictures[name] = picture.data
        return self.address(name)

    def lose(self, what: str) -> None:
        """Note what of the current question is not written, once."""
        self._note(Loss(self.current, what))

    def lose_of_quiz(self, what: str) -> None:
        """Note what of the whole quiz is not written, once."""
        self._note(Loss("", what))

    def _note(self, loss: Loss) -> None:
        if loss not in self.losses:
            self.losses.append(loss)

    def begin(self, item: Item) -> None:
        """Begin a question, and note what of it no other program takes."""
        self.current = item.id
        taken = ("explanation", "tags") if self.quiz.pools else ("explanation",)
        for name, told in FIELDS.items():
            if name not in taken and getattr(item, name, None):
                self.lose(told)
