"""QTI 1.2 as Canvas, Brightspace, Respondus and the specification have it."""

from __future__ import annotations

import yaml

from authoring.banks.packages import (
    assessment,
    canvas_item,
    equal,
    lid,
    manifest,
    only,
    png,
    read,
    right,
    said,
    shown,
    zipped,
)
from quizkit.authoring.banks import readers
from quizkit.authoring.banks.quiz_text import quiz_text


def test_a_choice_of_canvas_with_its_feedback() -> None:
    """The right option, points, and what is said to one, to right, to wrong and to all answers."""
    item = canvas_item(
        "multiple_choice_question",
        "<p>Which is <b>longer</b>?</p>",
        lid("response1", {"1": "Nile", "2": "Rhine"}),
        shown("<other/>", "general_fb")
        + shown(equal("2"), "2_fb")
        + right(equal("1")).replace("</resp", '<displayfeedback linkrefid="correct_fb"/></resp')
        + shown("<other/>", "general_incorrect_fb"),
        said("general_fb", "<p>Maps differ.</p>")
        + said("2_fb", "It is in Europe.")
        + said("correct_fb", "Yes."),
    )
    question = only(assessment(item))
    assert question == {
        "id": "which-is-longer",
        "type": "choice",
        "points": 2,
        "prompt": "Which is **longer**?",
        "options": [
            {"text": "Nile", "correct": True, "feedback": "Yes."},
            {"text": "Rhine", "feedback": "It is in Europe."},
        ],
        "explanation": "Maps differ.",
    }


def test_several_right_ones_of_canvas() -> None:
    """Options that must and must not be ticked, in one condition."""
    both = f"<and>{equal('1')}<not>{equal('2')}</not>{equal('3')}</and>"
    item = canvas_item(
        "multiple_answers_question",
        "Which?",
        lid("response1", {"1": "a", "2": "b", "3": "c"}, "Multiple"),
        right(both),
    )
    options = only(assessment(item))["options"]
    assert [bool(option.get("correct")) for option in options] == [True, False, True]


def test_words_numbers_and_statements_of_canvas() -> None:
    """Short answers are alternatives, a number has its range, true and false are a statement."""
    field = '<response_str ident="response1"><render_fib/></response_str>'
    near = (
        f"<or>{equal('4.0')}<and><vargte respident='response1'>3.5</vargte>"
        "<varlte respident='response1'>4.5</varlte></and></or>"
    )
    questions, lost = read(
        assessment(
            canvas_item(
                "short_answer_question", "Who?", field, right(equal("Ann") + equal("Anne"))
            ),
            canvas_item("numerical_question", "How many?", field, right(near)),
            canvas_item(
                "true_false_question",
                "It flows.",
                lid("response1", {"8": "True", "9": "False"}),
                right(equal("9")),
            ),
            canvas_item("essay_question", "Argue.", field, ""),
        ),
        "bank.xml",
    )
    assert lost == {}
    assert questions[0]["accept"] == ["Ann", "Anne"]
    assert (questions[1]["answer"], questions[1]["tolerance"]) == (4, 0.5)
    assert questions[2]["answer"] is False
    assert questions[3]["type"] == "essay"


def test_pairs_and_distractors_of_canvas() -> None:
    """Each left side has its right one; what is never right stays to choose from."""
    options = {"1": "Egypt", "2": "Germany", "3": "Peru"}
    item = canvas_item(
        "matching_question",
        "Where?",
        lid("response_a", options, told="Nile") + lid("response_b", options, told="Rhine"),
        right(equal("1", "response_a"), "50", "Add") + right(equal("2", "response_b"), "50", "Add"),
    )
    question = only(assessment(item))
    assert question["pairs"] == [
        {"left": "Nile", "right": "Egypt"},
        {"left": "Rhine", "right": "Germany"},
    ]
    assert question["extra"] == ["Peru"]


def test_blanks_of_canvas() -> None:
    """Names in brackets become blanks: lists to choose from, or words that are typed."""
    lists = canvas_item(
        "multiple_dropdowns_question",
        "<p>Roses are [color1].</p>",
        lid("response_color1", {"1": "red", "2": "plaid"}, told="color1"),
        right(equal("1", "response_color1"), "100", "Add"),
    )
    typed = canvas_item(
        "fill_in_multiple_blanks_question",
        "<p>The [x] flows to the [y].</p>",
        lid("response_x", {"3": "Rhine", "4": "river"}, told="x")
        + lid("response_y", {"5": "sea"}, told="y"),
        right(equal("3", "response_x"), "50", "Add") + right(equal("5", "response_y"), "50", "Add"),
    )
    questions, lost = read(assessment(lists, typed), "bank.xml")
    assert lost == {}
    assert questions[0]["text"] == "Roses are [[blank-1]]."
    assert questions[0]["blanks"]["blank-1"]["options"][0] == {"text": "red", "correct": True}
    assert questions[1]["blanks"]["blank-1"]["accept"] == ["Rhine", "river"]


def test_questions_without_a_type_here_are_told() -> None:
    """Formulas, uploads, texts and groups to draw from are losses in words."""
    questions, lost = read(
        assessment(
            '<section ident="g" title="Pool"><selection_ordering><selection>'
            "<selection_number>1</selection_number></selection></selection_ordering>"
            + canvas_item("calculated_question", "x + 1?", "", "")
            + canvas_item("file_upload_question", "Send.", "", "")
            + canvas_item("text_only_question", "Read.", "", "")
            + "</section>"
        ),
        "bank.xml",
    )
    assert questions == []
    assert "drawn anew" in lost["x-1"]
    assert "handed in" in lost["send"]
    assert "asks nothing" in lost["read"]


BRIGHTSPACE = """
<item ident="OBJ_1" label="QUES_1" title="Capital"><itemmetadata><qtimetadata>
<qti_metadatafield><fieldlabel>qmd_questiontype</fieldlabel><fieldentry>Multiple Choice</fieldentry>
</qti_metadatafield><qti_metadatafield><fieldlabel>qmd_weighting</fieldlabel>
<fieldentry>3.0</fieldentry></qti_metadatafield></qtimetadata></itemmetadata>
<presentation><flow><material><mattext texttype="text/html">&lt;p&gt;Capital?&lt;/p&gt;</mattext>
</material><response_extension><display_style>2</display_style></response_extension>
<response_lid ident="Q_LID" rcardinality="Multiple"><render_choice shuffle="no">
<flow_label class="Block"><response_label ident="Q_A1"><flow_mat><material>
<mattext texttype="text/html">Bern</mattext></material></flow_mat></response_label></flow_label>
<flow_label class="Block"><response_label ident="Q_A2"><flow_mat><material>
<mattext texttype="text/html">Geneva</mattext></material></flow_mat></response_label></flow_label>
</render_choice></response_lid></flow></presentation>
<resprocessing><respcondition title="Response Condition1"><conditionvar>
<varequal respident="Q_LID">Q_A1</varequal></conditionvar><setvar action="Set">100.0000</setvar>
<displayfeedback feedbacktype="Response" linkrefid="Q_IF1"/></respcondition>
<respcondition title="Response Condition2"><conditionvar>
<varequal respident="Q_LID">Q_A2</varequal></conditionvar><setvar action="Set">0.0000</setvar>
<displayfeedback feedbacktype="Response" linkrefid="Q_IF2"/></respcondition></resprocessing>
<itemfeedback ident="QUES_1"><material><mattext>All.</mattext></material></itemfeedback>
<itemfeedback ident="Q_IF1"><material><mattext>Right.</mattext></material></itemfeedback>
<itemfeedback ident="Q_IF2"><material><mattext>No.</mattext></material></itemfeedback>
<hint><hintmaterial><flow_mat><material><mattext texttype="text/html">A bear.</mattext></material>
</flow_mat></hintmaterial></hint></item>
"""


def test_a_choice_of_brightspace() -> None:
    """Its type says that one is chosen; feedback, hint and points are kept."""
    question = only(assessment(BRIGHTSPACE))
    assert question["type"] == "choice"
    assert question["points"] == 3
    assert question["options"][1] == {"text": "Geneva", "feedback": "No."}
    assert question["explanation"] == "All."
    assert question["hints"] == ["A bear."]


def brightspace(kind: str, presentation: str, conditions: str) -> str:
    """Return an item as Brightspace writes it."""
    return (
        f'<item ident="OBJ_2" title="{kind}"><itemmetadata><qtimetadata><qti_metadatafield>'
        f"<fieldlabel>qmd_questiontype</fieldlabel><fieldentry>{kind}</fieldentry>"
        "</qti_metadatafield></qtimetadata></itemmetadata><presentation><flow><material><mattext "
        f'texttype="text/html">Which?</mattext></material>{presentation}</flow></presentation>'
        f"<resprocessing>{conditions}</resprocessing></item>"
    )


def counted(variable: str, value: str, response: str) -> str:
    """Return a condition of Brightspace that counts hits or misses."""
    return (
        f'<respcondition continue="yes"><conditionvar>{equal(value, response)}</conditionvar>'
        f'<setvar varname="{variable}" action="Add">1</setvar></respcondition>'
    )


def test_several_order_and_blanks_of_brightspace() -> None:
    """Hits are right and misses are not; things have places; blanks stand in their text."""
    several = brightspace(
        "Multi-Select",
        lid("L", {"A": "a", "B": "b", "C": "c"}, "Multiple"),
        counted("D2L_Correct", "A", "L")
        + counted("D2L_Incorrect", "B", "L")
        + counted("D2L_Correct", "C", "L"),
    )
    order = brightspace(
        "Ordering",
        lid("O", {"O1": "second", "O2": "first"}, "Ordered").replace(
            "response_lid", "response_grp"
        ),
        counted("D2L_Correct", "2", "O1") + counted("D2L_Correct", "1", "O2"),
    )
    field = (
        '<response_str ident="S{0}"><render_fib rows="1"><response_label ident="N{0}"/>'
        "</render_fib></response_str>"
    )
    blanks = brightspace(
        "Fill in the Blanks",
        "<material><mattext>The </mattext></material>"
        + field.format(1)
        + "<material><mattext> flows to the </mattext></material>"
        + field.format(2),
        right(equal("Rhine", "N1"), "50") + right(equal("sea", "N2"), "50"),
    )
    questions, lost = read(
        assessment(
            *(item.replace("OBJ_2", f"OBJ_{n}") for n, item in enumerate((several, order, blanks)))
        ),
        "bank.xml",
    )
    assert lost == {}
    assert [bool(o.get("correct")) for o in questions[0]["options"]] == [True, False, True]
    assert questions[1]["items"] == ["first", "second"]
    assert questions[2]["text"] == "The [[blank-1]] flows to the [[blank-2]]"
    assert questions[2]["blanks"]["blank-2"] == {"type": "text", "accept": ["sea"]}


def test_a_picture_of_the_package_goes_along() -> None:
    """Addresses that Canvas writes are found in the package, its formulas become LaTeX."""
    item = canvas_item(
        "multiple_choice_question",
        '<p>See <img src="$IMS-CC-FILEBASE$/Uploaded%20Media/map.png?x=1" alt="The map"> '
        '<img class="equation_image" title="x^2" src="/equation_images/x%5E2"></p>',
        lid("response1", {"1": "a", "2": "b"}),
        right(equal("1")),
    )
    package = zipped(
        {
            "imsmanifest.xml": manifest("quiz/quiz.xml"),
            "quiz/quiz.xml": assessment(item),
            "web_resources/Uploaded Media/map.png": png(),
        }
    )
    question = only(package, "bank.zip")
    assert question["prompt"] == "See ![The map](bank/map.png) $x^2$"


def test_a_picture_that_is_not_there_is_told() -> None:
    """A question without its picture says so."""
    item = canvas_item(
        "multiple_choice_question",
        'See <img src="https://example.org/a.png" alt="x"> <img src="gone.png" alt="y">',
        lid("response1", {"1": "a", "2": "b"}),
        right(equal("1")),
    )
    _, lost = read(assessment(item), "bank.xml")
    assert "another computer" in lost["see"]
    assert "not in the file" in lost["see"]


def test_a_group_to_draw_from_is_a_draw() -> None:
    """Canvas's groups become what a quiz draws; what stands outside them is for all."""
    flat, round_ = (
        canvas_item(
            "true_false_question",
            text,
            lid("response1", {"8": "True", "9": "False"}),
            right(equal("9")),
        )
        for text in ("It is flat.", "It is round.")
    )
    group = (
        '<section ident="g" title="Pool"><selection_ordering><selection><selection_number>1'
        "</selection_number><selection_extension><points_per_item>4</points_per_item>"
        f"</selection_extension></selection></selection_ordering>{flat}{round_}</section>"
    )
    bank = readers.read(assessment(group, BRIGHTSPACE).encode(), "bank.xml")
    assert bank.draw == {"pool": 1}
    made = quiz_text(bank)
    quiz = yaml.safe_load(made.text)
    assert quiz["draw"] == {"pool": 1, "always": "all"}
    assert [question["points"] for question in quiz["questions"]] == [4, 4, 3]
    assert made.losses == ()


def test_a_draw_that_cannot_be_is_told() -> None:
    """More than there are cannot be drawn: all are asked, and that is said."""
    group = (
        '<section ident="g" title="Pool"><selection_ordering><selection><selection_number>5'
        f"</selection_number></selection></selection_ordering>{BRIGHTSPACE}</section>"
    )
    (question,), lost = read(assessment(group), "bank.xml")
    assert question["tags"] == ["pool"]
    assert "5 of 'pool': all are asked" in lost[""]


FIELD = (
    '<response_str ident="response1" rcardinality="Single"><render_fib rows="1"/></response_str>'
)


def test_a_part_of_a_word_is_a_key() -> None:
    """Common Cartridge's pattern match is a word that is typed; what else was right is told."""
    part = right('<varsubstring respident="response1">Par</varsubstring>')
    (question,), lost = read(assessment(canvas_item("", "Capital?", FIELD, part)), "bank.xml")
    assert (question["type"], question["accept"]) == ("text", ["Par"])
    assert "any text with 'Par' in it" in lost["capital"]


def test_a_blank_whose_key_has_no_points() -> None:
    """Blackboard names the right words of a blank, and no points for them."""
    named = f"<respcondition><conditionvar>{equal('Goethe')}</conditionvar></respcondition>"
    other = "<respcondition><conditionvar><other/></conditionvar></respcondition>"
    question = only(assessment(canvas_item("", "Who?", FIELD, named + other)))
    assert (question["type"], question["accept"]) == ("text", ["Goethe"])


def test_feedback_to_values_without_points_is_no_key() -> None:
    """A survey says something to each value, and none is right."""
    told = (
        f"<respcondition><conditionvar>{equal('Goethe')}</conditionvar>"
        '<displayfeedback linkrefid="f"/></respcondition>'
    )
    question = only(assessment(canvas_item("", "Who?", FIELD, told, said("f", "Ah."))))
    assert question["type"] == "essay"


def test_a_hint_is_said_once() -> None:
    """A hint within a feedback is a hint, and no feedback besides."""
    hint = (
        '<itemfeedback ident="h"><hint><hintmaterial><material><mattext>Think.</mattext>'
        "</material></hintmaterial></hint></itemfeedback>"
    )
    options = lid("response1", {"1": "Bern", "2": "Basel"})
    item = canvas_item("multiple_choice_question", "Capital?", options, right(equal("1")), hint)
    question = only(assessment(item))
    assert question["hints"] == ["Think."]
    assert not question.get("explanation")


def test_the_weight_of_a_cartridge_is_its_points() -> None:
    """Common Cartridge has a name of its own for what a question is worth."""
    options = lid("response1", {"1": "Bern", "2": "Basel"})
    item = canvas_item("", "Capital?", options, right(equal("1")))
    question = only(assessment(item.replace("points_possible", "cc_weighting")))
    assert question["points"] == 2
