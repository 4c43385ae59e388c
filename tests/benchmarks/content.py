"""The same quiz for quizkit and its peers, and quizzes of all nine types for quizkit alone.

Like is compared with like: choice questions with four options and feedback to each, which all
three can express. The texts are as long as those of the lessons.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import yaml

CITIES = ("Geneva", "Brussels", "Vienna", "Reykjavik", "Helsinki", "Madrid", "Lisbon")
TYPES = "choice several truefalse number text match order groups cloze".split()

JUPYTERQUIZ_IMPORT = "import sys; sys.path.append({peers!r})\nfrom jupyterquiz import display_quiz"
JUPYTERQUIZ = "display_quiz('choice.json')"

IPYWIDGETS_IMPORT = "import json\nimport ipywidgets"
IPYWIDGETS = """\
def question(entry):
    feedback = {a['answer']: a['feedback'] for a in entry['answers']}
    options = ipywidgets.RadioButtons(
        options=list(feedback), index=None, layout=ipywidgets.Layout(width='max-content')
    )
    said = ipywidgets.HTML()
    check = ipywidgets.Button(description='Check')
    check.on_click(lambda _: setattr(said, 'value', feedback.get(options.value, '')))
    return ipywidgets.VBox([ipywidgets.HTML(entry['question']), options, check, said])

ipywidgets.VBox([question(entry) for entry in json.load(open('choice.json'))])"""

QUIZKIT_IMPORT = "import quizkit"
QUIZKIT = "quizkit.show('{name}.yaml')"


def write(folder: Path) -> None:
    """Write the quizzes into ``folder``: choice.yaml and choice.json alike, mixed, long."""
    folder.mkdir(parents=True, exist_ok=True)
    choices = [_choice(number) for number in range(20)]
    _write(folder, "choice", choices)
    (folder / "choice.json").write_text(json.dumps([_peers(c) for c in choices]), encoding="utf-8")
    _write(folder, "mixed", [_mixed(number) for number in range(20)])
    _write(folder, "long", [_mixed(number) for number in range(200)])


def _write(folder: Path, name: str, questions: list[dict[str, object]]) -> None:
    quiz = {"id": name, "title": f"The week of 10 January 2022, {name}", "questions": questions}
    text = yaml.safe_dump(quiz, sort_keys=False, allow_unicode=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def _mixed(number: int) -> dict[str, object]:
    return MAKERS[TYPES[number % len(TYPES)]](number)


def _stem(number: int, text: str) -> dict[str, object]:
    return {
        "id": f"question-{number}",
        "prompt": f"({number + 1}) {text} Think of what each side had said *before* the meeting.",
        "hints": [f"Hint {number}: the delegations had met before."],
        "explanation": f"Explanation {number}: see the table of meetings in the lesson.",
    }


def _choice(number: int) -> dict[str, object]:
    options = [
        {
            "text": f"In {city}, as agreed beforehand (option {number}.{place})",
            "feedback": f"{city} is {'right' if not place else 'not where they met'} ({number}).",
            **({"correct": True} if not place else {}),
        }
        for place, city in enumerate(CITIES[:4])
    ]
    stem = _stem(number, "Where did the two delegations meet on the first day of the week?")
    return {**stem, "type": "choice", "options": options}


def _peers(choice: dict[str, object]) -> dict[str, object]:
    options = choice["options"]
    assert isinstance(options, list)
    return {
        "question": choice["prompt"],
        "type": "multiple_choice",
        "answers": [
            {"answer": o["text"], "correct": "correct" in o, "feedback": o["feedback"]}
            for o in options
        ],
    }


def _several(number: int) -> dict[str, object]:
    return {**_choice(number), "type": "several"}


def _truefalse(number: int) -> dict[str, object]:
    stem = _stem(number, "The talks ended with a treaty that both sides signed.")
    return {**stem, "type": "truefalse", "answer": False, "feedback": f"Not so ({number})."}


def _number(number: int) -> dict[str, object]:
    stem = _stem(number, "How many members did the alliance have at the time?")
    return {**stem, "type": "number", "answer": 30, "unit": "members"}


def _text(number: int) -> dict[str, object]:
    stem = _stem(number, "Who led the Russian delegation?")
    return {**stem, "type": "text", "accept": ["Sergei Ryabkov", "Ryabkov"], "distance": 1}


def _match(number: int) -> dict[str, object]:
    pairs = [{"left": f"Delegation {n}", "right": city} for n, city in enumerate(CITIES[:4])]
    return {**_stem(number, "Who met where?"), "type": "match", "pairs": pairs, "extra": ["Oslo"]}


def _order(number: int) -> dict[str, object]:
    items = [f"The meeting in {city} ({number})" for city in CITIES[:5]]
    return {**_stem(number, "Put the meetings in order."), "type": "order", "items": items}


def _groups(number: int) -> dict[str, object]:
    groups = [
        {"text": side, "items": [f"Position {number}.{n} of {side}" for n in range(3)]}
        for side in ("Russia", "the United States")
    ]
    return {**_stem(number, "Who took which position?"), "type": "groups", "groups": groups}


def _cloze(number: int) -> dict[str, object]:
    blanks = {
        "day": {"type": "number", "answer": 10},
        "city": {"type": "choice", "options": [{"text": "Geneva", "correct": True}, "Vienna"]},
    }
    text = f"On [[day]] January the delegations met in [[city]] (passage {number})."
    return {**_stem(number, "Fill in the blanks."), "type": "cloze", "text": text, "blanks": blanks}


MAKERS: dict[str, Callable[[int], dict[str, object]]] = {
    "choice": _choice,
    "several": _several,
    "truefalse": _truefalse,
    "number": _number,
    "text": _text,
    "match": _match,
    "order": _order,
    "groups": _groups,
    "cloze": _cloze,
}
