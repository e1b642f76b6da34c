"""Section: what the copied pictures of all sources take, which they share. Calls nothing out: `budget` knows the limits."""

from .evidence import Evidence
from .section import Row, Section


def look(evidence: Evidence) -> Section:
    """Return how many pictures there are and what they take; nothing if there are none."""
    count, size = evidence.pictures
    row = Row(source="content/images", figures={"pictures": count, "bytes": size})
    return Section(rows=(row,) if count else (), of="folder")
