"""Going back: which pages are asked for, in which order, and where the walk ends."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest

from listing_corpus import HOME, response
from mirror import history
from mirror.errors import ListingError, WebError
from mirror.listings import Listing
from mirror.web import Response
from samples import NOW, source

SINCE = NOW - timedelta(days=30)


class Site:
    """A site of a few addresses; what is not among them is not there (404). Keeps a record of what it was asked."""

    def __init__(self, pages: Mapping[str, str | WebError]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def get(self, url: str) -> Response:
        self.asked.append(url.removeprefix(HOME))
        page = self.pages.get(url.removeprefix(HOME), WebError(url, "there is no such page (404)", status=404))
        if isinstance(page, WebError):
            raise page
        return response(page.encode(), url=url, headers={"x-wp-totalpages": "2"})


def walked(site: Site, first: str, *, back: bool = True) -> list[Listing]:
    return list(history.walk(HOME + first, site.get, source(), NOW, SINCE if back else None))


def found(listings: list[Listing]) -> list[str]:
    return [entry.url.removeprefix(HOME) for listing in listings for entry in listing.entries]


def feed(*names: str, more: str = "", days: int = 0) -> str:
    date = (NOW - timedelta(days=days)).isoformat()
    items = "".join(f"<item><link>{HOME}{name}</link><dc:date>{date}</dc:date></item>" for name in names)
    link = f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{HOME}{more}"/>' if more else ""
    return f"<rss><channel>{link}{items}</channel></rss>"


def index(*names: str) -> str:
    return (
        "<sitemapindex>" + "".join(f"<sitemap><loc>{HOME}{name}</loc></sitemap>" for name in names) + "</sitemapindex>"
    )


def pages(*names: str, days: int = 0) -> str:
    date = (NOW - timedelta(days=days)).date()
    return (
        "<urlset>"
        + "".join(f"<url><loc>{HOME}{name}</loc><lastmod>{date}</lastmod></url>" for name in names)
        + "</urlset>"
    )


def test_pages_are_followed_until_one_is_older() -> None:
    site = Site({"1": feed("a", more="2"), "2": feed("b", more="3"), "3": feed("c", more="4", days=60), "4": feed("d")})
    assert found(walked(site, "1")) == ["a", "b", "c"]
    assert site.asked == ["1", "2", "3"]


def test_one_old_entry_among_new_ones_ends_nothing() -> None:
    pinned = feed("a", more="2").replace(
        "</channel>", f"<item><link>{HOME}old</link><dc:date>2001-01-02</dc:date></item></channel>"
    )
    assert found(walked(Site({"1": pinned, "2": feed("b")}), "1")) == ["a", "old", "b"]


def test_a_walk_that_is_not_sent_back_stays_on_the_first_page() -> None:
    site = Site({"1": feed("a", more="2"), "2": feed("b")})
    assert found(walked(site, "1", back=False)) == ["a"]
    assert site.asked == ["1"]


def test_a_circle_ends() -> None:
    site = Site({"1": feed("a", more="2"), "2": feed("b", more="1")})
    assert found(walked(site, "1")) == ["a", "b"]


def test_pages_without_end_that_say_the_same_end() -> None:
    site = Site({"1": feed("a", more="2"), "2": feed("a", more="3"), "3": feed("a", more="4")})
    walked(site, "1")
    assert site.asked == ["1", "2"]


def test_pages_without_end_end_at_the_cap_and_it_is_said() -> None:
    asked: list[str] = []

    def endless(url: str) -> Response:
        asked.append(url)
        number = len(asked)
        return response(feed(f"story-{number}", more=f"{number + 1}").encode(), url=url)

    *_, last = history.walk(HOME + "1", endless, source(), NOW, SINCE)
    assert len(asked) == history.PAGES + 1
    assert last.left_out == ((f"{HOME}{history.PAGES + 2}", "not read: after 1000 pages there are still more"),)


def test_indexes_of_indexes_without_end_end() -> None:
    site = Site({str(number): index(str(number + 1)) for number in range(100)})
    *_, last = walked(site, "0", back=False)
    assert len(site.asked) == history.PARTS + 1
    assert last.left_out == ((HOME + "11", "not read: after 10 pages there are still more"),)


def test_a_page_behind_the_last_is_no_failure() -> None:
    listings = walked(Site({"1": feed("a", more="2")}), "1")
    assert found(listings) == ["a"]
    assert [listing.left_out for listing in listings] == [()]


def test_a_server_that_fails_ends_the_walk_and_is_named() -> None:
    failed = WebError(HOME + "2", "the server failed (503)", status=503)
    listings = walked(Site({"1": feed("a", more="2"), "2": failed}), "1")
    assert listings[-1].left_out == ((HOME + "2", "the server failed (503)"),)


@pytest.mark.parametrize(("page", "error"), [("<html>", ListingError), (WebError(HOME, "gone", status=404), WebError)])
def test_a_first_page_that_fails_raises(page: str | WebError, error: type[Exception]) -> None:
    with pytest.raises(error):
        walked(Site({"1": page}), "1")


def test_wordpress_is_asked_for_the_time() -> None:
    def posts(*ids: int) -> str:
        date = NOW.isoformat()[:19]
        return json.dumps([{"id": n, "link": f"{HOME}{n}", "title": {"rendered": ""}, "date_gmt": date} for n in ids])

    back = "posts?after=2025-11-22T00%3A00%3A00&per_page=50&orderby=date&order=desc"
    site = Site({"posts": posts(9), back: posts(9, 8), back + "&page=2": posts(7)})
    assert found(walked(site, "posts")) == ["9", "9", "8", "7"]
    assert site.asked == ["posts", back, back + "&page=2"]


def test_an_index_is_read_part_by_part_the_newest_first() -> None:
    site = Site({"map": index("post-1", "post-2", "post-3"), "post-3": pages("c"), "post-2": pages("b", days=60)})
    assert found(walked(site, "map")) == ["c", "b"]
    assert site.asked == ["map", "post-3", "post-2"]


def test_of_an_index_the_newest_part_with_entries_is_the_listing() -> None:
    site = Site({"map": index("post-1", "news"), "news": pages(), "post-1": pages("a")})
    assert found(walked(site, "map", back=False)) == ["a"]
    assert site.asked == ["map", "news", "post-1"]


def test_an_index_of_itself_ends() -> None:
    site = Site({"map": index("map", "other"), "other": index("map", "other")})
    assert found(walked(site, "map")) == []
    assert site.asked == ["map", "other"]


def test_a_part_that_is_no_sitemap_is_named_and_the_others_are_read() -> None:
    listings = walked(Site({"map": index("1", "2"), "2": "<html>", "1": pages("a")}), "map")
    assert found(listings) == ["a"]
    assert [item for listing in listings for item, _ in listing.left_out] == [HOME + "2"]
