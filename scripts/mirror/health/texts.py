"""Section: what the stories of each source are like, against its own past. Calls out texts that shrank or are all the
same (a paywall, a consent page), and dates or authors that are no longer found.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ..config import Source
from .evidence import Brief, Evidence
from .section import Concern, Row, Section, preview

RECENT, PAST, PAST_LEAST = 10, 200, 20
"""The last 10 stories are held against the 200 before them, if there are at least 20."""
SHRUNK, SHORT, LEAST_WORDS = 0.5, 9, 40
"""Texts shrank when 9 of the last 10 have less than half the words of the past's median. Not when only their median
has: where two stories of five are short anyway that is so one time in six, and 9 of 10 one time in 600. A past median
under 40 words tells nothing.
"""
SAME = 3
"""So many equal texts among the last 10 are no articles."""
JUMP = 0.5
"""A share without date or author jumped when it grew by so much, which chance does one time in 600 at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ages:
    """The stories of a source that have their text, the recent ones and those before them."""

    recent: Sequence[Brief]
    past: Sequence[Brief]


def look(evidence: Evidence) -> Section:
    """Return what the stories of each source are like."""
    rows: list[Row] = []
    concerns: list[Concern] = []
    for source in evidence.sources:
        stories = [story for story in evidence.stories_of(source) if story.status != "skip"]
        if not stories:
            continue
        ages = Ages(recent=stories[-RECENT:], past=stories[-RECENT - PAST : -RECENT])
        rows.append(_row(source, stories, ages))
        if not source.paused:
            concerns.extend(_concerns(source, ages))
    return Section(rows=tuple(rows), concerns=tuple(concerns))


def _row(source: Source, stories: Sequence[Brief], ages: Ages) -> Row:
    return Row(
        source=source.id,
        figures={
            "stories": len(stories),
            "waiting": sum(story.status == "draft" for story in stories),
            "undated": _share(ages.recent, undated),
            "unsigned": _share(ages.recent, unsigned),
            "words": _words(ages.recent),
            "before": _words(ages.past),
        },
    )


def undated(story: Brief) -> bool:
    """Whether the source stated no date for the story."""
    return not story.dated


def unsigned(story: Brief) -> bool:
    """Whether the source stated no author for the story."""
    return not story.signed


def _share(stories: Sequence[Brief], holds: Callable[[Brief], bool]) -> float | None:
    return sum(map(holds, stories)) / len(stories) if stories else None


def _words(stories: Sequence[Brief]) -> int | None:
    return round(median(story.words for story in stories)) if stories else None


def _concerns(source: Source, ages: Ages) -> Iterator[Concern]:
    look_at = preview(ages.recent[-1].url)
    if (count := _same(ages.recent)) >= SAME:
        reason = (
            f"{count} of its last {len(ages.recent)} stories have the same text; is it a consent page or a paywall?"
        )
        yield Concern(source=source.id, reason=reason, remedy=look_at)
    if len(ages.past) < PAST_LEAST:
        return
    before = median(story.words for story in ages.past)
    short = sum(story.words < SHRUNK * before for story in ages.recent)
    if before >= LEAST_WORDS and short >= SHORT:
        words = f"{_words(ages.recent)} words at the median, where it was {before:.0f}"
        reason = f"its last {RECENT} stories have {words}; is there a paywall now?"
        yield Concern(source=source.id, reason=reason, remedy=look_at)
    for what, holds in (("date", undated), ("author", unsigned)):
        now, then = _share(ages.recent, holds), _share(ages.past, holds)
        if now is not None and then is not None and now - then >= JUMP:
            reason = f"{now:.0%} of its last {RECENT} stories have no {what}, where it was {then:.0%}"
            remedy = f"{look_at}; name `{what}` in [source.rules]"
            yield Concern(source=source.id, reason=reason.replace("%", " %"), remedy=remedy)


def _same(stories: Sequence[Brief]) -> int:
    """Return how many stories share the commonest text."""
    texts = Counter(story.text for story in stories if story.words)
    return max(texts.values(), default=0)
