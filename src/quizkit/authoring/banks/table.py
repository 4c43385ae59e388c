"""A table of questions, as one keeps it in a spreadsheet; its columns are in the README.

=============  =================================================================================
column         what it holds
=============  =================================================================================
question       the question; needed, as ``right`` is
right          the right answer; several right ones, or things in order, a line each
wrong          the wrong options, a line each
type           choice, several, truefalse, number, text, match, order or groups; without it, it
               is seen from the answers
A, B, C …      options in columns of their own; ``right`` then names letters: ``B`` or ``A, C``
explanation    shown with the answer
hint, points, tolerance, unit, tags, objective, id     as in a quiz file
=============  =================================================================================

A pair or a thing in its group is a line ``left = right``.
"""

from __future__ import annotations

COLUMNS = (
    "id", "type", "question", "right", "wrong", "explanation", "hint", "points", "tolerance",
    "unit", "tags",
)  # fmt: skip
_NAMES = {  # what people call them, in small letters
    "question": "prompt|text|vraag|vraagtekst|frage|fragetext|pregunta|pytanie|питання|запитання",
    "right": (
        "answer|correct|correct answer|right answer|key|antwoord|goed|juist|goed antwoord|"
        "goede antwoord|juist antwoord|juiste antwoord|antwort|richtig|richtige antwort|"
        "lösung|réponse|bonne réponse|respuesta|respuesta correcta|correcta|odpowiedź|"
        "poprawna odpowiedź|poprawna|відповідь|правильна відповідь|правильна"
    ),
    "wrong": (
        "incorrect|wrong answer|wrong answers|incorrect answer|distractor|distractors|fout|"
        "fout antwoord|foute antwoord|foute antwoorden|afleider|afleiders|falsch|"
        "falsche antwort|falsche antworten|mauvaise réponse|mauvaises réponses|incorrecta|"
        "incorrectas|respuesta incorrecta|błędna odpowiedź|błędne odpowiedzi|błędna|"
        "неправильна відповідь|неправильні відповіді|неправильна"
    ),
    "explanation": (
        "feedback|uitleg|toelichting|erklärung|explication|explicación|wyjaśnienie|пояснення"
    ),
    "hint": "tip|hinweis|tipp|indice|pista|wskazówka|podpowiedź|підказка",
    "points": "mark|marks|score|punten|punkte|puntos|punkty|бали",
    "tolerance": "marge|tolerantie|toleranz|tolérance|tolerancia|tolerancja|допуск",
    "unit": "eenheid|einheit|unité|unidad|jednostka|одиниця",
    "tags": (
        "category|categorie|onderwerp|kategorie|thema|catégorie|thème|categoría|tema|"
        "kategoria|temat|категорія|тема"
    ),
    "type": "soort|typ|tipo|тип",
    "id": "name|naam",
}
ALIASES = {each: column for column, names in _NAMES.items() for each in names.split("|")}
PAIR = " = "
