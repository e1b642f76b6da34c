"""What a hostile server can cost: a little time, a little memory, one named error."""

import socket
import ssl
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
import requests
import urllib3
from hypothesis import given, settings
from hypothesis import strategies as st

import web_server
from mirror.errors import WebError
from mirror.web import Kind, Web
from mirror.web.dial import Adapter, Dialer, open_socket, trusted
from mirror.web.failure import said
from web_server import Line, Page, Server, answer, public, to_server, web

URL = "http://news.example.org/a"

LATE = "longer than a request may take"
LARGE = "is larger than"
CODINGS = "not asked for"
BROKE_OFF = "broke off before its end"
CLOSED = "closed the connection"
NOT_HTTP = "is not HTTP"

HOSTILE: dict[str, tuple[Page, str]] = {
    "hangs": (web_server.hang, LATE),
    "drips its status": (web_server.slow_status, LATE),
    "drips its headers": (web_server.slow_headers, LATE),
    "drips 100 Continue": (web_server.continues, LATE),
    "drips its body": (web_server.slow_body, LATE),
    "drips chunks": (web_server.slow_chunks, LATE),
    "drips gzip that decodes to nothing": (web_server.slow_gzip, LATE),
    "floods 100 Continue": (web_server.endless_continues, LATE),
    "floods a trailer": (web_server.endless_trailer, LATE),
    "floods chunks": (web_server.endless_chunks, f"{LATE}|{LARGE}"),
    "floods a body": (web_server.endless, LARGE),
    "floods a header line": (web_server.endless_header, NOT_HTTP),
    "floods headers": (web_server.endless_headers, NOT_HTTP),
    "claims a huge body": (web_server.raw(web_server.head(Content_Length="9" * 15) + b"x"), LARGE),
    "claims an absurd body": (web_server.raw(web_server.head(Content_Length="9" * 5000) + b""), "empty"),
    "bombs in gzip": (web_server.bomb(), LARGE),
    "bombs in deflate": (web_server.bomb("deflate"), LARGE),
    "bombs twice": (web_server.double_bomb(), LARGE),
    "bombs with empty gzip members": (web_server.empty_members, f"{LATE}|{LARGE}"),
    "bombs twice with empty gzip members": (web_server.empty_members_twice, f"{LATE}|{LARGE}"),
    "bombs in an error": (web_server.bomb(status=404), "no such page"),
    "bombs in a redirect": (web_server.bomb(status=302, Location="/b"), "no such page"),
    "names 2,000 codings": (web_server.many_codings, CODINGS),
    "names 2,000 transfer codings": (web_server.many_transfer_codings, CODINGS),
    "uses a coding that was not asked for": (answer(body=b"x", Content_Encoding="br"), CODINGS),
    "sends what is not gzip": (web_server.not_gzip, "damaged"),
    "closes": (web_server.closed, CLOSED),
    "resets": (web_server.reset, f"{CLOSED}|{BROKE_OFF}"),
    "cuts the body": (web_server.truncated, BROKE_OFF),
    "cuts a chunk": (web_server.cut_chunk, BROKE_OFF),
    "breaks a chunk": (web_server.broken_chunk, BROKE_OFF),
    "cuts gzip": (web_server.cut_gzip, BROKE_OFF),
    "speaks something else": (web_server.not_http, NOT_HTTP),
    "says nothing": (web_server.empty, "empty"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_server_is_named_in_time_and_in_little_memory(what: str) -> None:
    page, reason = HOSTILE[what]
    with Server(pages={"/a": page}) as server, web(server, deadline=0.5) as it:
        tracemalloc.start()
        begun = time.monotonic()
        try:
            with pytest.raises(WebError, match=reason) as caught:
                it.get(URL, kind=Kind.PAGE)
            took, peak = time.monotonic() - begun, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert took < 4
    assert peak < Kind.PAGE.cap + 20_000_000
    assert len(server.asked) <= 2
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(("kind", "cap"), [(Kind.FEED, 10_000_000), (Kind.PAGE, 5_000_000), (Kind.IMAGE, 10_000_000)])
def test_the_cap_is_exact(kind: Kind, cap: int) -> None:
    assert kind.cap == cap
    with (
        Server(pages={"/a": answer(body=b"x" * cap), "/b": answer(body=b"x" * (cap + 1))}) as server,
        web(server) as it,
    ):
        assert len(it.get(URL, kind=kind).body) == cap
        with pytest.raises(WebError, match=LARGE):
            it.get("http://news.example.org/b", kind=kind)


def test_a_host_that_runs_out_of_time_twice_is_left_alone() -> None:
    """So that one hostile source costs a run no more than two deadlines, a minute."""
    with Server(pages={"/a": web_server.hang, "/b": answer(body=b"x")}) as server, web(server, deadline=0.1) as it:
        for _ in range(2):
            with pytest.raises(WebError, match=LATE):
                it.get(URL, kind=Kind.PAGE)
        with pytest.raises(WebError, match="left alone for this run") as caught:
            it.get("http://news.example.org/b", kind=Kind.PAGE)
        assert server.paths == ["/a", "/a"]
        assert it.get("http://other.example.org/b", kind=Kind.PAGE).body == b"x"
    assert caught.value.retry_after == float("inf")


def test_redirects_do_not_buy_time() -> None:
    def slow_redirect(line: Line) -> bool:
        line.wait(0.15)
        return web_server.redirect("/a")(line) is True

    begun = time.monotonic()
    with (
        Server(pages={"/a": slow_redirect}) as server,
        web(server, deadline=0.4) as it,
        pytest.raises(WebError, match=LATE),
    ):
        it.get(URL, kind=Kind.PAGE)
    assert time.monotonic() - begun < 0.8


_SCRAPS = (
    b"HTTP/1.1 200 OK\r\n|HTTP/1.1 301 \r\n|Content-Length: |Transfer-Encoding: chunked\r\n|Content-Encoding: gzip\r\n|"
    b"Location: |://[|\r\n|-1\r\n|ff\r\n|0\r\n\r\n|\x1f\x8b\x08|\t "
).split(b"|")


@given(answer=st.lists(st.one_of(st.sampled_from(_SCRAPS), st.binary(max_size=20)), max_size=12).map(b"".join))
@settings(max_examples=150, deadline=None)
def test_whatever_bytes_come_there_is_an_answer_or_a_named_error(fuzzed: tuple[Server, Web], answer: bytes) -> None:
    server, it = fuzzed
    server.pages = {"/a": web_server.raw(answer)}
    try:
        outcome = it.get(URL, kind=Kind.PAGE).url
    except WebError as error:
        outcome = str(error)
    assert outcome.isprintable()


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[tuple[Server, Web]]:
    with Server() as server, web(server) as it:
        yield server, it


def anonymous(context: ssl.SSLContext) -> ssl.SSLContext:
    """Let TLS do without certificates, so that a test needs none."""
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("aNULL:@SECLEVEL=0")
    return context


@contextmanager
def over_tls(page: Page) -> Iterator[Server]:
    """A server that speaks TLS first."""
    context = anonymous(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))

    def secured(line: Line) -> None:
        page(line)

    class Secure(Server):
        def _serve(self, client: socket.socket) -> None:
            try:
                super()._serve(context.wrap_socket(client, server_side=True))
            except OSError:
                client.close()

    with Secure(pages={"/a": secured}) as server:
        yield server


def read_over_tls(server: Server, seconds: float) -> None:
    adapter = Adapter(Dialer(public, lambda *args: to_server(server, args[2]), None), anonymous(trusted()))
    with closing(adapter), adapter.fetch("https://news.example.org/a", {}, seconds) as raw:
        while raw.read1(1000, decode_content=False):
            pass


@pytest.mark.parametrize("page", [web_server.hang, web_server.slow_headers, web_server.slow_body])
def test_the_deadline_holds_over_tls(page: Page) -> None:
    begun = time.monotonic()
    with over_tls(page) as server, pytest.raises((requests.RequestException, urllib3.exceptions.HTTPError)) as caught:
        read_over_tls(server, 0.5)
    assert LATE in str(said(URL, caught.value))
    assert time.monotonic() - begun < 1.5


def test_a_certificate_that_does_not_hold_is_named_and_not_tried_again() -> None:
    with over_tls(web_server.empty) as server, web(server) as it:
        with pytest.raises(WebError, match="certificate or TLS does not hold"):
            it.get("https://news.example.org/a", kind=Kind.PAGE)
        assert server.connections == 1


def test_a_handshake_that_hangs_ends_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, Server() as server:
        where = silent.getsockname()
        with web(server, deadline=0.3, opener=lambda *args: open_socket(socket.AF_INET, where, args[2])) as it:
            begun = time.monotonic()
            with pytest.raises(WebError, match=LATE):
                it.get("https://news.example.org/a", kind=Kind.PAGE)
    assert time.monotonic() - begun < 1
