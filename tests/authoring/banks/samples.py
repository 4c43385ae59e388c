# ruff: noqa: E501 - lines of other programs' files read better unbroken
"""Files in the shape of each format's published examples, and what becomes of their questions.

Each is a source with the types of the questions that come in; what stays out is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@dataclass(frozen=True)
class Sample:
    """A source, and the type of each question that can be made of it."""

    source: str
    types: tuple[str, ...]
    told: Sequence[str] = ()  # what is said of what is lost, in part


def question(kind: str, name: str, text: str, more: str = "") -> str:
    """Return a question in Moodle XML."""
    return (
        f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html">'
        f'<text><![CDATA[{text}]]></text></questiontext><generalfeedback format="html"><text></text>'
        f"</generalfeedback><defaultgrade>1.0000000</defaultgrade><penalty>0</penalty>"
        f"<hidden>0</hidden><idnumber></idnumber>{more}</question>"
    )


def answer(share: float | str, text: str, feedback: str = "", more: str = "") -> str:
    """Return an answer in Moodle XML."""
    said = f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback>'
    return f'<answer fraction="{share}" format="html"><text><![CDATA[{text}]]></text>{said}{more}</answer>'


def bank(*questions: str) -> str:
    """Return a bank in Moodle XML."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>\n"


CATEGORY = '<question type="category"><category><text>$course$/top/Default for X/Atoms/Bonds</text></category></question>'

MOODLE = {
    "one option is right": Sample(
        bank(CATEGORY, question("multichoice", "Sherman", "<p>Who <b>led</b>?</p>",
            "<single>true</single><shuffleanswers>0</shuffleanswers>"
            + answer(100, "Sherman") + answer(0, "Blinken", "The minister.") + answer(50, "Nuland"))),
        ("choice",), ("'Nuland' gives 50 %",),
    ),
    "several options are right": Sample(
        bank(question("multichoice", "Cities", "Where?",
            "<single>false</single>" + answer(50, "Geneva") + answer(50, "Vienna") + answer(-50, "Rome"))),
        ("several",),
    ),
    "all or nothing": Sample(
        bank(question("multichoiceset", "Cities", "Where?",
            "<shuffleanswers>0</shuffleanswers>" + answer(100, "Geneva") + answer(100, "Vienna") + answer(0, "Rome"))),
        ("several",), ("all points or none",),
    ),
    "true or false": Sample(
        bank(question("truefalse", "Member", "Ukraine was a member.",
            answer(0, "true", "It was a partner.") + answer(100, "false"))),
        ("truefalse",),
    ),
    "typed, with a wildcard": Sample(
        bank(question("shortanswer", "Capital", "Capital of France?",
            "<usecase>0</usecase>" + answer(100, "*Paris*") + answer(0, "Lyon", "No.") + answer(0, "*", "What?"))),
        ("text",), ("'…Paris…' took any text", "any other answer"),
    ),
    "a number with units": Sample(
        bank(question("numerical", "Length", "How long?",
            answer(100, "23", "", "<tolerance>0.5</tolerance>") + answer(0, "12", "In feet?", "<tolerance>0</tolerance>")
            + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>")),
        ("number",),
    ),
    "pairs": Sample(
        bank(question("matching", "Tables", "Where?",
            "<subquestion format=\"html\"><text>NATO</text><answer><text>Brussels</text></answer></subquestion>"
            "<subquestion format=\"html\"><text>OSCE</text><answer><text>Vienna</text></answer></subquestion>"
            "<subquestion format=\"html\"><text></text><answer><text>Paris</text></answer></subquestion>")),
        ("match",),
    ),
    "in order": Sample(
        bank(question("ordering", "Years", "Order!",
            "<layouttype>VERTICAL</layouttype><selecttype>RANDOM</selecttype><gradingtype>ABSOLUTE_POSITION</gradingtype>"
            + answer("2.0", "1997") + answer("1.0", "1991") + answer("3.0", "2008"))),
        ("order",), ("drawn anew", "counts otherwise"),
    ),
    "gaps to choose for, and to drag to": Sample(
        bank(
            question("gapselect", "Cat", "<p>The [[1]] sat on the [[2]].</p>",
                "<selectoption><text>cat</text><group>1</group></selectoption><selectoption><text>mat</text><group>1</group></selectoption>"),
            question("ddwtos", "Dog", "The [[1]] barks.",
                "<dragbox><text>dog</text><group>1</group></dragbox><dragbox><text>fish</text><group>1</group></dragbox>")),
        ("cloze", "cloze"),
    ),
    "answers embedded in a passage": Sample(
        bank(question("cloze", "France",
            "<p>Its capital is {1:SHORTANSWER:%100%Paris#Yes~%50%Lyon#No~*#What?}, "
            "it has {2:NM:=67:1} million people, and is {:MULTICHOICE_S:a monarchy~=a republic}; {1:MCH:=\\}~b}</p><ul><li>and {1:SAC:=EU}</li></ul>")),
        ("cloze",), ("'Lyon' gives 50 %", "weigh differently"),
    ),
    "an essay": Sample(
        bank(question("essay", "View", "Argue.", '<graderinfo format="html"><text>One view.</text></graderinfo><attachments>1</attachments>')),
        ("essay",), ("files cannot be handed in",),
    ),
    "pictures and formulas": Sample(
        bank(question("truefalse", "Map", '<p>Is this \\(x^2\\)? <img src="@@PLUGINFILE@@/a%20map.png" alt="A map"><img src="https://example.org/b.png"></p>'
            f'</text><file name="a map.png" path="/" encoding="base64">{PNG}</file><text>'.replace("</text><file", "]]></text><file").replace("<text>", "<text><![CDATA["),
            answer(100, "true") + answer(0, "false"))),
        ("truefalse",), ("it is on the network",),
    ),
    "types that there are not here": Sample(
        bank(question("description", "Read", "Read this."), question("calculated", "Sum", "{a}+{b}?"),
             question("ddmarker", "Mark", "Mark."), question("random", "Any", ""), question("stack", "Maxima", "x"),
             question("multichoice", "None", "Which?", answer(0, "a") + answer(0, "b")),
             question("numerical", "Two", "Root of 4?", answer(100, "2") + answer(100, "-2"))),
        (), ("a text without a question", "calculated", "markers", "another question", "'stack'", "no options that are right", "2 right numbers"),
    ),
    "an old file": Sample(
        "<quiz><question type='truefalse'><name><text>Old</text></name><questiontext><text>Old?</text></questiontext>"
        "<answer fraction='0'><text>Vrai</text></answer><answer fraction='100'><text>Faux</text></answer></question></quiz>",
        ("truefalse",),
    ),
}  # fmt: skip

GIFT = {
    "one option, with feedback": Sample("::Q1:: Who led? {=Sherman#Right. ~Blinken#The minister. ~Nuland}", ("choice",)),
    "true and false": Sample("Grant is buried in Grant's tomb.{F}\n\nThe sun rises in the east.{TRUE#No.#Yes.####Look east.}", ("truefalse", "truefalse")),
    "a missing word": Sample("Moodle costs {~lots of money =nothing ~a little} to download.", ("choice",)),
    "typed": Sample("Two plus {=two =2 =%50%too#Spelling.} equals four.", ("text",), ("'too' gives 50 %",)),
    "numbers": Sample("::A::1 to 5?{#3:2}\n\n::B::1 to 5?{#1..5}\n\n::C::Born?{#\n=1822:0#Yes.\n=%50%1822:2#Near.\n~#No.}", ("number",) * 3, ("'1822' gives 50 %",)),
    "several, weighed": Sample("Who is entombed? {~%-50%No one ~%50%Grant ~%50%Grant's wife ~%-50%Grant's father}", ("several",)),
    "pairs": Sample("Match. {\n=Canada -> Ottawa\n=Italy -> Rome\n= -> Paris\n}", ("match",)),
    "escapes and formats": Sample("// a comment\n::Signs\\: all::[html]Which <i>is</i> \\{ \\} \\~ \\= \\#?{\n=[plain]\\= 2 + 3 *\n~[markdown]**\\~** and \\\\n\n}", ("choice",)),
    "categories, ids and tags": Sample("$CATEGORY: $course$/top/Talks/Week\n\n// [id:q-1] [tag:easy]\n::T:: Told?{T}\n\nA description alone.\n\nEssay.{}", ("truefalse", "essay"), ("a text without a question",)),
    "blank lines within, and braces open": Sample("Which?{\n=a\n\n~b\n}\n\n::Lost:: never closed {=a ~b\n\n::Found:: closed {T}", ("choice", "truefalse"), ("do not pair up",)),
    "in order, as the plugin writes it": Sample("Order!{>ALL VERTICAL LONGEST SHOW\none\ntwo\nthree\n}", ("order",), ("by the longest series",)),
    "answers in two places": Sample("Two {=two ~too} and {=two} is four.", ("choice",), ("answers in several places",)),
    "right alone, more than once": Sample("Seasons\\: {= spring = summer ~ easter}", ("several",), ("2 options that are right alone",)),
}  # fmt: skip

AIKEN = {
    "two questions": Sample("Who led?\nA. Blinken\nB. Sherman\nANSWER: B\n\nWhere?\nA) Geneva\nB) Rome\nANSWER: A\n", ("choice", "choice")),
    "a question of several lines": Sample("First line\nsecond line?\nA. a\nB. b\nC. c\nANSWER: C", ("choice",)),
    "signs that are markup": Sample("What is *x* in `y`?\nA. <b>\nB. [a](b)\nC. $5 and $6\nANSWER: A\n", ("choice",)),
    "small letters and spaces": Sample("  Who?\n  A.  One \n  B.  Two \nANSWER: b\n", ("choice",)),
    "no blank line between": Sample("One?\nA. a\nB. b\nANSWER: A\nTwo?\nA. a\nB. b\nANSWER: B\n", ("choice", "choice")),
    "an option of two lines": Sample("Which?\nA. one\n   and more\nB. two\nANSWER: A\n", ("choice",)),
    "an answer that is no option": Sample("Which?\nA. one\nB. two\nANSWER: D\n", (), ("its answer is D",)),
    "options that are the same": Sample("Which?\nA. one\nB. one\nANSWER: A\n", (), ("two equal entries",)),
    "a question without an answer": Sample("One?\nA. a\nB. b\nANSWER: A\n\nTwo?\nA. a\nB. b\n", ("choice",), ("begins on line 6",)),
    "several answers": Sample("Which?\nA. a\nB. b\nC. c\nANSWER: A, C\n\nAnd?\nA. a\nB. b\nC. c\nANSWER: BC\n", ("several", "several")),
    "an answer with its text": Sample("Which?\nA. one\nB. two\nANSWER: B) two\n\nWho?\nA. he\nB. she\nANSWER: A.\n", ("choice", "choice")),
    "an answer in words alone": Sample("Which?\nA. one\nB. two\nANSWER: two\n\nWho?\nA. he\nB. she\nANSWER: A\n", ("choice",), ("its answer is two",)),
    "a question that has the word": Sample("Answer: which of these?\nA. one\nB. two\nANSWER: B\n", ("choice",)),
    "what other programs put below": Sample("Which?\nA. one\nB. two\nANSWER: B\nFEEDBACK: Because.\nPOINTS: 2\n\nWho?\nA. he\nB. she\nANSWER: A\n", ("choice", "choice"), ("'POINTS: 2' is left out",)),
    "another script": Sample("Столица Франции?\nA. Париж\nB. Лион\nANSWER: A\n", ("choice",)),
}  # fmt: skip

JUPYTERQUIZ = {
    "one option": Sample('[{"question": "Which?", "type": "multiple_choice", "answers": [{"answer": "a", "correct": true, "feedback": "Yes."}, {"answer": "b", "correct": false}]}]', ("choice",)),
    "many options": Sample('[{"question": "Which?", "type": "many_choice", "answer_cols": 2, "answers": [{"answer": "a", "correct": true}, {"answer": "b", "correct": true}, {"answer": "c", "correct": false, "feedback": "No."}]}]', ("several",)),
    "a number to two digits": Sample('[{"question": "$\\\\pi$?", "type": "numeric", "precision": 3, "answers": [{"type": "value", "value": 3.14, "correct": true, "feedback": "Yes."}, {"type": "range", "range": [-100, 0], "correct": false, "feedback": "Negative."}, {"type": "default", "feedback": "No."}]}]', ("number",), ("any other answer",)),
    "a range": Sample('[{"question": "1 to 5?", "type": "numeric", "answers": [{"type": "range", "range": [1, 5], "correct": true}]}]', ("number",), ("includes its upper end",)),
    "code": Sample('[{"question": "Output?", "code": "a = 1\\nprint(a)", "type": "multiple_choice", "answers": [{"code": "1", "correct": true}, {"code": "[1]", "correct": false}]}]', ("choice",)),
    "typed": Sample('[{"question": "Who?", "type": "string", "answers": [{"answer": "Ada", "correct": true, "match_case": true, "fuzzy_threshold": 0.8}, {"answer": "Bob", "correct": false, "feedback": "No."}]}]', ("text",), ("one letter",)),
    "pairs": Sample('[{"question": "Match.", "type": "match", "pairs": [{"label": "a", "answer": "1"}, {"label": "b", "answer": "2"}], "options": ["1", "2", "3"]}]', ("match",)),
    "within an object": Sample('{"questions": [{"question": "Which?", "type": "multiple_choice", "answers": [{"answer": "a", "correct": true}, {"answer": "b", "correct": false}]}]}', ("choice",)),
    "HTML and formulas": Sample('[{"question": "<b>Which</b> is $x_1$?", "type": "multiple_choice", "answers": [{"answer": "$\\\\frac{1}{2}$", "correct": true}, {"answer": "1 < 2", "correct": false}]}]', ("choice",)),
    "a picture and a film": Sample('[{"question": "<img src=\'x.png\' alt=\'a map\'> Which?", "type": "multiple_choice", "answers": [{"answer": "a<video></video>", "correct": true}, {"answer": "b", "correct": false, "feedback": "<iframe></iframe>No."}]}]', ("choice",), ("not shown here: a picture (a map)", "a film", "an embedded page")),
    "one thing for all": Sample('[{"question": "Match.", "type": "match", "pairs": [{"label": "a", "answer": "1"}, {"label": "b", "answer": "1"}]}]', (), ("one thing alone to choose from",)),
    "a strange type": Sample('[{"question": "Draw.", "type": "drawing", "answers": []}]', (), ("'drawing'",)),
}  # fmt: skip

CSV = {
    "types seen from the answers": Sample('question,right,wrong\nWho led?,Sherman,"Blinken\nNuland"\nWhich?,"a\nb",c\nUkraine was a member.,false,\nHow far?,2400,\nWho?,"Sergei\nRyabkov",\nMatch.,"a = 1\nb = 2",\n', ("choice", "several", "truefalse", "number", "text", "match")),
    "named types": Sample('id,type,question,right,wrong\no,order,Order!,"one\ntwo\nthree",\ng,groups,Group!,"a = x\nb = y\nc = x",z\n', ("order", "groups")),
    "options in columns of their own": Sample("Question;A;B;C;Correct answer\nWho?;Sherman;Blinken;Nuland;A\nWhich?;a;b;c;A, C\n", ("choice", "several")),
    "options by number": Sample("question\toption 1\toption 2\tanswer\nWho?\tSherman\tBlinken\t1\n", ("choice",)),
    "another language's headings": Sample("Vraag;Antwoord;Fout\nWie?;Sherman;Blinken\n", ("choice",)),
    "a number with its unit": Sample("question,right,tolerance,unit,points\nHow far?,\"2400\",100,km,2\n", ("number",)),
    "formulas that a spreadsheet would run": Sample("question,right,wrong\n'=1+1 is what?,2,'=3\n", ("choice",)),
    "tags, hints and explanations": Sample('question,right,tags,hint,explanation,colour\nTrue?,true,"easy; week 1",Think.,Because.,red\n', ("truefalse",), ("'colour' is not known",)),
    "rows that are empty or lack something": Sample("question,right,wrong\n,,\nWho?,,Blinken\nWhat?,this,that\n", ("choice",), ("row 3",)),
    "a type that a table has not": Sample("question,right,type\nFill in,x,cloze\n", (), ("no type 'cloze'",)),
}  # fmt: skip

SAMPLES = {
    "moodle": (MOODLE, "xml"),
    "gift": (GIFT, "gift"),
    "aiken": (AIKEN, "txt"),
    "jupyterquiz": (JUPYTERQUIZ, "json"),
    "csv": (CSV, "csv"),
}
