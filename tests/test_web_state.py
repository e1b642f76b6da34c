"""What `web` keeps in the state folder: validators with their body. It may be deleted or damaged at any moment."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import web_server
from mirror.errors import WebError
from mirror.web import Kind
from mirror.web.shelf import Shelf
from web_server import Line, Server, answer, redirect, web

URL = "http://news.example.org/feed"
ETAG = 'W/"كذا"'.encode().decode("latin-1")  # bytes that are no ASCII come and go as they are
DATE = "Thu, 31 Feb 2099 25:00:00 GMT"  # no date: nobody reckons with it


def feed(body: bytes, etag: str = '"1"') -> web_server.Page:
    """A feed that answers 304 to whoever has this `etag`."""

    def page(line: Line) -> bool:
        if line.asked.headers.get("if-none-match") == etag:
            line.send(web_server.head(304, ETag=etag))
        else:
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nETag: {etag}\r\nLast-Modified: {DATE}\r\n\r\n"
            line.send(head.encode("latin-1") + body)
        return True

    return page


def test_a_304_brings_the_stored_body_back(tmp_path: Path) -> None:
    with Server(pages={"/feed": feed(b"<rss>1</rss>", ETAG)}) as server:
        with web(server, state=tmp_path) as it:
            first = it.get(URL, kind=Kind.FEED, conditional=True)
        with web(server, state=tmp_path) as it:
            again = it.get(URL, kind=Kind.FEED, conditional=True)
            assert it.requests == 1
        sent = server.asked[1].headers
        assert (sent["if-none-match"], sent["if-modified-since"]) == (ETAG, DATE)
        assert (first.not_modified, again.not_modified) == (False, True)
        assert (again.status, again.body, dict(again.headers)) == (200, first.body, dict(first.headers))

        server.pages = {"/feed": feed(b"<rss>2</rss>", '"2"')}
        with web(server, state=tmp_path) as it:
            new = it.get(URL, kind=Kind.FEED, conditional=True)
        assert (new.body, new.not_modified) == (b"<rss>2</rss>", False)


def test_validators_go_only_to_the_address_they_came_from(tmp_path: Path) -> None:
    pages = {"/feed": redirect("http://new.example.org/rss", 301), "/rss": feed(b"<rss/>")}
    with Server(pages=pages) as server, web(server, state=tmp_path) as it:
        for _ in range(2):
            got = it.get(URL, kind=Kind.FEED, conditional=True)
            assert (got.requested, got.url, got.moved) == (URL, *["http://new.example.org/rss"] * 2)
        assert got.not_modified
        assert [asked.path for asked in server.asked if "if-none-match" in asked.headers] == ["/rss"]


def test_nothing_is_kept_unless_asked_for(tmp_path: Path) -> None:
    with Server(pages={"/feed": feed(b"<rss/>")}) as server, web(server, state=tmp_path) as it:
        it.get(URL, kind=Kind.FEED)
        it.get(URL, kind=Kind.FEED, conditional=True)
        it.get(URL, kind=Kind.FEED)
        assert not any("if-none-match" in asked.headers for asked in server.asked)
    with Server(pages={"/feed": feed(b"<rss/>")}) as server, web(server) as it:
        for _ in range(2):
            assert not it.get(URL, kind=Kind.FEED, conditional=True).not_modified


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]\n", b'{"url":"x"}\n', b"[" * 100_000, b"\xff\xfe\n", b"delete", b"cut"]
)
def test_a_damaged_or_missing_copy_is_no_copy(tmp_path: Path, damage: bytes) -> None:
    with Server(pages={"/feed": feed(b"<rss/>")}) as server:
        with web(server, state=tmp_path) as it:
            it.get(URL, kind=Kind.FEED, conditional=True)
        (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
        if damage == b"delete":
            kept.unlink()
        else:
            kept.write_bytes(kept.read_bytes()[:-1] if damage == b"cut" else damage)
        with web(server, state=tmp_path) as it:
            got = it.get(URL, kind=Kind.FEED, conditional=True)
        assert (got.body, got.not_modified) == (b"<rss/>", False)
        assert "if-none-match" not in server.asked[1].headers


@pytest.mark.parametrize("etag", ["x" * 2000, "a\x00b", "a\r\n b", " "])
def test_a_validator_that_cannot_be_sent_back_is_not(tmp_path: Path, etag: str) -> None:
    page = web_server.raw(web_server.head(Content_Length=1, ETag=etag) + b"x")
    with Server(pages={"/feed": page}) as server, web(server, state=tmp_path) as it:
        for _ in range(2):
            assert it.get(URL, kind=Kind.FEED, conditional=True).body == b"x"
        assert len(server.asked) == 2


def test_a_304_that_nobody_asked_for_is_asked_again_then_named(tmp_path: Path) -> None:
    lies_once = web_server.in_turn(answer(304), answer(body=b"<rss/>"))
    with Server(pages={"/feed": lies_once, "/always": answer(304)}) as server, web(server, state=tmp_path) as it:
        assert it.get(URL, kind=Kind.FEED, conditional=True).body == b"<rss/>"
        with pytest.raises(WebError, match="though it was not asked"):
            it.get("http://news.example.org/always", kind=Kind.FEED, conditional=True)


def test_the_state_folder_holds_no_secret_and_no_name_of_theirs(tmp_path: Path) -> None:
    page = web_server.raw(web_server.head(Content_Length=1, ETag='"1"', Set_Cookie="id=secret") + b"x")
    with Server(pages={"/feed": page}) as server, web(server, state=tmp_path, obey_robots=True) as it:
        it.get("http://me:secret@news.example.org/feed", kind=Kind.FEED, conditional=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert all(len(path.name) == 40 and path.name.isalnum() for path in files)
    assert not any(b"secret" in path.read_bytes() for path in files)


@given(url=st.text(), body=st.binary(), note=st.text())
def test_a_shelf_gives_back_what_was_put_there(
    tmp_path_factory: pytest.TempPathFactory, url: str, body: bytes, note: str
) -> None:
    shelf = Shelf(tmp_path_factory.getbasetemp() / "shelf")
    shelf.put(url, {"note": note}, body)
    found = shelf.get(url)
    assert found is not None
    assert (found[0]["note"], found[1]) == (note, body)
