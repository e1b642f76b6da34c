"""Manners: robots.txt, the gap between two requests, and staying away when a server says so."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import web_server
from mirror.errors import WebError
from mirror.web import Connect, Kind, NotNow, SystemClock
from mirror.web.pace import asked_to_wait
from mirror.web.patience import Patience
from web_server import Clock, Page, Server, answer, raw, redirect, web

PAGE = answer(body=b"<p>")


def http(path: str, host: str = "news.example.org") -> str:
    return f"http://{host}{path}"


def robots(*lines: str) -> Page:
    return answer(body="\n".join(lines).encode())


# robots.txt


@pytest.mark.parametrize(
    "lines",
    [
        ("User-agent: *", "Disallow: /a"),
        ("User-agent: *", "Disallow: /*a$"),
        ("User-agent: other", "User-agent: mirah", "Disallow: /"),
        ("User-Agent: Mirah/0.1 # you", "Disallow: /", "", "User-agent: *", "Allow: /"),
        ("\ufeffUser-agent: *", "Disallow: /a"),
        ("User-agent: *\rDisallow: /a",),
        ("<html>", "User-agent: *", "Disallow: /a"),
        ("User-agent: *", "Disallow: /", "Allow: /b"),
    ],
)
def test_what_robots_txt_disallows_is_not_asked_for(lines: tuple[str, ...]) -> None:
    with Server(pages={"/robots.txt": robots(*lines), "/a": PAGE}) as server, web(server, obey_robots=True) as it:
        with pytest.raises(WebError, match=r"robots.txt disallows it for Mirah"):
            it.get(http("/a"), kind=Kind.PAGE)
        assert server.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    "page",
    [
        robots("User-agent: *", "Disallow: /b"),
        robots("User-agent: mir", "Disallow: /"),
        robots("User-agent: Mirahbot", "Disallow: /"),
        robots("User-agent: *", "Disallow: /", "User-agent: Mirah", "Disallow:"),
        robots("Disallow: /"),
        answer(body=bytes(range(256)) * 100),
        answer(body=b"<!DOCTYPE html><title>404</title>", Content_Type="text/html"),
        answer(),
        answer(404),
        answer(401),
        answer(410),
        redirect("/robots.txt"),
        redirect("/elsewhere.txt"),
    ],
)
def test_what_it_does_not_disallow_is(page: Page) -> None:
    pages = {"/robots.txt": page, "/a": PAGE, "/elsewhere.txt": robots("User-agent: *", "Disallow: /b")}
    with Server(pages=pages) as server, web(server, obey_robots=True) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).body == b"<p>"


@pytest.mark.parametrize(
    "page", [answer(500), answer(503), raw(), web_server.not_http, web_server.truncated, web_server.not_gzip]
)
def test_a_robots_txt_that_cannot_be_had_forbids_everything_and_is_asked_for_once(page: Page) -> None:
    with Server(pages={"/robots.txt": page, "/a": PAGE}) as server, web(server, obey_robots=True) as it:
        for _ in range(3):
            with pytest.raises(WebError, match=r"robots.txt could not be had \("):
                it.get(http("/a"), kind=Kind.PAGE)
        assert 1 <= server.paths.count("/robots.txt") <= 2
        assert "/a" not in server.paths


def test_a_robots_txt_that_hangs_forbids_everything() -> None:
    pages = {"/robots.txt": web_server.hang, "/a": PAGE}
    with Server(pages=pages) as server, web(server, obey_robots=True, deadline=0.2) as it:
        for _ in range(2):
            with pytest.raises(WebError, match=r"robots.txt could not be had"):
                it.get(http("/a"), kind=Kind.PAGE)
        assert server.paths == ["/robots.txt"]


def test_what_lies_behind_its_first_512_kb_is_not_read() -> None:
    lines = "User-agent: *\nDisallow: /b\n" + "#\n" * (256 * 1024) + "Disallow: /a\n"
    with Server(pages={"/robots.txt": robots(lines), "/a": PAGE}) as server, web(server, obey_robots=True) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).body
        with pytest.raises(WebError, match="disallows"):
            it.get(http("/b"), kind=Kind.PAGE)


def test_the_worst_robots_txt_is_read_in_a_moment() -> None:
    """Every rule once for each name of its group would be 240 million."""
    names = [f"User-agent: robot{n}" for n in range(13_000)]
    rules = [f"Disallow: /{n}" for n in range(15_000)]
    begun = SystemClock().monotonic()
    with (
        Server(pages={"/robots.txt": robots(*names, *rules), "/a": PAGE}) as server,
        web(server, obey_robots=True) as it,
    ):
        assert it.get(http("/a"), kind=Kind.PAGE).body
    assert SystemClock().monotonic() - begun < 5


def test_a_robots_txt_that_costs_a_while_for_each_page_forbids_everything() -> None:
    def of(count: int) -> Page:
        return robots("User-agent: *", *(f"Disallow: *{n}*x" for n in range(count)))

    pages = {"few.example.org/robots.txt": of(9_000), "many.example.org/robots.txt": of(30_000), "/a": PAGE}
    with Server(pages=pages) as server, web(server, obey_robots=True) as it:
        begun = time.process_time()
        for _ in range(20):
            assert it.get(http("/a", "few.example.org"), kind=Kind.PAGE).body
        for _ in range(20):
            with pytest.raises(WebError, match=r"more than 10,000 rules with wildcards.*forbids everything"):
                it.get(http("/a", "many.example.org"), kind=Kind.PAGE)
        assert time.process_time() - begun < 4
        assert server.paths.count("/robots.txt") == 2


def test_robots_txt_holds_for_the_target_of_a_redirect() -> None:
    pages = {"/a": redirect("/secret"), "/robots.txt": robots("User-agent: *", "Disallow: /secret")}
    with Server(pages=pages) as server, web(server, obey_robots=True) as it:
        with pytest.raises(WebError, match="disallows"):
            it.get(http("/a"), kind=Kind.PAGE)
        assert server.paths == ["/robots.txt", "/a"]


def test_robots_txt_is_kept_for_a_day_and_longer_if_it_cannot_be_had(tmp_path: Path) -> None:
    clock = Clock()
    day = timedelta(days=1).total_seconds()
    pages = {"/robots.txt": robots("User-agent: *", "Disallow: /b"), "/a": PAGE}

    def run(server: Server) -> list[str]:
        server.asked.clear()
        with web(server, obey_robots=True, state=tmp_path, clock=clock) as it:
            it.get(http("/a"), kind=Kind.PAGE)
            with pytest.raises(WebError, match="disallows"):
                it.get(http("/b"), kind=Kind.PAGE)
        return server.paths

    with Server(pages=pages) as server:
        assert run(server) == ["/robots.txt", "/a"]
        clock.seconds = day - 1
        assert run(server) == ["/a"]
        clock.seconds = day + 1
        assert run(server) == ["/robots.txt", "/a"]
        server.pages = {**pages, "/robots.txt": answer(500)}
        clock.seconds = 10 * day
        assert run(server) == ["/robots.txt", "/robots.txt", "/a"]
        clock.seconds = -10 * day  # the machine's clock was wrong: a copy from the future is no copy
        assert run(server) == ["/robots.txt", "/robots.txt", "/a"]


# The gap


def test_there_is_a_gap_between_two_requests_to_a_host() -> None:
    clock = Clock()
    with Server(pages={"/a": PAGE}) as server, web(server, gap=1.0, clock=clock) as it:
        for host in ("one.example.org", "one.example.org", "two.example.org", "one.example.org"):
            it.get(http("/a", host), kind=Kind.PAGE)
    assert clock.slept == [1.0, 1.0]


@pytest.mark.parametrize(
    ("delay", "slept"), [("3", 3.0), ("0.5", 1.0), ("10", 10.0), ("-5", 1.0), ("nan", 1.0), ("soon", 1.0)]
)
def test_a_crawl_delay_is_kept(delay: str, slept: float) -> None:
    clock = Clock()
    pages = {"/robots.txt": robots("User-agent: *", f"Crawl-delay: {delay}"), "/a": PAGE}
    with Server(pages=pages) as server, web(server, obey_robots=True, gap=1.0, clock=clock) as it:
        it.get(http("/a"), kind=Kind.PAGE)
        it.get(http("/a"), kind=Kind.PAGE)
    assert clock.slept == [slept, slept]


def test_a_crawl_delay_beyond_ten_seconds_means_one_page_a_run() -> None:
    clock = Clock()
    pages = {
        "/robots.txt": robots("User-agent: *", "Crawl-delay: 60"),
        "/feed": redirect("/new"),
        "/new": PAGE,
        "/a": PAGE,
    }
    with Server(pages=pages) as server, web(server, obey_robots=True, clock=clock) as it:
        it.get(http("/feed"), kind=Kind.FEED)
        it.get(http("/a"), kind=Kind.PAGE)
        with pytest.raises(WebError, match="asks for 60 seconds between two requests, so it is one page a run"):
            it.get(http("/new"), kind=Kind.PAGE)
        assert server.paths == ["/robots.txt", "/feed", "/new", "/a"]
    assert clock.slept == [10.0, 10.0, 10.0]


def test_a_host_of_the_owners_own_needs_no_gap_but_the_one_it_asks_for() -> None:
    clock = Clock()
    with Server(pages={"/a": PAGE}) as server:
        connect = Connect(hosts=frozenset({"news.example.org"}), address="127.0.0.1", port=server.port)
        with web(server, gap=1.0, clock=clock, obey_robots=True) as it:
            it.get(http("/a"), kind=Kind.PAGE, connect=connect)
            assert clock.slept == []
        server.pages = {"/a": PAGE, "/robots.txt": robots("User-agent: *", "Crawl-delay: 2")}
        with web(server, gap=1.0, clock=clock, obey_robots=True) as it:
            it.get(http("/a"), kind=Kind.PAGE, connect=connect)
            assert clock.slept == [2.0]


# Staying away


def test_a_server_that_asks_for_a_while_gets_it_and_a_second_try() -> None:
    clock = Clock()
    page = web_server.in_turn(answer(429, Retry_After="7"), PAGE)
    with Server(pages={"/a": page}) as server, web(server, clock=clock) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).body
        assert len(server.asked) == 2
    assert clock.slept == [7.0]


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, {"Retry_After": "3600"}, 3600.0),
        (503, {"Retry_After": "31"}, 31.0),
        (503, {"Retry_After": "Sun, 01 Mar 2026 13:00:00 GMT"}, 3600.0),
        (429, {"Retry_After": "soon"}, 60.0),
        (503, {"Retry_After": "-7"}, 60.0),
        (429, {}, 60.0),
        (429, {"Retry_After": "9" * 5000}, 999_999_999.0),
    ],
)
def test_a_server_that_asks_for_longer_is_left_alone_until_then(
    status: int, header: dict[str, str], seconds: float
) -> None:
    clock = Clock()
    with Server(pages={"/a": answer(status, **header), "/b": PAGE}) as server, web(server, clock=clock) as it:
        with pytest.raises(WebError, match="asks to be left alone") as caught:
            it.get(http("/a"), kind=Kind.FEED)
        assert (caught.value.status, caught.value.retry_after) == (status, seconds)
        clock.seconds += seconds - 1
        with pytest.raises(WebError, match="left alone for another 1 seconds") as caught:
            it.get(http("/b"), kind=Kind.PAGE)
        assert caught.value.retry_after == 1
        assert it.get(http("/b", "other.example.org"), kind=Kind.PAGE).body
        assert server.paths == ["/a", "/b"]
        clock.seconds += 1
        assert it.get(http("/b"), kind=Kind.PAGE).body
    assert clock.slept == []


def test_a_run_sleeps_only_once_for_a_host() -> None:
    clock = Clock()
    with Server(pages={"/a": answer(503, Retry_After="20")}) as server, web(server, clock=clock) as it:
        for _ in range(3):
            with pytest.raises(WebError, match="left alone"):
                it.get(http("/a"), kind=Kind.PAGE)
            clock.seconds += 25
        assert len(server.asked) == 4
    assert clock.slept == [20.0]


def test_a_robots_txt_that_asks_for_a_while_is_no_ban() -> None:
    clock = Clock()
    page = web_server.in_turn(answer(429, Retry_After="3600"), answer(404))
    with Server(pages={"/robots.txt": page, "/a": PAGE}) as server, web(server, clock=clock, obey_robots=True) as it:
        for _ in range(2):
            with pytest.raises(WebError, match="left alone"):
                it.get(http("/a"), kind=Kind.PAGE)
        assert len(server.asked) == 1
        clock.seconds += 3600
        assert it.get(http("/a"), kind=Kind.PAGE).body


@given(
    value=st.one_of(
        st.text(), st.from_regex(r"\w{3}, \d\d \w{3} \d{1,5} \d\d:\d\d:\d\d (GMT|[+-]\d{4})", fullmatch=True)
    )
)
def test_whatever_a_retry_after_says_it_means_a_number_of_seconds(value: str) -> None:
    seconds = asked_to_wait(429, {"retry-after": value}, Clock().now())
    assert seconds is not None
    assert seconds >= 0


@pytest.mark.parametrize(("status", "value"), [(503, ""), (500, "60"), (404, "60"), (200, "60")])
def test_other_answers_ask_for_nothing(status: int, value: str) -> None:
    assert asked_to_wait(status, {"retry-after": value}, Clock().now()) is None


# patience with a source


def test_a_source_that_leads_to_ever_other_hosts_that_hang_is_left_alone() -> None:
    hosts = [f"h{n}.example.org" for n in range(40)]
    with (
        Server(pages={"/a": web_server.hang, "/b": PAGE}) as server,
        web(server, deadline=0.4, patience=Patience(free=0.1, total=0.6)) as it,
    ):
        connect = Connect.parse(f"127.0.0.1:{server.port}", frozenset(hosts))
        begun = SystemClock().monotonic()
        said = []
        for host in hosts:
            with pytest.raises(WebError) as caught:
                it.get(http("/a", host), kind=Kind.PAGE, of="scatters", connect=connect)
            said.append(caught.value)
        assert SystemClock().monotonic() - begun < 3
        assert (said[0].subject, type(said[-1])) == (http("/a", hosts[0]), NotNow)
        assert "kept this run waiting" in said[-1].reason
        assert it.get(http("/b", hosts[9]), kind=Kind.PAGE, of="other", connect=connect).body == b"<p>"


def test_patience_is_lost_by_what_takes_longer_than_it_should() -> None:
    patience = Patience(free=4, total=48)
    for _ in range(1000):
        patience.spend("quick", 4, late=False)
    assert patience.seconds("quick") == 52
    for seconds in (30, 26, 4):  # a minute in all
        assert min(30, patience.seconds("hangs")) == seconds
        patience.spend("hangs", seconds, late=True)
    with pytest.raises(NotNow):
        patience.seconds("hangs")
    for _ in range(1000):
        patience.spend("slow", 30, late=False)
    assert patience.seconds("slow") == 4, "what is slow and comes is taken in the time of all"
