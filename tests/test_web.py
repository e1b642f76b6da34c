"""What `Web.get` hands on, what it sends, where it goes, and what it takes no notice of."""

import gzip
import threading
from pathlib import Path

import pytest

import web_server
from mirror.errors import ConfigError, WebError
from mirror.web import Connect, Kind, Response, Web
from web_server import AGENT, Line, Server, answer, redirect, web

SITE = "https://news.example.org"
BODY = "<p>وصلت أول شحنة من الأسمدة</p>".encode()


def http(path: str) -> str:
    return "http://news.example.org" + path


def test_hands_on_the_decoded_body_and_the_headers_in_lower_case() -> None:
    page = answer(body=gzip.compress(BODY), Content_Encoding="gzip", Content_Type='Text/HTML; Charset="Windows-1256"')
    with Server(pages={"/a": page}) as server, web(server) as it:
        got = it.get(http("/a"), kind=Kind.PAGE)
    assert (got.status, got.body, got.url, got.requested) == (200, BODY, http("/a"), http("/a"))
    assert (got.content_type, got.charset) == ("text/html", "windows-1256")
    assert set(got.headers) == {"content-length", "content-encoding", "content-type"}
    assert not got.not_modified
    assert got.moved is None


def test_a_type_that_is_not_claimed_is_not_known() -> None:
    got = Response(url=SITE, requested=SITE, status=200, headers={"content-type": ""}, body=b"")
    assert (got.content_type, got.charset) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(BODY) + gzip.compress(BODY),  # several members are one file (RFC 1952, 2.2)
        gzip.compress(BODY * 2) + bytes(64),  # padding
        gzip.compress(BODY * 2),
    ],
    ids=["members", "padded", "plain"],
)
def test_gzip_of_every_honest_form_is_read(body: bytes) -> None:
    with Server(pages={"/a": answer(body=body, Content_Encoding="gzip")}) as server, web(server) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).body == BODY * 2


def test_compressed_twice_is_read() -> None:
    page = answer(body=gzip.compress(gzip.compress(BODY * 9000)), Content_Encoding="gzip, x-gzip")
    with Server(pages={"/a": page}) as server, web(server) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).body == BODY * 9000


def test_says_who_asks_and_nothing_else() -> None:
    with Server(pages={"/a": answer(body=BODY)}) as server, web(server) as it:
        it.get(http("/a"), kind=Kind.FEED)
        sent = dict(server.asked[0].headers)
    assert "application/rss+xml" in sent.pop("accept")
    assert sent == {"host": "news.example.org", "user-agent": AGENT, "accept-encoding": "gzip"}


def test_a_contact_in_arabic_letters_can_be_sent() -> None:
    with Server(pages={"/a": answer(body=BODY)}) as server, web(server, user_agent="Mirah/1 (+https://مثال/)") as it:
        it.get(http("/a"), kind=Kind.PAGE)
        assert server.asked[0].headers["user-agent"] == "Mirah/1 (+https://%D9%85%D8%AB%D8%A7%D9%84/)"


def test_counts_what_goes_over_the_wire_and_keeps_the_connection() -> None:
    pages = {"/a": answer(body=gzip.compress(BODY * 100), Content_Encoding="gzip"), "/b": answer(body=BODY)}
    with Server(pages=pages) as server, web(server) as it:
        it.get(http("/a"), kind=Kind.PAGE)
        it.get(http("/b"), kind=Kind.PAGE)
        assert (it.requests, server.connections) == (2, 1)
        assert it.bytes == len(gzip.compress(BODY * 100)) + len(BODY)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ((301,), "/1"),
        ((308,), "/1"),
        ((302,), None),
        ((307, 303), None),
        ((301, 301), "/2"),
        ((301, 302), "/1"),
        ((302, 301), None),
        ((301, 302, 301, 308, 301), "/1"),
    ],
)
def test_redirects_are_followed_and_the_permanent_ones_reported(statuses: tuple[int, ...], moved: str | None) -> None:
    pages = {f"/{n}": redirect(f"/{n + 1}#top", status) for n, status in enumerate(statuses)}
    pages[f"/{len(statuses)}"] = answer(body=BODY)
    with Server(pages=pages) as server, web(server) as it:
        got = it.get(http("/0"), kind=Kind.PAGE)
        assert server.paths == [f"/{n}" for n in range(len(statuses) + 1)]
    assert (got.requested, got.url) == (http("/0"), http(f"/{len(statuses)}"))
    assert got.moved == (moved and http(moved))


def test_a_redirect_in_bare_utf_8_leads_to_its_arabic_address() -> None:
    target = "/%D8%AE%D8%A8%D8%B1"
    here = web_server.raw(b"HTTP/1.1 302 Found\r\nLocation: /\xd8\xae\xd8\xa8\xd8\xb1\r\n\r\n")
    with Server(pages={"/a": here, target: answer(body=BODY)}) as server, web(server) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).url == http(target)


def test_redirects_end_after_five() -> None:
    with Server(pages={"/a": redirect("/a", 301)}) as server, web(server) as it:
        with pytest.raises(WebError, match="more than 5 redirects") as caught:
            it.get(http("/a"), kind=Kind.PAGE)
        assert len(server.asked) == 6
    assert caught.value.status == 301


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "ftp://news.example.org/"])
def test_redirects_lead_to_web_addresses(target: str) -> None:
    with (
        Server(pages={"/a": redirect(target)}) as server,
        web(server) as it,
        pytest.raises(WebError, match="no web address"),
    ):
        it.get(http("/a"), kind=Kind.PAGE)


def test_the_password_and_the_fragment_of_an_address_go_nowhere() -> None:
    pages = {"/a": redirect("http://me:secret@news.example.org/b#c"), "/b": answer(body=BODY)}
    with Server(pages=pages) as server, web(server) as it:
        got = it.get("http://me:secret@news.example.org/a#b", kind=Kind.PAGE)
        assert not any("authorization" in asked.headers for asked in server.asked)
        with pytest.raises(WebError) as caught:
            it.get("http://me:secret@news.example.org/none", kind=Kind.PAGE)
    assert "secret" not in repr(got) + str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example.org",
        "ftp://me:secret@news.example.org/",
        "http:me:secret@host",
        "http://me:sec/ret@\x1b[2J\nhost:x",
    ],
)
def test_what_is_no_web_address_is_named_without_its_secrets(url: str) -> None:
    with Server() as server, web(server) as it, pytest.raises(WebError, match="is no web address") as caught:
        it.get(url, kind=Kind.PAGE)
    assert "sec" not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("status", "tries", "said"),
    [
        (404, 1, "no such page"),
        (410, 1, "gone for good"),
        (401, 1, "not open"),
        (403, 1, "does not want us"),
        (451, 1, "does not answer with a page"),
        (500, 2, "failed"),
        (503, 2, "failed"),
        (599, 2, "failed"),
        (204, 1, "does not answer with a page"),
        (206, 1, "does not answer with a page"),
        (300, 1, "does not answer with a page"),
        (304, 2, "though it was not asked"),
        (999, 1, "does not answer with a page"),
    ],
)
def test_every_other_status_is_named(status: int, tries: int, said: str) -> None:
    with Server(pages={"/a": answer(status)}) as server, web(server) as it:
        with pytest.raises(WebError, match=said) as caught:
            it.get(http("/a"), kind=Kind.PAGE)
        assert len(server.asked) == tries
    assert caught.value.status == status
    assert caught.value.remedy


def test_a_second_try_helps() -> None:
    pages = {
        "/a": web_server.in_turn(web_server.closed, answer(body=BODY)),
        "/b": web_server.in_turn(answer(502), answer(body=BODY)),
    }
    with Server(pages=pages) as server, web(server) as it:
        assert it.get(http("/a"), kind=Kind.PAGE).body == it.get(http("/b"), kind=Kind.PAGE).body == BODY
        assert server.paths == ["/a", "/a", "/b", "/b"]


@pytest.mark.parametrize("kind", [Kind.FEED, Kind.PAGE, Kind.IMAGE])
def test_an_empty_answer_is_none(kind: Kind) -> None:
    with Server(pages={"/a": answer(), "/b": answer(body=b" \r\n")}) as server, web(server) as it:
        for path in ("/a", "/b"):
            with pytest.raises(WebError, match="empty"):
                it.get(http(path), kind=kind)


def test_the_environment_is_not_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine news.example.org login me password secret\n")
    netrc.chmod(0o600)
    with Server() as canary, Server(pages={"/a": answer(body=BODY)}) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
            monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{canary.port}")
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(netrc))
        with web(server) as it:
            it.get(http("/a"), kind=Kind.PAGE)
        assert canary.connections == 0
        assert "authorization" not in server.asked[0].headers


def test_cookies_are_neither_kept_nor_handed_on() -> None:
    pages = {"/a": answer(302, Location="/b", Set_Cookie="id=1; Path=/"), "/b": answer(body=BODY, Set_Cookie="id=2")}
    with Server(pages=pages) as server, web(server) as it:
        got = it.get(http("/a"), kind=Kind.PAGE)
        it.get(http("/b"), kind=Kind.PAGE)
        assert not any("cookie" in asked.headers for asked in server.asked)
    assert "set-cookie" not in got.headers


def own(server: Server) -> Connect:
    return Connect.parse(f"127.0.0.1:{server.port}", ["news.example.org"])


def test_connect_dials_the_owners_address_in_plain_http() -> None:
    with Server(pages={"/a": answer(body=BODY)}) as server, Web(user_agent=AGENT, state=None) as it:
        got = it.get(f"{SITE}/a", kind=Kind.PAGE, connect=own(server))
        it.get(http("/a"), kind=Kind.PAGE, connect=own(server))
        assert server.paths == ["/robots.txt", "/a"] * 2
        assert {asked.host for asked in server.asked} == {"news.example.org"}
    assert (got.url, got.body) == (f"{SITE}/a", BODY)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/b", "http://127.0.0.1/b", "http://localhost/b", SITE + ":{port}/b"]
)
def test_connect_opens_its_hosts_and_nothing_else(target: str) -> None:
    with Server(pages={"/b": answer(body=BODY)}) as server:
        target = target.format(port=server.port)
        server.pages = {"/a": redirect(target), "/b": answer(body=BODY)}
        with Web(user_agent=AGENT, state=None, obey_robots=False, gap=0) as it:
            for url in (target, f"{SITE}/a"):
                with pytest.raises(WebError, match=r"no public address|names a port"):
                    it.get(url, kind=Kind.PAGE, connect=own(server))
        assert server.paths == ["/a"]


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1", ":80", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:٨٠x"]
)
def test_connect_is_an_address_and_a_port(text: str) -> None:
    with pytest.raises(ConfigError, match="no address and port"):
        Connect.parse(text, ["news.example.org"])


def test_connect_takes_an_ipv6_address() -> None:
    connect = Connect.parse("[::1]:8765", ["news.example.org"])
    assert (connect.address, connect.port) == ("::1", 8765)


def test_hosts_are_asked_side_by_side_and_each_one_thing_at_a_time() -> None:
    busy: set[str] = set()
    most, clashes, lock = [0], [0], threading.Lock()

    def page(line: Line) -> bool:
        with lock:
            clashes[0] += line.asked.host in busy
            busy.add(line.asked.host)
            most[0] = max(most[0], len(busy))
        line.wait(0.05)
        with lock:
            busy.discard(line.asked.host)
        return answer(body=line.asked.host.encode())(line) is True

    hosts = [f"{name}.example.org" for name in ("one", "two", "three")]
    got: list[tuple[str, bytes]] = []
    with Server(pages={"/a": page}) as server, web(server) as it:

        def fetch(host: str) -> None:
            got.append((host, it.get(f"http://{host}/a", kind=Kind.PAGE).body))

        threads = [threading.Thread(target=fetch, args=(host,)) for host in hosts * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(got) == sorted((host, host.encode()) for host in hosts * 3)
    assert (clashes[0], most[0]) == (0, 3)
