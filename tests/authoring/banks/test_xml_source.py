"""XML of strangers: what is refused, in a sentence, and how soon."""

from __future__ import annotations

import pytest

from quizkit.authoring.banks.xml_source import parsed
from quizkit.errors import BankError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_lies_too_deep_is_refused(encoding: str) -> None:
    """Elements without end are refused in every encoding, before a tree is made of them."""
    with pytest.raises(BankError, match="more than 200 deep"):
        parsed(("<a>" * 300).encode(encoding), "bank.xml")


@pytest.mark.parametrize("opening", ["<![CDATA[", "<!--", "<?x ", '<a "'])
def test_what_is_opened_over_and_over_is_refused_at_once(opening: str) -> None:
    """Nothing is searched through again for each of its beginnings."""
    with pytest.raises(BankError, match="no whole XML"):
        parsed(b"<a>" + opening.encode() * 100_000, "bank.xml")
