"""What there is to judge by: the stories in content/, in brief, and what the state folder remembers of the runs.

Whatever content/ shows is taken from there, so a deleted state folder costs only the memory of listings and of what was
left out. Story files that cannot be read are counted; `check.py` names them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from .. import journal
from ..config import Config, Source
from ..errors import StoryError
from ..journal import SourceRun
from ..store import Archive
from ..story import Story


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """A mirrored story in brief. `words` are those of its body; `text` is equal for equal bodies (in one process)."""

    slug: str
    title: str
    url: str
    status: str
    fetched: datetime
    date: datetime
    dated: bool
    signed: bool
    words: int
    text: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """All that the sections look at. By source: `stories` in the order in which they came, `runs` the oldest first,
    `pending` the slugs of which upstream's newer version waits, `unmapped` how many stories have a label, their first,
    that means no category. `pictures` is how many there are in content/images, and their bytes.
    """

    now: datetime
    sources: tuple[Source, ...]
    stories: Mapping[str, Sequence[Brief]] = field(default_factory=dict)
    runs: Mapping[str, Sequence[SourceRun]] = field(default_factory=dict)
    pending: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unmapped: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unreadable: int = 0
    pictures: tuple[int, int] = (0, 0)

    def stories_of(self, source: Source) -> Sequence[Brief]:
        """Return the stories of a source, in the order in which they came."""
        return self.stories.get(source.id, ())

    def runs_of(self, source: Source) -> Sequence[SourceRun]:
        """Return the remembered runs of a source, the oldest first."""
        return self.runs.get(source.id, ())


def gather(archive: Archive, state: Path, config: Config, sources: Sequence[Source], now: datetime) -> Evidence:
    """Return what an archive and a state folder show of these sources."""
    stories: dict[str, list[Brief]] = {source.id: [] for source in sources}
    unreadable = 0
    for path in archive.story_files():
        try:
            story = archive.story(path)
        except StoryError:
            unreadable += 1
            continue
        if story.source in stories and story.fetched and story.date:
            stories[story.source].append(brief(story, story.fetched, story.date))
    return Evidence(
        now=now,
        sources=tuple(sources),
        stories={source: sorted(briefs, key=_came) for source, briefs in stories.items()},
        runs={source.id: journal.recall(state, source.id) for source in sources},
        pending={source.id: tuple(archive.pending(source.id)) for source in sources},
        unmapped={source.id: unmapped(archive, config, source) for source in sources},
        unreadable=unreadable,
        pictures=archive.pictures(),
    )


def unmapped(archive: Archive, config: Config, source: Source) -> Mapping[str, int]:
    """Return how many stories of a source have which label, their first, while none of theirs means a category."""
    here = archive.known(source.id).files
    said = (labels for slug, labels in archive.labels(source.id).items() if labels and slug in here)
    return Counter(labels[0] for labels in said if not config.category_of(source, labels)[1])


def brief(story: Story, fetched: datetime, date: datetime) -> Brief:
    """Return a story that was fetched then, and is of that date, in brief."""
    return Brief(
        slug=story.slug,
        title=story.title,
        url=story.original_url or "",
        status=story.status,
        fetched=fetched,
        date=date,
        dated=story.date_source is None,
        signed=bool(story.authors),
        words=len(story.body.split()),
        text=hash(story.body),
    )


def _came(brief: Brief) -> tuple[datetime, datetime, str]:
    return brief.fetched, brief.date, brief.slug
