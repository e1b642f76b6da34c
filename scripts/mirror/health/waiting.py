"""Section: the stories that wait for an editor, the longest first. To wait is well: nothing is called out."""

from .evidence import Evidence
from .section import Row, Section


def look(evidence: Evidence) -> Section:
    """Return every draft."""
    return Section(
        rows=tuple(
            Row(
                source=source.id,
                figures={"waits": evidence.now - story.fetched, "slug": story.slug, "title": story.title},
                slug=story.slug,
            )
            for source in evidence.sources
            for story in evidence.stories_of(source)
            if story.status == "draft"
        )
    )
