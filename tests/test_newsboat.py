"""The feeds in a real reader, newsboat: Arabic titles, right to left, and no article twice after an edit."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from doors import Mirror
from mirror import frontmatter


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Reader:
    """newsboat without a screen, with a cache of its own."""

    def __init__(self, home: Path, feed: str) -> None:
        program = shutil.which("newsboat")
        assert program, "newsboat is missing: make tools installs it, or says how"
        home.mkdir()
        (home / "urls").write_text(feed + "\n")
        (home / "config").write_text("")
        self._cache = home / "cache.db"
        self._command = [program, "-u", home / "urls", "-C", home / "config", "-c", self._cache, "-x", "reload"]
        self._environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}

    def reload(self) -> None:
        time.sleep(1.1)  # it loses a change within the second of its last visit
        done = subprocess.run(
            self._command, env=self._environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr

    def ask(self, question: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self._cache)) as database:
            return database.execute(question).fetchall()


@pytest.fixture
def site(mirror: Mirror) -> Iterator[tuple[Mirror, str]]:
    """A built mirror that is served, and its address."""
    mirror.output.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(mirror.output))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        assert mirror.run("build", "--siteurl", address).returncode == 0
        yield mirror, address
        server.shutdown()


def test_newsboat_reads_the_feed(site: tuple[Mirror, str], tmp_path: Path) -> None:
    mirror, address = site
    reader = Reader(tmp_path / "home", f"{address}/feeds/category/culture.atom.xml")
    reader.reload()
    fields = [frontmatter.read(path.read_text(encoding="utf-8"))[0] for path in mirror.stories()]
    titles = {one["title"] for one in fields if one["category"] == "ثقافة"}
    assert {title for (title,) in reader.ask("select title from rss_item")} == titles
    assert reader.ask("select is_rtl from rss_feed") == [(1,)]
    contents = [content for (content,) in reader.ask("select content from rss_item")]
    assert all("٢٣ كانون الأول ٢٠٢٥" in content for content in contents), "the notice"
    links = [url for (url,) in reader.ask("select url from rss_item")]
    assert all(url.startswith(f"{address}/news/") for url in links)


def test_an_edit_shows_no_article_twice(site: tuple[Mirror, str], tmp_path: Path) -> None:
    mirror, address = site
    reader = Reader(tmp_path / "home", f"{address}/feeds/all.atom.xml")
    reader.reload()
    before = reader.ask("select guid from rss_item order by guid")
    path = mirror.stories("example")[-1]
    fields, body = frontmatter.read(path.read_text(encoding="utf-8"))
    fields |= {"title": "عنوان صحّحه محرر", "date": "2025-12-22T08:00:00+03:00", "category": "منوعات"}
    path.write_text(frontmatter.write(fields, body + "\n\nجملة زادها المحرر."), encoding="utf-8")
    assert mirror.run("build", "--siteurl", address).returncode == 0
    reader.reload()
    assert reader.ask("select guid from rss_item order by guid") == before
    assert reader.ask("select count(*) from rss_item where title = 'عنوان صحّحه محرر'") == [(1,)]
