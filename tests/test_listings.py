"""Listings: every kind against its corpus, and what all kinds have in common."""

import gzip
import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from listing_corpus import FOLDER, HOME, documents, expectation, response, said, served, source_of
from mirror import decide, listings, story
from mirror.config.reading import KINDS
from mirror.errors import ListingError
from mirror.listings import bounds, jsonfeed, packed, paging, plain, sitemap, sniff, wordpress
from mirror.listings.within import at
from mirror.store import Known
from samples import NOW, source

WP = HOME + "wp-json/wp/v2/posts"


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_a_document_is_read_as_expected(path: Path) -> None:
    expected = expectation(path)
    del expected["given"]
    assert said(listings.read(served(path), source_of(path), NOW)) == expected


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_a_document_is_recognised_by_one_kind(path: Path) -> None:
    found = [name for name, kind in listings.kinds().items() if kind.recognises(served(path))]
    assert found == [expectation(path)["kind"]]


def test_a_kind_is_a_file_of_its_name_that_mirror_toml_may_ask_for() -> None:
    assert sorted(listings.kinds()) == sorted(KINDS)
    for name, kind in listings.kinds().items():
        assert importlib.import_module(f"mirror.listings.{name}") is kind
        assert kind.__doc__
        assert kind.recognises.__doc__
        assert kind.read.__doc__


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"url", "html"}))
def test_every_kind_refuses_what_it_is_not(kind: str) -> None:
    page = (FOLDER / "list-page.html").read_bytes()
    with pytest.raises(ListingError) as caught:
        listings.read(response(page), source(kind=kind), NOW)
    assert caught.value.subject == HOME + "listing"
    assert caught.value.remedy


# What the same site says in its feed and in its API is one story.


def test_feed_and_api_of_one_wordpress_state_the_same_identities() -> None:
    post = {
        "id": 101,
        "link": HOME + "garden/",
        "title": {"rendered": ""},
        "guid": {"rendered": HOME + "?a=b&#038;p=101"},
    }
    item = (
        f"<item><link>{HOME}garden/?utm_source=rss</link><guid isPermaLink='false'>{HOME}?a=b&amp;p=101</guid>"
        "<post-id xmlns='com-wordpress:feed-additions:1'>101</post-id></item>"
    )
    by_api = listings.read(response(json.dumps([post]).encode()), source(), NOW).entries[0]
    by_feed = listings.read(response(f"<rss><channel>{item}</channel></rss>".encode()), source(), NOW).entries[0]
    assert (by_feed.url, by_feed.guid, by_feed.aliases) == (by_api.url, by_api.guid, by_api.aliases)
    assert by_api.aliases == (story.alias("wp", "news.example.org/101"),)


def test_a_guid_used_twice_is_no_identity() -> None:
    items = "".join(f"<item><link>{HOME}{n}</link><guid isPermaLink='false'>same</guid></item>" for n in (1, 2))
    found = listings.read(response(f"<rss><channel>{items}</channel></rss>".encode()), source(), NOW)
    slugs = {item.slug for item in decide.items(found.entries, source=source(), known=_nothing_known())}
    assert len(slugs) == 2


def _nothing_known() -> Known:
    return Known(files={}, aliases={}, taken=frozenset(), vanished=frozenset(), adopted={})


# What feedparser would read otherwise


def feed_entry(item: str, *, url: str = HOME + "rss", around: str = "") -> listings.Entry:
    rss = f'<rss xmlns:media="http://search.yahoo.com/mrss/"><channel>{around}<item>{item}</item></channel></rss>'
    return listings.read(response(rss.encode(), url=url), source(), NOW).entries[0]


@pytest.mark.parametrize("kind", ["", ' type="plain"'])
@pytest.mark.parametrize("summary", ["", "<description>ملخص الخبر</description>"])
def test_what_is_said_of_a_picture_is_not_said_of_the_article(kind: str, summary: str) -> None:
    media = (
        f'<media:content url="/1.jpg"><media:description{kind}>ساحة &amp;amp; سوق</media:description></media:content>'
    )
    found = feed_entry(f"{media}<link>/1</link>{summary}{media}")
    assert (found.summary, found.html) == ("ملخص الخبر" if summary else None, None)
    assert found.picture == listings.Picture(url=HOME + "1.jpg", alt="ساحة & سوق")


def test_a_guid_stays_as_stated_wherever_the_feed_moves_to() -> None:
    item = "<link>/1</link><guid>12345</guid>"
    assert {feed_entry(item, url=url).guid for url in (HOME + "rss", "http://example.org/a/feed")} == {"12345"}


def test_a_guid_that_is_no_address_is_no_page() -> None:
    body = b"<rss><channel><item><title>x</title><guid>12345</guid></item></channel></rss>"
    assert listings.read(response(body), source(), NOW).left_out == (("x", "has no link to a web page"),)


def test_an_editor_of_the_feed_is_not_the_author_of_its_articles() -> None:
    assert feed_entry("<link>/1</link>", around="<managingEditor>a@example.org (نور)</managingEditor>").authors == ()


@pytest.mark.parametrize("date", ["23 ديسمبر 2025 10:30 +02:00", "Tue, 23 Dec 2025 10:30:00 +0200"])
@pytest.mark.parametrize("name", ["pubDate", "dc:date"])
def test_a_date_keeps_its_offset(name: str, date: str) -> None:
    published = feed_entry(f"<link>/1</link><{name}>{date}</{name}>").published
    assert published is not None
    assert published.isoformat() == "2025-12-23T10:30:00+02:00"


def test_whole_articles_of_a_description_have_their_links_where_xml_base_says() -> None:
    text = "&lt;p&gt;&lt;a href='x'&gt;" + "كلمة " * 500
    found = feed_entry(f"<link>/1</link><description xml:base='/static/'>{text}</description>").html
    assert f'href="{HOME}static/x"' in (found or "")


# WordPress


@pytest.mark.parametrize(
    ("url", "headers", "more"),
    [
        ("", {"x-wp-totalpages": "3"}, "?page=2"),
        ("?page=2&_embed=1", {"x-wp-totalpages": "3"}, "?_embed=1&page=3"),
        ("?page=3", {"x-wp-totalpages": "3"}, None),
        ("", {"link": f'<{WP}?page=0>; rel="prev", <{WP}?page=2&x=1>; rel="next"'}, "?page=2&x=1"),
        ("", {}, "?page=2"),
        ("", {"x-wp-totalpages": "9" * 5000}, "?page=2"),
    ],
)
def test_wordpress_pages_go_on_until_the_last(url: str, headers: dict[str, str], more: str | None) -> None:
    post = [{"id": 1, "link": HOME + "1", "title": {"rendered": "خبر"}}]
    found = listings.read(response(json.dumps(post).encode(), url=WP + url, headers=headers), source(), NOW)
    assert found.more == ((WP + more,) if more else ())


def test_an_empty_page_of_wordpress_is_the_last() -> None:
    found = listings.read(response(b"[]", url=WP, headers={"x-wp-total": "0"}), source(), NOW)
    assert (found.kind, found.entries, found.more) == ("wordpress", (), ())


def test_a_closed_api_says_what_to_do() -> None:
    answer = {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}}
    with pytest.raises(ListingError, match=r"refuses: rest_no_route; take its feed: /feed/"):
        listings.read(response(json.dumps(answer).encode(), url=WP), source(), NOW)


def test_going_back_wordpress_is_asked_for_the_time_and_for_many_at_once() -> None:
    asked = wordpress.back_to(WP + "?_embed=1&per_page=10", NOW)
    assert asked == WP + "?_embed=1&after=2025-12-22T00%3A00%3A00&per_page=50&orderby=date&order=desc"


# Sitemaps


@pytest.mark.parametrize("packed", [gzip.compress, lambda body: gzip.compress(body[:50]) + gzip.compress(body[50:])])
def test_a_gzip_file_is_opened(packed: Callable[[bytes], bytes]) -> None:
    body = (FOLDER / "sitemap.xml").read_bytes()
    found = listings.read(response(packed(body)), source(), NOW)
    assert found == listings.read(response(body), source(), NOW)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (gzip.compress(b"<urlset>" + bytes(packed.LIMIT)), "holds more than 10 MB"),
        (gzip.compress(b"<urlset/>")[:-4], "breaks off"),
        (gzip.compress(b"<urlset/>")[:10] + b"\xff" * 20, "is broken"),
    ],
    ids=["bomb", "cut", "broken"],  # gzip has the time in its head: the bytes are no name that two workers agree on
)
def test_a_gzip_file_that_is_a_bomb_or_broken_is_named(body: bytes, why: str) -> None:
    with pytest.raises(ListingError, match=why):
        listings.read(response(body), source(), NOW)


def test_an_index_whose_parts_all_seem_to_hold_no_articles_keeps_them() -> None:
    parts = "".join(f"<sitemap><loc>{HOME}sitemap-page-{n}.xml</loc></sitemap>" for n in (1, 2))
    found = listings.read(response(f"<sitemapindex>{parts}</sitemapindex>".encode()), source(), NOW)
    assert found.more == (HOME + "sitemap-page-2.xml", HOME + "sitemap-page-1.xml")


# What is too much is said.


@pytest.mark.parametrize(
    ("most", "body"),
    [
        (bounds.ENTRIES, lambda n: "<rss><channel>" + f"<item><link>{HOME}</link></item>" * n + "</channel></rss>"),
        (sitemap.ENTRIES, lambda n: "<urlset>" + f"<url><loc>{HOME}a</loc></url>" * n + "</urlset>"),
        (
            jsonfeed.ENTRIES,
            lambda n: json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": HOME}] * n}),
        ),
    ],
)
def test_what_is_over_the_cap_is_said(most: int, body: Callable[[int], str]) -> None:
    found = listings.read(response(body(most + 5).encode()), source(), NOW)
    assert len(found.entries) == most
    assert f"more than {most} " in found.left_out[0][1]


# The small parts


def test_html_needs_a_selector_and_says_so() -> None:
    with pytest.raises(ListingError, match=r"nothing says where on it the articles stand; .*discover\.py"):
        listings.read(response(b"<!doctype html><title>x</title><a href=/1>y</a>"), source(), NOW)


def test_what_is_no_listing_shows_its_beginning() -> None:
    with pytest.raises(ListingError, match="found text/plain: “nothing to see here…”"):
        listings.read(response(b"nothing to see\nhere", headers={"content-type": "text/plain"}), source(), NOW)


def test_a_single_address_is_one_entry() -> None:
    found = listings.read(response(b"<html>", url=HOME + "a?utm_source=x"), source(kind="url"), NOW)
    assert [entry.url for entry in found.entries] == [HOME + "a"]


@pytest.mark.parametrize(
    ("body", "root"),
    [
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><!-- <html> --><RSS>", "rss"),
        ("<?xml version='1.0'?><feed/>".encode("utf-16"), "feed"),
        (b"<!DOCTYPE rss [<!ENTITY a '<html>'>]><rdf:RDF>", "rdf"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"text", None),
        (b"<!--", None),
        (b"", None),
        (b"<!DOCTYPE x [" + b"]" * 70_000, None),
    ],
)
def test_the_root_element(body: bytes, root: str | None) -> None:
    assert sniff.root_element(body) == root


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_the_letters_are_right_in_every_encoding(encoding: str) -> None:
    text = "<rss><channel><item><title>أخبار بلدة المثال ومدرستها القديمة</title><link>https://e.org/</link></item></channel></rss>"
    got = response(text.encode(encoding), headers={"content-type": "text/xml; charset=windows-1256"})
    assert listings.read(got, source(), NOW).entries[0].title == "أخبار بلدة المثال ومدرستها القديمة"


@pytest.mark.parametrize(
    ("upstream", "line"),
    [
        ("نص", "نص"),
        ("a &amp;lt;b&amp;gt; c", "a <b> c"),
        ("<p>سطر</p><p>آخر</p>", "سطر آخر"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("<script>alert(1)</script>نص<style>p{}</style>", "نص"),
        ("سطر\r\n\u2028آخر\u202e", "سطر آخر"),
        ("نصف حرف \ufffd", None),
        ("<!-- -->", None),
        (7, None),
        (None, None),
    ],
)
def test_words_become_one_plain_line(upstream: object, line: str | None) -> None:
    assert plain.line(upstream, 100) == line


def test_a_language_without_a_locale_has_machine_dates() -> None:
    french = replace(source(), lang="fr")
    assert plain.date("2025-12-23T10:00:00Z", french, NOW) == NOW.replace(hour=10)


@pytest.mark.parametrize(("url", "number"), [("?page=3", 3), ("?page=x", 1), ("", 1), ("?page=" + "9" * 99, 1)])
def test_the_page_that_an_address_asks_for(url: str, number: int) -> None:
    assert paging.number(HOME + url, "page") == number


def test_a_path_into_json_that_does_not_lead_on_is_nothing() -> None:
    assert at({"a": [{"b": 1}]}, "a", 0, "b") == 1
    assert [at(value, *path) for value, *path in ([[], 0], [{}, 0], [[1], "a"], [None, "a"], ["text", 0])] == [None] * 5
