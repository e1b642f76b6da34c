"""crawl.py: every way in which a file of the site can name another is followed."""

import subprocess
import sys
from pathlib import Path

import pytest

from doors import ROOT
from mirror.site.crawl import Dead, crawl

ROOT_URL, SUB = "https://mirror.example.org", "https://user.example.org/mirror"


def site(folder: Path, **files: str) -> Path:
    for name, text in {"index_html": "<h1 id='a'>س</h1>", **files}.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def dead(folder: Path, url: str = SUB) -> list[tuple[str, str, str]]:
    return [tuple(each) for each in crawl(folder, url)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a_html", '<a href="{0}x.html">'),
        ("a_html", '<img src="{0}x.html">'),
        ("a_html", '<img srcset="{0} 1x, {0}x.html 2x">'),
        ("a_html", '<form action="{0}x.html"><input></form>'),
        ("f_xml", '<feed xmlns="http://www.w3.org/2005/Atom"><link href="{0}x.html"/></feed>'),
        ("f_xml", "<urlset><url><loc>{0}x.html</loc></url></urlset>"),
        ("f_xml", "<rss><channel><item><link>{0}x.html</link></item></channel></rss>"),
        ("f_xml", "<rss><item><description>&lt;a href='{0}x.html'&gt;س&lt;/a&gt;</description></item></rss>"),
        ("f_opml", '<opml><body><outline xmlUrl="{0}x.html"/></body></opml>'),
        ("f_json", '{{"items": [{{"url": "{0}x.html", "content_html": "<p>س</p>"}}]}}'),
        ("f_json", '{{"items": [{{"content_html": "<img src={0}x.html>"}}]}}'),
        ("m_webmanifest", '{{"icons": [{{"src": "{0}x.html"}}]}}'),
        ("s_css", '@font-face {{ src: url("{0}x.html") }}'),
    ],
)
def test_a_link_to_nothing_is_found_wherever_it_stands(name: str, text: str, tmp_path: Path) -> None:
    site(tmp_path, **{name: text.format(f"{SUB}/")})
    assert dead(tmp_path) == [(name.replace("_", "."), f"{SUB}/x.html", "is not there")]
    site(tmp_path, x_html="<p>صفحة</p>")
    assert dead(tmp_path) == []


def test_a_sub_path_is_not_left(tmp_path: Path) -> None:
    site(tmp_path, a_html='<a href="/mirror/"></a><a href="/"></a><a href="/mirrored/"></a><a href="index.html"></a>')
    assert dead(tmp_path) == [("a.html", "/", "is outside /mirror/"), ("a.html", "/mirrored/", "is outside /mirror/")]
    site(tmp_path, a_html='<a href="/"></a><a href="//mirror.example.org/"></a>')
    assert dead(tmp_path, ROOT_URL) == []


def test_fragments_are_looked_up_and_other_sites_are_not(tmp_path: Path) -> None:
    links = ["#a", "/mirror/#b", "https://other.example.org/x", "mailto:a@example.org", "tel:123", "?q=1", "#top"]
    site(tmp_path, b_html="<p id='a'>" + "".join(f'<a href="{link}"></a>' for link in links))
    assert dead(tmp_path) == [("b.html", "/mirror/#b", "has no #b")]


def test_a_folder_is_its_index_and_percent_escapes_are_letters(tmp_path: Path) -> None:
    site(tmp_path, a__index_html="<p>س</p>", b_html='<a href="/mirror/a/"></a><a href="/mirror/%62.html"></a>')
    assert dead(tmp_path) == []


def test_each_address_is_named_once(tmp_path: Path) -> None:
    site(tmp_path, a_html='<a href="x.html"></a>', b_html='<a href="x.html"></a>')
    assert crawl(tmp_path, "") == [Dead("a.html", "x.html", "is not there")]


def test_the_door_says_it(tmp_path: Path) -> None:
    site(tmp_path / "site", a_html='<a href="x.html"></a>')
    command = [sys.executable, ROOT / "scripts" / "crawl.py", "--output", tmp_path / "site", "--siteurl", ROOT_URL]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "a.html: x.html: is not there" in done.stderr
    command[3] = tmp_path / "none"
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 2
