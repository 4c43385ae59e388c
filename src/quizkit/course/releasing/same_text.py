"""When two texts are the same for whoever searches: spaces, quotes, capitals and markup aside."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_TAG = re.compile(r"<[^<>]{0,400}>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BREAK = re.compile(r"\\+[nrt]")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
PROSE = 20  # letters and digits in a sentence that can be searched for
CODE = 16  # characters in a line of code that can be searched for, spaces not counted
WORDS = 3  # words in such a sentence


def prose(text: str) -> str:
    """Write a text as its letters and digits alone.

    >>> prose("The *Danube*, of course!")
    'thedanubeofcourse'
    """
    folded = unicodedata.normalize("NFKD", _written_out(text)).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def untagged(text: str) -> str:
    """Write a text as letters and digits, and without the tags of HTML.

    >>> untagged("a <em>new</em> agreement")
    'anewagreement'
    """
    return prose(_TAG.sub(" ", _written_out(text)))


def code(text: str) -> str:
    r"""Write code without spaces, line ends, quotation marks and backslashes.

    >>> code("return  (a - b)  \\n x == 'y'")
    'return(a-b)x==y'
    """
    return re.sub(r"[\s\"'`\\]+", "", _written_out(text))


def _written_out(text: str) -> str:
    """Take back what JSON and HTML write in another way."""
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return unescape(_BREAK.sub("\n", text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that say enough to be searched for, as ``prose``.

    >>> sentences("Yes. It crosses the city from the north-west.")
    ['itcrossesthecityfromthenorthwest']
    """
    found = [sentence for sentence in _SENTENCE.split(text) if len(sentence.split()) >= WORDS]
    return [said for sentence in found if len(said := untagged(sentence)) >= PROSE]
