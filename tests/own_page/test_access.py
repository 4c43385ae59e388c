"""Who is let in to a page of quizkit's own."""

from __future__ import annotations

from quizkit.own_page.access import POLICY, Access


def test_an_address_lets_in_who_has_it() -> None:
    """The address holds the secret, which lets one in again and again; another does not."""
    access = Access(page="mark", port=8890)
    token = access.address().partition("token=")[2]
    assert access.lets_in(token)
    assert access.lets_in(token)
    assert not access.lets_in("")
    assert not access.lets_in(token[:-1])


def test_an_address_for_a_command_line_works_once() -> None:
    """What others may see in a list of processes opens the page once, and never again."""
    access = Access(page="mark", port=8890)
    token = access.address(once=True).partition("token=")[2]
    assert token != access.secret
    assert [access.lets_in(token), access.lets_in(token)] == [True, False]


def test_pages_have_cookies_of_their_own() -> None:
    """A browser keeps the cookies of all ports of a host together: names tell them apart."""
    names = {Access(page=p, port=n).cookie for p in ("mark", "preview") for n in (8890, 8891)}
    assert len(names) == 4


def test_a_page_runs_nothing_but_its_own() -> None:
    """Nothing is loaded from elsewhere, and no other page may hold this one."""
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert "unsafe" not in POLICY
