"""Section: the stories of which upstream's newer version waits, because an editor changed theirs. Nothing is called out:
`pending.py` shows them, takes or drops them.
"""

from .evidence import Evidence
from .section import Row, Section


def look(evidence: Evidence) -> Section:
    """Return the stories of which a newer version waits."""
    titles = {story.slug: story.title for source in evidence.sources for story in evidence.stories_of(source)}
    return Section(
        rows=tuple(
            Row(source=source.id, figures={"slug": slug, "title": titles.get(slug, "(no file any more)")}, slug=slug)
            for source in evidence.sources
            for slug in evidence.pending.get(source.id, ())
        )
    )
