"""What the preview says: each word that its page asks for is there, and none that it does not."""

from __future__ import annotations

import re

from quizkit import languages
from quizkit.authoring.preview.quiz_file import VIEWS
from quizkit.authoring.preview.server import STATIC

SERVERS = {"title", "scripts"}  # stand in the page before any script runs


def test_the_words_are_those_that_are_asked_for() -> None:
    """The catalogue has what the script asks for by name, the views, and no more."""
    text = "\n".join(path.read_text("utf-8") for path in STATIC.glob("*.js"))
    asked = {*re.findall(r'\bt\("(\w+)"', text), "mistake", "mistakes", *VIEWS, *SERVERS}
    assert asked == set(languages.words("preview", "en"))
