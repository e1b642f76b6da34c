"""Section: the labels of each source that mean no category, so that its stories fell to the source's default. Nothing is
called out: whoever adds them to mirror.toml (`match`, or [source.categories]) runs `categorise.py` then.
"""

from .evidence import Evidence
from .section import Row, Section


def look(evidence: Evidence) -> Section:
    """Return the labels that fell through, the commonest first."""
    return Section(
        rows=tuple(
            Row(source=source.id, figures={"label": label, "stories": count, "fell to": source.category})
            for source in evidence.sources
            for label, count in sorted(
                evidence.unmapped.get(source.id, {}).items(), key=lambda each: (-each[1], each[0])
            )
        )
    )
