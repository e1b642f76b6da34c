"""Atom as feed readers need it: ids that never move, the original named, the notice in every item."""

from datetime import timedelta
from pathlib import Path

import feedparser
from lxml import etree

from site_builder import Mirror, mirror, numbered

NS = {"a": "http://www.w3.org/2005/Atom"}


def feed(made: Mirror, path: str = "feeds/all.atom.xml") -> etree._Element:
    return etree.fromstring((made.output / path).read_bytes())


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(each) for each in element.xpath(path, namespaces=NS)]


def test_an_entry_says_whose_it_is(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build()
    root = feed(made)
    [entry] = root.findall("a:entry", NS)
    assert texts(entry, "a:link[@rel='alternate']/@href") == [
        f"https://mirror.example.org/news/{numbered(1).slug}.html"
    ]
    assert texts(entry, "a:link[@rel='via']/@href") == ["https://news.example.org/1"]
    assert texts(entry, "a:source/a:title/text()") == ["وكالة المثال"]
    assert texts(entry, "a:author/a:name/text()") == ["سلمى المثال"]
    assert texts(entry, "a:published/text()") == ["2025-12-23T15:30:00+03:00"]
    assert texts(entry, "a:category/@label") == ["سياسة"]
    [content] = texts(entry, "a:content[@type='html']/text()")
    assert content.startswith('<div lang="ar" dir="rtl">')
    assert content.count('<footer class="notice">') == 1
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_a_reader_finds_nothing_wrong(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(3)])
    made.build()
    read = feedparser.parse((made.output / "feeds/all.atom.xml").read_bytes())
    assert not read.bozo
    assert [entry.title for entry in read.entries] == [numbered(n).title for n in (2, 1, 0)]


def test_ids_outlive_corrections_and_the_address(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build()
    before = texts(feed(made), "//a:id/text()")
    date = numbered(1).date
    assert date is not None
    made.put(numbered(1, title="عنوان مصحح", date=date - timedelta(minutes=3)))
    made.build(siteurl="https://elsewhere.example.org")
    assert texts(feed(made), "//a:id/text()") == before


def test_no_two_feeds_share_an_id(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build()
    paths = [path for path in made.paths() if path.endswith(".atom.xml")]
    ids = {texts(feed(made, path), "a:id/text()")[0] for path in paths}
    assert len(ids) == len(paths) == 5


def test_an_update_is_told_as_one(tmp_path: Path) -> None:
    date = numbered(1).date
    assert date is not None
    made = mirror(tmp_path, [numbered(1, modified=date + timedelta(hours=2))])
    made.build()
    [entry] = feed(made).findall("a:entry", NS)
    assert texts(entry, "a:updated/text()") == ["2025-12-23T17:30:00+03:00"]
    assert texts(feed(made), "a:updated/text()") == ["2025-12-23T17:30:00+03:00"]


def test_control_characters_reach_no_feed(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    [path] = made.put(numbered(1))
    text = path.read_text(encoding="utf-8").replace("title: خبر العيّنة رقم 1", 'title: "\\x01خبر"', 1)
    path.write_text(text.replace("نص الخبر", "نص\x01\x0b\x85 الخبر\ufffe"), encoding="utf-8")
    made.build()
    assert len(feed(made).findall("a:entry", NS)) == 1
    assert "\x01" not in made.read("feeds/all.atom.xml")


def test_pictures_are_addressed_in_full(tmp_path: Path) -> None:
    webp = bytes.fromhex("52494646240000005745425056503820180000003001009d012a0a00140002003425a4000370")
    made = mirror(tmp_path, [numbered(1, body="![صورة]({static}/images/0f1e2d3c4b5a.webp)")])
    (made.content / "images").mkdir()
    (made.content / "images" / "0f1e2d3c4b5a.webp").write_bytes(webp)
    made.build(siteurl="https://user.example.org/repo")
    [content] = texts(feed(made), "//a:content/text()")
    assert 'src="https://user.example.org/repo/images/0f1e2d3c4b5a.webp"' in content
    assert 'src="/repo/images/0f1e2d3c4b5a.webp"' in made.read(f"news/{numbered(1).slug}.html")
