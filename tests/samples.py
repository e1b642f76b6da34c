"""Small sample data that several tests share: a configuration, a source, a story. Plainly invented."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mirror import story
from mirror.config import Config, Source, parse
from mirror.story import Story

NOW = datetime(2025, 12, 23, 12, 0, tzinfo=UTC)

TOML = """
[site]
id = "11111111-2222-4333-8444-555555555555"
name = "مرآة العيّنة"
zone = "Asia/Damascus"

[[category]]
name = "سياسة"
slug = "politics"
match = ["محليات"]

[[category]]
name = "رياضة"
slug = "sports"

[[source]]
id = "example"
name = "وكالة المثال"
home = "https://news.example.org/"
listing = ["https://news.example.org/feed/"]
mode = "full"
category = "سياسة"

[[source]]
id = "sister"
name = "صحيفة النموذج"
home = "https://sister.example.org/"
listing = ["https://sister.example.org/atom.xml"]
mode = "excerpt"
category = "رياضة"
"""


def config(text: str = TOML) -> Config:
    """Return the configuration in `text`, which has to be right."""
    found, problems = parse(text, Path("mirror.toml"))
    assert found is not None, problems
    return found


def source(**changes: Any) -> Source:
    """Return the source `example`, changed."""
    return replace(config().sources[0], **changes)


def a_story(**changes: Any) -> Story:
    """Return a story of `example`, changed, with the digest of what it says."""
    date = datetime(2025, 12, 23, 14, 30, tzinfo=config().site.zone)
    base = Story(
        title="افتتاح حديقة العيّنة",
        date=date,
        category="سياسة",
        tags=("حدائق", "بلدة المثال"),
        authors=("سلمى المثال",),
        summary="حديقة جديدة في بلدة المثال.",
        slug=story.mint("example", "https://news.example.org/garden"),
        lang="ar",
        source="example",
        original_url="https://news.example.org/garden",
        original_title="افتتاح حديقة العيّنة",
        fetched=date,
        body="افتُتحت الحديقة **صباح اليوم**.\n\nثم زارها الأهالي.",
    )
    made = replace(base, **changes)
    return replace(made, digest=story.digest(story.fields_of(made), made.body)) if "digest" not in changes else made
