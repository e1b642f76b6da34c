"""A site from story files: every story one page with its notice, and nothing that does not belong."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from mirror.errors import ConfigError, UnfinishedError, UsageError
from samples import TOML, a_story
from site_builder import ROOT, THEME, Mirror, mirror, numbered


def named(made: Mirror, siteurl: str = "https://mirror.example.org") -> list[str]:
    return [str(error) for error in made.build(siteurl=siteurl).left_out]


def test_a_site_has_the_addresses_it_should(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(85)])
    page = made.content / "pages" / "about.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: عن الموقع\n---\n\nموقع *عيّنة*.\n", encoding="utf-8")
    built = made.build()
    assert (built.stories, built.left_out, built.remarks) == (85, (), ())
    paths = made.paths()
    assert {f"news/{numbered(n).slug}.html" for n in range(85)} == {path for path in paths if path.startswith("news/")}
    assert paths >= {
        ".nojekyll", "index.html", "page/1.html", "category/politics.html", "category/politics/1.html",
        "category/sports.html", "source/example.html", "source/example/1.html", "source/sister.html",
        "archive.html", "archive/2025/12.html", "archive/2025/12/1.html", "feeds/all.atom.xml",
        "feeds/category/politics.atom.xml", "feeds/source/example.atom.xml", "search.html", "subscribe.html",
        "sources.html", "404.html", "sitemap.xml", "sitemap/2025-12.xml", "robots.txt", "pages/about.html",
        "manifest.webmanifest", "theme/css/site.css",
    }  # fmt: skip
    assert "page/4.html" not in paths
    assert "<em>عيّنة</em>" in made.read("pages/about.html")


def test_a_story_page_carries_story_notice_and_related(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(6)])
    made.build()
    text = made.read(f"news/{numbered(0).slug}.html")
    assert "نص الخبر رقم 0." in text
    assert text.count('<footer class="notice">') == 1
    assert "٢٣ كانون الأول ٢٠٢٥" in text
    related = re.findall(r'<li><a href="/news/(\w+)\.html">', text)
    assert related == [numbered(n).slug for n in (4, 3, 2, 1)]


def test_titles_are_escaped_and_json_cannot_be_left(tmp_path: Path) -> None:
    nasty = "</title></script><script>alert(1)</script>"
    made = mirror(tmp_path, [numbered(1, title=nasty, original_title=nasty, tags=(nasty,), summary=nasty)])
    made.build(settings={"MIRROR_TAG_MIN": 1})
    for path in made.paths():
        if path.endswith((".html", ".webmanifest")):
            assert "alert(1)</script>" not in made.read(path).replace("\\u003c", "<!"), path


@pytest.mark.parametrize("siteurl", ["", "https://mirror.example.org", "https://user.example.org/repo"])
def test_every_internal_link_leads_somewhere(tmp_path: Path, siteurl: str) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(45)])
    made.build(siteurl=siteurl)
    prefix = "/repo" if siteurl.endswith("/repo") else ""
    links = re.findall(r'href="(/[^"]*)"', made.read("index.html"))
    assert len(links) > 20
    for link in links:
        path = link.removeprefix(prefix + "/").split("?")[0]
        assert link.startswith(prefix + "/")
        assert (made.output / (path or "index.html")).is_file()


def test_drafts_and_hidden_wait_and_takedowns_say_so(tmp_path: Path) -> None:
    draft, hidden = numbered(1, status="draft"), numbered(2, status="hidden")
    taken = numbered(3, status="skip", reason="2025-12-24 طلب المصدر ذلك", body="", summary=None)
    made = mirror(tmp_path, [draft, hidden, taken, numbered(4)])
    built = made.build()
    assert (built.stories, built.waiting) == (2, 2)
    text = made.read(f"news/{taken.slug}.html")
    assert '<p class="taken">طلب المصدر ذلك</p>' in text
    assert '<meta name="robots" content="noindex">' in text
    for path in ("index.html", "feeds/all.atom.xml", "sitemap/2025-12.xml"):
        assert taken.slug not in made.read(path)
        assert draft.slug not in made.read(path)
    assert made.build(drafts=True).stories == 3
    assert "noindex" in made.read(f"news/{draft.slug}.html")


def test_what_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    bad = {
        "example/a.md": "no front matter\n",
        "example/b.md": "---\ntitle: [broken\n---\n\nx\n",
        "unknown/c.md": "---\ntitle: x\n---\n\nx\n",
        "d.md": "---\ntitle: x\n---\n\nx\n",
    }
    for path, text in bad.items():
        (made.content / path).parent.mkdir(exist_ok=True)
        (made.content / path).write_text(text, encoding="utf-8")
    [wrong_category] = made.put(numbered(2, category="طبخ"))
    [no_notice] = made.put(numbered(3, original_url=None))
    [no_title] = made.put(numbered(4, original_title="\u202e"))
    [moved] = made.put(numbered(5), folder="sister")
    (made.content / "example" / "link.md").symlink_to(made.content / "d.md")
    found = "\n".join(named(made))
    for path in (*bad, wrong_category.name, no_notice.name, no_title.name, moved.name, "example/link.md"):
        assert path in found
    assert len(found.splitlines()) == len(bad) + 5
    assert {path for path in made.paths() if path.startswith("news/")} == {f"news/{numbered(1).slug}.html"}


def test_two_files_of_one_slug_are_named_both(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    [first] = made.put(numbered(1))
    [second] = made.put(numbered(1, title="نسخة"), folder="example/copies")
    [error] = named(made)
    assert all(path.relative_to(made.content).as_posix() in error for path in (first, second))
    assert "نسخة" not in made.read("index.html")


def test_a_story_among_own_articles_keeps_its_notice(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    made.put(numbered(1), folder="articles")
    own = a_story(source=None, original_url=None, original_title=None, fetched=None, slug="our-own", digest=None)
    made.put(own, folder="articles")
    made.build()
    assert '<footer class="notice">' in made.read(f"news/{numbered(1).slug}.html")
    assert "notice" not in made.read("news/our-own.html")


def test_a_source_may_keep_search_engines_away_and_name_the_original(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)], toml=TOML + 'index = "never"\n')
    made.put(numbered(2, source="sister"))
    made.build()
    ours, kept = made.read(f"news/{numbered(1).slug}.html"), made.read(f"news/{numbered(2, source='sister').slug}.html")
    assert '<link rel="canonical" href="https://news.example.org/1">' in ours
    assert "noindex" not in ours
    assert "noindex" in kept
    assert numbered(2, source="sister").slug not in made.read("sitemap/2025-12.xml")


def test_only_pictures_of_ours_are_published(tmp_path: Path) -> None:
    webp = bytes.fromhex("52494646240000005745425056503820180000003001009d012a0a00140002003425a4000370")
    made = mirror(tmp_path, [numbered(1, image="0f1e2d3c4b5a.webp", image_alt="صورة")])
    images = made.content / "images"
    images.mkdir()
    (images / "0f1e2d3c4b5a.webp").write_bytes(webp)
    (images / "evil.html").write_text("<script>", encoding="utf-8")
    (images / "aaaaaaaaaaaa.webp").write_text("not a picture", encoding="utf-8")
    (images / "bbbbbbbbbbbb.webp").symlink_to(images / "0f1e2d3c4b5a.webp")
    made.build()
    assert {path for path in made.paths() if path.startswith("images/")} == {"images/0f1e2d3c4b5a.webp"}
    page = made.read(f"news/{numbered(1).slug}.html")
    assert '<img src="/images/0f1e2d3c4b5a.webp" width="10" height="20" alt="صورة">' in page


def test_a_build_depends_on_nothing_but_its_input(tmp_path: Path) -> None:
    stories = [numbered(n) for n in range(25)]
    one, two = mirror(tmp_path / "one", stories), mirror(tmp_path / "two", stories[::-1])
    one.build()
    two.build()
    assert one.paths() == two.paths()
    for path in one.paths():
        assert (one.output / path).read_bytes() == (two.output / path).read_bytes(), path


def test_a_new_story_changes_few_pages(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(65)])
    made.build()
    before = {path: (made.output / path).read_bytes() for path in made.paths()}
    made.put(numbered(65))
    made.build()
    changed = {path for path in made.paths() if before.get(path) != (made.output / path).read_bytes()}
    assert {path for path in changed if path.startswith("news/")} == {f"news/{numbered(n).slug}.html" for n in (64, 65)}
    assert not {path for path in changed if re.search(r"/\d+\.html$", path) and not path.startswith("archive/2025/12.")}


def test_the_environment_may_say_where_the_site_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEURL", "https://elsewhere.example.org/sub/")
    made = mirror(tmp_path, [numbered(1)])
    made.build(siteurl=None)
    assert '<a href="/sub/">' in made.read("index.html")
    root = etree.fromstring((made.output / "sitemap.xml").read_bytes())
    assert root.xpath("//*[local-name()='loc']/text()")[0].startswith("https://elsewhere.example.org/sub/sitemap/")


def test_an_empty_mirror_builds(tmp_path: Path) -> None:
    made = mirror(tmp_path, toml='[site]\nname = "مرآة"\n')
    assert made.build(siteurl=None).stories == 0
    assert (made.output / "index.html").is_file()


def test_plain_pelican_builds_the_same_site(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(6)])
    made.build(siteurl="")
    assert plain_pelican(made).returncode == 0
    plain = replace(made, folder=tmp_path / "plain")
    assert plain.paths() == made.paths()
    for path in plain.paths():
        assert (plain.output / path).read_bytes() == (made.output / path).read_bytes(), path


def test_plain_pelican_stops_at_a_bad_story(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1, category="طبخ")])
    done = plain_pelican(made)
    assert done.returncode != 0
    assert "طبخ" in done.stdout + done.stderr


def plain_pelican(made: Mirror) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pelican", made.content, "-o", made.folder / "plain" / "output", "-t", THEME]
    return subprocess.run(
        [*command, "-s", ROOT / "pelicanconf.py", "--fatal", "warnings"],
        env={
            **os.environ,
            "MIRROR_CONFIG": str(made.folder / "mirror.toml"),
            "MIRROR_STATE": str(made.folder / "plain"),
            "SITEURL": "",
            "COLUMNS": "400",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_wrong_configuration_is_named_and_the_site_stays(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build()
    before = made.paths()
    (tmp_path / "mirror.toml").write_text("[site]\nnmae = 'x'\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        made.build()
    assert made.paths() == before


def test_a_theme_that_loses_the_notice_publishes_nothing(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    made.build()
    before = {path: (made.output / path).read_bytes() for path in made.paths()}
    theme = tmp_path / "theme"
    for path in THEME.rglob("*.*"):
        target = theme / path.relative_to(THEME)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8").replace("{{ article.notice }}", ""), encoding="utf-8")
    with pytest.raises(UnfinishedError):
        made.build(settings={"THEME": str(theme)})
    assert {path: (made.output / path).read_bytes() for path in made.paths()} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".output")]


def test_a_link_that_leads_nowhere_is_named_and_no_more(tmp_path: Path) -> None:
    own = a_story(
        source=None, original_url=None, original_title=None, fetched=None, slug="our-own", digest=None,
        body="[صفحة](/pages/absent.html) و[خبر](/news/our-own.html)",
    )  # fmt: skip
    made = mirror(tmp_path)
    made.put(own, folder="articles")
    built = made.build(siteurl="https://user.example.org/repo")
    assert [tuple(each) for each in built.broken] == [("news/our-own.html", "/repo/pages/absent.html")]
    assert 'href="/repo/news/our-own.html"' in made.read("news/our-own.html")
    assert "https://user.example.org/repo/news/our-own.html" in made.read("feeds/all.atom.xml")


def test_a_text_that_cannot_be_rendered_is_left_out_everywhere(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(n) for n in range(4)])
    made.put(numbered(2, body="\n".join("    " * n + "- س" for n in range(300))))
    built = made.build()
    assert [numbered(2).slug in str(error) for error in built.left_out] == [True]
    assert built.stories == 3
    assert not [path for path in made.paths() if numbered(2).slug in path]
    assert numbered(2).slug not in "".join(made.read(path) for path in ("index.html", "feeds/all.atom.xml"))


def test_a_plugin_that_cannot_be_loaded_publishes_nothing(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    with pytest.raises(UnfinishedError):
        made.build(settings={"PLUGINS": ["plugins.language", "plugins.pages", "plugins.edition", "plugins.absent"]})
    assert not made.output.exists()


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        mirror(tmp_path).build(siteurl="ftp://mirror.example.org")
