"""The package for Canvas: QTI 1.2 with Canvas's own words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

from quizkit.authoring.banks import writers
from quizkit.authoring.banks.writers.canvas_items import ITEMS
from quizkit.quiz.loading import load

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
EVERY = Path(__file__).parents[3] / "fuzz" / "every_field.yaml"


def test_every_type_of_canvas_is_named_as_canvas_does() -> None:
    """Each question has a type that Canvas's importer knows, its points and its answers."""
    quiz = load(EVERY)
    made = writers.write(quiz, "en", "canvas")
    ((name, data),) = made.files.items()
    assert name == "every-field-canvas.zip"
    package = zipfile.ZipFile(io.BytesIO(data))
    root = fromstring(package.read("quizkit-every-field/quizkit-every-field.xml"))
    fields = [
        {
            field.findtext(f"{QTI}fieldlabel"): field.findtext(f"{QTI}fieldentry")
            for field in item.iter(f"{QTI}qtimetadatafield")
        }
        for item in root.iter(f"{QTI}item")
    ]
    assert {field["question_type"] for field in fields} <= {
        *("multiple_choice_question", "multiple_answers_question", "true_false_question"),
        *("numerical_question", "short_answer_question", "matching_question", "essay_question"),
        *("fill_in_multiple_blanks_question", "multiple_dropdowns_question"),
    }
    written = [question for question in quiz.questions if question.type in ITEMS]
    assert len(fields) == sum(1 if quiz.pools else len(q.variants) or 1 for q in written)
    assert fields[0]["points_possible"] == "2"


def test_what_canvas_has_not_is_told() -> None:
    """Order, hints, objectives and the rest of what has no place are losses."""
    lost = writers.write(load(EVERY), "en", "canvas").losses
    told = {loss.what for loss in lost if loss.question == "sequence"}
    assert any("given its place" in what for what in told)
    assert any(loss.what == "hints" and loss.question == "one" for loss in lost)
