"""The name of the rule that a problem breaks: the same in every version, for programs to go by.

Advice and what is said of lessons and assignments bears its rule with it. A mistake in a quiz file
is told in words alone: it is sorted here by these. Whatever is not listed is of the kind of its
file, so that a new message needs no line.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping

from quizkit.checking import item_writing, quiz_sets
from quizkit.errors import Problem
from quizkit.quiz.reading.yaml_text import SUFFIXES

# The name of a rule, what a mistake of its kind says, and what the rule asks.
WRONG: Mapping[str, tuple[str, str]] = {
    "no-such-file": (
        r"^there is no such file|^there is no quiz file|cannot be read \(|is too large",
        "Each file that is named is there and can be read.",
    ),
    "not-a-quiz": (
        r"^this is not a quiz|^the file is empty|holds too much|nested too deeply",
        "A quiz file begins with id, title and questions.",
    ),
    "unknown-field": (
        r"^unknown field|starts a new field|^merging \('<<'\)",
        "Every field has a name that quizkit knows.",
    ),
    "missing-field": (
        r"^'[^']*' is (missing|empty)|^question \d+ has no id|has no fields",
        "What a quiz or a question needs is there.",
    ),
    "unknown-type": (
        r"^unknown type|^a blank cannot be of type",
        "Every question is of a type that quizkit knows.",
    ),
    "duplicate-field": (
        r"^'[^']*' is given twice|^'[^']*' has '[^']*' twice",
        "No field stands twice in one place.",
    ),
    "duplicate-id": (r"is used twice|have the same id", "Every id is used once."),
    "id": (
        r"cannot be an id|cannot be a blank's name",
        "An id is made of small letters, digits, - and _.",
    ),
    "translation": (
        r"^missing translation|has language '|name of a language|^(only )?the title is in",
        "Every text is there in each language of the quiz.",
    ),
    "lost-text": (
        r"takes for a comment|stands for nothing|can be seen|is an order to YAML",
        "No part of a text is lost to YAML's own signs.",
    ),
    "value": (
        (
            r"is (not a|not worth|out of range|below zero|neither|longer than)\b|must be "
            r"|has \d+ of at least|^[\w' ]+ \d+ cannot be read"
        ),
        "Every value is of the kind that its field takes.",
    ),
    "key": (
        (
            r"^no option is correct|options are correct$|would be (right|accepted)|tells the answer"
            r"|has a remark on a wrong choice|^the points of the rubric"
        ),
        "The right answer is marked, and nothing else is.",
    ),
    "same-twice": (
        r"^two equal |has? the same right side|is given twice|a second remark",
        "No two things to choose from are the same.",
    ),
    "blanks": (
        r"\[\[|^'blanks'|^the text ('\w+' )?(has|does not use)|no blank can stand",
        "Each blank stands once in its text.",
    ),
    "objective": (
        r"^there is no objective|^'objectives'",
        "A question's objective is one of the quiz's.",
    ),
    "rule-name": (r"^there is no rule", "What a question allows is the name of a rule."),
    "settled": (
        r"^'(void|credit)'|^no question is left that counts",
        "Only a graded quiz has questions that are settled afterwards.",
    ),
    "picture": (r"\bpictures?\b", "Every picture can be shown."),
    "place": (
        r"\bzones?\b|\bshapes\b|^'(circle|rectangle|polygon|at)'|'places' is right",
        "Every place lies on its picture.",
    ),
    "draw": (
        (
            r"^'draw'|drawn|is no number of questions|is more than the|tag or objective"
            r"|worth more than|learners get one or the other|left without a question that counts"
        ),
        "What is drawn is there, and is worth the same for everybody.",
    ),
    "variants": (
        (
            r"parameter|combination|'variants'|^the range|variant|a learner sees the same"
            r"|cannot be divided|beyond all measure|type exactly|'step'|^a text shows"
            r"|square root|gives (a number above|nothing)|one cannot|holds itself"
        ),
        "Every variant of a question can be asked.",
    ),
    "derived": (
        r"^(there is no|the) table|^'where'|\brows?\b|\bcolumn|^the condition|order by",
        "An answer from a table can be derived.",
    ),
    "yaml": (
        (
            r"quotation mark|bracket|second ': '|indented|space|YAML|UTF-8|cannot start|further in"
            r"|second document|comma|apostrophe|any? text may hold|does not fit the lines"
            r"|and no text$"
            r"|field \('name: value'\)|starts with \*|line '\.\.\.'|this line cannot be read"
        ),
        "The file is written as YAML asks.",
    ),
}
ELSE = "quiz-file"  # all else that is wrong in one
OTHERS = {".ipynb": "notebook", ".csv": "table", ".json": "table"}
ELSEWHERE, UNTESTED = "file", "objective-untested"
ABOUT = {
    ELSE: "What a quiz file says fits together.",
    "notebook": "A notebook can be read, and what it names is there.",
    "table": "A table is as its datapackage.json describes it.",
    ELSEWHERE: "What is named can be checked.",
    UNTESTED: "A question tests every objective.",
    "same-id": "No two quizzes have the same id.",
}


def about(rule: str) -> str:
    """Return what a rule asks, in a sentence.

    >>> about("longest-right")
    'The right option is clearly the longest: learners pick the longest when they guess.'
    """
    advice = {**item_writing.RULES, **quiz_sets.RULES}
    if rule in advice:
        return (inspect.getdoc(advice[rule]) or "").partition("\n\n")[0]
    said = WRONG[rule][1] if rule in WRONG else ABOUT.get(rule)
    return said or f"A rule for lessons and assignments: {rule.replace('-', ' ')}."


def rule_id(problem: Problem) -> str:
    """Return the name of the rule.

    >>> from pathlib import Path
    >>> rule_id(Problem(Path("a.yaml"), 3, "q1", "unknown field 'promt'", "did you mean 'prompt'?"))
    'unknown-field'
    """
    if problem.rule:
        return problem.rule
    suffix = problem.path.suffix
    if suffix not in SUFFIXES:
        missing = re.search(WRONG["no-such-file"][0], problem.what)
        return "no-such-file" if missing else OTHERS.get(suffix, ELSEWHERE)
    return next((name for name, (said, _) in WRONG.items() if re.search(said, problem.what)), ELSE)
