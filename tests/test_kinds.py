"""Every kind of listing of the sample newsroom, through fetch.py: whatever names an article, it is one story."""

from pathlib import Path

import pytest

from doors import Mirror, tree
from mirror import frontmatter
from newsroom import Newsroom, articles

FEED = 'listing = ["https://news.example.org/feed/"]'
HOME = "https://news.example.org"
KINDS = {
    "wordpress": f'listing = ["{HOME}/wp-json/wp/v2/posts?_embed=1"]',
    "sitemap": f'listing = ["{HOME}/sitemap.xml"]',
    "html": f'listing = ["{HOME}/latest/"]\nkind = "html"',
    "url": f'listing = ["{HOME}/2025/12/music-box/"]\nkind = "url"',
}
RULES = '\n[source.rules]\nitem = "h2 a, h3 a"\nnext = "a.next"\n'


def of_kind(mirror: Mirror, kind: str) -> Mirror:
    mirror.edit(mirror.root / "mirror.toml", FEED, KINDS[kind])
    if kind == "html":
        text = (mirror.root / "mirror.toml").read_text(encoding="utf-8")
        head, _, sister = text.partition("[[source]]                                   # and its sister")
        (mirror.root / "mirror.toml").write_text(f"{head}{RULES}\n[[source]]{sister}", encoding="utf-8")
    return mirror


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone_brings_the_stories(newsroom: Newsroom, tmp_path: Path, kind: str) -> None:
    mirror = of_kind(Mirror.of_samples(tmp_path / "m", newsroom.address), kind)
    done = mirror.run("fetch", "example", "--limit", "5")
    assert done.returncode == 0, done.stderr
    assert len(mirror.stories("example")) == (1 if kind == "url" else 5)
    before = tree(mirror.content)
    assert mirror.run("fetch", "example", "--limit", "0").returncode == 0
    assert tree(mirror.content) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_listing_brings_no_story_twice(mirror: Mirror, kind: str) -> None:
    before = [path.name for path in mirror.stories("example")]
    of_kind(mirror, kind)
    done = mirror.run("fetch", "example")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in mirror.stories("example")] == before
    content = tree(mirror.content)
    mirror.run("fetch", "example")
    assert tree(mirror.content) == content


@pytest.mark.parametrize("kind", ["wordpress", "html"])
@pytest.mark.parametrize("since", ["2025-12-01", "2025-11-20"])
def test_history_is_walked_back(newsroom: Newsroom, tmp_path: Path, kind: str, since: str) -> None:
    written = {one.url for one in articles() if one.url.startswith(HOME) and f"{one.published:%Y-%m-%d}" >= since}
    mirror = of_kind(Mirror.of_samples(tmp_path / "m", newsroom.address), kind)
    done = mirror.run("fetch", "example", "--since", since)
    assert done.returncode == 0, done.stderr
    stories = [frontmatter.read(path.read_text(encoding="utf-8"))[0] for path in mirror.stories("example")]
    assert {fields["original_url"] for fields in stories} == written
    before = tree(mirror.content)
    assert mirror.run("fetch", "example", "--since", since).returncode == 0, "it can be run again at any time"
    assert tree(mirror.content) == before


def test_shards_make_one_run(newsroom: Newsroom, tmp_path: Path) -> None:
    """What two machines fetch, put together, is what one would have written."""
    whole = Mirror.of_samples(tmp_path / "whole", newsroom.address)
    whole.run("fetch", "--limit", "3")
    parts = Mirror.of_samples(tmp_path / "parts", newsroom.address)
    for shard in ("1/2", "2/2"):
        parts.run("fetch", "--limit", "3", "--shard", shard)
    assert len(parts.stories()) == 6
    assert tree(parts.content) == tree(whole.content)
