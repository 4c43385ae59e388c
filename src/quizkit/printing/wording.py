"""The words printed on a sheet besides the quiz's own, in each language."""

from __future__ import annotations

SAID = {
    "en": {
        "quiz": "Quiz",
        "key": "Answer key",
        "name": "Name",
        "class": "Class",
        "points": "Points (of {points})",
        "foot": "Page {page} of {pages}",
        "no_points": "does not count",
        "answer": "Answer",
        "also": "Also right",
        "why": "Explanation",
        "feedback": "To answer",
        "tests": "Tests",
        "sources": "Sources",
        "scoring": "Scoring",
        "teacher": "For the teacher. Letters and numbers are those of the printed quiz.",
        "teacher_total": "All questions together: {points}.",
        "roles": "Role cards",
        "roles_title": "Three tables in four days: a role play",
        "roles_introduction": "Everything on these cards comes from the course's tables; the "
        "letters A, B and C are the three articles, other names are public documents. Where a "
        "card is silent, the sources are. What you add yourself, say so.",
        "seats": "Your seats",
        "table": "Your table",
        "demands": "You demand",
        "no_demands": "The sources report no demand of yours. That does not mean that you have "
        "none.",
        "answers": "Your answers to the others",
        "reasons": "What you hold, want or fear",
        "remarks": "What you have said",
        "threats": "What you have announced or prepared",
        "no_threats": "Nothing is reported.",
        "task": "Your task",
        "task_united-states": "Find out whether any demand can be met without giving up an ally's "
        "say. You may settle nothing about Europe's security alone: consult NATO before you "
        "agree.",
        "task_russia": "Obtain as much of your list as you can. Decide before you begin which "
        "demand you would give up last, and give for each demand a reason from this card.",
        "task_nato": "Speak for thirty states: you agree to a text only if nobody in your group "
        "objects. Find something that you can offer without making any member second-class.",
        "task_ukraine": "On Monday and Wednesday you listen from outside the door, and may send "
        "notes. On Thursday you sit at the table and may object to any text. Make clear what "
        "may not be settled without you.",
        "task_osce": "You chair Thursday's table. Nothing is decided if one party objects. Look "
        "for one sentence, however small, to which nobody objects.",
    },
    "nl": {
        "quiz": "Quiz",
        "key": "Antwoordblad",
        "name": "Naam",
        "class": "Klas",
        "points": "Punten (van {points})",
        "foot": "Pagina {page} van {pages}",
        "no_points": "telt niet mee",
        "answer": "Antwoord",
        "also": "Ook goed",
        "why": "Toelichting",
        "feedback": "Bij antwoord",
        "tests": "Toetst",
        "sources": "Bronnen",
        "scoring": "Puntentelling",
        "teacher": "Voor de docent. Letters en nummers zijn die van de gedrukte quiz.",
        "teacher_total": "Alle vragen samen: {points}.",
        "roles": "Rolkaarten",
        "roles_title": "Drie tafels in vier dagen: een rollenspel",
        "roles_introduction": "Alles op deze kaarten komt uit de tabellen van de cursus; de "
        "letters A, B en C zijn de drie artikelen, andere namen zijn openbare documenten. Waar "
        "een kaart zwijgt, zwijgen de bronnen. Verzin je er iets bij, zeg dat dan.",
        "seats": "Waar je aan tafel zit",
        "table": "Jouw tafel",
        "demands": "Jouw eisen",
        "no_demands": "De bronnen melden geen eis van jou. Dat betekent niet dat je er geen hebt.",
        "answers": "Jouw antwoorden aan de anderen",
        "reasons": "Wat je vindt, wilt of vreest",
        "remarks": "Wat je hebt gezegd",
        "threats": "Wat je hebt aangekondigd of voorbereid",
        "no_threats": "Er wordt niets gemeld.",
        "task": "Jouw opdracht",
        "task_united-states": "Zoek uit of je aan een eis tegemoet kunt komen zonder dat een "
        "bondgenoot zijn stem verliest. Over de veiligheid van Europa beslis je niet alleen: "
        "overleg met de NAVO voordat je iets toezegt.",
        "task_russia": "Haal zo veel mogelijk van je lijst binnen. Spreek vooraf af welke eis je "
        "als laatste zou opgeven, en geef bij elke eis een reden die op deze kaart staat.",
        "task_nato": "Je spreekt namens dertig landen: je stemt alleen met een tekst in als "
        "niemand in je groep bezwaar heeft. Zoek iets wat je kunt bieden zonder een lid "
        "tweederangs te maken.",
        "task_ukraine": "Maandag en woensdag luister je mee vanaf de gang; je mag briefjes "
        "sturen. Donderdag zit je aan tafel en kun je tegen elke tekst bezwaar maken. Maak "
        "duidelijk wat niet zonder jou geregeld mag worden.",
        "task_osce": "Je zit donderdag voor. Er is pas een besluit als niemand bezwaar maakt. "
        "Zoek één zin, hoe klein ook, waar niemand op tegen is.",
    },
}


def said(language: str, name: str, **values: str) -> str:
    """Return the words of that name in a language (English where it is not known).

    >>> said("nl", "points", points="12")
    'Punten (van 12)'
    """
    text = SAID.get(language, SAID["en"])[name]
    return text.format(**values) if values else text
