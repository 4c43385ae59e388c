"""The words on the page around a quiz, in each language: what the front end says by itself.

They go to the browser with the quiz, so they are kept apart from the words of
`quizkit.learner.words`, which only the kernel needs. ``{…}`` is filled in by the page.
"""

from __future__ import annotations

SAID = {
    "en": {
        "question": "Question {n}",
        "progress": "{n} of {total} answered",
        "attempt_one": "one attempt",
        "attempt_many": "{n} attempts",
        "check": "Check",
        "hint_free": "Hint (free)",
        "hint_cost": "Hint (costs {cost})",
        "hint_said": "Hint:",
        "show_answer": "Show answer",
        "retry": "Start this question over",
        "changed": "Changed since the last check.",
        "answer_shown": "The answer is shown.",
        "saved": "Saved",
        "saving": "Saving…",
        "not_saved": "Not saved",
        "waiting": "Waiting for the kernel; your answer is saved as soon as it is free.",
        "gone": "The kernel has stopped or restarted. What was saved is safe. To go on, run this "
        "cell again: click the cell and press Shift+Enter.",
        "gone_short": "Run the cell again to go on.",
        "failed": "This could not be shown ({error}). Run the cell again; if that does not help, "
        "reload the page.",
        "mark_right": "Right.",
        "mark_wrong": "Not right.",
        "mark_invalid": "Not readable.",
        "mark_key": "Right answer.",
        "mark_guess": "Your prediction.",
        "mark_happened": "What happened.",
        "mark_missing": "Not answered.",
        "order_in": "In order.",
        "order_out": "Out of place.",
        "key_is": "The right answer: {text}.",
        "key_also": "Also right: {text}.",
        "happened_is": "What happened: {text}.",
        "key_order": "The right order:",
        "your_answer": "Your answer",
        "answer_in": "{label}, in {unit}",
        "choose": "Choose…",
        "choose_from": "Choose from: {list}",
        "several_help": "Tick all that apply.",
        "match_for": "What goes with “{text}”",
        "order_help": "Put in order: drag, or use the arrow buttons.",
        "move_up": "Move up: {text}, now {n} of {total}",
        "move_down": "Move down: {text}, now {n} of {total}",
        "moved": "{text}: now {n} of {total}",
        "groups_help": "Drag each item to its group, or choose the group with the item’s arrow.",
        "tray": "Not placed yet",
        "place_in": "Place “{text}” in",
        "placed": "{text}: placed in {group}",
        "summary_title": "Your result",
        "summary_all_right": "Every question is answered right.",
        "summary_missed": "Not right yet:",
        "retry_missed": "Try the missed questions again",
        "graded_note": "Your answers count for a mark; the result comes with your teacher’s "
        "feedback. They are saved as you give them, and you can change them until you hand in.",
        "graded_title": "All questions are answered",
        "graded_done": "You can still change your answers until you hand in.",
    },
    "nl": {
        "question": "Vraag {n}",
        "progress": "{n} van {total} beantwoord",
        "attempt_one": "één poging",
        "attempt_many": "{n} pogingen",
        "check": "Controleer",
        "hint_free": "Hint (gratis)",
        "hint_cost": "Hint (kost {cost})",
        "hint_said": "Hint:",
        "show_answer": "Toon het antwoord",
        "retry": "Begin deze vraag opnieuw",
        "changed": "Gewijzigd sinds de laatste controle.",
        "answer_shown": "Het antwoord staat erbij.",
        "saved": "Bewaard",
        "saving": "Bewaren…",
        "not_saved": "Niet bewaard",
        "waiting": "De kernel is bezig; je antwoord wordt bewaard zodra die klaar is.",
        "gone": "De kernel is gestopt of herstart. Wat bewaard was, is veilig. Voer deze cel "
        "opnieuw uit om verder te gaan: klik op de cel en druk op Shift+Enter.",
        "gone_short": "Voer de cel opnieuw uit om verder te gaan.",
        "failed": "Dit kon niet worden getoond ({error}). Voer de cel opnieuw uit; helpt dat niet, "
        "laad dan de pagina opnieuw.",
        "mark_right": "Goed.",
        "mark_wrong": "Niet goed.",
        "mark_invalid": "Niet te lezen.",
        "mark_key": "Het goede antwoord.",
        "mark_guess": "Jouw voorspelling.",
        "mark_happened": "Wat er gebeurde.",
        "mark_missing": "Niet beantwoord.",
        "order_in": "Op volgorde.",
        "order_out": "Niet op zijn plaats.",
        "key_is": "Het goede antwoord: {text}.",
        "key_also": "Ook goed: {text}.",
        "happened_is": "Wat er gebeurde: {text}.",
        "key_order": "De goede volgorde:",
        "your_answer": "Jouw antwoord",
        "answer_in": "{label}, in {unit}",
        "choose": "Kies…",
        "choose_from": "Kies uit: {list}",
        "several_help": "Vink alles aan wat klopt.",
        "match_for": "Wat hoort bij “{text}”",
        "order_help": "Zet op volgorde: sleep, of gebruik de pijlknoppen.",
        "move_up": "Omhoog: {text}, nu {n} van {total}",
        "move_down": "Omlaag: {text}, nu {n} van {total}",
        "moved": "{text}: nu {n} van {total}",
        "groups_help": "Sleep elk onderdeel naar zijn groep, of kies de groep met het pijltje.",
        "tray": "Nog niet geplaatst",
        "place_in": "Plaats “{text}” in",
        "placed": "{text}: geplaatst in {group}",
        "summary_title": "Je resultaat",
        "summary_all_right": "Alle vragen zijn goed beantwoord.",
        "summary_missed": "Nog niet goed:",
        "retry_missed": "Probeer de gemiste vragen opnieuw",
        "graded_note": "Je antwoorden tellen mee voor een cijfer; de uitslag krijg je met de "
        "feedback van je docent. Ze worden meteen bewaard; tot je inlevert, kun je ze veranderen.",
        "graded_title": "Alle vragen zijn beantwoord",
        "graded_done": "Tot je inlevert, kun je je antwoorden nog veranderen.",
    },
}

# What is said only where answers count for a mark. The first order may be the right one there: to
# rule that out would tell something of the key.
GRADED = {
    "en": {
        "order_help": "Put in order: drag, or use the arrow buttons. If it is right as it stands, "
        "move one item away and back, so that it counts as your answer.",
    },
    "nl": {
        "order_help": "Zet op volgorde: sleep, of gebruik de pijlknoppen. Klopt de volgorde al, "
        "verplaats dan één onderdeel en zet het terug; dan telt ze als jouw antwoord.",
    },
}
# What a teacher who looks at a graded quiz reads instead.
PREVIEW = {
    "en": {
        "saved": "Would be saved",
        "graded_note": "A preview for teachers: this is the quiz as students see it. Nothing that "
        "you answer here is saved.",
        "graded_done": "A student could still change answers until handing in.",
    },
    "nl": {
        "saved": "Zou bewaard worden",
        "graded_note": "Een voorbeeld voor docenten: zo zien leerlingen de quiz. Wat je hier "
        "antwoordt, wordt niet bewaard.",
        "graded_done": "Een leerling kan de antwoorden nog veranderen tot het inleveren.",
    },
}


def page_words(language: str, *, graded: bool = False, preview: bool = False) -> dict[str, str]:
    """Return the words of the page in a language (English where it is not known).

    >>> page_words("nl")["check"]
    'Controleer'
    >>> page_words("en", preview=True)["saved"]
    'Would be saved'
    """
    code = language if language in SAID else "en"
    return SAID[code] | (GRADED[code] if graded else {}) | (PREVIEW[code] if preview else {})
