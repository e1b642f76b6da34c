"""The sample newsroom serves what its editors wrote, as real sites would serve it, and the same bytes every time."""

import http.client
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import combinations, pairwise
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
import requests
from lxml import etree, html
from PIL import Image

import newsroom
from mirror.text import folded_words
from newsroom import pictures, synthetic
from newsroom.site import Site

ARTICLES = tuple(newsroom.articles())
NEWS, SISTER = "news.example.org", "sister.example.org"

# What a host would declare: their labels to ours.
OURS = {
    "سياسة": {"سياسة", "محليات", "أخبار محلية"},
    "اقتصاد": {"اقتصاد", "مال وأعمال"},
    "ثقافة": {"ثقافة", "ثقافة وفنون"},
    "رياضة": {"رياضة"},
    "علوم وتقنية": {"علوم وتقنية", "تكنولوجيا", "علوم وبيئة"},
    "منوعات": {"منوعات"},
}


class Reader:
    """A client that dials the newsroom for whatever host a URL names."""

    def __init__(self, room: newsroom.Newsroom, session: requests.Session) -> None:
        self.room, self.session = room, session

    def get(self, url: str, **headers: str) -> requests.Response:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        return self.session.get(
            f"http://{self.room.address}{target}",
            headers={"Host": parts.netloc, **headers},
            allow_redirects=False,
            timeout=10,
        )


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with newsroom.Newsroom() as room, requests.Session() as session:
        session.trust_env = False
        yield Reader(room, session)


def by_name(name: str, source: str = NEWS) -> newsroom.Article:
    return next(article for article in ARTICLES if (article.source, article.name) == (source, name))


def one_line(text: str) -> str:
    return " ".join(text.split())


def tree(response: requests.Response) -> html.HtmlElement:
    """Parse as a browser would: the charset of the header, else that of the page's own `<meta>`."""
    found = re.search(rb"charset=[\"']?([\w-]+)", response.headers["Content-Type"].encode() + response.content)
    assert found
    return html.document_fromstring(response.content, parser=html.HTMLParser(encoding=found[1].decode()))


# The text ------------------------------------------------------------------------------------------------------------


def test_there_are_about_44_articles_in_six_categories_of_at_least_six() -> None:
    ours = {label: name for name, labels in OURS.items() for label in labels}
    counts = Counter(ours[article.category] for article in ARTICLES)

    assert Counter(article.source for article in ARTICLES) == {NEWS: 26, SISTER: 18}
    assert set(counts) == set(OURS)
    assert min(counts.values()) >= 6


def test_lengths_vary_as_news_does() -> None:
    words = {article.name: len(" ".join(article.paragraphs).split()) for article in ARTICLES}
    urgent = {name for name, count in words.items() if count < 60}

    assert urgent == {"rain-delay", "wooden-bridge"}
    assert 1000 < words.pop("town-that-tells") < 1400
    assert all(100 < count <= 450 for name, count in words.items() if name not in urgent)


def test_dates_lie_in_the_last_two_months_of_2025_and_tell_them_apart() -> None:
    published = [article.published for article in ARTICLES]

    assert len(set(published)) == len(published)
    assert max(published).date() == date(2025, 12, 23)
    assert min(published).date() >= date(2025, 11, 1)
    assert all(article.changed >= article.published for article in ARTICLES)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.source}/{article.name}")
def test_text_is_tidy_arabic(article: newsroom.Article) -> None:
    texts = (article.title, article.summary, *article.authors, *article.tags, article.body)
    texts += tuple(word for picture in article.pictures for word in (picture.alt, picture.caption, picture.credit))
    for text in texts:
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"[\u0621-\u064a\u064b-\u0652][,;?]", text), "Latin punctuation after an Arabic letter"
        assert not re.search(r"\S {2,}\S", text)
        assert not re.search(r"\s[،؛؟.!](\s|$)", text), "a space before punctuation"
        assert text.count("«") == text.count("»")


def test_three_texts_stand_in_both_sources() -> None:
    def shingles(article: newsroom.Article) -> set[tuple[str, ...]]:
        words = folded_words(" ".join(article.paragraphs))
        return set(zip(words, words[1:], words[2:], strict=False))

    texts = [(article.name, shingles(article)) for article in ARTICLES]
    alike = {(a, b): len(x & y) / len(x | y) for (a, x), (b, y) in combinations(texts, 2)}

    copies = {pair for pair, share in alike.items() if share >= 0.5}
    assert copies == {
        ("old-town-marathon", "old-town-marathon"),
        ("longer-office-hours", "office-hours"),
        ("lake-birds", "lake-birds"),
    }
    assert max(share for pair, share in alike.items() if pair not in copies) < 0.1


# The pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.source}/{article.name}")
def test_article_is_served_as_it_was_written(article: newsroom.Article, reader: Reader) -> None:
    response = reader.get(article.url)
    page = tree(response)
    text = one_line(page.text_content())

    assert response.status_code == 200
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert [h1 for h1 in page.iter("h1") if one_line(h1.text_content()) == one_line(article.title)]
    assert [part for part in article.paragraphs if part not in text] == []
    images = {value for image in page.iter("img") for key, value in image.items() if key in ("src", "data-src")}
    assert set(picture_urls(article)) <= images


def picture_urls(article: newsroom.Article) -> list[str]:
    outlet = next(outlet for outlet in newsroom.sample() if outlet.host == article.source)
    return [outlet.picture_url(picture) for picture in article.pictures]


def test_wordpress_page_has_the_markup_of_one(reader: Reader) -> None:
    article = by_name("sample-cup-final")
    page = tree(reader.get(article.url))
    graph = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["@graph"]
    news = next(node for node in graph if node["@type"] == "NewsArticle")

    assert news["headline"] == article.title
    assert datetime.fromisoformat(news["datePublished"]) == article.published
    assert page.xpath("string(//meta[@property='og:title']/@content)") == f"{article.title} - وكالة المثال"
    for wanted in (
        "//nav",
        "//*[contains(@class, 'share-buttons')]",
        "//*[contains(@class, 'inline-related-posts')]",
        "//*[@class='related-posts']",
        "//*[@class='comment-list']/li",
        "//*[contains(@class, 'cookie-banner')]",
        "//form[@class='newsletter-form']",
        "//img[@data-src]/following-sibling::noscript/img",
        "//article//blockquote",
        "//article//table",
        "//article//iframe[@src='https://video.example.org/embed/42']",
        "//article//figure/figcaption",
    ):
        assert page.xpath(wanted), wanted


def test_portal_page_states_its_date_in_words_and_has_no_structured_data(reader: Reader) -> None:
    response = reader.get(by_name("valley-weekend", SISTER).url)
    page = tree(response)

    assert "تاريخ النشر: الاثنين ٢٢ كانون الأول ٢٠٢٥ - ١٠:٢٠" in page.text_content()
    assert "كتبت: مها التجربة" in page.text_content()
    assert not page.xpath("//script[@type='application/ld+json'] | //time | //meta[contains(@property, 'published')]")


def test_one_page_gives_the_name_of_the_site_as_its_title(reader: Reader) -> None:
    pages = {article.name: tree(reader.get(article.url)) for article in ARTICLES if article.source == SISTER}
    titles = {name: page.xpath("string(//meta[@property='og:title']/@content)") for name, page in pages.items()}

    assert [name for name, title in titles.items() if title == "صحيفة النموذج"] == ["women-final"]


def test_one_page_is_windows_1256_and_says_so_only_inside(reader: Reader) -> None:
    article = by_name("rain-poems", SISTER)
    response = reader.get(article.url)

    assert response.headers["Content-Type"] == "text/html"
    assert b"charset=windows-1256" in response.content
    with pytest.raises(UnicodeDecodeError):
        response.content.decode()
    assert article.title in response.content.decode("cp1256")


def test_some_pages_break_lines_instead_of_paragraphs(reader: Reader) -> None:
    page = tree(reader.get(by_name("lost-umbrella", SISTER).url))
    body = page.xpath("//div[@class='articleBody']")[0]

    assert not body.xpath(".//p")
    assert [a.tag for a, b in pairwise(body) if a.tag == b.tag == "br"]


def test_every_link_of_the_newsroom_leads_somewhere(reader: Reader) -> None:
    waiting = [outlet.home for outlet in newsroom.sample()]
    seen = set(waiting)
    while waiting:
        url = waiting.pop()
        response = reader.get(url)
        assert response.status_code == 200, url
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = tree(response)
        found = page.xpath("//a/@href | //img/@src | //img/@data-src | //iframe/@src | //script/@src | //form/@action")
        for link in (urljoin(url, str(each)) for each in found):
            parts = urlsplit(link)
            if parts.scheme not in ("http", "https"):
                continue
            assert (parts.hostname or "").endswith(".example.org"), link
            assert parts.port is None, link
            plain = parts._replace(fragment="").geturl()
            if parts.hostname in (NEWS, SISTER) and plain not in seen:
                seen.add(plain)
                waiting.append(plain)

    assert {article.url for article in ARTICLES} <= seen


def test_list_pages_lead_to_every_article(reader: Reader) -> None:
    for outlet, following in zip(newsroom.sample(), ("a.next", "a.next"), strict=True):
        url, found = f"{outlet.home}latest/", []
        while url:
            page = tree(reader.get(url))
            found += [a.get("href") for a in page.cssselect(".site-main h2 a, table.list a.title")]
            url = next((urljoin(url, a.get("href", "")) for a in page.cssselect(following)), "")
        assert [urljoin(outlet.home, link) for link in found] == [article.url for article in outlet.articles]


def test_arabic_slug_is_cut_in_the_middle_of_a_letter_and_still_answers(reader: Reader) -> None:
    article = by_name("smiling-letter")
    last = article.url.rstrip("/").rsplit("/", 1)[1]

    assert len(last) <= 200
    assert last.endswith("%d8")  # the first byte of two
    assert reader.get(article.url).status_code == 200
    assert reader.get(article.url.replace("%d8", "%D8")).status_code == 200


# Feeds, sitemap, API -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "path"), [(NEWS, "/feed/"), (SISTER, "/atom.xml")])
def test_feed_is_well_formed_and_whole(source: str, path: str, reader: Reader) -> None:
    response = reader.get(f"https://{source}{path}")
    feed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    written = {article.guid: article for article in ARTICLES if article.source == source}

    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == list(written)
    for entry in feed.entries:
        article = written[entry.id]
        assert (entry.title, entry.link) == (article.title, article.url)
        assert entry.published_parsed[:5] == article.published.utctimetuple()[:5]
        assert [tag.term for tag in entry.tags] == [article.category, *article.tags]
        assert article.summary in entry.summary
        assert ("content" in entry) == ("full-in-feed" in article.quirks)


def test_guids_are_unique_and_no_links() -> None:
    assert len({article.guid for article in ARTICLES}) == len(ARTICLES)
    assert len({article.url for article in ARTICLES}) == len(ARTICLES)


def test_a_wordpress_guid_redirects_to_its_article(reader: Reader) -> None:
    article = by_name("station-cat")
    response = reader.get(article.guid)

    assert (response.status_code, response.headers["Location"]) == (301, article.url)


def test_sitemap_and_robots(reader: Reader) -> None:
    for outlet in newsroom.sample():
        robots = reader.get(f"{outlet.home}robots.txt").text
        assert "Disallow: /admin/" in robots
        sitemap = re.search(r"Sitemap: (\S+)", robots)
        assert sitemap
        places = etree.fromstring(reader.get(sitemap[1]).content).findall("{*}url/{*}loc")
        assert [place.text for place in places] == [article.url for article in outlet.articles]


def test_rest_api_pages_through_every_post(reader: Reader) -> None:
    url, posts = f"https://{NEWS}/wp-json/wp/v2/posts?_embed=1&per_page=10", []
    for page in (1, 2, 3):
        response = reader.get(f"{url}&page={page}")
        assert (response.headers["X-WP-Total"], response.headers["X-WP-TotalPages"]) == ("26", "3")
        posts += response.json()
    beyond = reader.get(f"{url}&page=4")

    assert (beyond.status_code, beyond.json()["code"]) == (400, "rest_post_invalid_page_number")
    written = [article for article in ARTICLES if article.source == NEWS]
    assert [post["link"] for post in posts] == [article.url for article in written]
    for post, article in zip(posts, written, strict=True):
        embedded = post["_embedded"]
        assert post["guid"]["rendered"] == article.guid
        assert html.fromstring(post["title"]["rendered"]).text_content() == article.title
        text = one_line(html.fromstring(post["content"]["rendered"]).text_content())
        assert [part for part in article.paragraphs if part not in text] == []
        assert [[term["name"] for term in terms] for terms in embedded["wp:term"]] == [
            [article.category],
            list(article.tags),
        ]
        assert embedded["author"][0]["name"] == (article.authors[0] if article.authors else "وكالة المثال")
        assert embedded["wp:featuredmedia"][0]["source_url"] == picture_urls(article)[0]
        assert embedded["wp:featuredmedia"][0]["alt_text"] == article.pictures[0].alt
        assert datetime.fromisoformat(f"{post['date_gmt']}+00:00") == article.published


def test_rest_api_filters_by_time_and_refuses_nonsense(reader: Reader) -> None:
    posts = f"https://{NEWS}/wp-json/wp/v2/posts"
    late = reader.get(f"{posts}?after=2025-12-20T00:00:00&order=asc").json()

    assert [post["slug"] for post in late] == ["boat-race-live", "wooden-bridge"]
    assert [reader.get(f"{posts}?{query}").status_code for query in ("after=x", "page=0", "per_page=101")] == [400] * 3
    assert reader.get(f"{posts}/1205").json()["slug"] == "station-cat"
    assert reader.get(f"{posts}/9").status_code == 404
    assert reader.get(f"https://{SISTER}/wp-json/wp/v2/posts").status_code == 404


# Pictures ------------------------------------------------------------------------------------------------------------


def test_pictures_are_real_small_and_all_different(reader: Reader) -> None:
    urls = [url for article in ARTICLES for url in picture_urls(article)]
    bodies = {}
    for url in urls:
        response = reader.get(url)
        with Image.open(io.BytesIO(response.content)) as image:
            image.load()
            assert (image.size, Image.MIME[image.format or ""]) == ((800, 450), response.headers["Content-Type"])
        assert len(response.content) < 45_000, url
        bodies[url] = response.content

    assert len(set(bodies.values())) == len(urls)


def test_a_picture_is_drawn_the_same_twice() -> None:
    for name in ("hills-dusk-17.jpg", "stars-sea-51.png"):
        assert pictures.draw.__wrapped__(name) == pictures.draw(name)


# The server ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [f"https://{NEWS}/feed/", f"https://{SISTER}/atom.xml", ARTICLES[0].url])
def test_what_has_not_changed_is_not_sent_again(url: str, reader: Reader) -> None:
    first = reader.get(url)
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]

    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-Modified-Since": since}):
        again = reader.get(url, **headers)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    for headers in (
        {"If-None-Match": '"x"', "If-Modified-Since": since},
        {"If-Modified-Since": "Sat, 01 Nov 2025 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert reader.get(url, **headers).content == first.content


def test_unknown_hosts_and_addresses_are_refused_and_remembered(reader: Reader) -> None:
    before = len(reader.room.hits)

    assert reader.get("https://other.example.org/x?y=1").status_code == 421
    assert reader.get(f"https://{NEWS}/nothing/").status_code == 404
    assert reader.room.hits[before:] == [("other.example.org", "/x?y=1"), (NEWS, "/nothing/")]


def test_one_connection_serves_many_requests() -> None:
    with newsroom.Newsroom() as room:
        connection = http.client.HTTPConnection(room.address, timeout=10)
        connection.connect()
        local = connection.sock.getsockname()
        (whole, nothing), *others = (lengths(connection, method) for method in ("HEAD", "GET", "GET"))
        assert nothing == 0
        assert others == [(whole, whole)] * 2
        assert connection.sock.getsockname() == local
    with pytest.raises((http.client.HTTPException, ConnectionError)):  # the block is left: nobody answers any more
        lengths(connection, "GET")
    connection.close()


def lengths(connection: http.client.HTTPConnection, method: str) -> tuple[int, int]:
    """Ask for the feed; return the length that the answer states and the length it has."""
    connection.request(method, "/feed/", headers={"Host": NEWS})
    response = connection.getresponse()
    return int(response.headers["Content-Length"]), len(response.read())


def test_two_newsrooms_send_the_same_bytes() -> None:
    first, second = (Site(newsroom.sample()[0]) for _ in range(2))
    for path in ("/", "/feed/", "/2025/12/council-interview/", "/wp-json/wp/v2/posts?_embed=1"):
        ours, theirs = first.answer(path), second.answer(path)
        assert ours
        assert theirs
        assert (ours.body, ours.headers) == (theirs.body, theirs.headers)


# Synthetic outlets ---------------------------------------------------------------------------------------------------


def test_synthetic_outlets_are_as_many_and_as_long_as_asked_and_all_different() -> None:
    outlets = synthetic.outlets(sources=3, articles_per_source=20)
    articles = [article for outlet in outlets for article in outlet.articles]
    words = [len(" ".join(article.paragraphs).split()) for article in articles]

    assert [outlet.host for outlet in outlets] == ["s01.example.org", "s02.example.org", "s03.example.org"]
    assert len({article.url for article in articles}) == len({article.body for article in articles}) == 60
    assert min(words) >= 240
    assert max(words) <= 500
    assert synthetic.outlets(sources=3, articles_per_source=20)[2].articles == outlets[2].articles


def test_more_synthetic_articles_leave_the_others_as_they_were() -> None:
    (few,), (more,) = (synthetic.outlets(sources=1, articles_per_source=count) for count in (5, 8))

    assert more.articles[3:] == few.articles


def test_synthetic_outlets_are_served_by_their_hosts() -> None:
    outlets = synthetic.outlets(sources=2, articles_per_source=3)
    with newsroom.Newsroom(outlets) as room, requests.Session() as session:
        session.trust_env = False
        room.warm()
        client = Reader(room, session)
        for outlet in outlets:
            feed = feedparser.parse(client.get(f"https://{outlet.host}{outlet.feed}").content)
            assert [entry.link for entry in feed.entries] == [article.url for article in outlet.articles]
            for article in outlet.articles:
                assert article.paragraphs[0] in one_line(tree(client.get(article.url)).text_content())
