"""fetch.py and preview.py, as processes, against real servers: what comes, comes once; what fails is named."""

import html
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import newsroom as sample
from doors import ROOT, Mirror, tree
from mirror import frontmatter, rendering, story
from newsroom import Newsroom
from samples import TOML


def letters(text: str) -> str:
    """Return a text without its spaces: where lines break is the page's affair."""
    return re.sub(r"\s", "", text)


def test_everything_comes(mirrored: Mirror) -> None:
    written = {article.url: article for article in sample.articles()}
    found = {}
    for path in mirrored.stories():
        fields, body = frontmatter.read(path.read_text(encoding="utf-8"))
        found[fields["original_url"]] = fields, body
        assert path.stem == fields["slug"]
    assert found.keys() == written.keys()
    for url, (fields, body) in found.items():
        article = written[str(url)]
        assert fields["title"] == fields["original_title"] == article.title
        assert str(fields["date"])[:10] == f"{article.published:%Y-%m-%d}"
        assert "<script" not in body
        shown = letters(html.unescape(re.sub("<[^>]*>", "", rendering.to_html(body))))
        missing = [text for text in article.paragraphs if letters(text) not in shown]
        assert not missing, f"{url}: {missing[0]}"
    assert {fields["category"] for fields, _ in found.values()} == {
        "سياسة", "اقتصاد", "ثقافة", "رياضة", "علوم وتقنية", "منوعات",
    }  # fmt: skip


def test_the_sites_name_is_never_a_title(mirrored: Mirror) -> None:
    titles = [frontmatter.read(path.read_text(encoding="utf-8"))[0]["title"] for path in mirrored.stories()]
    assert not {"وكالة المثال", "صحيفة النموذج"} & set(map(str, titles))


def test_a_second_run_changes_nothing_and_asks_once_per_listing(mirror: Mirror, newsroom: Newsroom) -> None:
    before = tree(mirror.content)
    newsroom.hits.clear()
    done = mirror.run("fetch", now="1766494000")
    assert done.returncode == 0, done.stderr
    assert tree(mirror.content) == before
    listings = [("news.example.org", "/feed/"), ("sister.example.org", "/atom.xml")]
    assert sorted(newsroom.hits) == listings
    done = mirror.run("fetch", now="1766577600")
    assert done.returncode == 0, done.stderr
    assert tree(mirror.content) == before, "a day later every story was looked at again"
    assert 20 < len(newsroom.hits) - 4 <= 44, "once, and without its pictures"
    newsroom.hits.clear()
    mirror.run("fetch", now="1766581000")
    assert sorted(newsroom.hits) == listings


def test_no_port_and_no_loopback_reaches_a_file(mirrored: Mirror, newsroom: Newsroom) -> None:
    port = newsroom.address.rpartition(":")[2]
    for path in mirrored.content.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(rf":{port}(?!\w)", text), "a digest may begin with its figures"
        assert "127.0.0.1" not in text


def test_without_its_state_nothing_comes_twice(mirror: Mirror) -> None:
    """The state folder saves time only."""
    before = tree(mirror.content)
    done = mirror.run("fetch", "--state", mirror.root / "other-state")
    assert done.returncode == 0, done.stderr
    assert tree(mirror.content) == before


def test_what_an_editor_did_stays(mirror: Mirror) -> None:
    deleted, renamed, edited, *_ = mirror.stories("example")
    deleted.unlink()
    renamed.rename(mirror.content / "example" / "عنوان جديد.md")
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text.replace("title: ", "title: عنوان المحرر و", 1), encoding="utf-8")
    before = tree(mirror.content)
    done = mirror.run("fetch", "--verbose")
    assert done.returncode == 0, done.stderr
    assert tree(mirror.content) == before
    assert "deleted" in done.stderr


def test_what_changed_at_the_source_follows(mirror: Mirror) -> None:
    """`--recheck` looks at every story of the last 72 hours; what an editor wrote stays."""
    outlets = {outlet.host: outlet for outlet in sample.sample()}
    outlet = outlets["news.example.org"]
    changed, edited, *_ = [one for one in outlet.articles if not one.quirks and "{{" not in one.body]
    articles = tuple(
        replace(one, body="نص كُتب من جديد كله عن بلدة المثال وأهلها.\n\n" * 3 + one.body)
        if one in (changed, edited)
        else one
        for one in outlet.articles
    )
    files = {
        str(frontmatter.read(path.read_text(encoding="utf-8"))[0]["original_url"]): path for path in mirror.stories()
    }
    mine = files[edited.url].read_text(encoding="utf-8") + "\nأضافه محرر.\n"
    files[edited.url].write_text(mine, encoding="utf-8")
    with Newsroom([replace(outlet, articles=articles), outlets["sister.example.org"]]) as later:
        text = (mirror.root / "mirror.toml").read_text(encoding="utf-8")
        text = re.sub('connect = "[^"]*"', f'connect = "{later.address}"', text)
        (mirror.root / "mirror.toml").write_text(text, encoding="utf-8")
        done = mirror.run("fetch", "example", "--recheck", "--verbose")
    assert done.returncode == 0, done.stderr
    assert "1 changed, 24 same, 1 kept" in done.stderr.replace("24 same, 1 changed", "1 changed, 24 same")
    assert "pending.py shows them" in done.stderr
    text = files[changed.url].read_text(encoding="utf-8")
    assert "نص كُتب من جديد كله" in text
    assert "\nmodified: 2025-12-23T15:00:00+03:00\n" in text or changed.modified
    after = files[edited.url].read_text(encoding="utf-8")
    assert after.split("\n---\n")[1] == mine.split("\n---\n")[1]
    assert len(list((mirror.content / "example" / "pending").iterdir())) == 1


def test_many_deletions_at_once_stop_a_source_until_they_are_meant(mirror: Mirror) -> None:
    for path in mirror.stories("example")[:11]:
        path.unlink()
    done = mirror.run("fetch")
    assert done.returncode == 1
    assert "left out: example: content: 11 of 26 stories have no file any more" in done.stderr
    assert len(mirror.stories("example")) == 15
    assert mirror.run("fetch", "--accept-deletions").returncode == 0
    assert mirror.run("fetch").returncode == 0
    assert len(mirror.stories("example")) == 15


def test_limit_counts_per_source_and_the_rest_comes_next_time(newsroom: Newsroom, tmp_path: Path) -> None:
    mirror = Mirror.of_samples(tmp_path / "m", newsroom.address)
    done = mirror.run("fetch", "--limit", "2")
    assert (done.returncode, len(mirror.stories("example")), len(mirror.stories("sister"))) == (0, 2, 2)
    assert "later" in done.stderr
    mirror.run("fetch", "sister", "--limit", "3")
    assert (len(mirror.stories("example")), len(mirror.stories("sister"))) == (2, 5)


def test_one_link(newsroom: Newsroom, tmp_path: Path) -> None:
    """A story fetched by its link is the same story when a feed brings it later."""
    mirror = Mirror.of_samples(tmp_path / "m", newsroom.address)
    article = next(one for one in sample.articles() if one.url.startswith("https://news.example.org"))
    done = mirror.run("fetch", "--url", article.url + "?utm_source=x")
    assert done.returncode == 0, done.stderr
    (path,) = mirror.stories()
    mirror.run("fetch", "example")
    assert path in mirror.stories()
    assert len(mirror.stories("example")) == 26


def test_the_report_is_machine_readable(newsroom: Newsroom, tmp_path: Path) -> None:
    mirror = Mirror.of_samples(tmp_path / "m", newsroom.address)
    mirror.run("fetch", "--limit", "1", "--report", tmp_path / "report.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    (pictures,) = (lines.pop(n) for n, line in enumerate(lines) if line["item"] == "content/images")
    assert pictures["figures"]["bytes"] == sum(path.stat().st_size for path in mirror.content.glob("images/*"))
    assert {tuple(line) for line in lines} == {("source", "item", "outcome", "reason", "slug")}
    assert [line["outcome"] for line in lines].count("new") == 2


def test_dry_run_writes_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    mirror = Mirror.of_samples(tmp_path / "m", newsroom.address)
    before = tree(mirror.content)
    done = mirror.run("fetch", "--dry-run")
    assert (done.returncode, tree(mirror.content)) == (0, before)
    assert "would be: 44 new" in done.stderr


@pytest.mark.parametrize(
    ("flags", "code", "says"),
    [
        (["nobody"], 2, "nobody: no source has this id; known: example, sister"),
        (["exampel"], 2, 'did you mean "example"?'),
        (["--url", "javascript:alert(1)"], 2, "is no web address"),
        (["--url", "https://elsewhere.example.org/x"], 2, "--source ID"),
        (["--since", "gestern"], 2, "is no date"),
        (["--limit", "many"], 2, "expected a whole number"),
        (["--shard", "3/2"], 2, "expected K/N"),
        (["--config", "/nowhere/mirror.toml"], 2, "No such file"),
        (
            ["--url", "https://news.example.org/no-such-article"],
            1,
            "left out: example: https://news.example.org/no-such",
        ),
    ],
)
def test_what_cannot_be_is_said(mirrored: Mirror, flags: list[str], code: int, says: str) -> None:
    done = mirrored.run("fetch", *flags)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert says in done.stderr


def test_no_source_is_said_and_well(tmp_path: Path) -> None:
    done = Mirror.with_config(tmp_path / "m", TOML.split("[[source]]")[0]).run("fetch")
    assert done.returncode == 0
    assert "no source to fetch" in done.stderr


def test_a_second_run_at_the_same_time_waits_outside(mirror: Mirror) -> None:
    from mirror import files

    with files.locked(mirror.root / "state", "content"):
        done = mirror.run("fetch")
    assert done.returncode == 3
    assert "another run holds the lock" in done.stderr


PAGE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head>
<body><article><h1>{title}</h1>{date}{body}</article></body></html>"""
TEXT = "".join(
    f"<p>هذه فقرة مثال رقم {n}، فيها من الكلام ما يكفي لتُعرف أنها نص خبر لا قائمة روابط.</p>" for n in range(9)
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>ت</title><link>https://news.example.org/</link>{}</channel></rss>"""
ITEM = "<item><title>{0}</title><link>https://news.example.org/{0}</link></item>"


@contextmanager
def serving(pages: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Serve pages (path → media type, text) on loopback; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = pages.get(self.path, ("text/html", ""))
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def mirror_of(root: Path, address: str, sister: str = "127.0.0.1:9") -> Mirror:
    text = TOML.replace('mode = "full"', f'mode = "full"\nconnect = "{address}"')
    return Mirror.with_config(root, text.replace('mode = "excerpt"', f'mode = "excerpt"\nconnect = "{sister}"'))


def test_what_is_no_article_is_left_out_and_named(tmp_path: Path) -> None:
    names = ("good", "empty", "untitled", "undated", "gone")
    pages = {
        "/feed/": ("application/rss+xml", FEED.format("".join(ITEM.format(name) for name in names) + "<item/>")),
        "/good": (
            "text/html",
            PAGE.format(title="خبر كامل", date="<time datetime='2025-12-20T10:00:00Z'></time>", body=TEXT),
        ),
        "/empty": ("text/html", PAGE.format(title="خبر بلا نص", date="", body="")),
        "/untitled": ("text/html", PAGE.format(title="", date="", body=TEXT)),
        "/undated": ("text/html", PAGE.format(title="خبر بلا تاريخ", date="", body=TEXT.replace("فقرة", "قطعة"))),
    }
    pages["/feed/"] = (pages["/feed/"][0], pages["/feed/"][1].replace("<title>untitled</title>", ""))
    with serving(pages) as address:
        mirror = mirror_of(tmp_path / "m", address)
        done = mirror.run("fetch")
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("fetch: left out: ")]
    for name in ("empty", "untitled", "gone"):
        (line,) = [one for one in lines if f"example: https://news.example.org/{name}: " in one]
        assert "; " in line, f"says no remedy: {line}"
    assert any("left out: example: an entry: has no link" in one for one in lines)
    assert any("left out: sister: https://sister.example.org/atom.xml: " in one for one in lines), "the other source"
    stories = [frontmatter.read(path.read_text(encoding="utf-8"))[0] for path in mirror.stories()]
    by_title = {str(fields["title"]): fields for fields in stories}
    assert "خبر كامل" in by_title
    undated = next(fields for fields in stories if str(fields["original_url"]).endswith("/undated"))
    assert (undated["date_source"], undated["date"]) == ("fetched", undated["fetched"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/html", "<!doctype html><html><body>لست خلاصة</body></html>"),
        ("application/rss+xml", "<rss><channel><item>"),
        ("application/rss+xml", FEED.format("")),
        ("application/rss+xml", '<!DOCTYPE x [<!ENTITY a "b">]><rss><channel></channel></rss>'),
        ("application/octet-stream", "\0\1\2"),
    ],
)
def test_a_feed_that_is_none_is_named(tmp_path: Path, kind: str, text: str) -> None:
    with serving({"/feed/": (kind, text)}) as address:
        done = mirror_of(tmp_path / "m", address).run("fetch", "example")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert re.search("left out: example: https://news.example.org/feed/: .+; .+", done.stderr), done.stderr


def test_modes_are_kept_in_content(tmp_path: Path) -> None:
    feed = FEED.format(ITEM.format("good"))
    body = "<p>" + " ".join(f"كلمة{n}" for n in range(200)) + "</p>" + TEXT
    good = PAGE.format(title="خبر كامل", date="<time datetime='2025-12-20T10:00:00Z'></time>", body=body)
    with serving({"/feed/": ("application/rss+xml", feed), "/good": ("text/html", good)}) as address:
        for mode in ("excerpt", "headline"):
            mirror = mirror_of(tmp_path / mode, address)
            mirror.edit(mirror.root / "mirror.toml", 'mode = "full"', f'mode = "{mode}"')
            mirror.run("fetch", "example")
            (path,) = mirror.stories()
            fields, text = frontmatter.read(path.read_text(encoding="utf-8"))
            assert "summary" not in fields
            assert len(text.split()) == (60 if mode == "excerpt" else 0)


def test_preview_shows_what_would_be_stored(mirrored: Mirror, tmp_path: Path) -> None:
    path = mirrored.stories("example")[0]
    fields, _ = frontmatter.read(path.read_text(encoding="utf-8"))
    before = tree(mirrored.root)
    done = mirrored.run("preview", str(fields["original_url"]), "--explain")
    assert done.returncode == 0, done.stderr
    shown, body = frontmatter.read(done.stdout)
    assert {**shown, "slug": ""} == {**fields, "slug": ""} | {key: shown[key] for key in ("digest",)}
    assert body == frontmatter.read(path.read_text(encoding="utf-8"))[1]
    assert re.search("(?m)^preview: title: from .", done.stderr)
    after = tree(mirrored.root)
    assert {name: after[name] for name in after if not name.startswith("state/")} == {
        name: before[name] for name in before if not name.startswith("state/")
    }


def test_preview_of_a_saved_page_needs_no_network(mirrored: Mirror, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(title="صفحة محفوظة", date="", body=TEXT), encoding="utf-8")
    done = mirrored.run("preview", "https://elsewhere.example.org/x", "--html", page)
    assert done.returncode == 0, done.stderr
    fields, body = frontmatter.read(done.stdout)
    assert (fields["title"], fields["source"]) == ("صفحة محفوظة", "preview")
    assert fields["slug"] == story.mint("preview", "https://elsewhere.example.org/x")
    assert "هذه فقرة مثال رقم 8" in body
    done = mirrored.run("preview", "https://elsewhere.example.org/x", "--html", tmp_path / "none.html")
    assert (done.returncode, done.stdout) == (2, "")


def test_doors_run_from_any_directory() -> None:
    assert (ROOT / "scripts" / "fetch.py").is_file()
