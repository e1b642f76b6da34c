"""What is found at a site, what is taken for the best, and the block that comes of it."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from doors import Mirror
from listing_corpus import FOLDER
from mirror import discover
from mirror.article import Get
from mirror.config import Config, load
from mirror.discover import Offer, Place
from mirror.discover.selector import propose
from mirror.errors import ConfigError, UsageError, WebError
from mirror.extract import tree
from mirror.listings import Entry, Listing
from mirror.web import Response, Web
from newsroom import Newsroom
from samples import NOW, TOML, config
from web_server import Page, Server, answer, redirect, web

SITE = "http://news.example.org"
WORDS = "حديقة بلدة المثال تفتح أبوابها من جديد"
HEAD = """<!doctype html><html lang="ar"><head><title>الرئيسية</title>
<meta property="og:site_name" content="وكالة &quot;المثال&quot;">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" href="/rss">
</head>"""
PAGE = HEAD + "".join(f'<article><h2 class="t"><a href="/{n}">{WORDS} {n}</a></h2></article>' for n in range(6))


def rss(words: int = 0) -> str:
    content = f"<content:encoded>&lt;p&gt;{'كلمة ' * words}&lt;/p&gt;</content:encoded>" if words else ""
    items = "".join(f"<item><title>{WORDS}</title><link>{SITE}/{n}</link>{content}</item>" for n in range(4))
    return f"<rss><channel>{items}</channel></rss>"


def posts() -> str:
    return json.dumps([{"id": 1, "link": SITE + "/1", "title": {"rendered": WORDS}, "date_gmt": "2025-12-22T10:00:00"}])


def site(pages: Mapping[str, str]) -> dict[str, Page]:
    """Return pages that all claim to be HTML, as careless servers do."""
    return {path: answer(body=text.encode(), Content_Type="text/html; charset=utf-8") for path, text in pages.items()}


def found(pages: Mapping[str, Page], url: str = SITE + "/") -> tuple[Place, list[Offer]]:
    with Server(pages=pages) as server, web(server) as it:
        get = getter(it)
        place = discover.look(url, get)
        offers = discover.offers(place, discover.provisional(url, config()), get, NOW)
        return place, [offer for offer in offers if isinstance(offer, Offer)]


def getter(it: Web) -> Get:
    return lambda url, kind: it.get(url, kind=kind)


def sorts(offers: list[Offer]) -> list[tuple[str, str]]:
    return [(offer.sort, offer.url.removeprefix(SITE)) for offer in offers]


def test_a_page_says_its_name_its_language_and_its_feeds() -> None:
    place, _ = found(site({"/": PAGE}))
    assert (place.name, place.lang, place.home, place.feeds) == ('وكالة "المثال"', "ar", SITE + "/", (SITE + "/rss",))


def test_all_that_a_site_offers_is_found() -> None:
    news = (FOLDER / "sitemap-news.xml").read_text("utf-8")
    pages = {
        "/": PAGE,
        "/rss": rss(),
        "/maps/news": news,
        "/sitemap.xml": (FOLDER / "sitemap.xml").read_text("utf-8"),
        "/robots.txt": f"User-agent: *\nSitemap: {SITE}/maps/news\n",
        "/wp-json/wp/v2/posts?_embed=1": posts(),
    }
    _, offers = found(site(pages))
    assert sorts(offers) == [
        ("WordPress API", "/wp-json/wp/v2/posts?_embed=1"),
        ("feed", "/rss"),
        ("news sitemap", "/maps/news"),
        ("sitemap", "/sitemap.xml"),
        ("list page", "/"),
    ]


@pytest.mark.parametrize(("words", "sort"), [(20, "feed"), (150, "full feed")])
def test_a_feed_with_whole_articles_is_told_from_one_with_teasers(words: int, sort: str) -> None:
    _, offers = found(site({"/": PAGE, "/rss": rss(words)}))
    assert offers[0].sort == sort


def test_feeds_are_looked_for_by_custom_where_none_is_declared() -> None:
    _, offers = found({**site({"/": "<html><p>نص", "/rss.xml": rss()}), "/feed/": redirect("/rss.xml")})
    assert sorts(offers) == [("feed", "/rss.xml")]


def test_a_wordpress_that_names_its_api_elsewhere_is_asked_there() -> None:
    head = f'<html><head><link rel="https://api.w.org/" href="{SITE}/index.php?rest_route=/"></head>'
    _, offers = found(site({"/": head, "/index.php?rest_route=%2Fwp%2Fv2%2Fposts&_embed=1": posts()}))
    assert [offer.sort for offer in offers] == ["WordPress API"]


def test_the_zone_is_the_one_of_wordpress() -> None:
    pages = site({"/": PAGE, "/wp-json/?_fields=timezone_string": '{"timezone_string": "Asia/Beirut"}'})
    with Server(pages=pages) as server, web(server) as it:
        place = discover.look(SITE + "/", getter(it))
        assert getattr(discover.zone(place, getter(it)), "key", None) == "Asia/Beirut"


@pytest.mark.parametrize("said", ["", "+03:00", "../../etc/passwd", None, []])
def test_a_zone_that_is_none_is_not_known(said: object) -> None:
    pages = site({"/": PAGE, "/wp-json/?_fields=timezone_string": json.dumps({"timezone_string": said})})
    with Server(pages=pages) as server, web(server) as it:
        assert discover.zone(discover.look(SITE + "/", getter(it)), getter(it)) is None


def test_the_address_may_be_a_listing_itself() -> None:
    place, offers = found(site({"/rss": rss()}), SITE + "/rss")
    assert (place.page, place.home, sorts(offers)) == (None, SITE + "/", [("feed", "/rss")])


def test_a_site_that_cannot_be_had_is_named() -> None:
    with pytest.raises(WebError):
        found({})


# The best


def offer(sort: str, *, days: int = 0, url: str = SITE) -> Offer:
    entry = Entry(url=url, published=NOW - timedelta(days=days))
    return Offer(url=url, listing=Listing(entries=(entry,), kind="feed"), sort=sort)


def test_the_best_carries_most_and_is_alive() -> None:
    assert discover.best([], NOW) is None
    assert discover.best([offer("feed"), offer("full feed"), offer("sitemap")], NOW) == offer("full feed")
    assert discover.best([offer("full feed", days=400), offer("sitemap")], NOW) == offer("sitemap")
    assert discover.best([offer("feed", url=SITE + "/a"), offer("feed", url=SITE + "/b")], NOW) == offer(
        "feed", url=SITE + "/a"
    )


# The selector


def proposal(body: str) -> str | None:
    return propose(tree.parse(f"<html><body>{body}</body></html>", url=SITE), SITE + "/")


def cards(of: str, count: int = 6) -> str:
    return "".join(of.format(url=f"/{of[1:3]}{n}", words=f"{WORDS} {n}") for n in range(count))


def test_a_selector_is_what_the_links_to_articles_have_in_common() -> None:
    menu = "<nav>" + cards("<a href='{url}'>{words}</a>", 20) + "</nav>"
    label = "<a href='/c/x'>أخبار محلية</a>"
    card = "<div class='card post-17'>" + label + "<h3 class='title'><a href='{url}'>{words}</a></h3></div>"
    assert proposal(menu + cards(card)) == "h3.title > a"
    assert proposal(cards("<li><a class='more' href='{url}'>{words}</a><a href='/t/x'>وسم</a></li>")) == "a.more"
    assert proposal(cards("<li><a href='{url}'>{words}</a></li>")) == "li > a"


@pytest.mark.parametrize(
    "body",
    [
        "",
        cards("<h2><a href='{url}'>{words}</a></h2>", 4),
        cards("<h2><a href='https://other.example.com{url}'>{words}</a></h2>"),
        cards("<h2><a href='{url}'>قصير</a></h2>"),
        "<footer>" + cards("<a href='{url}'>{words}</a>") + "</footer>",
    ],
)
def test_a_page_without_a_list_of_articles_has_no_selector(body: str) -> None:
    assert proposal(body) is None


# The block


@pytest.fixture
def mirror_toml(tmp_path: Path) -> Config:
    path = tmp_path / "mirror.toml"
    path.write_text("# the first line stays\n" + TOML + "# so does the last\n", encoding="utf-8")
    return load(path)


def place(home: str = "https://www.news.example.com.sy/") -> Place:
    response = Response(url=home, requested=home, status=200, headers={}, body=b"")
    return Place(response=response, page=None, name='وكالة "المثال"\u2067', lang="fr", api=None, feeds=())


def test_a_block_is_appended_and_holds(mirror_toml: Config) -> None:
    page = Offer(
        url="https://www.news.example.com.sy/latest",
        listing=offer("feed").listing,
        sort="list page",
        item='h2[class="t"] > a',
    )
    discover.append(discover.block(place(), page, mirror_toml), mirror_toml)
    text = mirror_toml.path.read_text("utf-8")
    assert text.startswith("# the first line stays\n" + TOML + "# so does the last\n\n[[source]]\n")
    new = load(mirror_toml.path).sources[-1]
    assert (new.id, new.home, new.listing) == ("news-example", place().home, (page.url,))
    assert (new.mode, new.category, new.lang, new.rules.item) == ("excerpt", "سياسة", "fr", page.item)


def test_the_block_says_what_the_host_has_to_decide() -> None:
    text = discover.block(place(), offer("feed"), config())
    assert 'mode = "excerpt" # full | excerpt | headline: what you may republish' in text
    assert "rules" not in text
    assert "zone" not in text


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("https://example.org/", "example"),
        ("https://www.example.com.sy/", "example"),
        ("https://feeds.org/", "feeds-site"),
        ("https://localhost/", "localhost"),
        ("https://" + "a" * 50 + ".org/", "a" * 40),
    ],
)
def test_the_id_comes_from_the_host(home: str, name: str) -> None:
    assert f'id = "{name}"\n' in discover.block(place(home), offer("feed"), config())


@pytest.mark.parametrize("home", ["https://news.example.org/x", "https://example.net/"])
def test_a_source_that_is_there_is_not_written_again(home: str, mirror_toml: Config) -> None:
    before = mirror_toml.path.read_bytes()
    with pytest.raises(UsageError, match=r'mirror\.toml has this source: "example"'):
        discover.append(discover.block(place(home), offer("feed"), mirror_toml), mirror_toml)
    assert mirror_toml.path.read_bytes() == before


def test_a_mirror_without_categories_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "mirror.toml"
    path.write_text('[site]\nname = "مرآة"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="category"):
        discover.append(discover.block(place(), offer("feed"), load(path)), load(path))


# The door


@pytest.fixture
def lone(tmp_path: Path, newsroom: Newsroom) -> Mirror:
    """A mirror whose one source has a listing on the sample's host, so that this is dialled, and its home elsewhere."""
    source = TOML.index("[[source]]")
    text = TOML[:source] + TOML[source : TOML.index("[[source]]", source + 1)]
    text = text.replace('https://news.example.org/"', 'https://tunnel.example.net/"').replace('"example"', '"tunnel"')
    return Mirror.with_config(tmp_path / "mirror", text + f'connect = "{newsroom.address}"\n')


def test_the_door_prints_a_block_that_it_can_append(lone: Mirror) -> None:
    done = lone.run("discover", "news.example.org", "--write")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith('[[source]]\nid = "news-example"\n')
    assert "discover: WordPress API: https://news.example.org/wp-json/wp/v2/posts?_embed=1" in done.stderr
    assert (lone.root / "mirror.toml").read_text("utf-8").endswith(done.stdout)
    again = lone.run("discover", "news.example.org", "--write")
    assert again.returncode == 2
    assert 'mirror.toml has this source: "news-example"' in again.stderr


def test_the_door_says_where_there_is_nothing(lone: Mirror) -> None:
    done = lone.run("discover", "https://news.example.org/about/")
    assert done.returncode == 0, done.stderr  # the site behind the page has listings
    assert lone.run("discover", "ftp://news.example.org/").returncode == 2
    assert lone.run("discover", "https://news.example.org/no-such-page").returncode == 1
