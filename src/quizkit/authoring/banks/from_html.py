"""HTML as Markdown that shows the same: what a quiz can show of it, and what it cannot, told.

Formulas between ``\\(…\\)``, ``\\[…\\]`` and ``$$…$$`` come out between dollars. Each paragraph is
rendered to see that it reads as it is meant; where no way to write it does, its text stands without
its markup. So nothing of the text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from quizkit.authoring.banks.paragraph import Atom, Marked, Node, cell, fenced, paragraph
from quizkit.authoring.banks.pictures import NoPicture
from quizkit.quiz.formulas import wrong_with

BLOCKS = frozenset(
    "p div section article header footer main figure figcaption center form fieldset address dl dt "
    "dd details summary h1 h2 h3 h4 h5 h6 caption thead tbody tfoot".split()
)
BOXES = frozenset("ul ol li blockquote table tr td th".split())
BOLD = frozenset("h1 h2 h3 h4 h5 h6 dt caption".split())
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "del": "~~", "s": "~~"}
CODE = frozenset("code tt kbd samp".split())
AROUND = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",), "th": ("tr",)}
HIDDEN = frozenset("script style head title template noscript".split())
EMBEDDED = {  # what a quiz cannot show, as it is told; those with an end have their content hidden
    "audio": "sound", "video": "a film", "iframe": "an embedded page", "object": "an embedded file",
    "canvas": "a drawing", "svg": "a drawing", "select": "a list to choose from",
    "textarea": "a field to fill in", "embed": "an embedded file", "input": "a field to fill in",
}  # fmt: skip
VOID = frozenset("br hr img input embed source track wbr link meta col area base param".split())
RAISED = {
    **dict(zip("0123456789+-=()−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
}
ORDINALS = frozenset("st nd rd th er re ère ème de ste".split())
LOWERED = {
    **dict(zip("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
}
LONGEST = 100_000  # characters of a text with its tags; a quiz takes a fifth of it
DEEPEST = 60  # elements within each other; more is no text
STYLE = "colours, fonts, sizes or underlining"
_FORMULA = re.compile(  # none within another: what is opened twice is searched through once
    r"\\\((?P<in>(?:(?!\\[()]).){1,2000})\\\)|\\\[(?P<out>(?:(?!\\[\[\]]).){1,2000})\\\]"
    r"|\$\$(?P<twice>[^$]{1,2000})\$\$",
    re.DOTALL,
)
_DOLLARS = re.compile(
    rf"{_FORMULA.pattern}|(?<![\\$\w])\$(?P<once>[^\s$](?:[^$]*?[^\s$\\])?)\$(?![\d$])", re.DOTALL
)
_IN_ITSELF = re.compile(r"data:image/[^\"'<>\s]+")
_STYLED = re.compile(r"(?<![-\w])(?:color|background|font|text-decoration)", re.IGNORECASE)

Picture = Callable[[str, str], str]  # its address and alt text, to the Markdown that shows it


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in Markdown, and what of it could not be shown, each told once."""

    text: str
    lost: tuple[str, ...] = ()


def to_markdown(
    html: str, picture: Picture, *, flat: bool = False, dollars: bool = False
) -> Converted:
    """Write HTML as Markdown.

    Args:
        html: the source, well-formed or not.
        picture: gives the Markdown for a picture; raises NoPicture if it cannot be shown.
        flat: no lists, tables and the like, which no blank of a passage can stand in.
        dollars: there are formulas between single dollars too.

    >>> to_markdown("<p>H<sub>2</sub>O is <b>water</b>.</p>", lambda address, alt: "").text
    'H₂O is **water**.'
    """
    own = _OwnPictures(picture)
    html = _IN_ITSELF.sub(own.short, html)
    if len(html) > LONGEST:
        return Converted("", (f"a text of {len(html)} characters",))
    reader = _Reader(own.shown, _DOLLARS if dollars else _FORMULA, flat=flat)
    html = re.sub(r"<!\[(?:if|endif|CDATA\[)[^<>]*>|\0", "", html)  # as Word leaves them
    last = html.rfind(">") + 1  # behind it no tag is whole, and none is looked for
    reader.feed(html[:last].replace("<![", "&lt;![") + html[last:].replace("<", "&lt;"))
    reader.close()
    return Converted(reader.written(), tuple(reader.lost))


@dataclass(slots=True)
class _OwnPictures:
    """Addresses that hold their picture themselves: long, and no text, so a number stands there."""

    picture: Picture
    addresses: list[str] = field(default_factory=list)

    def short(self, found: re.Match[str]) -> str:
        """Return what stands for an address."""
        self.addresses.append(found[0])
        return f"data:{len(self.addresses) - 1}"

    def shown(self, address: str, alt: str) -> str:
        """Return the Markdown of a picture by its address, or by what stands for it."""
        known = re.fullmatch(r"data:(\d{1,6})", address)
        if known and int(known[1]) < len(self.addresses):
            address = self.addresses[int(known[1])]
        return self.picture(address, alt)


@dataclass(slots=True)
class _Box:
    """What holds blocks: the whole, a list or an entry of it, a quotation, a table, a cell."""

    tag: str
    blocks: list[str | list[Node]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    first: int = 1  # the number of a list's first entry


@dataclass(slots=True)
class _Run:
    """What stands in a line, from where an element opened."""

    tag: str
    nodes: list[Node] = field(default_factory=list)
    address: str = ""


class _Reader(HTMLParser):
    def __init__(self, picture: Picture, formula: re.Pattern[str], *, flat: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.picture, self.formula, self.flat = picture, formula, flat
        self.lost: dict[str, None] = {}
        self.boxes = [_Box("")]
        self.runs = [_Run("")]
        self.raw: list[str] | None = None  # what is shown as typed, so far
        self.hidden: list[str] = []  # elements whose content is not shown

    def written(self) -> str:
        """Return all that was read."""
        self._end_block()
        while len(self.boxes) > 1:
            self._close_box()
        blocks = self.boxes[0].blocks
        return "\n\n".join(self._blocks(blocks, several=len(blocks) > 1))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what opens."""
        given = {name: value or "" for name, value in attrs}
        if self.hidden or tag in HIDDEN or tag in EMBEDDED or tag == "math":
            self._hide(tag)
        elif self.raw is not None:
            self.raw.append("\n" if tag == "br" else "")
        elif tag == "br":
            self.runs[-1].nodes.append("\n")
        elif tag == "img":
            self._image(given)
        elif tag in BOXES:
            self._open_box(tag, given)
        elif tag in BLOCKS or tag in ("hr", "pre"):
            self._open_block(tag)
        elif tag not in VOID and len(self.runs) < DEEPEST:
            self.runs.append(_Run(tag, address=given.get("href", "")))
        if tag in ("font", "u", "ins") or _STYLED.search(given.get("style", "")):
            self.lost.setdefault(STYLE)

    def _open_block(self, tag: str) -> None:
        self._end_block()
        if tag == "pre":
            self.raw = []
        elif tag in BOLD:
            self.runs.append(_Run(tag))

    def handle_endtag(self, tag: str) -> None:
        """Take in what closes."""
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[self.hidden.index(tag) :]
        elif tag == "pre" and self.raw is not None:
            self.boxes[-1].blocks.append(fenced("".join(self.raw), flat=self.flat))
            self.raw = None
        elif self.raw is not None:
            return
        elif tag in BOXES:
            self._end_box(tag)
        elif tag in BLOCKS:
            self._end_block()
        elif tag not in VOID:
            self._close_run(tag)

    def handle_data(self, data: str) -> None:
        """Take in text, with the formulas in it."""
        if self.hidden:
            if self.hidden[-1] == "annotation" and "math" in self.hidden:
                self._formula(data)
        elif self.raw is not None:
            self.raw.append(data)
        else:
            self._text(data)

    def _text(self, data: str) -> None:
        at = 0
        for found in self.formula.finditer(data):
            self._words(data[at : found.start()])
            source = next(filter(None, found.groups()))
            self._formula(source, block=bool(found["out"] or found["twice"]))
            at = found.end()
        self._words(data[at:])

    def _words(self, text: str) -> None:
        if text:
            self.runs[-1].nodes.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _formula(self, source: str, *, block: bool = False) -> None:
        inner = " ".join(source.split())
        if why := wrong_with(inner) if inner else None:
            self.lost.setdefault(f"the formula {inner[:40]} is shown as it is typed: {why}")
            self._words(inner)
        elif inner:
            alone = f"$${inner}$$" if block else ""
            self.runs[-1].nodes.append(Atom(f"${inner}$", formula=True, alone=alone))

    def _hide(self, tag: str) -> None:
        """Leave out what a quiz cannot show; of MathML, take the source it may hold."""
        if tag in EMBEDDED and not self.hidden:
            self.lost.setdefault(EMBEDDED[tag])
        elif tag == "math" and not self.hidden:
            self.lost.setdefault("a formula written as MathML")
        elif tag == "annotation" and "math" in self.hidden:
            self.lost.pop("a formula written as MathML", None)
        if tag not in VOID:
            self.hidden.append(tag)

    def _image(self, given: dict[str, str]) -> None:
        alt = " ".join((given.get("alt") or given.get("title") or "").split())
        try:
            shown = self.picture(given.get("src", "").strip(), alt)
        except NoPicture as error:
            self.lost.setdefault(f"a picture{f' ({alt})' if alt else ''}: {error}")
            self._words(f"[{alt}]" if alt else "")
        else:
            self.runs[-1].nodes.append(Atom(shown))

    def _close_run(self, tag: str) -> None:
        """End an element in a line; one that was never opened is nothing."""
        if not any(run.tag == tag for run in self.runs[1:]):
            return
        while (run := self.runs.pop()).tag != tag:
            self._put(run)
        self._put(run)

    def _put(self, run: _Run) -> None:
        """Put what an element held into the one around it."""
        nodes = self.runs[-1].nodes
        text = "".join(node for node in run.nodes if isinstance(node, str))
        if run.tag in ("sup", "sub"):
            table = RAISED if run.tag == "sup" else LOWERED
            if run.tag == "sup" and text.strip() in ORDINALS:  # 19th is read aloud, 19ᵗʰ is not
                nodes += run.nodes
            elif any(letter not in table for letter in text.strip()):
                self.lost.setdefault("raised or lowered letters")
                nodes += run.nodes
            else:
                nodes.append("".join(table[letter] for letter in text.strip()))
        elif run.tag in CODE:
            nodes.append(Marked("`", [text]))
        elif run.tag == "q":
            nodes += ["“", *run.nodes, "”"]
        elif run.tag == "a" and re.match(r"https?://[^\s<>()]+$", run.address):
            nodes.append(Marked("[", run.nodes, run.address))
        elif mark := "**" if run.tag in BOLD else MARKS.get(run.tag):
            if nodes and isinstance(nodes[-1], Marked) and nodes[-1].sign == mark:
                nodes[-1].nodes.extend(run.nodes)
            else:
                nodes.append(Marked(mark, run.nodes))
        else:
            nodes += run.nodes

    def _end_block(self) -> None:
        """End the paragraph; elements that are open in it go on in the next."""
        again = [(run.tag, run.address) for run in self.runs[1:] if run.tag not in BOLD]
        while len(self.runs) > 1:
            self._put(self.runs.pop())
        nodes = self.runs[0].nodes
        if any(not isinstance(node, str) or node.strip() for node in nodes):
            self.boxes[-1].blocks.append(nodes)
        self.runs = [_Run(""), *(_Run(tag, address=address) for tag, address in again)]

    def _open_box(self, tag: str, given: dict[str, str]) -> None:
        self._end_block()
        around = AROUND.get(tag, ())
        here = [at for at, box in enumerate(self.boxes) if box.tag in around]
        if around and not here:
            return
        while around and len(self.boxes) > here[-1] + 1:
            self._close_box()  # the end of the one before was left out
        if len(self.boxes) < DEEPEST:
            start = given.get("start", "")
            self.boxes.append(_Box(tag, first=int(start) if re.fullmatch(r"\d{1,6}", start) else 1))
        if given.get("colspan", "1") != "1" or given.get("rowspan", "1") != "1":
            self.lost.setdefault("joined cells of a table")

    def _end_box(self, tag: str) -> None:
        self._end_block()
        if any(box.tag == tag for box in self.boxes):
            while self.boxes[-1].tag != tag:
                self._close_box()
            self._close_box()

    def _close_box(self) -> None:
        """Write what a box holds into the one around it."""
        box = self.boxes.pop()
        around = self.boxes[-1]
        if box.tag == "td" or box.tag == "th":
            around.rows.append([cell(box.blocks, self.lost)])
        elif box.tag == "tr":
            around.rows.append([each for row in box.rows for each in row])
        elif box.tag == "table":
            around.blocks += box.blocks
            around.blocks += self._table([row for row in box.rows if row])
        elif box.tag == "li":
            around.rows.append(self._blocks(box.blocks, several=True))
        elif box.tag in ("ul", "ol"):
            around.blocks += box.blocks
            around.blocks += self._list(box)
        elif self.flat:
            around.blocks += box.blocks
        else:
            quoted = "\n\n".join(self._blocks(box.blocks, several=True))
            around.blocks.append("\n".join(f"> {line}".rstrip() for line in quoted.split("\n")))

    def _blocks(self, blocks: list[str | list[Node]], *, several: bool) -> list[str]:
        written = (
            block if isinstance(block, str) else paragraph(block, self.lost, several=several)
            for block in blocks
        )
        return [block for block in written if block]

    def _list(self, box: _Box) -> list[str]:
        entries = []
        for number, blocks in enumerate(filter(None, box.rows), start=box.first):
            sign = "- " if box.tag == "ul" else f"{number}. "
            if self.flat:
                entries += [
                    f"{'– ' if box.tag == 'ul' else f'({number}) '}{blocks[0]}",
                    *blocks[1:],
                ]
                continue
            tight = len(blocks) == 2 and re.match(r"- |\d+\. ", blocks[1])
            lines = ("\n" if tight else "\n\n").join(blocks).split("\n")
            inner = [f"{' ' * len(sign)}{line}" if line else "" for line in lines]
            entries.append(sign + "\n".join(inner).lstrip())
        return entries if self.flat else ["\n".join(entries)] if entries else []

    def _table(self, rows: list[list[str]]) -> list[str]:
        width = max((len(row) for row in rows), default=0)
        if self.flat or width < 2:
            return [" – ".join(filter(None, row)) for row in rows if any(row)]
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return ["\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])]
