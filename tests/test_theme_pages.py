"""Pages as the real theme makes them: what they claim, how they are built, how much they weigh."""

import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

import theme_site
from site_builder import Mirror
from theme_site import SITEURL, STORIES, page_of


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    return theme_site.build(tmp_path_factory.mktemp("arabic"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    return theme_site.build_english(tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    return theme_site.build_empty(tmp_path_factory.mktemp("empty"))


@pytest.fixture(params=["arabic", "english", "empty"])
def site(request: pytest.FixtureRequest) -> Mirror:
    made: Mirror = request.getfixturevalue(request.param)
    return made


def tree(made: Mirror, path: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(made.read(path).encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def pages(made: Mirror) -> list[tuple[str, lxml_html.HtmlElement]]:
    return [(path, tree(made, path)) for path in sorted(made.paths()) if path.endswith(".html")]


def test_every_page_has_its_frame(site: Mirror) -> None:
    for path, page in pages(site):
        lang, direction = ("en", "ltr") if site.folder.name.startswith("english") else ("ar", "rtl")
        assert (page.get("lang"), page.get("dir")) == (lang, direction), path
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("//title/text()")[0].strip(), path
        assert page.xpath("//body/a[1]/@href") == ["#main"], path
        assert page.xpath("//main/@id") == ["main"], path
        assert len(page.xpath("//body/header")) == len(page.xpath("//body/footer")) == 1, path


def test_headings_go_down_one_step_at_a_time(site: Mirror) -> None:
    for path, page in pages(site):
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_landmarks_of_one_kind_are_told_apart(site: Mirror) -> None:
    for path, page in pages(site):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        labels: Counter[tuple[str, str]] = Counter()
        for element in page.xpath("//nav|//section|//aside"):
            label = element.get("aria-label") or ""
            for name in (element.get("aria-labelledby") or "").split():
                label += "".join(page.get_element_by_id(name).itertext()).strip()
            # A <section> without a name is none: the sections of a takedown are just boxes.
            if label or element.tag == "nav":
                assert label, (path, element.tag)
                labels[(element.tag, label)] += 1
        assert [key for key, n in labels.items() if n > 1] == [], path


def test_pictures_say_what_they_are_and_how_large(arabic: Mirror) -> None:
    for path, page in pages(arabic):
        for picture in page.xpath("//img"):
            assert picture.get("alt") is not None, path
            assert int(picture.get("width")) > 0, path
            assert int(picture.get("height")) > 0, path
    lists = tree(arabic, "category/politics.html").xpath("//main//img/@loading")
    assert lists
    assert set(lists) == {"lazy"}
    assert tree(arabic, "index.html").xpath("//main//img[not(@loading)]/@fetchpriority") == ["high"]


def test_no_page_asks_another_host_or_runs_anything(site: Mirror) -> None:
    for path, page in pages(site):
        # What a page loads: not what it links to.
        loaded = page.xpath("//@src|//@srcset|//link[not(@rel='canonical') and not(@rel='alternate')]/@href")
        assert [url for url in loaded if not url.startswith("/repo/")] == [], path
        scripts = page.xpath("//script[not(@type='application/ld+json')]")
        assert scripts == [] or path == "search.html", path
        assert page.xpath("//@style|//style|//iframe|//@onclick") == [], path
        policy = "; ".join(page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content"))
        assert policy.startswith("default-src 'none'"), path
        allowed = {"'none'", "'self'"} | ({"'wasm-unsafe-eval'"} if path == "search.html" else set())
        for directive in policy.split(";"):
            assert set(directive.split()[1:]) <= allowed, (path, directive)


def test_every_link_within_the_site_leads_somewhere(site: Mirror) -> None:
    there = site.paths()
    for path, page in pages(site):
        for url in page.xpath("//@href|//@src"):
            parts = urlsplit(url.removeprefix(SITEURL)) if url.startswith(SITEURL) else urlsplit(url)
            if url.startswith("#"):
                page.get_element_by_id(url[1:])
            elif not parts.netloc and parts.scheme == "":
                target = parts.path.removeprefix("/repo").removeprefix("/") or "index.html"
                assert target in there, (path, url)


def test_a_story_says_whose_it_is_above_and_below_its_text(arabic: Mirror) -> None:
    page = tree(arabic, page_of("everything"))
    (article,) = page.xpath("//article[contains(@class,'story')]")
    text = etree.tostring(article, encoding="unicode")
    original = STORIES["everything"].original_url
    above, body, below = text.partition('<div class="prose"')
    assert "وكالة المثال" in above
    assert f'href="{original}"' in above
    assert f'href="{original}"' in below.partition('<footer class="notice"')[2]
    assert body
    assert "ليلى المثال" in above
    assert '<bdi lang="en">Jane Doe</bdi>' in above
    assert "نور المثال" in page.xpath("string(//figure[contains(@class,'figure')]/figcaption)")
    assert page.xpath("//nav[.//a[@rel='prev'] or .//a[@rel='next']]")
    assert len(page.xpath("//section[@aria-labelledby='related']//article")) == 4
    assert page.xpath("//a[@rel='bookmark']/@href") == [f"{SITEURL}/{page_of('everything')}"]
    times = page.xpath("//article//dl//time/@datetime")
    assert times == ["2025-12-23T15:30:00+03:00"]
    assert len(tree(arabic, page_of("changed")).xpath("//article//dl//time")) == 2


def test_what_is_not_known_is_not_claimed(arabic: Mirror) -> None:
    bare = arabic.read(page_of("bare"))
    assert "article:published_time" not in bare
    assert "datePublished" not in bare
    assert "بقلم" not in bare
    assert "None" not in bare
    page = tree(arabic, page_of("bare"))
    assert page.xpath("//section[@aria-labelledby='tags']") == []


def test_the_headings_of_tables_say_what_they_head(arabic: Mirror) -> None:
    headings = tree(arabic, page_of("everything")).xpath("//th/@scope")
    assert len(headings) == 12
    assert set(headings) == {"col"}


def test_machines_are_told_the_origin(arabic: Mirror) -> None:
    page = tree(arabic, page_of("everything"))
    data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    story = STORIES["everything"]
    assert data["@type"] == "NewsArticle"
    assert data["isBasedOn"] == story.original_url
    assert data["sourceOrganization"]["name"] == "وكالة المثال"
    assert data["publisher"]["name"] == "مرآة العيّنة"
    assert data["image"].startswith(SITEURL)
    assert [author["name"] for author in data["author"]] == ["ليلى المثال", "Jane Doe"]
    assert page.xpath("//meta[@property='og:title']/@content") == [story.title]
    assert page.xpath("//link[@rel='canonical']/@href") == [story.original_url]
    own = tree(arabic, page_of("own"))
    assert "isBasedOn" not in own.xpath("string(//script[@type='application/ld+json'])")
    assert own.xpath("//link[@rel='canonical']/@href") == [f"{SITEURL}/{page_of('own')}"]
    assert own.xpath("//footer[@class='notice']") == []
    assert own.xpath("contains(string(//p[@class='provenance']), 'مرآة العيّنة')")


def test_what_upstream_wrote_stays_text(arabic: Mirror) -> None:
    page = tree(arabic, page_of("marked up"))
    assert page.xpath("string(//h1)") == "<b>عنوان</b> & «آخر»"
    assert page.xpath("//h1//b") == []
    assert page.xpath("//meta[@name='description']/@content") == ['"<script>"']


def test_a_takedown_says_so_and_nothing_else(arabic: Mirror) -> None:
    page = tree(arabic, page_of("taken"))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    main = page.xpath("string(//main)")
    assert "طلب الناشر" in main
    assert STORIES["taken"].title not in arabic.read(page_of("taken"))
    assert page.xpath("//footer[@class='notice']|//script") == []


def test_a_latin_title_is_set_apart_and_spoken_as_latin(arabic: Mirror) -> None:
    page = tree(arabic, page_of("latin"))
    (heading,) = page.xpath("//h1")
    assert heading.xpath("./bdi/text()") == [STORIES["latin"].title]
    assert page.xpath("//div[@class='prose']/@dir") == ["ltr"]
    assert heading.get("lang") == "en"


def test_the_lead_of_the_front_page_stands_there_once(arabic: Mirror) -> None:
    page = tree(arabic, "index.html")
    (lead,) = page.xpath("//article[contains(@class, 'teaser-lead')]//h2/a/@href")
    links = page.xpath("//main//a/@href")
    assert links.count(lead) == 1
    politics = page.xpath("//section[@aria-labelledby='politics']//article//a/@href")
    assert len(politics) == 4


def test_a_list_and_its_older_pages(arabic: Mirror) -> None:
    page = tree(arabic, "category/politics.html")
    assert page.xpath("//nav[@aria-label='الأقسام']//a[@aria-current='page']//text()") == ["سياسة"]
    assert page.xpath("//a[@rel='next']/@href") == ["/repo/category/politics/1.html"]
    assert tree(arabic, "category/politics/1.html").xpath("//a[@rel='prev']/@href") == ["/repo/category/politics.html"]
    assert tree(arabic, "category/opinion.html").xpath("//p[@class='empty']")


def test_the_sources_page_draws_a_curve_and_says_its_figures(arabic: Mirror) -> None:
    page = tree(arabic, "sources.html")
    (first, *_) = page.xpath("//figure[contains(@class,'curve')]")
    assert first.xpath("./svg/@aria-hidden") == ["true"]
    assert re.search("[٠-٩]+، [٠-٩]+", first.xpath("string(./figcaption)"))


def test_an_empty_site_is_decent(empty: Mirror) -> None:
    assert tree(empty, "index.html").xpath("//main//p[@class='empty']")


def test_english_pages_have_no_arabic_words_and_arabic_ones_no_english(arabic: Mirror, english: Mirror) -> None:
    """Everything but the style guide, the names of formats and what the samples themselves say in Latin letters."""
    for path, _ in pages(english):
        if path != "styleguide.html":
            rules = r'<script type="application/json".*?</script>'  # of a search, whatever language it is in
            assert not re.search("[\u0600-\u06ff]", re.sub(rules, "", english.read(path))), path
    for path, page in pages(arabic):
        if path.startswith("news/") or path in ("styleguide.html", "subscribe.html"):
            continue
        for element in page.xpath("//body//*[not(self::script or self::bdi[@lang='en'] or @class='teaser-summary')]"):
            words = [element.text or "", *(child.tail or "" for child in element)]
            words += [element.get(name) or "" for name in ("alt", "aria-label", "title", "placeholder")]
            assert not re.search("[A-Za-z]{2}", " ".join(words)), (path, words)


def test_a_story_of_500_words_weighs_at_most_15_kb(arabic: Mirror) -> None:
    page, sheet = (
        (arabic.output / page_of("500 words")).read_bytes(),
        (arabic.output / "theme/css/site.css").read_bytes(),
    )
    assert len(tree(arabic, page_of("500 words")).xpath("string(//div[@class='prose'])").split()) == 500
    assert len(gzip.compress(page, 9)) + len(gzip.compress(sheet, 9)) <= 15_000


def test_the_preloaded_font_is_the_one_the_stylesheet_asks_for(arabic: Mirror, english: Mirror) -> None:
    (preloaded,) = tree(arabic, "index.html").xpath("//link[@rel='preload']/@href")
    sheet = (arabic.output / "theme/css/site.css").read_text(encoding="utf-8")
    assert preloaded.replace("/repo/theme/", "../") in sheet
    assert tree(english, "index.html").xpath("//link[@rel='preload']") == []


def test_the_manifest_works_under_a_sub_path(site: Mirror) -> None:
    manifest = json.loads(site.read("manifest.webmanifest"))
    assert manifest["start_url"] == manifest["scope"] == "/repo/"
    for icon in manifest["icons"]:
        assert urlsplit(icon["src"]).path.removeprefix("/repo/") in site.paths()


def test_the_build_is_the_same_twice(arabic: Mirror, tmp_path: Path) -> None:
    again = theme_site.build(tmp_path)
    for path in ("index.html", page_of("everything"), "styleguide.html", "theme/css/site.css"):
        assert again.read(path) == arabic.read(path)
