"""What is wrong with the front matter of a page (about, contact …): as key, reason, remedy."""

import re
from collections.abc import Iterator

from ..config.table import nearest
from ..frontmatter import Fields

_KEYS = ("title", "slug", "status", "summary")
_SLUG = re.compile("[a-z0-9][a-z0-9-]{0,79}")
_STATUSES = ("published", "draft", "hidden")


def findings(fields: Fields, stem: str) -> Iterator[tuple[str, str, str]]:
    """Yield what keeps a page off the site, or means nothing on one; `stem` is its file's name without `.md`."""
    if not str(fields.get("title", "")).strip():
        yield "title", "missing", "add a line `title: …`"
    for key, value in fields.items():
        if key not in _KEYS:
            yield key, "is no key of a page", f"remove it; {nearest(key, _KEYS)}"
        elif isinstance(value, list):
            yield key, "expected one text, found a list", f"write `{key}: …` on one line"
    slug, status = fields.get("slug", stem), fields.get("status", "published")
    if isinstance(slug, str) and not _SLUG.fullmatch(slug):
        yield "slug", f'"{slug[:80]}" is no slug', "write small Latin letters and hyphens"
    if isinstance(status, str) and status.strip() and status not in _STATUSES:
        yield "status", f'"{status[:80]}" is no status', nearest(status, _STATUSES)
