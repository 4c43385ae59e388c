"""The words of an account of a graded quiz, in each language."""

from __future__ import annotations

SAID = {
    "en": {
        "question": "Question {n}",
        "right": "right",
        "partly": "partly right",
        "wrong": "not right",
        "prediction": "a prediction",
        "unanswered": "not answered",
        "invalid": "cannot be read",
        "changed": "the question has changed",
        "score": "Score: {score}",
        "answered": "{n} of {total} questions answered",
        "given": "Answer given",
        "none": "No answer was given.",
        "no_answer": "no answer",
        "key": "The right answer",
        "also": "Also right: {forms}.",
        "blank": "blank",
        "expected": "It could not be read, so it counts for nothing. {expected}",
        "changed_why": "This answer was given to an earlier version of the question, so it counts "
        "for nothing. Your teacher looks at it.",
        "longer": "… ({n} characters)",
        "missing": "No answers were submitted: the assignment came without its answers file "
        "({file}). Answers to the quiz are saved when you click, in the folder of the notebook.",
        "link": "The answers cannot be used: in place of the file {file} there was a link to "
        "another file.",
        "no_file": "The answers cannot be used: {file} is not a file.",
        "too_large": "The answers cannot be used: the file {file} is far larger than answers can "
        "be.",
        "unreadable": "The answers cannot be used: the file {file} could not be opened.",
        "damaged": "The answers cannot be used: the file {file} is damaged ({detail}).",
        "other_quiz": "The answers cannot be used: the file {file} holds answers to another quiz "
        "({detail}).",
        "reviewed": "Your teacher was asked to look at this.",
        "teacher": "For the teacher",
        "teacher_note": "Students do not see this note in their feedback. Set the score if it "
        "should be another, or press Resolve.",
        "flag_trouble": "The answers file could not be used, so the score is 0.",
        "flag_changed": "Answered in an earlier version of the quiz, and counted as 0: {detail}.",
        "flag_gone": "The answers file answers questions that the quiz does not ask: {detail}. "
        "They count for nothing.",
        "flag_edited": "The answers file holds what the quiz never writes, so it was edited by "
        "hand: {detail}. That counts for nothing: the score follows from the answers alone.",
        "flag_same": "Same answers file as {detail}. The score is what the answers are worth.",
        "flag_failed": "An answer could not be scored, and counts as 0: {detail}.",
        "flag_other": "{detail}",
    },
    "nl": {
        "question": "Vraag {n}",
        "right": "goed",
        "partly": "deels goed",
        "wrong": "niet goed",
        "prediction": "een voorspelling",
        "unanswered": "niet beantwoord",
        "invalid": "niet te lezen",
        "changed": "de vraag is veranderd",
        "score": "Score: {score}",
        "answered": "{n} van {total} vragen beantwoord",
        "given": "Gegeven antwoord",
        "none": "Er is geen antwoord gegeven.",
        "no_answer": "geen antwoord",
        "key": "Het goede antwoord",
        "also": "Ook goed: {forms}.",
        "blank": "open plek",
        "expected": "Het was niet te lezen en telt dus niet mee. {expected}",
        "changed_why": "Dit antwoord hoort bij een eerdere versie van de vraag en telt dus niet "
        "mee. Je docent kijkt ernaar.",
        "longer": "… ({n} tekens)",
        "missing": "Er zijn geen antwoorden ingeleverd: bij de opdracht ontbreekt het "
        "antwoordenbestand ({file}). Antwoorden op de quiz worden bewaard zodra je klikt, in de "
        "map van het notebook.",
        "link": "De antwoorden zijn niet te gebruiken: op de plaats van het bestand {file} stond "
        "een verwijzing naar een ander bestand.",
        "no_file": "De antwoorden zijn niet te gebruiken: {file} is geen bestand.",
        "too_large": "De antwoorden zijn niet te gebruiken: het bestand {file} is veel groter dan "
        "antwoorden kunnen zijn.",
        "unreadable": "De antwoorden zijn niet te gebruiken: het bestand {file} kon niet worden "
        "geopend.",
        "damaged": "De antwoorden zijn niet te gebruiken: het bestand {file} is beschadigd "
        "({detail}).",
        "other_quiz": "De antwoorden zijn niet te gebruiken: het bestand {file} bevat antwoorden "
        "op een andere quiz ({detail}).",
        "reviewed": "Je docent is gevraagd hiernaar te kijken.",
        "teacher": "Voor de docent",
        "teacher_note": "Leerlingen zien deze aantekening niet in hun feedback. Vul een andere "
        "score in als dat nodig is, of klik op Resolve.",
        "flag_trouble": "Het antwoordenbestand was niet te gebruiken; daarom is de score 0.",
        "flag_changed": "Beantwoord in een eerdere versie van de quiz, en geteld als 0: {detail}.",
        "flag_gone": "Het antwoordenbestand bevat antwoorden op vragen die de quiz niet stelt: "
        "{detail}. Die tellen niet mee.",
        "flag_edited": "In het antwoordenbestand staat iets wat de quiz nooit schrijft; het is dus "
        "met de hand bewerkt: {detail}. Dat telt niet mee: de score volgt alleen uit de "
        "antwoorden.",
        "flag_same": "Hetzelfde antwoordenbestand als {detail}. De score is wat de antwoorden "
        "waard zijn.",
        "flag_failed": "Een antwoord kon niet worden nagekeken en telt als 0: {detail}.",
        "flag_other": "{detail}",
    },
}


def said(language: str, name: str, **values: object) -> str:
    """Return the words of that name in a language (English where it is not known).

    >>> said("nl", "question", n=3)
    'Vraag 3'
    """
    text = SAID.get(language, SAID["en"])[name]
    return text.format(**values) if values else text
