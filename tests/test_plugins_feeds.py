"""Feeds as readers need them: valid, complete, the same in every format, ids that never move, history that stays."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree, html
from plugins.feeds.formats import formats

import feed_rules
import theme_site
from doors import tree
from feed_rules import NS
from mirror.story import Story
from samples import TOML
from site_builder import Mirror, mirror, numbered
from theme_site import PICTURE

SITE = "https://mirror.example.org"
HEADLINES = TOML.replace('mode = "excerpt"', 'mode = "headline"')


def feed(made: Mirror, path: str = "feeds/all.atom.xml") -> etree._Element:
    return etree.fromstring((made.output / path).read_bytes())


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(each) for each in element.xpath(path, namespaces=NS)]


def items(made: Mirror, path: str = "feeds/all.json") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.read(path))["items"]
    return found


def feeds(made: Mirror) -> dict[str, bytes]:
    return {path: (made.output / path).read_bytes() for path in sorted(made.paths()) if path.startswith("feeds/")}


def later(story: Story, **more: float) -> datetime:
    assert story.date is not None
    return story.date + timedelta(**more)


def problems(made: Mirror, site: str) -> dict[str, list[str]]:
    """Return what the rules find, by feed."""
    out = {}
    for path, raw in feeds(made).items():
        url = f"{site}/{path}"
        if path.endswith(".opml"):
            out[path] = feed_rules.opml(raw)
        elif path.endswith(".json"):
            out[path] = feed_rules.json_feed(raw, url)
        elif path.endswith(".rss.xml"):
            out[path] = feed_rules.rss(raw, url)
        else:
            out[path] = feed_rules.atom(raw, url)
    return out


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    """A site with stories of every kind, good and bad, in three months."""
    return theme_site.build(tmp_path_factory.mktemp("arabic"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    return theme_site.build_english(tmp_path_factory.mktemp("english"))


@pytest.mark.parametrize("lang", ["arabic", "english"])
def test_every_feed_keeps_the_rules(lang: str, request: pytest.FixtureRequest) -> None:
    found = problems(request.getfixturevalue(lang), theme_site.SITEURL)
    assert len(found) > 15
    assert not {path: what for path, what in found.items() if what}


def test_an_empty_site_has_valid_feeds(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    made.build(SITE)
    assert not [what for found in problems(made, SITE).values() for what in found]
    assert texts(feed(made), "a:updated/text()") == ["2005-12-01T00:00:00+00:00"]


Breakage = tuple[str, str, str]
BROKEN: Mapping[str, Breakage] = {
    "a date without offset": ("all.atom.xml", "+03:00</updated>", "</updated>"),
    "an id that is an address": ("all.atom.xml", "<entry><id>urn:uuid:", "<entry><id>https://"),
    "no language": ("all.atom.xml", ' xml:lang="ar"', ""),
    "another's address": ("all.atom.xml", "/feeds/all.atom.xml", "/feeds/else.atom.xml"),
    "an element of nobody": ("all.atom.xml", "<entry>", "<item/><entry>"),
    "a relative link": ("all.atom.xml", 'src="https://mirror.example.org/', 'src="/'),
    "a script": ("all.atom.xml", "&lt;footer", "&lt;script&gt;&lt;/script&gt;&lt;footer"),
    "an enclosure without a length": ("all.atom.xml", ' length="', ' size="'),
    "no way back": ("archive/2025/12.xml", 'rel="current"', 'rel="related"'),
    "a guid that claims to be a link": ("all.rss.xml", "false", "true"),
    "the wrong weekday": ("all.rss.xml", "<pubDate>Tue", "<pubDate>Wed"),
    "no description": ("all.rss.xml", "<description>حديقة", "<description/><description>حديقة"),
    "a picture without dimensions": ("all.rss.xml", ' width="', ' breadth="'),
    "a number as text": ("all.json", '"size_in_bytes": ', '"size_in_bytes": "1", "size": '),
    "no version": ("all.json", "version/1.1", "version/2"),
    "a feed twice": ("feeds.opml", "category/sports", "category/politics"),
    "a folder with more than a name": ("feeds.opml", '<outline text="الأقسام"', '<outline text="الأقسام" title="x"'),
}


@pytest.mark.parametrize("breakage", BROKEN.values(), ids=BROKEN)
def test_the_rules_find_what_is_broken(breakage: Breakage, pictured: Mirror) -> None:
    path, good, bad = breakage
    (pictured.output / "feeds" / path).touch()
    whole = (pictured.output / "feeds" / path).read_text(encoding="utf-8")
    assert good in whole
    try:
        (pictured.output / "feeds" / path).write_text(whole.replace(good, bad, 1), encoding="utf-8")
        assert {path for path, found in problems(pictured, SITE).items() if found} == {f"feeds/{path}"}
    finally:
        (pictured.output / "feeds" / path).write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    """A site of three stories: with a lead picture, with the same one in its text as well, and without."""
    shown = f"نص.\n\n![صورة]({{static}}/images/{PICTURE})\n\n[هنا](#here) [هناك](other.html) [عن](/pages/about.html)"
    made = mirror(
        tmp_path_factory.mktemp("pictured"),
        [
            numbered(1, image=PICTURE, image_alt="حقل", image_credit="نور المثال"),
            numbered(2, image=PICTURE, body=shown),
            numbered(3),
        ],
    )
    theme_site.picture(made)
    made.build(SITE)
    return made


def test_an_entry_says_whose_it_is(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build(SITE)
    root = feed(made)
    [entry] = root.findall("a:entry", NS)
    assert texts(entry, "a:link[@rel='alternate']/@href") == [f"{SITE}/news/{numbered(1).slug}.html"]
    assert texts(entry, "a:link[@rel='via']/@href") == ["https://news.example.org/1"]
    assert texts(entry, "a:source/a:title/text()") == ["وكالة المثال"]
    assert texts(entry, "a:author/a:name/text()") == ["سلمى المثال"]
    assert texts(entry, "a:published/text()") == ["2025-12-23T15:30:00+03:00"]
    assert texts(entry, "a:category/@term")[0] == "politics"
    assert texts(entry, "a:category/@label") == ["سياسة", "حدائق", "بلدة المثال"]
    [content] = texts(entry, "a:content[@type='html']/text()")
    assert content.startswith('<div lang="ar" dir="rtl">')
    assert content.count('<footer class="notice">') == 1
    [item] = feed(made, "feeds/all.rss.xml").findall("channel/item")
    assert (item.findtext("source"), item.find("source").get("url")) == ("وكالة المثال", "https://news.example.org/")
    assert texts(item, "dc:creator/text()") == ["سلمى المثال"]
    assert texts(item, "a:link[@rel='via']/@href") == ["https://news.example.org/1"]
    [entry] = items(made)
    assert entry["authors"] == [
        {"name": "سلمى المثال"},
        {"name": "وكالة المثال", "url": "https://news.example.org/"},
    ]
    assert entry["external_url"] == "https://news.example.org/1"


def test_all_formats_say_the_same(arabic: Mirror) -> None:
    """A real parser reads the same stories, ids, texts and times out of each."""
    told = json.loads(arabic.read("feeds/all.json"))
    assert (told["title"], told["language"]) == ("مرآة العيّنة: كل الأخبار", "ar")
    for suffix in ("atom.xml", "rss.xml"):
        read = feedparser.parse((arabic.output / f"feeds/all.{suffix}").read_bytes())
        assert not read.bozo
        assert (read.feed.title, read.feed.language) == (told["title"], told["language"])
        assert len(read.entries) == len(told["items"]) == 30
        for entry, item in zip(read.entries, told["items"], strict=True):
            assert (entry.id, entry.link, entry.title) == (item["id"], item["url"], item["title"])
            assert entry.published_parsed == datetime.fromisoformat(item["date_published"]).utctimetuple()
            assert entry.updated_parsed == datetime.fromisoformat(item["date_modified"]).utctimetuple()
            said, meant = (html.fromstring(each) for each in (entry.content[0].value, item["content_html"]))
            assert said.text_content() == meant.text_content()


def test_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1, title="<b>عنوان</b> & «آخر»", summary='"<script>" & «أخرى»', tags=("<i>",))])
    made.build(SITE)
    read = feedparser.parse((made.output / "feeds/all.atom.xml").read_bytes())
    assert (read.entries[0].title, read.entries[0].tags[-1].label) == ("<b>عنوان</b> & «آخر»", "<i>")
    assert items(made)[0]["title"] == "<b>عنوان</b> & «آخر»"
    description = feed(made, "feeds/all.rss.xml").findtext("channel/item/description")
    assert html.fromstring(f"<p>{description}</p>").text_content() == '"<script>" & «أخرى»'


def test_ids_outlive_corrections_and_the_address(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build(SITE)

    def ids() -> tuple[list[str], ...]:
        rss = feed(made, "feeds/all.rss.xml")
        return texts(feed(made), "//a:id/text()"), texts(rss, "//guid/text()"), [each["id"] for each in items(made)]

    atom, rss, jsons = before = ids()
    assert atom[1] == rss[0] == jsons[0]
    changed = numbered(1, title="عنوان مصحح", date=later(numbered(1), minutes=-3), category="رياضة", body="نص آخر.")
    made.put(changed)
    made.build("https://elsewhere.example.org/repo")
    assert ids() == before
    other = mirror(tmp_path / "other", [numbered(1)], toml=TOML.replace("11111111", "99999999"))
    other.build(SITE)
    assert not {*texts(feed(other), "//a:id/text()")} & {*atom} - {"https://news.example.org/"}


def test_no_two_feeds_share_an_id_and_archive_documents_have_their_feeds(arabic: Mirror) -> None:
    ids = {path: feed(arabic, path).findtext("a:id", "", NS) for path in feeds(arabic) if path.endswith(".xml")}
    subscribed = [id_ for path, id_ in ids.items() if path.endswith(".atom.xml")]
    assert len(set(subscribed)) == len(subscribed) == 6
    assert {id_ for path, id_ in ids.items() if "/archive/" in path} == {ids["feeds/all.atom.xml"]}


def test_times_are_the_sources_and_an_edit_is_not_dressed_up_as_one(tmp_path: Path) -> None:
    story = numbered(1, modified=later(numbered(1), hours=2))
    made = mirror(tmp_path, [story])
    made.build(SITE)
    root = feed(made)
    assert texts(root, "a:entry/a:updated/text()") == texts(root, "a:updated/text()") == ["2025-12-23T17:30:00+03:00"]
    assert items(made)[0]["date_modified"] == "2025-12-23T17:30:00+03:00"
    [path] = made.put(story)
    path.write_text(path.read_text(encoding="utf-8").replace("نص الخبر", "نص مصحح للخبر"), encoding="utf-8")
    made.build(SITE)
    assert "نص مصحح" in made.read("feeds/all.atom.xml")
    assert texts(feed(made), "//a:updated/text()") == texts(root, "//a:updated/text()")


def test_times_that_are_odd(tmp_path: Path) -> None:
    """Before 1920 Damascus was 2:25:12 ahead; and a story cannot have been changed before it was published."""
    made = mirror(tmp_path, [numbered(2, modified=later(numbered(2), hours=-9))])
    [path] = made.put(numbered(1))
    path.write_text(re.sub("(?m)^date: .*", "date: 1905-05-05T12:00:00", path.read_text(encoding="utf-8")), "utf-8")
    made.build(SITE)
    assert not [what for found in problems(made, SITE).values() for what in found]
    newer, older = items(made)
    assert newer["date_modified"] == newer["date_published"]
    assert older["date_published"] == "1905-05-05T09:34:48+00:00"


def test_history_leads_to_every_story(arabic: Mirror) -> None:
    path, chain, found = "feeds/all.atom.xml", [], set()
    while path:
        root = feed(arabic, path)
        chain.append(path)
        found |= set(texts(root, "a:entry/a:id/text()"))
        for entry in root.iterfind("a:entry", NS):
            [text] = texts(entry, "(a:content|a:summary)[@type='html']/text()")
            mirrored = entry.find("a:source", NS) is not None
            assert text.count('<footer class="notice">') == mirrored
        [path] = [
            urlsplit(url).path.removeprefix("/repo/") for url in texts(root, "a:link[@rel='prev-archive']/@href")
        ] or [""]
    assert chain == ["feeds/all.atom.xml", "feeds/archive/2025/12.xml"]
    published = {page for page in arabic.paths() if page.startswith("news/")} - {theme_site.page_of("taken")}
    assert len(found) == len(published)


def test_an_addition_changes_only_the_feeds_it_belongs_to(tmp_path: Path) -> None:
    months = [numbered(n * 24 * 31) for n in range(4)]
    made = mirror(tmp_path, [*months, numbered(1, source="sister", category="رياضة")])
    made.build(SITE)
    before = tree(made.output)
    made.build(SITE)
    assert tree(made.output) == before, "same stories, same bytes"
    made.put(numbered(3 * 24 * 31 + 1))
    made.build(SITE)
    after = tree(made.output)
    changed = {path for path, mark in after.items() if path.startswith("feeds/") and before.get(path) != mark}
    lists = {
        f"feeds/{stem}.{each.SUFFIX}" for stem in ("all", "category/politics", "source/example") for each in formats()
    }
    assert changed == lists | {"feeds/archive/2026/03.xml"}
    before = after
    made.put(numbered(4 * 24 * 31))
    made.build(SITE)
    after = tree(made.output)
    new = {path for path, mark in after.items() if path.startswith("feeds/") and before.get(path) != mark}
    assert new == lists | {"feeds/archive/2026/04.xml"}, "a month that begins leaves the one before as it is"
    made.put(replace(months[1], title="عنوان مصحح"))
    before = after
    made.build(SITE)
    assert {
        p for p, mark in tree(made.output).items() if "/archive/" in p and p.endswith(".xml") and before[p] != mark
    } == {"feeds/archive/2026/01.xml"}


def test_a_feed_stays_small(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n, body=theme_site.words(8000)) for n in range(8)])
    made.build(SITE)
    sizes = {path: len(raw) for path, raw in feeds(made).items()}
    assert all(size < 600_000 for size in sizes.values()), sizes
    assert [entry["title"] for entry in items(made)][:3] == [numbered(n).title for n in (7, 6, 5)]
    assert sizes["feeds/archive/2025/12.xml"] < 8 * 4000
    made = mirror(tmp_path / "books", [numbered(n, body=theme_site.words(33_000)) for n in (1, 2)])
    made.build(SITE)
    assert [entry["title"] for entry in items(made)] == [numbered(2).title]


def test_what_is_not_published_is_in_no_feed(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1), numbered(2, status="draft"), numbered(3, status="hidden")])
    made.put(numbered(4, status="skip", reason="2025-12-24 طلب الناشر", body="", summary=None))
    made.build(SITE)
    everything = b"".join(feeds(made).values()).decode()
    assert numbered(1).slug in everything
    assert not [n for n in (2, 3, 4) if numbered(n).slug in everything or numbered(n).title in everything]


def test_an_editors_own_article_stands_without_notice_under_its_own_name(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    own = {"source": None, "original_url": None, "original_title": None, "fetched": None, "digest": None}
    made.put(
        replace(numbered(1), slug="own", **own),
        replace(numbered(2), slug="unsigned", authors=(), **own),
        folder="articles",
    )
    made.build(SITE)
    unsigned, signed = feed(made).findall("a:entry", NS)
    assert texts(signed, "a:author/a:name/text()") == ["سلمى المثال"]
    assert texts(unsigned, "a:author/a:name/text()") == ["مرآة العيّنة"]
    assert not texts(feed(made), "//a:entry/a:source | //a:link[@rel='via']")
    assert b"notice" not in b"".join(feeds(made).values())
    assert not [what for found in problems(made, SITE).values() for what in found]


def test_a_headline_is_all_there_is_where_no_more_may_be_shown(tmp_path: Path) -> None:
    story = numbered(1, source="sister", category="رياضة", body="", summary=None)
    made = mirror(tmp_path, [story], toml=HEADLINES)
    made.build(SITE)
    [item] = items(made)
    text = html.fromstring(item["content_html"])
    assert [child.tag for child in text] == ["footer"]
    assert "summary" not in item
    assert feed(made, "feeds/all.rss.xml").findtext("channel/item/description") == story.title
    assert not [what for found in problems(made, SITE).values() for what in found]


def test_control_characters_reach_no_feed(tmp_path: Path) -> None:
    made = mirror(tmp_path, toml=TOML.replace("وكالة المثال", "وكالة\\u0001 المثال"))
    [path] = made.put(numbered(1))
    text = path.read_text(encoding="utf-8").replace("title: خبر العيّنة رقم 1", 'title: "\\x01خبر"', 1)
    path.write_text(text.replace("نص الخبر", "نص\x01\x0b\x85 الخبر\ufffe"), encoding="utf-8")
    made.build(SITE)
    assert len(feed(made).findall("a:entry", NS)) == len(items(made)) == 1
    for raw in feeds(made).values():
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", raw.decode())


def test_pictures_have_dimensions_and_are_files_of_their_own(pictured: Mirror) -> None:
    size = (pictured.output / "images" / PICTURE).stat().st_size
    address = f"{SITE}/images/{PICTURE}"
    _, shown, lead = feed(pictured).findall("a:entry", NS)
    [link] = lead.findall("a:link[@rel='enclosure']", NS)
    assert dict(link.attrib) == {
        "rel": "enclosure", "href": address, "type": "image/webp", "length": str(size), "title": "حقل"
    }  # fmt: skip
    [content] = texts(lead, "a:content/text()")
    [figure] = html.fromstring(content).xpath("./figure")
    assert dict(figure[0].attrib) == {"src": address, "alt": "حقل", "width": "960", "height": "540"}
    assert figure.findtext("figcaption") == "الصورة: نور المثال"
    [content] = texts(shown, "a:content/text()")
    assert content.count(address) == 1, "not shown twice"
    [media, _] = feed(pictured, "feeds/all.rss.xml").iterfind("channel/item/media:content", NS)
    assert (media.get("width"), media.get("height"), media.get("fileSize")) == ("960", "540", str(size))
    plain, _, item = items(pictured)
    assert (item["image"], item["attachments"][0]["size_in_bytes"]) == (address, size)
    assert "image" not in plain
    assert "attachments" not in plain


def test_links_of_a_text_lead_somewhere_from_a_feed_too(pictured: Mirror) -> None:
    _, shown, _ = items(pictured)
    page = f"{SITE}/news/{numbered(2).slug}.html"
    assert html.fromstring(shown["content_html"]).xpath("./p/a/@href") == [
        f"{page}#here", f"{SITE}/news/other.html", f"{SITE}/pages/about.html"
    ]  # fmt: skip


def test_under_a_sub_path(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1, body=f"![صورة]({{static}}/images/{PICTURE})")])
    theme_site.picture(made)
    made.build(siteurl="https://user.example.org/repo")
    [content] = texts(feed(made), "//a:content/text()")
    assert f'src="https://user.example.org/repo/images/{PICTURE}"' in content
    assert f'src="/repo/images/{PICTURE}"' in made.read(f"news/{numbered(1).slug}.html")


def test_without_a_site_url_atom_is_valid_and_its_links_are_rooted(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build(siteurl="")
    root = feed(made)
    assert not feed_rules.atom((made.output / "feeds/all.atom.xml").read_bytes(), None)
    assert texts(root, "a:entry/a:link[@rel='alternate']/@href") == [f"/news/{numbered(1).slug}.html"]
    assert not texts(root, "a:link[@rel='self']")
    assert "feed_url" not in json.loads(made.read("feeds/all.json"))
    made.build(SITE)
    assert texts(feed(made), "//a:id/text()") == texts(root, "//a:id/text()")


def test_the_list_names_every_feed_once(arabic: Mirror) -> None:
    root = feed(arabic, "feeds/feeds.opml")
    found = {urlsplit(url).path.removeprefix("/repo/") for url in texts(root, "//outline/@xmlUrl")}
    assert found == {path for path in feeds(arabic) if path.endswith(".atom.xml")}
    assert texts(root, "body/outline/@text") == ["مرآة العيّنة: كل الأخبار", "الأقسام", "المصادر"]


@pytest.mark.parametrize(
    ("page", "stems"),
    [
        ("index.html", ["all"]),
        ("about.html", ["all"]),
        ("category/politics.html", ["category/politics", "all"]),
        ("source/sister.html", ["source/sister", "all"]),
        ("archive/2025/12.html", ["all"]),
    ],
)
def test_pages_announce_the_feeds_of_what_they_show(arabic: Mirror, page: str, stems: list[str]) -> None:
    [path] = [each for each in arabic.paths() if each in (page, f"pages/{page}")]
    links = html.fromstring(arabic.read(path)).xpath("//link[@rel='alternate']")
    wanted = [(f"/repo/feeds/{stem}.{each.SUFFIX}", each.TYPE) for stem in stems for each in formats()]
    assert [(link.get("href"), link.get("type")) for link in links] == wanted
    assert {urlsplit(href).path.removeprefix("/repo/") for href, _ in wanted} <= arabic.paths()


def test_a_story_announces_its_feeds_in_one_format(arabic: Mirror) -> None:
    page = html.fromstring(arabic.read(theme_site.page_of("everything")))
    assert page.xpath("//link[@rel='alternate']/@href") == [
        f"/repo/feeds/{stem}.atom.xml" for stem in ("category/politics", "source/example", "all")
    ]


def test_the_page_of_feeds_offers_them_all(arabic: Mirror) -> None:
    page = html.fromstring(arabic.read("subscribe.html"))
    offered = {href.removeprefix("/repo/") for href in page.xpath("//main//a/@href")}
    assert offered == {path for path in feeds(arabic) if "/archive/" not in path}
    assert page.xpath("//ol//a/text()") == [f"{theme_site.SITEURL}/feeds/all.atom.xml"]


@pytest.mark.parametrize("format_", formats(), ids=lambda each: each.NAME)
def test_every_format_keeps_its_contract(format_: Any) -> None:
    assert [str(format_.NAME), str(format_.SUFFIX), str(format_.TYPE)] == [format_.NAME, format_.SUFFIX, format_.TYPE]
    assert re.fullmatch(r"[a-z.]+", format_.SUFFIX)
    assert "/" in format_.TYPE
    write: Callable[..., bytes] = format_.write
    assert format_.__doc__
    assert write.__doc__
    assert format_ is formats()[0] or format_.NAME > formats()[0].NAME
