"""The feeds in a real reader, newsboat: Arabic titles, right to left, unchanged feeds not sent again, and no article
twice, whatever is edited.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from site_builder import Mirror, mirror, numbered

STORIES = [
    numbered(1),
    numbered(2, category="رياضة"),
    numbered(3, source="sister", category="رياضة"),
    numbered(4, lang="en", title="AI in the fields", original_title="AI in the fields"),
]


class Server(ThreadingHTTPServer):
    """Serves a site as GitHub Pages does, with ETag and Last-Modified, and keeps what it answered."""

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.site = site
        self.answers: list[tuple[str, int]] = []
        self.seen: dict[str, tuple[str, str]] = {}
        """Of each path: the ETag, and since when it is that."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def validators(self, path: str, body: bytes) -> tuple[str, str]:
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.seen.get(path, ("", ""))[0] != etag:
            self.seen[path] = (etag, formatdate(usegmt=True))
        return self.seen[path]


class Answers(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.removeprefix("/")
        body = (self.server.site / path).read_bytes()
        etag, since = self.server.validators(path, body)
        known = self.headers["If-None-Match"] == etag and self.headers["If-Modified-Since"] in (None, since)
        self.server.answers.append((path, 304 if known else 200))
        self.send_response(304 if known else 200)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", since)
        if not known:
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass(frozen=True)
class Reader:
    """newsboat without a screen, with subscriptions and a cache of its own."""

    home: Path

    def run(self, *flags: str | Path) -> None:
        program = shutil.which("newsboat")
        assert program, "newsboat is missing: make tools installs it, or says how"
        command = [program, "-u", self.home / "urls", "-C", self.home / "config", "-c", self.home / "cache.db", *flags]
        environment = {**os.environ, "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr

    def subscribe(self, *feeds: str) -> None:
        self.home.mkdir(exist_ok=True)
        (self.home / "config").touch()
        with (self.home / "urls").open("a") as file:
            file.writelines(f"{feed}\n" for feed in feeds)

    def reload(self) -> None:
        time.sleep(1.1)  # it loses a change within the second of its last visit
        self.run("-x", "reload")

    def ask(self, question: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.home / "cache.db")) as database:
            return database.execute(question).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Mirror, Server]]:
    """A small built mirror, and its server."""
    made = mirror(tmp_path / "mirror", STORIES)
    with Server(made.output) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        made.build(server.address)
        yield made, server
        server.shutdown()


def test_newsboat_subscribes_to_the_list_of_feeds(site: tuple[Mirror, Server], tmp_path: Path) -> None:
    made, server = site
    reader = Reader(tmp_path / "home")
    reader.subscribe()
    reader.run("-i", made.output / "feeds/feeds.opml")
    reader.reload()
    assert {(title, rtl) for title, rtl in reader.ask("select title, is_rtl from rss_feed")} == {
        (f"مرآة العيّنة: {name}", 1) for name in ("كل الأخبار", "سياسة", "رياضة", "وكالة المثال", "صحيفة النموذج")
    }
    assert sorted(reader.ask("select title from rss_item")) == sorted((story.title,) for story in STORIES)
    for url, content in reader.ask("select url, content from rss_item"):
        assert url.startswith(f"{server.address}/news/")
        assert "٢٣ كانون الأول ٢٠٢٥" in content, "the notice"
        assert 'dir="rtl"' in content or 'lang="en" dir="ltr"' in content
    reader.reload()  # its requests are conditional from the third on
    made.build(server.address)
    server.answers.clear()
    reader.reload()
    assert {path for path, _ in server.answers} == {p for p in made.paths() if p.endswith(".atom.xml")}
    assert {status for _, status in server.answers} == {304}


@pytest.mark.parametrize("suffix", ["atom.xml", "rss.xml"])
def test_no_edit_shows_an_article_twice(site: tuple[Mirror, Server], tmp_path: Path, suffix: str) -> None:
    made, server = site
    feeds = [f"/feeds/{stem}.{suffix}" for stem in ("all", "category/politics", "category/sports", "source/example")]
    reader = Reader(tmp_path / "home")
    reader.subscribe(*(server.address + feed for feed in feeds))
    reader.reload()
    before = reader.ask("select guid from rss_item order by guid")
    assert len(before) == len(STORIES)
    story, date = STORIES[0], STORIES[0].date
    assert date is not None
    edits = [
        {"title": "عنوان صحّحه محرر"},
        {"date": date - timedelta(days=1)},
        {"category": "رياضة"},
        {"body": "نص الخبر كما كتبه محرر."},
    ]
    changes: dict[str, object] = {}
    for edit in edits:
        changes |= edit
        for old in made.content.glob(f"*/*/*/{story.slug}.md"):
            old.unlink()
        made.put(numbered(1, **changes))
        made.build(server.address)
        reader.reload()
        assert reader.ask("select guid from rss_item order by guid") == before, edit
    [(title, content)] = reader.ask(f"select title, content from rss_item where url like '%{story.slug}%'")
    assert title == "عنوان صحّحه محرر"
    assert "نص الخبر كما كتبه محرر." in content
    made.build(siteurl=server.address.replace("127.0.0.1", "localhost"))
    reader.subscribe(*(server.address.replace("127.0.0.1", "localhost") + feed for feed in feeds))
    reader.reload()
    assert reader.ask("select guid from rss_item order by guid") == before, "the site moved"
