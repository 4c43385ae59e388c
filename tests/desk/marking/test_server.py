"""The page's server, over HTTP: who is let in, and what is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from desk.marking.served import Client, running
from desk.marking.written_class import ESSAY, WrittenClass
from quizkit.errors import PageError
from quizkit.own_page.handlers import HEADER
from quizkit.own_page.listening import socket_on


@pytest.fixture
def client(written_class: WrittenClass) -> Iterator[Client]:
    """Yield a client of a server that runs."""
    with running(written_class) as client:
        yield client


def test_the_page_is_for_who_has_the_address(client: Client) -> None:
    """With its secret, or with the cookie that it gives; to anybody else it is refused."""
    address = client.served.address()
    first, _ = client.get(address.partition(client.host)[2])
    assert first.status == 200
    cookie = first.getheader("Set-Cookie") or ""
    assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert client.get("/", Cookie=cookie.partition(";")[0])[0].status == 200
    for path, other in (("/", ""), ("/?token=guess", ""), ("/", "quizkit-mark-1=x")):
        assert client.get(path, Cookie=other)[0].status == 403


def test_an_address_for_a_command_line_works_once(client: Client) -> None:
    """Who reads it in the list of processes comes too late."""
    path = client.served.address(once=True).partition(client.host)[2]
    assert client.get(path)[0].status == 200
    assert client.get(path)[0].status == 403


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/elsewhere", "/static/../server.py"])
def test_every_answer_has_the_strict_policy(client: Client, path: str) -> None:
    """No page of it may load or run anything from elsewhere, nor stand in a frame."""
    answer, _ = client.get(path, Cookie=client.cookie)
    policy = answer.getheader("Content-Security-Policy") or ""
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Server") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Cookie": ""},
        {HEADER.replace("-", "_"): "guess"},
        {"Content_Type": "text/plain"},
    ],
    ids=["another host", "no port", "another site", "a file", "no cookie", "no page", "no JSON"],
)
def test_what_another_site_has_a_browser_ask_is_refused(
    client: Client, written_class: WrittenClass, headers: dict[str, str]
) -> None:
    """Each of the walls alone keeps a mark from being written."""
    asked = mark_of(written_class, 3)
    answer, _ = client.post("mark", asked, **headers)
    assert answer.status in (400, 403)
    assert written_class.told("ann")["manual_score"] is None
    assert client.post("mark", asked)[0].status == 200
    assert written_class.told("ann")["manual_score"] == 3


def mark_of(written_class: WrittenClass, score: Any) -> dict[str, Any]:
    """Return what the page sends of a mark."""
    return {
        "question": ESSAY,
        "key": written_class.key("ann"),
        "mark": {"score": score, "comment": None, "ticks": {"Words": 2}},
        "seen": {"score": None, "comment": None, "waits": True},
    }


def test_the_page_is_told_all_in_its_language(client: Client) -> None:
    """Words, questions and the sign in numbers; then the answers and no names."""
    _, text = client.post("start", {})
    start = json.loads(text)
    assert (start["words"]["finished"], start["decimal"]) == ("Afronden", ",")
    assert [question["total"] for question in start["questions"]] == [4, 4]
    _, text = client.post("question", {"question": ESSAY, "order": "shortest"})
    keys = json.loads(text)["keys"]
    answers = json.loads(client.post("answers", {"question": ESSAY, "keys": keys})[1])
    assert [answer["words"] for answer in answers] == [1, 7, 13, 0]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("mark", {}),
        ("mark", []),
        ("question", {"question": 9, "order": "shuffled"}),
        ("question", {"question": 0, "order": "by name"}),
        ("answers", {"question": "x", "keys": []}),
        ("marks", {"question": float("inf")}),
    ],
)
def test_what_is_no_question_of_the_page_is_refused(client: Client, name: str, asked: Any) -> None:
    """It has a sentence, and the server goes on."""
    answer, text = client.post(name, asked)
    assert answer.status == 400
    assert text
    assert "Traceback" not in text
    assert client.post("comments", {})[0].status == 200


def test_a_gradebook_that_is_busy_is_told(
    client: Client, written_class: WrittenClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is told to send the mark again, and it is written then."""
    import sqlite3

    from sqlalchemy import NullPool, create_engine

    path = written_class.course.root / "gradebook.db"
    monkeypatch.setattr(
        client.served.desk._book,
        "_engine",
        create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": 0.1}),
    )
    asked = mark_of(written_class, 3)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    assert client.post("mark", asked)[0].status == 503
    other.execute("rollback")
    other.close()
    assert client.post("mark", asked)[0].status == 200


def test_finishing_ends_the_server(written_class: WrittenClass) -> None:
    """What was asked before is answered, and then nothing more."""
    with running(written_class) as client:
        assert client.post("finished", {})[0].status == 200
        client.thread.join(30)
        with pytest.raises(ConnectionError):
            client.post("comments", {})


def test_a_port_that_is_taken_is_told(client: Client) -> None:
    """Another page takes the next one; where that very port was asked for, it is a sentence."""
    taken = socket_on(None, usual=8890)
    assert taken.getsockname()[1] != client.served.port
    taken.close()
    with pytest.raises(PageError, match="--port"):
        socket_on(client.served.port, usual=8890)
