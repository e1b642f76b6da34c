"""Where `web` dials: public addresses on the usual ports, the checked address itself, on every hop."""

import socket
import time
from typing import Any, Never

import pytest

from mirror.errors import WebError
from mirror.web import Kind
from mirror.web.address import is_public
from web_server import PUBLIC, Server, answer, public, redirect, to_server, web

NOT_PUBLIC = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "::ffff:169.254.169.254",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2001:10::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2606:4700::1%1",
    "",
    "example.org",
    "/tmp/socket",
]
IN_URLS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "localhost",
    "127.0.0.1.",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "169.254.169.254",
    "2852039166",
    "100.100.100.200",
    "192.168.0.1",
    "me@127.0.0.1",
    "news.example.org@127.0.0.1",
]


def never(*_: object) -> Never:
    raise AssertionError("dialled")


def literal(host: str, port: int, **hints: Any) -> Any:
    """The system's resolver for what it can tell without asking anybody, every other name is public."""
    try:
        return socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST, **hints)
    except OSError:
        return socket.getaddrinfo(host, port, **hints) if host == "localhost" else public(host, port)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_plainly_public_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "192.0.1.1", "2001:4860:4860::8888", "2a00:1450::1", "64:ff9b::93.184.215.14"]
)
def test_what_is_public_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", IN_URLS)
def test_an_address_inside_is_refused_however_it_is_written(host: str, scheme: str) -> None:
    with Server() as canary, web(canary, resolver=literal, opener=never) as it:
        with pytest.raises(WebError, match=r"no public address|no web address"):
            it.get(f"{scheme}://{host}/", kind=Kind.PAGE)
        assert canary.connections == 0


@pytest.mark.parametrize("host", IN_URLS)
@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_it_is_refused_as_the_target_of_a_redirect(path: str, host: str) -> None:
    dialled: list[Any] = []

    def opener(family: int, address: Any, seconds: float) -> socket.socket:
        dialled.append(address[0])
        return to_server(server, seconds)

    with (
        Server(pages={path: redirect(f"//{host}{path}")}) as server,
        web(server, resolver=literal, opener=opener) as it,
        pytest.raises(WebError, match=r"no public address|no web address"),
    ):
        it.get(f"http://news.example.org{path}", kind=Kind.PAGE)
    assert dialled == [PUBLIC]


@pytest.mark.parametrize("host", IN_URLS)
def test_it_is_refused_as_the_target_of_robots_txt(host: str) -> None:
    with Server(pages={"/robots.txt": redirect(f"//{host}/robots.txt")}) as server:
        with web(server, resolver=literal, obey_robots=True) as it, pytest.raises(WebError):
            it.get("http://news.example.org/a", kind=Kind.PAGE)
        assert server.paths.count("/robots.txt") == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example.org:8080/",
        "https://news.example.org:22/",
        "http://news.example.org:443/",
        "https://news.example.org:80/",
        "http://news.example.org:0/",
        "http://127.0.0.1:8000/",
    ],
)
def test_only_the_usual_ports_are_dialled(url: str) -> None:
    with (
        Server() as server,
        web(server, opener=never, obey_robots=True) as it,
        pytest.raises(WebError, match="names a port"),
    ):
        it.get(url, kind=Kind.PAGE)


@pytest.mark.parametrize(
    "answers",
    [
        [PUBLIC, "127.0.0.1"],
        ["10.0.0.1", PUBLIC],
        [PUBLIC, "2001:4860:4860::8888", "::1"],
        [PUBLIC, "::ffff:169.254.169.254"],
    ],
)
def test_one_inner_address_among_the_answers_refuses_the_host(answers: list[str]) -> None:
    def mixed(host: str, port: int, **_: object) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers]

    with (
        Server() as server,
        web(server, resolver=mixed, opener=never) as it,
        pytest.raises(WebError, match="no public address"),
    ):
        it.get("http://news.example.org/", kind=Kind.PAGE)


def test_the_checked_address_is_the_one_that_is_dialled() -> None:
    """DNS rebinding: the second answer would be an inner one, and nobody asks a second time for one connection."""
    answers = [PUBLIC, "127.0.0.1"]
    dialled: list[Any] = []

    def rebinding(host: str, port: int, **_: object) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    def opener(family: int, address: Any, seconds: float) -> socket.socket:
        dialled.append(address)
        return to_server(server, seconds)

    def page(line: Any) -> None:  # and closes, so that the next request needs a connection of its own
        answer(body=b"<p>")(line)

    with Server(pages={"/": page}) as server, web(server, resolver=rebinding, opener=opener) as it:
        it.get("http://news.example.org/", kind=Kind.PAGE)
        assert answers == ["127.0.0.1"]
        with pytest.raises(WebError, match=r"stands at 127\.0\.0\.1, which is no public address"):
            it.get("http://news.example.org/", kind=Kind.PAGE)
    assert dialled == [(PUBLIC, 80)]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    addresses = ["2001:4860:4860::8888", "8.8.4.4", PUBLIC]
    dialled: list[Any] = []

    def several(host: str, port: int, **_: object) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def opener(family: int, address: Any, seconds: float) -> socket.socket:
        dialled.append((address[0], round(seconds, 1)))
        if address[0] != PUBLIC:
            raise ConnectionRefusedError
        return to_server(server, seconds)

    with (
        Server(pages={"/": answer(body=b"<p>")}) as server,
        web(server, resolver=several, opener=opener, deadline=3.0) as it,
    ):
        it.get("http://news.example.org/", kind=Kind.PAGE)
    assert dialled == [(addresses[0], 1.0), (addresses[1], 1.5), (addresses[2], 3.0)]


def test_a_host_that_does_not_exist_is_named() -> None:
    def nobody(host: str, port: int, **_: object) -> Never:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with (
        Server() as server,
        web(server, resolver=nobody, opener=never) as it,
        pytest.raises(WebError, match="no host of that name"),
    ):
        it.get("http://none.example.org/", kind=Kind.PAGE)


def test_a_host_that_takes_no_connection_is_named() -> None:
    def refusing(*_: object) -> Never:
        raise ConnectionRefusedError

    with (
        Server() as server,
        web(server, opener=refusing) as it,
        pytest.raises(WebError, match="does not take connections"),
    ):
        it.get("http://news.example.org/", kind=Kind.PAGE)


def test_a_resolver_that_hangs_costs_no_more_than_the_deadline() -> None:
    def slow(host: str, port: int, **_: object) -> Any:
        time.sleep(2)
        return []

    begun = time.monotonic()
    with (
        Server() as server,
        web(server, resolver=slow, opener=never, deadline=0.2) as it,
        pytest.raises(WebError, match="longer than a request may take"),
    ):
        it.get("http://news.example.org/", kind=Kind.PAGE)
    assert time.monotonic() - begun < 1
