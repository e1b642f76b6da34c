"""What is safe to mend, mended."""

from datetime import UTC

from .. import digests, frontmatter, text
from ..config import Config
from ..frontmatter import Document, Fields
from .head import date_of
from .text import strays


def mended(document: Document, config: Config) -> tuple[Fields, str] | None:
    """Return the fields and body with what is safe to mend mended, or None if there is nothing to mend.

    Safe: stray characters, line ends, a date without offset (it is of the site's zone), a category under another
    spelling or name (of which the digest takes note where no editor sorted).
    """
    fields: Fields = {}
    for key, value in document.fields.items():
        fields[key] = [_line(one) for one in value] if isinstance(value, list) else _line(value)
    for key in frontmatter.DATE_KEYS & fields.keys():
        if date := date_of(fields[key], config.site.zone):
            written = date.isoformat(timespec="seconds")
            fields[key] = fields[key] if date_of(fields[key], UTC) == date and "T" in fields[key] else written
    category = fields.get("category")
    if isinstance(category, str) and (declared := config.category(category)) and declared.name != category:
        fields["category"] = declared.name
        said = digests.read(str(fields.get("digest", "")))
        if said.get("category") == digests.hashes(document.fields, "").get("category"):
            fields["digest"] = digests.write(said | {"category": digests.hashes(fields, "")["category"]})
    body = text.clean(document.body)
    return None if (fields, body) == (document.fields, document.body) else (fields, body)


def _line(value: str) -> str:
    return text.one_line(value, len(value) + 1) if strays(value) else value
