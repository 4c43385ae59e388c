"""What a browser would run is taken out of graded notebooks; what people read stays."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from nbconvert.filters import markdown2html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.utils import compute_checksum

from quizkit.course.review import Review
from quizkit.grading.submission.clean_html import PLAIN_TAGS
from quizkit.grading.submission.sanitizing import SanitizeStudentsWork

made: Any = new_notebook  # nbformat has no types
code: Any = new_code_cell
markdown: Any = new_markdown_cell
raw: Any = new_raw_cell
output: Any = new_output

DANGEROUS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<b onclick='alert(1)'>a</b>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='java&#09;script:alert(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<style>body {display: none}</style>",
    "<link rel=stylesheet href=//x.example>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<form action=//x.example><button>Full credit</button></form>",
    "<object data=x></object><embed src=x>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<div class='score' id='quiz'>5</div>",
    "<div style='background-image: url(//x.example); position: fixed'>a</div>",
    "<base href=//x.example>",
]


class Seen(HTMLParser):
    """What a page would do anything with: its tags, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is on no list of harmless things."""
        if tag not in PLAIN_TAGS:
            self.bad.append(tag)
        for name, value in attrs:
            said = f"{value}".strip().lower()
            if name == "href" and (said.startswith(("http", "#")) or ":" not in said):
                continue
            if name in ("title", "id", "rel", "target") or (name, said) in PLAIN_ATTRIBUTES:
                continue
            self.bad.append(f"{name}={value}")


# What nbconvert makes of Markdown by itself.
PLAIN_ATTRIBUTES = {("class", "anchor-link"), ("class", "highlight"), ("style", "")}


def cleaned(*cells: Any, review: Review | None = None, **metadata: Any) -> Any:
    """Return a notebook of these cells, cleaned."""
    resources = {"quizkit": review} if review else {}
    notebook = made(cells=list(cells), metadata=metadata)
    return SanitizeStudentsWork().preprocess(notebook, resources)[0]


def shown(html: str, kind: str = "text/html", **metadata: Any) -> Any:
    """Return an output of this content, cleaned."""
    given = output("display_data", data={kind: html, "text/plain": "a"}, metadata=metadata)
    return cleaned(code("show()", outputs=[given])).cells[0].outputs[0]


@pytest.mark.parametrize("html", DANGEROUS)
def test_outputs_do_nothing(html: str) -> None:
    """Nothing is left in an output of HTML that a browser would do more with than show it."""
    assert not Seen(shown(html).data["text/html"]).bad


@pytest.mark.parametrize("html", DANGEROUS)
@pytest.mark.parametrize("around", ["{}", "# A\n\n{}\n\nb", "| a |\n|-|\n| {} |", "- {}", "> {}"])
def test_texts_do_nothing(html: str, around: str) -> None:
    """Nothing is left in a text, in whatever place, of which nbconvert would make such HTML."""
    text = around.format(html)
    assert not Seen(markdown2html(cleaned(markdown(text)).cells[0].source)).bad
    assert not Seen(cleaned(raw(text)).cells[0].source).bad
    assert not Seen(markdown2html(shown(text, "text/markdown").data["text/markdown"])).bad


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](javascript\\:alert(1))",
        "[a](java&#115;cript:alert(1))",
        "[a](&#1;javascript:alert(1))",
        "[a]\n\n[a]: JavaScript:alert(1)",
        "<javascript:alert(1)>",
        "![a](vbscript:x)",
        r"$\href{javascript:alert(1)}{a}$",
        "```mermaid\nclick a call alert(1)\n```",
        "````\n```\n[a](javascript:alert(1))",
    ],
)
def test_links_that_run_code_are_shown_as_text(text: str) -> None:
    """A text with a link that runs code is shown letter for letter, and is no link."""
    html = markdown2html(cleaned(markdown(text)).cells[0].source)
    assert "<a " not in html
    assert "<img" not in html
    assert "$" not in html or "<pre>" in html
    assert 'class="mermaid"' not in html
    assert html.count("<pre>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "An answer.\n\n<div>\n<https://contenteditable/autofocus/onfocus=alert(1)>\n</div>",
        "<details>\n<mailto:x/onclick=alert(1)>\n</details>",
        "[the figure](figure.html)",
        "[x](/formgrader/gradebook/%3Cimg%20src=x%20onerror=alert(3)%3E)",
        "[x](//x.example/a)",
        "[x](http://localhost:8888/logout)",
        "[x](http://127.1/a)",
        "[x]\n\n[x]: ../../logout",
        "![](http://192.0.2.1/x.png)",
        "![](/logout)",
        "![x](attachment:nope.png)",
        "<p style='cursor:url(http://192.0.2.1/x.cur)'>a</p>",
        "\\begin{a}" * 8000,
    ],
)
def test_a_page_that_does_more_than_show_is_shown_as_text(text: str) -> None:
    """What nbconvert makes of a text asks no address, leads nowhere here and takes no long time."""
    clean = cleaned(markdown(text)).cells[0].source
    html = markdown2html(clean)
    assert (html.count("<pre>"), "<a " in html, "<img" in html) == (1, False, False) or (
        clean == "<p>a</p>"
    )


def test_an_attached_picture_stays() -> None:
    """A picture of any usual kind stays in its text; one that is none goes, with its reference."""
    attached = {"a.gif": {"image/gif": "R0lG"}, "b.txt": {"text/plain": "a"}}
    cell = markdown("![a](attachment:a.gif)", attachments=attached)
    other = markdown("![b](attachment:b.txt)", attachments=attached)
    seen, text = cleaned(cell, other).cells
    assert (seen.source, set(seen.attachments)) == ("![a](attachment:a.gif)", {"a.gif"})
    assert text.source.startswith("```")


def test_many_empty_lines_take_no_time() -> None:
    """A text of 400,000 empty lines is as good as any other."""
    source = "a" + "\n" * 400_000 + "b"
    assert cleaned(markdown(source)).cells[0].source == source


@pytest.mark.parametrize(
    "text",
    [
        "Wenen & Genève: 3 < 4 > 2, `a < b`",
        "> A quotation\n\n```python\nif a < b: print(a)\n```",
        "H<sub>2</sub>O<br>and <https://example.org/a?b=c>",
        "metadata: x, data: y, see [this](https://example.org 'title')",
        "*" * 200_000,
    ],
)
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    """A text without anything that does harm stays letter for letter."""
    assert cleaned(markdown(text)).cells[0].source == text


def test_the_teachers_texts_stay_as_they_are() -> None:
    """So does a text that was released so: one that is locked, and one that nobody answered."""
    source = "<img src='map.png' width=300>"
    about = {"grade_id": "a", "grade": True, "solution": True, "points": 1, "locked": False}
    task = markdown(source, metadata={"nbgrader": about})
    task.metadata.nbgrader.checksum = compute_checksum(task)
    locked = {"grade_id": "b", "grade": False, "solution": False, "locked": True}
    intro = markdown(source, metadata={"nbgrader": locked})
    assert [cell.source for cell in cleaned(task, intro).cells] == [source] * 2
    task.source += "<img src=x onerror=alert(1)>"
    assert "<img" not in cleaned(task).cells[0].source


def test_a_table_still_reads_well() -> None:
    """A table of pandas keeps its rows, headings and frame, and says nothing of its style."""
    table = pd.DataFrame({"side": ["russia", "<b>west</b>"], "demands": [8, 3]})
    clean = shown(table._repr_html_()).data["text/html"]
    assert clean.count("<tr") == 3
    assert "<th>demands</th>" in clean
    assert "&lt;b&gt;west&lt;/b&gt;" in clean
    assert 'class="dataframe"' in clean
    assert "vertical-align" not in clean


KINDS = (
    *("application/javascript", "application/vnd.jupyter.widget-view+json", "text/vnd.x"),
    *("image/svg+xml", "application/vnd.plotly.v1+json", "application/vnd.vegalite.v5+json"),
    *("application/pdf", "application/geo+json", "application/x-<b>any"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_of_output_leave_a_line(kind: str) -> None:
    """Of what a page would run its text stays, and a line that says what is not shown."""
    data = shown("alert(1)", kind).data
    assert (set(data), data["text/plain"]) == ({"text/plain", "text/html"}, "a")
    assert data["text/html"].startswith("<pre>a</pre><p><em>Not shown here: ")
    assert not Seen(data["text/html"]).bad
    assert "alert" not in data["text/html"]


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<iframe src='//x.example'></iframe>", "iframe"),
        ("<audio controls><source src='data:audio/wav;base64,a'></audio>", "audio"),
        ("<video controls src='data:video/mp4;base64,a'></video>", "video"),
        ("<div id='p'></div><script>Plotly.newPlot('p')</script>", "script"),
        ("<b>a</b><svg><path d='M0 0'/></svg>", "svg"),
        ("<img src='data:image/png;base64,a'>", "img"),
    ],
)
def test_html_that_loses_what_is_seen_leaves_a_line(html: str, named: str) -> None:
    """A player, a frame or a drawing in HTML is named where it was."""
    said = shown(html).data["text/html"]
    assert f"Not shown here: &lt;{named}&gt;" in said
    assert ("<b>a</b>" in html) == ("<b>a</b>" in said)


def test_the_line_is_in_the_notebooks_language() -> None:
    """In a notebook in Dutch it is in Dutch."""
    given = output("display_data", data={"image/svg+xml": "<svg/>"})
    cells = code('quizkit.language("nl")'), code("", outputs=[given])
    assert (
        "Hier niet te zien: image/svg+xml" in cleaned(*cells).cells[1].outputs[0].data["text/html"]
    )


def test_a_picture_beside_it_is_shown_and_needs_no_line() -> None:
    """Where an output holds a picture, too, that is all that is shown of it."""
    data = {"image/svg+xml": "<svg/>", "text/html": "<script>a</script>", "image/png": "aGE="}
    clean = cleaned(code("", outputs=[output("display_data", data=data)])).cells[0].outputs[0]
    assert dict(clean.data) == {"image/png": "aGE="}


def test_a_style_sheet_alone_leaves_no_line() -> None:
    """A style sheet shows nothing, and so nothing is missing where it was."""
    assert shown("<style>b {color: red}</style>").data["text/html"] == ""


def test_pictures_and_errors_stay() -> None:
    """Pictures, what was printed, and errors stay as they are."""
    given = [
        output("display_data", data={"image/png": "aGE=", "text/plain": "a"}),
        output("stream", text="<b>\n"),
        output("error", ename="E", evalue="<b>", traceback=["<b>"]),
        output("execute_result", data={"text/plain": "0.5"}, execution_count=1),
    ]
    assert cleaned(code("", outputs=given)).cells[0].outputs == given


def test_metadata_of_outputs_is_only_sizes_of_pictures() -> None:
    """What a page would put into itself as it is, or take for quizkit's own, is dropped."""
    about = {
        "quizkit": {"with_key": "<script>"},
        "text/html": {"isolated": True},
        "filenames": {"image/png": "javascript:"},
        "image/png": {"width": "1 onerror=alert(1)", "height": 30},
    }
    assert shown("a", **about).metadata == {"image/png": {"height": 30}}


def test_a_picture_is_nothing_but_its_data() -> None:
    """What is given out as a picture and has other letters than its data may have is left out."""
    clean = shown('x" onerror="alert(1)', "image/png")
    assert "image/png" not in clean.data
    assert "Not shown here: image/png" in clean.data["text/html"]


def test_quizkits_own_accounts_stay() -> None:
    """The account in a quiz's cell is quizkit's own and stays as it is, with its metadata."""

    def account() -> Any:
        data = {"text/html": "<style>b {}</style>", "text/plain": "1"}
        return output("execute_result", data=data, metadata={"quizkit": {"with_key": "<b>"}})

    ours, theirs = code("quiz", outputs=[account()]), code("quiz", outputs=[account()])
    review = Review()
    review.tag(ours, "skip-execution")
    clean = cleaned(ours, theirs, review=review)
    assert clean.cells[0].outputs == [account()]
    assert clean.cells[1].outputs[0].data["text/html"] == ""


def test_the_notebooks_metadata_runs_nothing() -> None:
    """The state of widgets is dropped, and of the language only plain words stay."""
    language = {
        "name": "python",
        "pygments_lexer": 'x"><script>alert(1)</script>',
        "codemirror_mode": {"name": "ipython", "version": 3, "x": "<b>"},
        "x": "y",
    }
    metadata = cleaned(widgets={"a": 1}, language_info=language).metadata
    assert metadata == {
        "language_info": {
            "name": "python",
            "codemirror_mode": {"name": "ipython", "version": 3},
        }
    }
    broken = made()
    broken.metadata["language_info"] = "<script>"
    assert SanitizeStudentsWork().preprocess(broken, {})[0].metadata == {}


def test_attachments_are_pictures() -> None:
    """Of a text's attachments the pictures stay."""
    attached = {"a.png": {"image/png": "aGE=", 'text/html" onerror="alert(1)': "x"}}
    cell = markdown("![a](attachment:a.png)", attachments=attached)
    assert cleaned(cell).cells[0].attachments == {"a.png": {"image/png": "aGE="}}


@pytest.mark.parametrize("html", ["<b>" * 30_000, "<div>" * 20_000, "a" * 200_000, "<p><b>" * 9000])
def test_html_that_takes_too_long_is_dropped(html: str) -> None:
    """What would take the sanitizer minutes is dropped, or in a text shown as it was written."""
    assert "Not shown here: text/html" in shown(html).data["text/html"]
    assert cleaned(markdown(f"{html}<img>")).cells[0].source.startswith("```text\n")


def test_all_html_together_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many large outputs are not cleaned without end."""
    monkeypatch.setattr("quizkit.grading.submission.sanitizing.MOST_HTML", 1000)
    outputs = [output("display_data", data={"text/html": f"{n}{'a' * 300}"}) for n in range(5)]
    clean = cleaned(code("", outputs=outputs)).cells[0].outputs
    dropped = ["Not shown" in each.data["text/html"] for each in clean]
    assert dropped == [False, False, False, True, True]


@pytest.mark.parametrize("kind", ["stream", "error", "display_data"])
def test_too_many_colours_are_left_out(kind: str) -> None:
    """Where a page with them would take minutes, the text is there without; else all stays."""
    few, many = "\x1b[31mred\x1b[0m" * 100, "\x1b[31mred\x1b[0m" * 20_000
    for text, kept in ((few, few), (many, "red" * 20_000)):
        given = output(
            kind, **{"stream": {"text": text}, "error": {"traceback": [text]}}.get(kind, {})
        )
        given.get("data", {})["text/plain"] = text
        nb = made(cells=[code("1", outputs=[given])])
        (shown,) = SanitizeStudentsWork().preprocess(nb, {})[0].cells[0].outputs
        assert kept in (
            shown.get("text"),
            *shown.get("traceback", ()),
            *shown.get("data", {}).values(),
        )
