"""JSON Feed 1.1 (jsonfeed.org). The source stands among the authors: JSON Feed has no other place for it."""

import json
from typing import Any

from ..feed import Entry, Feed, Picture

NAME = "JSON"
SUFFIX = "json"
TYPE = "application/feed+json"


def write(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed document."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.about,
        "authors": [_filled({"name": feed.site_name, "url": feed.site_url})],
        "language": feed.lang,
        "items": [_item(entry, feed.lang) for entry in feed.entries],
    }
    return (json.dumps(_filled(document), ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry, lang: str) -> dict[str, Any]:
    return _filled(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.original_url,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.picture and entry.picture.url,
            "date_published": entry.published.isoformat(timespec="seconds"),
            "date_modified": entry.updated.isoformat(timespec="seconds"),
            "authors": _authors(entry),
            "tags": [*([entry.category.name] if entry.category else []), *entry.tags],
            "language": entry.lang if entry.lang != lang else None,
            "attachments": [_attachment(entry.picture)] if entry.picture else None,
        }
    )


def _authors(entry: Entry) -> list[dict[str, str]]:
    source = {"name": entry.source.name, "url": entry.source.home} if entry.source else None
    people = [{"name": name} for name in entry.authors if not source or name != source["name"]]
    return [*people, source] if source else people


def _attachment(picture: Picture) -> dict[str, Any]:
    return _filled(
        {"url": picture.url, "mime_type": picture.type, "title": picture.alt, "size_in_bytes": picture.length}
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known; `items` may be empty."""
    return {key: value for key, value in values.items() if value is not None and value != ""}
