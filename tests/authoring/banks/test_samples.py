"""Files in the shape of each format's published examples, read into quiz files that pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring.banks.samples import SAMPLES, Sample
from quizkit.authoring.banks import readers
from quizkit.authoring.banks.quiz_text import QuizText, quiz_text
from quizkit.quiz import loading
from quizkit.quiz.model import Quiz

EACH = [
    pytest.param(form, name, id=f"{form}: {name}")
    for form, (samples, _) in SAMPLES.items()
    for name in samples
]


def imported(sample: Sample, ending: str, form: str | None = None) -> QuizText:
    """Return the quiz file that is made of a sample."""
    name = f"sample.{ending}"
    return quiz_text(readers.read(sample.source.encode(), name, form=form), name="sample")


def loaded(made: QuizText, folder: Path) -> Quiz:
    """Return the quiz of a quiz file, its pictures beside it."""
    for name, data in {"sample.yaml": made.text.encode(), **made.pictures}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    problems, quiz = loading.read(folder / "sample.yaml")
    assert problems == []
    assert quiz is not None
    return quiz


@pytest.mark.parametrize(("form", "name"), EACH)
def test_each_sample_is_known_and_passes(form: str, name: str, tmp_path: Path) -> None:
    """A file is known by its content, and its questions come in with the types they should have."""
    samples, ending = SAMPLES[form]
    sample = samples[name]
    known = readers.formats().values()
    first = next(r.name for r in known if r.knows(sample.source.encode(), f"sample.{ending}"))
    assert first == form
    made = imported(sample, ending)
    types = loaded(made, tmp_path).questions if made.count else ()
    assert tuple(item.type for item in types) == sample.types


@pytest.mark.parametrize(("form", "name"), EACH)
def test_what_is_lost_of_a_sample_is_told(form: str, name: str) -> None:
    """Whatever of a sample cannot be carried over is said in a sentence."""
    samples, ending = SAMPLES[form]
    told = [loss.what for loss in imported(samples[name], ending, form).losses]
    for part in samples[name].told:
        assert any(part in what for what in told), told
    assert all(len(what) < 250 and "\n" not in what for what in told)


def test_a_format_is_named_as_the_command_offers_it() -> None:
    """The names that the command offers are those of the readers, and the same of the writers."""
    from quizkit.authoring.banks import writers

    assert set(readers.NAMES) == set(readers.formats())
    assert set(writers.NAMES) == set(writers.formats())
