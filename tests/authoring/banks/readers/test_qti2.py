"""QTI 2.1, 2.2 and what is the same in 3.0: interactions, rules, feedback, tests."""

from __future__ import annotations

import pytest

from authoring.banks.packages import declared, item21, manifest, only, png, read, zipped
from quizkit.authoring.banks import readers
from quizkit.errors import BankError

CHOICES = (
    '<simpleChoice identifier="A">Nile</simpleChoice>'
    '<simpleChoice identifier="B">Rhine{0}</simpleChoice>'
)


def choice(inner: str = "", **given: str) -> str:
    """Return a choice interaction."""
    more = " ".join(f'{name}="{value}"' for name, value in given.items())
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1" {more}>'
        f"<prompt>Longer?</prompt>{CHOICES.format(inner)}</choiceInteraction>"
    )


def test_a_choice_with_text_before_it() -> None:
    """The text of the item and the prompt of its interaction stand together."""
    question = only(item21(declared("A"), f"<p>Two rivers.</p>{choice()}"))
    assert question["prompt"] == "Two rivers.\n\nLonger?"
    assert question["options"] == [{"text": "Nile", "correct": True}, {"text": "Rhine"}]
    assert "shuffle" not in question


def test_feedback_within_an_option_and_by_its_name() -> None:
    """Inline feedback and modal feedback of an option are said to it; others by their rules."""
    inline = '<feedbackInline outcomeIdentifier="FEEDBACK" identifier="B">No!</feedbackInline>'
    modal = (
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">Yes.'
        '</modalFeedback><modalFeedback outcomeIdentifier="S" identifier="solution" '
        'showHide="show">Maps differ.</modalFeedback>'
    )
    source = item21(declared("A"), choice(inline)).replace(
        "</assessmentItem>", f"{modal}</assessmentItem>"
    )
    question = only(source)
    assert [option["feedback"] for option in question["options"]] == ["Yes.", "No!"]
    assert question["explanation"] == "Maps differ."


def test_several_with_a_mapping() -> None:
    """Options that bring points are right; the points are their sum."""
    mapping = (
        '<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">'
        "<correctResponse><value>A</value><value>B</value></correctResponse><mapping "
        'defaultValue="0"><mapEntry mapKey="A" mappedValue="2"/><mapEntry mapKey="B" '
        'mappedValue="2"/></mapping></responseDeclaration>'
    )
    rules = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'
    question = only(item21(mapping, choice(), rules))
    assert question["type"] == "several"
    assert question["points"] == 4


def test_order_pairs_and_groups() -> None:
    """Ordered, matched and associated things come out as order, match and groups."""
    order = item21(
        declared("B", "A", cardinality="ordered"),
        f'<orderInteraction responseIdentifier="RESPONSE">{CHOICES.format("")}</orderInteraction>',
    )
    assert only(order)["items"] == ["Rhine", "Nile"]
    sides = (
        '<matchInteraction responseIdentifier="RESPONSE"><prompt>Where?</prompt><simpleMatchSet>'
        '<simpleAssociableChoice identifier="L1" matchMax="1">Nile</simpleAssociableChoice>'
        '<simpleAssociableChoice identifier="L2" matchMax="1">Rhine</simpleAssociableChoice>'
        '</simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier="R1" matchMax="2">'
        'Africa</simpleAssociableChoice><simpleAssociableChoice identifier="R2" matchMax="2">'
        "Europe</simpleAssociableChoice></simpleMatchSet></matchInteraction>"
    )
    pairs = declared("L1 R1", "L2 R2", cardinality="multiple", base="directedPair")
    assert only(item21(pairs, sides))["pairs"][1] == {"left": "Rhine", "right": "Europe"}
    shared = declared("L1 R1", "L2 R1", cardinality="multiple", base="directedPair")
    assert only(item21(shared, sides))["groups"] == [
        {"text": "Africa", "items": ["Nile", "Rhine"]},
        {"text": "Europe", "items": []},
    ]


def test_fields_in_a_text() -> None:
    """Lists and fields within a text are blanks; what stands before them asks."""
    body = (
        "<p>Complete.</p><p>The <textEntryInteraction responseIdentifier='R1'/> flows to the "
        "<inlineChoiceInteraction responseIdentifier='R2'><inlineChoice identifier='s'>sea"
        "</inlineChoice><inlineChoice identifier='m'>moon</inlineChoice></inlineChoiceInteraction>."
        "</p>"
    )
    question = only(
        item21(declared("Rhine", base="string", name="R1") + declared("s", name="R2"), body)
    )
    assert (question["prompt"], question["text"]) == (
        "Complete.",
        "The [[blank-1]] flows to the [[blank-2]].",
    )
    assert question["blanks"]["blank-1"] == {"type": "text", "accept": ["Rhine"]}
    assert question["blanks"]["blank-2"]["options"][0] == {"text": "sea", "correct": True}


def test_a_number_with_its_margin_and_unit() -> None:
    """A field of its own is a number, what stands behind it its unit, a rule its margin."""
    rules = (
        "<responseProcessing><responseCondition><responseIf><equal toleranceMode='absolute' "
        "tolerance='5 5'><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></equal>"
        "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>3</baseValue>"
        "</setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    body = "<p>How long?</p><p><textEntryInteraction responseIdentifier='RESPONSE'/> km</p>"
    question = only(item21(declared("1233", base="float"), body, rules))
    assert {
        k: question[k] for k in ("type", "answer", "tolerance", "unit", "points", "prompt")
    } == {
        "type": "number",
        "answer": 1233,
        "tolerance": 5,
        "unit": "km",
        "points": 3,
        "prompt": "How long?",
    }


def test_words_to_drag_and_words_in_a_text() -> None:
    """Gaps become lists, and words in a text options below it; both are told."""
    gaps = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="W" matchMax="1">'
        'winter</gapText><gapText identifier="S" matchMax="1">summer</gapText><p>Now is the '
        '<gap identifier="G1"/> of it.</p></gapMatchInteraction>'
    )
    (question,), lost = read(
        item21(declared("W G1", cardinality="multiple", base="directedPair"), gaps), "i.xml"
    )
    assert question["text"] == "Now is the [[blank-1]] of it."
    assert lost["river"] == "words that are dragged: here each blank is a list of all words"
    hot = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><p>A <hottext '
        'identifier="A">river</hottext> <hottext identifier="B">flow</hottext>.</p>'
        "</hottextInteraction>"
    )
    (question,), lost = read(item21(declared("B"), hot), "i.xml")
    assert [option["text"] for option in question["options"]] == ["river", "flow"]
    assert "A river flow." in question["prompt"]
    assert "below it" in lost["river"]


def test_formulas_in_mathml() -> None:
    """A formula becomes LaTeX; one that is not known keeps its signs, and is told."""
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi><mn>2</mn></mfrac>{}</math>'
    body = f"<p>What is {math.format('')}?</p>{choice()}"
    assert only(item21(declared("A"), body))["prompt"].startswith(r"What is $\frac{x}{2}$?")
    strange = f"<p>What is {math.format('<mlongdiv/>')}?</p>{choice()}"
    (question,), lost = read(item21(declared("A"), strange), "i.xml")
    assert question["prompt"].startswith("What is x2?")
    assert "MathML" in lost["river"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('adaptive="false"', 'adaptive="true"'), "in steps"),
        (("<itemBody>", "<templateDeclaration/><itemBody>"), "drawn anew"),
        (("choiceInteraction", "drawingInteraction"), "drawingInteraction"),
        (("<value>A</value>", ""), "no option is right"),
    ],
)
def test_items_that_no_type_can_ask(change: tuple[str, str], why: str) -> None:
    """An item that goes in steps, is made anew, is drawn or has no key is a loss in words."""
    source = item21(declared("A"), choice()).replace(*change)
    questions, lost = read(source, "i.xml")
    assert questions == []
    assert why in lost["river"]


def test_rules_of_its_own_are_told() -> None:
    """Where points come from rules that are not known here, one is asked to look."""
    rules = (
        "<responseProcessing><setOutcomeValue identifier='SCORE'><customOperator/>"
        "</setOutcomeValue></responseProcessing>"
    )
    (_,), lost = read(item21(declared("A"), choice(), rules), "i.xml")
    assert "customOperator" in lost["river"]


def test_a_wrong_answer_that_takes_off_points_is_told() -> None:
    """Where the rules set a score below nothing, one is told that here it is nothing."""
    rules = (
        "<responseProcessing><responseCondition><responseIf><match><variable "
        'identifier="RESPONSE"/><correct identifier="RESPONSE"/></match><setOutcomeValue '
        'identifier="SCORE"><baseValue baseType="float">3</baseValue></setOutcomeValue>'
        '</responseIf><responseElse><setOutcomeValue identifier="SCORE"><baseValue '
        'baseType="float">-1</baseValue></setOutcomeValue></responseElse></responseCondition>'
        "</responseProcessing>"
    )
    (question,), lost = read(item21(declared("A"), choice(), rules), "i.xml")
    assert question["points"] == 3
    assert "takes off points" in lost["river"]


def test_a_single_answer_is_worth_its_best_form() -> None:
    """Points of several spellings of one word are not added up."""
    word = (
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string">'
        '<mapping><mapEntry mapKey="Nile" mappedValue="2"/><mapEntry mapKey="nile" '
        'mappedValue="1"/></mapping></responseDeclaration>'
    )
    field = '<p>Longest? <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    rules = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'
    (question,), _ = read(item21(word, field, rules), "i.xml")
    assert question["points"] == 2


def test_pictures_to_drag_are_told() -> None:
    """A picture cannot be dragged into a text, and that is what is said."""
    gaps = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="W">winter'
        '</gapText><gapImg identifier="I"><object data="a.png" type="image/png"/></gapImg>'
        '<p>Now is the <gap identifier="G"/>.</p></gapMatchInteraction>'
    )
    questions, lost = read(item21(declared("W G"), gaps), "i.xml")
    assert questions == []
    assert "pictures are dragged" in lost["river"]


def test_two_parts_are_two_questions() -> None:
    """An item that asks twice comes out as two questions, with a share of the points each."""
    second = choice().replace("RESPONSE", "R2").replace("Longer?", "Wider?")
    questions, lost = read(
        item21(declared("A") + declared("B", name="R2"), choice() + second), "i.xml"
    )
    assert [question["prompt"] for question in questions] == ["Longer?", "Wider?"]
    assert [question["points"] for question in questions] == [0.5, 0.5]
    assert "its 2 parts" in lost["river"]


def test_a_test_gives_order_and_points() -> None:
    """Items come in the order of the test, with its weights; others after them."""
    test = (
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" '
        'title="Rivers"><testPart><assessmentSection identifier="s" title="All">'
        '<assessmentItemRef identifier="b" href="b.xml"><weight identifier="W" value="3"/>'
        '</assessmentItemRef><assessmentItemRef identifier="x" href="gone.xml"/>'
        "</assessmentSection></testPart></assessmentTest>"
    )
    one, other = (item21(declared("A"), choice(), title=title) for title in ("One", "Other"))
    package = zipped(
        {
            "imsmanifest.xml": manifest("items/a.xml", "items/b.xml", "items/t.xml"),
            "items/a.xml": one,
            "items/b.xml": other,
            "items/t.xml": test,
        }
    )
    questions, lost = read(package)
    assert [(question["id"], question.get("points", 1)) for question in questions] == [
        ("other", 3),
        ("one", 1),
    ]
    assert "'gone.xml'" in lost[""]
    assert readers.read(package, "p.zip").title == "Rivers"


def test_qti_3_is_read_where_it_is_the_same() -> None:
    """An item of version 3.0 has other names for the same."""
    source = item21(declared("A"), choice())
    for name in (
        *("assessmentItem", "responseDeclaration", "correctResponse", "outcomeDeclaration"),
        *("itemBody", "choiceInteraction", "simpleChoice", "responseProcessing", "prompt", "value"),
    ):
        kebab = "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
        source = source.replace(f"<{name}", f"<qti-{kebab}").replace(f"</{name}", f"</qti-{kebab}")
    source = source.replace("responseIdentifier", "response-identifier")
    source = source.replace("baseType", "base-type").replace("maxChoices", "max-choices")
    assert only(source)["options"][0]["correct"] is True


def test_a_test_alone_asks_for_its_package() -> None:
    """A test without its items is refused with what to give instead."""
    test = '<assessmentTest xmlns="x" title="T"><assessmentItemRef href="a.xml"/></assessmentTest>'
    with pytest.raises(BankError, match="whole package"):
        readers.read(test.encode(), "test.xml")


POINT = (
    '<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where?</prompt>'
    '<object type="image/png" width="100" height="50" data="map.png">A map</object>'
    "</selectPointInteraction>"
)
AREAS = (
    '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="point">'
    '<areaMapping defaultValue="0"><areaMapEntry shape="circle" coords="20,10,5" mappedValue="1"/>'
    '<areaMapEntry shape="poly" coords="0,0,10,0,10,10" mappedValue="1"/></areaMapping>'
    "</responseDeclaration>"
)


def test_places_on_a_picture() -> None:
    """Areas in pixels of the picture as it is shown become zones in per cent."""
    package = zipped(
        {
            "imsmanifest.xml": manifest("i.xml"),
            "i.xml": item21(AREAS, POINT),
            "map.png": png(200, 100),
        }
    )
    question = only(package)
    assert (question["picture"], question["alt"]) == ("bank/map.png", "A map")
    assert question["zones"] == [
        {"circle": [20, 20, 5]},
        {"polygon": [[0, 0], [10, 0], [10, 20]]},
    ]


def test_a_place_without_its_picture_is_told() -> None:
    """Where the picture is not in the file there is no question."""
    questions, lost = read(item21(AREAS, POINT), "i.xml")
    assert questions == []
    assert "its picture" in lost["river"]


def test_a_key_that_the_rules_alone_tell() -> None:
    """Where nothing is declared, what the rules give points for is right."""
    rules = (
        "<responseProcessing><responseCondition><responseIf><and><not><match><variable "
        "identifier='RESPONSE'/><baseValue baseType='identifier'>A</baseValue></match></not>"
        "<match><variable identifier='RESPONSE'/><baseValue baseType='identifier'>B</baseValue>"
        "</match></and><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>2"
        "</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    none = '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"/>'
    question = only(item21(none, choice(), rules))
    assert [bool(option.get("correct")) for option in question["options"]] == [False, True]
    assert question["points"] == 2
