"""The widget's Python side: what messages do, and what is said when something fails."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ipywidgets.widgets.widget import _instances

from quizkit import data
from quizkit.figures import rows
from quizkit.learner.answers_file import Answers
from quizkit.learner.session import Session
from quizkit.quiz.loading import load
from quizkit.quiz.types.choice import Choice
from quizkit.widget import QuizWidget, showing

QUIZ = """\
id: small
title: Small
questions:
  - id: who
    type: choice
    prompt: Who led?
    options: [{text: Wendy Sherman, correct: true}, {text: Antony Blinken, feedback: No.}]
    hints: [A deputy.]
  - id: how-many
    type: number
    prompt: How many?
    answer: 30
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook's folder with a quiz file in it, in which we are."""
    (tmp_path / "small.yaml").write_text(QUIZ, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return tmp_path


def send(widget: QuizWidget, do: str, question: str | None = None, value: Any = None) -> None:
    """Do what the page does when the learner does something."""
    message = {"do": do, "question": question, "value": value, "by": ["v", 1]}
    widget._handle_custom_msg(message, [])


def right(folder: Path) -> str:
    """Return the token of the right option."""
    item = load(folder / "small.yaml")["who"]
    assert isinstance(item, Choice)
    return item.correct


def saved(folder: Path) -> dict[str, Any]:
    """Read the answers file."""
    data: dict[str, Any] = json.loads((folder / "answers" / "small.json").read_text("utf-8"))
    return data


def test_showing_saves_nothing(folder: Path) -> None:
    """A quiz that is only shown leaves no file behind."""
    showing.show("small.yaml")
    assert not (folder / "answers").exists()


def test_a_response_is_saved(folder: Path) -> None:
    """A response is on disk when its question says saved."""
    widget = showing.show("small.yaml")
    send(widget, "respond", "how-many", "3")
    assert widget.q1["saved"] is True
    assert saved(folder)["questions"]["how-many"]["value"] == "3"


def test_a_second_widget_brings_it_back(folder: Path) -> None:
    """Showing the quiz again brings back every response, attempt and hint."""
    first = showing.show("small.yaml")
    send(first, "hint", "who")
    send(first, "check", "who", right(folder))
    again = showing.show("small.yaml")
    assert again.q0["outcome"] == "right"
    assert again.q0["hints"] == ["A deputy."]
    assert again.view["questions"] == first.view["questions"]


def test_only_the_question_and_the_summary_move(folder: Path) -> None:
    """A click sends its own question's state and the summary, nothing else."""
    widget = showing.show("small.yaml")
    moved: list[str] = []
    widget.observe(lambda change: moved.append(change["name"]))
    send(widget, "check", "who", right(folder))
    assert sorted(moved) == ["q0", "summary"]


def test_the_page_never_holds_the_key_early(folder: Path) -> None:
    """What the page holds at the start tells neither the key nor feedback nor hints."""
    state = json.dumps(showing.show("small.yaml").get_state(["view", "summary", "q0", "q1"]))
    for secret in ("No.", "A deputy.", "correct", "30"):
        assert secret not in state


def test_two_kernels_lose_nothing(folder: Path) -> None:
    """Two kernels that show the same quiz merge what each has saved."""
    one, other = showing.show("small.yaml"), showing.show("small.yaml")
    send(one, "respond", "how-many", "30")
    send(other, "check", "who", right(folder))
    assert set(saved(folder)["questions"]) == {"who", "how-many"}
    assert other.q1["value"] == "30"


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    """Where answers cannot be saved the quiz says so, stays usable, and saves later."""
    (folder / "answers").write_text("in the way", encoding="utf-8")
    widget = showing.show("small.yaml")
    send(widget, "check", "who", right(folder))
    assert (widget.q0["outcome"], widget.q0["saved"]) == ("right", False)
    assert "Not saved" in widget.summary["trouble_html"]
    (folder / "answers").unlink()
    send(widget, "respond", "how-many", "3")
    assert (widget.q0["saved"], widget.summary["trouble_html"]) == (True, "")
    assert set(saved(folder)["questions"]) == {"who", "how-many"}


def test_a_file_that_became_unreadable_costs_no_click(folder: Path) -> None:
    """Where the answers file cannot be read any more, a click counts, and is told to be unsaved."""
    widget = showing.show("small.yaml")
    send(widget, "respond", "how-many", "3")
    file = folder / "answers" / "small.json"
    file.unlink()
    file.mkdir()
    send(widget, "check", "how-many", "30")
    assert widget.q1["outcome"] == "right"
    assert widget.q1["saved"] is False
    assert "answers/small.json" in widget.summary["trouble_html"]
    file.rmdir()
    send(widget, "respond", "how-many", "30")
    assert widget.summary["saved"] == "saved"


def test_without_names_of_cells_a_second_cell_closes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the front end names no cells, a quiz in a second cell leaves that in the first."""
    runs = iter([("", "run-1"), ("", "run-2"), ("cell", "run-3"), ("cell", "run-4")])
    monkeypatch.setattr(showing, "_cell", lambda: next(runs))
    first, second, third, fourth = (showing.show("small.yaml") for _ in range(4))
    opened = [widget.comm is not None for widget in (first, second, third, fourth)]
    assert opened == [True, True, False, True]


def test_all_comes_from_the_course_of_the_notebook(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a cell has gone to another folder, tables and quizzes still come from one course."""
    content = folder / "course"
    (content / "data" / "quizzes").mkdir(parents=True)
    (content / "data" / "quizzes" / "mine.yaml").write_text(QUIZ.replace("small", "mine"))
    (content / "data" / "rivers.csv").write_text("id\ndanube\n")
    schema = {"primaryKey": "id", "fields": [{"name": "id"}]}
    table = {"name": "rivers", "title": "Rivers", "path": "rivers.csv", "schema": schema}
    described = json.dumps({"name": "quizkit", "resources": [table]})
    (content / "data" / "datapackage.json").write_text(described)
    notebook = content / "lesson.ipynb"
    notebook.touch()
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook))
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert showing.show("mine").view["title_html"] == "Small"
    assert load("mine").path == content / "data" / "quizzes" / "mine.yaml"
    assert data.names() == ("rivers",)
    assert data.load("rivers")["id"].tolist() == ["danube"]
    assert rows.rows("rivers")[0]["id"] == "danube"


def test_a_damaged_file_is_kept_aside(folder: Path) -> None:
    """A damaged answers file is put aside under another name, and the learner is told which."""
    (folder / "answers").mkdir()
    (folder / "answers" / "small.json").write_text('{"format": 1,', encoding="utf-8")
    widget = showing.show("small.yaml")
    (aside,) = (folder / "answers").glob("small.damaged-*.json")
    assert aside.name in widget.summary["notice_html"]
    assert aside.read_text(encoding="utf-8") == '{"format": 1,'


def test_a_changed_question_is_said(folder: Path) -> None:
    """The learner is told that a question changed since it was answered."""
    send(showing.show("small.yaml"), "check", "who", right(folder))
    path = folder / "small.yaml"
    path.write_text(path.read_text("utf-8").replace("Antony", "Tony"), encoding="utf-8")
    widget = showing.show("small.yaml")
    assert "One question has changed" in widget.summary["notice_html"]
    assert widget.q0["value"] is None


def test_an_error_inside_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside the kernel is shown in words on the page, and the next click works."""
    widget = showing.show("small.yaml")
    with monkeypatch.context() as patch:
        patch.setattr(Session, "check", lambda *_: 1 / 0)
        send(widget, "check", "who", right(folder))
    assert "division by zero" in widget.summary["trouble_html"]
    send(widget, "check", "who", right(folder))
    assert (widget.q0["outcome"], widget.summary["trouble_html"]) == ("right", "")


@pytest.mark.parametrize("message", [None, [], "x", {}, {"do": "grade"}, {"do": "check"}, 7])
def test_nonsense_from_the_page_does_nothing(folder: Path, message: Any) -> None:
    """A message that makes no sense changes no answer and raises nothing."""
    widget = showing.show("small.yaml")
    widget._handle_custom_msg(message, [])
    assert widget.q0["value"] is None


def test_the_fallback_shows_every_option_and_no_key(folder: Path) -> None:
    """Without a kernel the output still has each question with its options, as HTML and text."""
    data, _ = showing.show("small.yaml")._repr_mimebundle_()
    for form in ("text/html", "text/plain"):
        for shown in ("Who led?", "How many?", "Wendy Sherman", "Antony Blinken"):
            assert shown in data[form]
        for secret in ("No.", "A deputy.", "30"):
            assert secret not in data[form]


def test_dutch_is_dutch(folder: Path) -> None:
    """A quiz shown in Dutch speaks Dutch."""
    widget = showing.show("small.yaml", language="nl")
    send(widget, "check", "how-many", "veel")
    assert "niet te lezen" in widget.q1["message_html"]


def test_a_session_without_a_notebook_works(folder: Path) -> None:
    """The widget takes any session and any answers file, outside a notebook too."""
    quiz = load(folder / "small.yaml")
    widget = QuizWidget(Session(quiz), Answers(folder, quiz.id), notice="a < b")
    assert widget.summary["notice_html"] == "a &lt; b"


def test_what_is_too_long_to_be_an_answer_is_not_kept(folder: Path) -> None:
    """A response of a size that no one types is refused in words, and swells no file."""
    widget = showing.show("small.yaml")
    send(widget, "respond", "how-many", "9" * 60_000)
    assert "too long" in widget.summary["trouble_html"]
    send(widget, "respond", "how-many", "30")
    assert widget.summary["trouble_html"] == ""
    assert saved(folder)["questions"]["how-many"]["value"] == "30"


def test_a_closed_quiz_leaves_nothing_in_the_kernel(folder: Path) -> None:
    """A quiz is one model in the kernel, and none once it is closed: re-runs do not pile up."""
    before = set(_instances)
    widget = showing.show("small.yaml")
    assert set(_instances) == {*before, widget.model_id}
    widget.close()
    assert set(_instances) == before


def graded(folder: Path) -> QuizWidget:
    """Show the quiz so that it counts for a mark."""
    quiz = load(folder / "small.yaml")
    return QuizWidget(Session(quiz, mode="graded"), Answers(folder, quiz.id))


def test_a_graded_widget_only_keeps(folder: Path) -> None:
    """Whatever the page of a graded quiz asks for, a response is saved and nothing is told."""
    widget = graded(folder)
    for do in ("check", "hint", "reveal", "retry", "retry_missed"):
        send(widget, do, "who", right(folder))
    assert saved(folder)["questions"]["who"]["value"] == right(folder)
    assert saved(folder)["questions"]["who"]["attempts"] == []
    state = widget.q0
    assert (state["outcome"], state["marks"], state["hints"]) == ("unanswered", {}, [])
    assert (state["key"], state["saved"]) == (None, True)
    assert set(widget.summary) & {"score", "score_text", "missed"} == set()


def test_a_graded_quiz_without_a_kernel_promises_no_answers(folder: Path) -> None:
    """In a saved notebook a graded quiz says how to answer it, and that it counts."""
    data, _ = graded(folder)._repr_mimebundle_()
    assert "Your answers count for a mark." in data["text/plain"]
    assert "answers at once" not in data["text/html"]


def test_what_is_null_in_a_browser_is_none(folder: Path) -> None:
    """An answer that is taken back there comes as JavaScript's null, which is no value of ours."""

    class Null:
        """JavaScript's null, as Pyodide hands it on."""

    widget = showing.show("small.yaml")
    send(widget, "respond", "who", right(folder))
    send(widget, "respond", "who", Null())
    assert (widget.q0["value"], widget.summary["trouble_html"]) == (None, "")


def test_a_cell_is_known_by_the_kernel_of_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the kernel, not the shell, tells the running cell, in an object of its own."""
    told = {"metadata": {"cellId": "quiz"}, "header": {"msg_id": "run-1"}}
    proxy = SimpleNamespace(to_py=lambda: told)
    shell = SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda: proxy))
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    assert showing._cell() == ("quiz", "run-1")
