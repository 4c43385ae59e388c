"""The words of the quiz itself, in each language that it speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

SAID = {
    "en": {
        "right": "Right.",
        "partly": "Partly right.",
        "wrong": "Not right.",
        "predicted": "You expected what happened.",
        "half_predicted": "You expected part of what happened.",
        "not_predicted": "Something else happened.",
        "best": "your best attempt",
        "hint_cost": "−{n} for the hint",
        "hints_cost": "−{n} for the hints",
        "try_again": "You can try again.",
        "attempts_left_one": "You can try once more.",
        "attempts_left": "You can try {n} more times.",
        "not_read": "That could not be read, so it does not count as an attempt.",
        "not_read_graded": "This answer cannot be read as it stands.",
        "static_note": "This quiz answers at once in JupyterLab: open the notebook there and run "
        "this cell with Shift+Enter.",
        "static_graded_note": "To answer, open the notebook in JupyterLab and run this cell with "
        "Shift+Enter. Your answers count for a mark.",
        "answer_first": "Give an answer first.",
        "too_long": "this answer is too long to keep",
        "point": "1 point",
        "points": "{n} points",
        "of_points": "{n} of {points}",
        "denied": "Not saved: this folder may not be written to. Your answers stay on this page "
        "while it is open; copy the notebook to a folder of your own to keep them.",
        "full": "Not saved: the disk is full. Your answers stay on this page while it is open; "
        "make room and answer once more to save them all.",
        "other": "Not saved: the file {place} cannot be written. Your answers stay on this page "
        "while it is open.",
        "unreadable": "The file {place} may not be read, so earlier answers are not shown.",
        "damaged": "The file with your earlier answers was damaged. It is kept as {place}; "
        "new answers are saved in a new file.",
        "damaged_stays": "The file with your earlier answers, {place}, is damaged and cannot be "
        "put aside; new answers replace it.",
        "trouble": "Something went wrong inside the quiz: {reason}. Your saved answers are safe; "
        "run this cell again.",
        "outdated_one": "One question has changed since you answered it; please answer it again. "
        "Your earlier answer is kept in the answers file.",
        "outdated": "{n} questions have changed since you answered them; please answer them again. "
        "Your earlier answers are kept in the answers file.",
        "list_and": "and",
        "all_answered": "Saved: {n} of {total} answered.",
        "open_all": "No question of this quiz is answered yet.",
        "open_one": "Question {list} of this quiz is not answered yet.",
        "open_many": "Questions {list} of this quiz are not answered yet.",
        "unread_all": "No answer to this quiz can be read as it stands.",
        "unread_one": "The answer to question {list} cannot be read as it stands.",
        "unread_many": "The answers to questions {list} cannot be read as they stand.",
        "answers_damaged": "The file with your answers, {place}, cannot be read.",
        "validate_again": "Run the cell of the quiz, answer, and validate again.",
        "nothing_to_validate": "This is a preview: there are no answers to validate.",
    },
    "nl": {
        "right": "Goed.",
        "partly": "Deels goed.",
        "wrong": "Niet goed.",
        "predicted": "Je verwachtte wat er gebeurde.",
        "half_predicted": "Je verwachtte een deel van wat er gebeurde.",
        "not_predicted": "Er gebeurde iets anders.",
        "best": "je beste poging",
        "hint_cost": "−{n} voor de hint",
        "hints_cost": "−{n} voor de hints",
        "try_again": "Je kunt het nog eens proberen.",
        "attempts_left_one": "Je kunt het nog één keer proberen.",
        "attempts_left": "Je kunt het nog {n} keer proberen.",
        "not_read": "Dat was niet te lezen en telt dus niet als poging.",
        "not_read_graded": "Dit antwoord is zo niet te lezen.",
        "static_note": "In JupyterLab antwoordt deze quiz meteen: open het notebook daar en voer "
        "deze cel uit met Shift+Enter.",
        "static_graded_note": "Om te antwoorden open je het notebook in JupyterLab en voer je "
        "deze cel uit met Shift+Enter. Je antwoorden tellen mee voor een cijfer.",
        "answer_first": "Geef eerst een antwoord.",
        "too_long": "dit antwoord is te lang om te bewaren",
        "point": "1 punt",
        "points": "{n} punten",
        "of_points": "{n} van {points}",
        "denied": "Niet bewaard: in deze map mag je niets opslaan. Je antwoorden blijven op deze "
        "pagina staan zolang die open is; kopieer het notebook naar een eigen map om ze te "
        "bewaren.",
        "full": "Niet bewaard: de schijf is vol. Je antwoorden blijven op deze pagina staan zolang "
        "die open is; maak ruimte en geef nog één antwoord, dan wordt alles bewaard.",
        "other": "Niet bewaard: het bestand {place} kan niet worden geschreven. Je antwoorden "
        "blijven op deze pagina staan zolang die open is.",
        "unreadable": "Het bestand {place} mag niet worden gelezen; eerdere antwoorden zie je "
        "daarom niet.",
        "damaged": "Het bestand met je eerdere antwoorden was beschadigd. Het is bewaard als "
        "{place}; nieuwe antwoorden komen in een nieuw bestand.",
        "damaged_stays": "Het bestand met je eerdere antwoorden, {place}, is beschadigd en kan "
        "niet opzij worden gezet; nieuwe antwoorden komen ervoor in de plaats.",
        "trouble": "Er ging iets mis in de quiz: {reason}. Je bewaarde antwoorden zijn veilig; "
        "voer deze cel opnieuw uit.",
        "outdated_one": "Eén vraag is veranderd nadat je die had beantwoord; beantwoord die "
        "opnieuw. Je eerdere antwoord blijft bewaard in het antwoordenbestand.",
        "outdated": "{n} vragen zijn veranderd nadat je ze had beantwoord; beantwoord ze opnieuw. "
        "Je eerdere antwoorden blijven bewaard in het antwoordenbestand.",
        "list_and": "en",
        "all_answered": "Bewaard: {n} van {total} beantwoord.",
        "open_all": "Geen enkele vraag van deze quiz is al beantwoord.",
        "open_one": "Vraag {list} van deze quiz is nog niet beantwoord.",
        "open_many": "De vragen {list} van deze quiz zijn nog niet beantwoord.",
        "unread_all": "Geen enkel antwoord op deze quiz is zo te lezen.",
        "unread_one": "Het antwoord op vraag {list} is zo niet te lezen.",
        "unread_many": "De antwoorden op de vragen {list} zijn zo niet te lezen.",
        "answers_damaged": "Het bestand met je antwoorden, {place}, is niet te lezen.",
        "validate_again": "Voer de cel van de quiz uit, geef antwoord en valideer opnieuw.",
        "nothing_to_validate": "Dit is een voorbeeld: er zijn geen antwoorden om te valideren.",
    },
}

PRAISE = re.compile(
    r"(?:yes|indeed|right|correct|exactly|precisely|well done|good|great|perfect|very good|"
    r"that is right|that's right|ja|inderdaad|goed|juist|klopt|precies|prima|goed zo|heel goed|"
    r"dat klopt|uitstekend)[,.:;!]+\s*",
    re.IGNORECASE,
)


def without_praise(said: str) -> str:
    """Return feedback without the praise it begins with, which is only for those who were right.

    >>> without_praise("Yes, an animal."), without_praise("Yeasts are fungi.")
    ('An animal.', 'Yeasts are fungi.')
    """
    rest = PRAISE.sub("", said, count=1) if PRAISE.match(said) else said
    return rest[:1].upper() + rest[1:] if rest != said else said


class Words(dict[str, str]):
    """The words in one language, by name, with numbers put in as that language writes them."""

    def __init__(self, language: str) -> None:
        self.language = language if language in SAID else "en"
        super().__init__(SAID[self.language])

    def number(self, value: float) -> str:
        """Write a number of points: at most two decimals, comma or point as the language has it.

        >>> Words("nl").number(2.5)
        '2,5'
        """
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.language == "nl" else text

    def points(self, value: float) -> str:
        """Write a number of points in words.

        >>> Words("en").points(1), Words("en").points(0.5)
        ('1 point', '0.5 points')
        """
        return self["point"] if value == 1 else self["points"].format(n=self.number(value))

    def score(self, score: float, points: float) -> str:
        """Write a score out of so many points; nothing where a guess counts for nothing.

        >>> Words("en").score(2.5, 3)
        '2.5 of 3 points'
        """
        if not points:
            return ""
        return self["of_points"].format(n=self.number(score), points=self.points(points))

    def attempts(self, left: int) -> str:
        """Return how many attempts are left, of one or more."""
        return self["attempts_left_one"] if left == 1 else self["attempts_left"].format(n=left)

    def listing(self, numbers: Sequence[int]) -> str:
        """Write some numbers as a list.

        >>> Words("en").listing([2, 5, 7])
        '2, 5 and 7'
        """
        *first, last = map(str, numbers)
        return f"{', '.join(first)} {self['list_and']} {last}" if first else last

    def outdated(self, count: int) -> str:
        """Say that so many questions have changed since they were answered."""
        return self["outdated_one"] if count == 1 else self["outdated"].format(n=count)


@cache
def words(language: str) -> Words:
    """Return the words in a language (English where it is not known)."""
    return Words(language)
