"""Listings from strangers: whatever the bytes, a `Listing` that keeps its promises or a `ListingError`, and soon."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listing_corpus import HOME, KINDS, documents, response, served, source_of
from mirror import listings, text, urls
from mirror.config import Rules
from mirror.errors import ListingError
from mirror.listings import Listing
from samples import NOW, source

MB = 1_000_000
JSON_FEED = '{"version":"https://jsonfeed.org/version/1.1","items":['
TIMES = 2.5
"""How much longer than the largest honest feed anything hostile may take: 2,000 items with a summary take a second or two
of a processor. In seconds a bound would be one of the machine."""


def keeps_its_promises(listing: Listing) -> None:
    for entry in listing.entries:
        pictures = [entry.picture.url] if entry.picture else []
        assert urls.canonical(entry.url) == entry.url
        for url in (entry.url, *pictures):
            assert urls.absolute(url) == url
        alt = entry.picture and (entry.picture.alt, entry.picture.credit)
        for line in (entry.title, entry.summary, *entry.authors, *entry.labels, *entry.tags, *(alt or ())):
            assert line is None or (line == text.one_line(line) and 0 < len(line) <= 1000)
            assert "\ufffd" not in (line or "")
        for date in (entry.published, entry.modified):
            assert date is None or date.utcoffset() is not None
        assert entry.html is None or entry.html == text.clean(entry.html)
        assert entry.guid is None or 0 < len(entry.guid) <= 2000
    for url in listing.more:
        assert urls.absolute(url) == url


def read(body: bytes, kind: str | None = None) -> Listing | ListingError:
    try:
        return listings.read(response(body), source(kind=kind, rules=Rules(item="a, li", next="a")), NOW)
    except ListingError as error:
        return error


def xml_items(count: int) -> str:
    return "<rss><channel>" + f"<item><title>خبر</title><link>{HOME}1</link></item>" * count + "</channel></rss>"


HOSTILE: dict[str, Callable[[], str]] = {
    "a billion laughs": lambda: (
        '<!DOCTYPE rss [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 99}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
    ),
    "quadratic blow-up": lambda: (
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]><rss><item a="{"&a;" * 50_000}">{"&a;" * 50_000}</item></rss>'
    ),
    "an external entity": lambda: (
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><title>&a;</title></rss>'
    ),
    "a parameter entity": lambda: '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><rss/>',
    "XML without end": lambda: "<rss>" + "<a>" * 3 * MB,
    "items in items": lambda: "<rss><channel>" + "<item><title>" * 100 + "x" * 9 * MB,
    "an attribute of 9 MB": lambda: '<rss a="' + "x" * 9 * MB + '"><channel/></rss>',
    "700,000 attributes": lambda: "<rss><item " + " ".join(f'a{n}="1"' for n in range(700_000)) + "/></rss>",
    "200,000 links in an item": lambda: "<rss><item>" + "<link>not one</link>" * 200_000 + "</item></rss>",
    "70,000 attributes in each of ten items": lambda: (
        "<rss>" + ("<item " + " ".join(f'a{n}="1"' for n in range(70_000)) + "/>") * 10 + "</rss>"
    ),
    "an author without end": lambda: "<rss><item><author>" + "x" * 9 * MB + "</author></item></rss>",
    "an author in pieces": lambda: "<rss><item><author>" + ("x" * 100 + "<!-- --><a b='c'/>") * 70_000,
    "50,000 authors": lambda: "<rss>" + ("<item>" + f"<author>{'x' * 190}</author>" * 100 + "</item>") * 450 + "</rss>",
    "300,000 labels of an item": lambda: (
        "<rss><item>" + "".join(f"<category>{n}</category>" for n in range(300_000)) + "</item></rss>"
    ),
    "a million keywords": lambda: (
        "<rss xmlns:media='http://search.yahoo.com/mrss/'><item><media:keywords>"
        + "".join(f"{n}," for n in range(MB))
        + "</media:keywords></item></rss>"
    ),
    "a million elements in front": lambda: "<rss><channel>" + "<a/>" * MB + "<item/></channel></rss>",
    "100,000 elements in items": lambda: (
        "<rss>" + ("<item><link>/1</link>" + "<b:c>x</b:c>" * 48 + "</item>") * 2_000 + "</rss>"
    ),
    "a description of opening brackets": lambda: (
        "<rss><item><link>/1</link><description>" + "&lt;" * 2_000_000 + "</description></item></rss>"
    ),
    "200,000 items": lambda: xml_items(150_000),
    "open CDATA": lambda: "<rss>" + "<![CDATA[" * MB,
    "bare ampersands": lambda: "<rss><title>" + "&" * 9 * MB,
    "open tags": lambda: "<rss>" + "<" * 9 * MB,
    "a document type without end": lambda: "<!DOCTYPE rss [" + "]" * 9 * MB,
    "half surrogates": lambda: "<rss><channel><item><title>&#xD800;&#56000;</title><link>http://e.org/</link><x>&",
    "240,000 pages": lambda: "<urlset>" + "<url><loc>http://e.org/</loc></url>" * 240_000 + "</urlset>",
    "an index of itself": lambda: "<sitemapindex>" + f"<sitemap><loc>{HOME}</loc></sitemap>" * 150_000,
    "a number of 20,000 digits": lambda: JSON_FEED + '{"id":' + "9" * 20_000 + "}]}",
    "a list in a list in a list": lambda: "[" * 9 * MB,
    "an object in an object": lambda: '{"a":' * 2 * MB,
    "20,000 JSON items": lambda: JSON_FEED + ",".join([f'{{"url":"{HOME}1","title":"<b>x"}}'] * 20_000) + "]}",
    "20,000 posts": lambda: json.dumps([{"id": 1, "link": HOME + "1", "title": {"rendered": "x"}}] * 20_000),
    "posts of the wrong types": lambda: json.dumps(
        [{"id": True, "link": [], "title": {"rendered": {}}, "_embedded": {"wp:term": [[1], {}, None], "author": {}}}]
    ),
    "500,000 elements of HTML": lambda: "<html>" + "<li><a href=/1>x</a>" * 450_000,
    "25,000 elements of HTML": lambda: "<html><body>" + "<li><a href=/1>x</a>" * 12_000,
    "HTML without end": lambda: "<html>" + "<div>" * MB,
    "an open tag of HTML": lambda: "<html><a href='" + "x" * 9 * MB,
    "spaces": lambda: " " * 9 * MB,
}


@pytest.fixture(scope="module")
def honest() -> float:
    """The processor's seconds that the largest honest feed takes."""
    items = (
        f"<item><title>خبر {n}</title><link>{HOME}{n}</link><guid>{n}</guid><description>{'كلمة ' * 60}</description>"
        f"<pubDate>Tue, 23 Dec 2025 10:00:00 +0000</pubDate></item>"
        for n in range(2_000)
    )
    body = f"<rss><channel>{''.join(items)}</channel></rss>".encode()
    read(body)
    start = time.process_time()
    found = read(body)
    took = time.process_time() - start
    assert isinstance(found, Listing)
    assert len(found.entries) == 2_000
    return took


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_end_soon(name: str, honest: float) -> None:
    body = HOSTILE[name]().encode()[: 10 * MB]
    start = time.process_time()
    found = read(body)
    assert time.process_time() - start < TIMES * honest
    if isinstance(found, Listing):
        keeps_its_promises(found)


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if "laughs" in name or "entity" in name or "blow-up" in name]
)
def test_entities_are_refused(name: str) -> None:
    found = read(HOSTILE[name]().encode())
    assert isinstance(found, ListingError)
    assert found.reason.startswith(("the XML declares entities", "the XML is too large"))


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str | None]:
    """Draw a document of the corpus with some bytes cut out, doubled, or replaced by what parsers stumble over."""
    body = served(draw(st.sampled_from(documents()))).body
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 60)))
        put = draw(
            st.sampled_from((b"", b"\0", b"<", b"&", b"]]>", b'"', b"\xff", b"{", b"null", b"-1e999", b"\\ud800"))
        )
        body = body[:start] + (put or body[start:end] * 2) + body[end:]
    return body, draw(st.sampled_from((None, *KINDS)))


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_mutated_document_is_a_listing_or_an_error(case: tuple[bytes, str | None]) -> None:
    found = read(*case)
    if isinstance(found, Listing):
        keeps_its_promises(found)
    else:
        assert found.subject
        assert found.reason


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from((b"", b"<rss>", b"<urlset><url>", b"[{", b"{", b"<html>", b"\x1f\x8b\x08"))
)
def test_any_bytes_are_a_listing_or_an_error(body: bytes, start: bytes) -> None:
    for kind in (None, *KINDS):
        found = read(start + body, kind)
        if isinstance(found, Listing):
            keeps_its_promises(found)


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_the_corpus_keeps_the_promises(path: Path) -> None:
    keeps_its_promises(listings.read(served(path), source_of(path), NOW))


def test_a_prefix_that_is_declared_nowhere() -> None:
    picture = b"<media:content url='/a.jpg'><media:description>x</media:description></media:content>"
    body = b"<rss><channel><item><link>https://news.example.org/1</link>" + picture + b"</item></channel></rss>"
    found = read(body)
    assert isinstance(found, Listing)
    assert [entry.url for entry in found.entries] == ["https://news.example.org/1"]
