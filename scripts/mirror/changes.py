"""Changes: what upstream's newer word means for a story file. Pure functions of what was read.

Field by field: what no editor touched follows upstream, what one did stays, and a newer body that may not be taken
waits for an editor. Spaces alone are no change; spelling and diacritics are taken, but are none to tell readers of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from . import digests, story, urls
from .config import Source
from .listings import Entry
from .story import Story
from .text import folded_words

TEXT = ("title", "body")
"""The fields whose change readers are told of, by `modified`."""
PICTURE = frozenset({"image", "image_alt", "image_credit"})
"""Fields that say one thing together: an editor who changed one of them changed them all."""
CHANGED_SHARE, CHANGED_LEAST = 0.5, 4
_TARGET = re.compile(r"\]\([^)\s]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What upstream's newer word comes to.

    `story` is what the file is to say. `newer` is upstream's version that waits for an editor; its `digest` covers
    the fields that wait, and no others. `taken` are the fields that follow upstream, `kept` those that both sides
    changed; `real`: readers are told of it.
    """

    story: Story
    newer: Story | None = None
    taken: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    real: bool = False


def weigh(here: Story, there: Story, *, hold: bool, waiting: Story | None = None, news: bool = True) -> Change:
    """Return what becomes of the file that says `here`, now that upstream says `there` (`there.fetched` is now).

    `waiting` is upstream's version that waits already: no editor decided on its fields, so they go on waiting, in
    upstream's newest words. Without `news` it is not upstream that changed but our reading of it: readers are not
    told, and nothing waits.

    What upstream no longer states is not known, and so no change. What an editor said first stays the editor's when
    upstream comes to say it too. With `hold` nothing that readers would be told of reaches a published story without
    an editor. A file without a digest is wholly an editor's and stays as it is.
    """
    said, mine, theirs = digests.read(here.digest), story.hashes(here), story.hashes(there)
    new = frozenset(name for name in theirs if theirs[name] != said.get(name) and _says_something(name, here, there))
    if not said or not new:
        return Change(story=here)
    edited = story.edited(here)
    edited |= PICTURE if edited & PICTURE else frozenset()
    agreed = frozenset(name for name in new & edited if theirs[name] == mine.get(name))
    taken, kept = new - edited, (new & edited) - agreed
    undecided = frozenset(digests.read(waiting.digest)) if waiting else frozenset()
    real = news and any(_words(getattr(here, name)) != _words(getattr(there, name)) for name in taken & set(TEXT))
    waits = kept & {"body", *undecided} if news else frozenset()
    if hold and real and here.status == "published":
        waits, taken, real = waits | taken, frozenset(), False
    if waits:
        waits |= frozenset(name for name in undecided if theirs.get(name) not in (None, mine.get(name)))
    modified = _modified(here, there)
    out = replace(here, **{name: getattr(there, name) for name in taken})
    if "date" in taken:
        out = replace(out, date_source=None)
    says = {**said, **{name: theirs[name] for name in taken | kept | waits}}
    for name in agreed:
        if name in undecided and name != "body":  # no editor's: it was only held back
            says[name] = theirs[name]
        else:  # without a hash it is an editor's, and whatever else upstream says next is news
            says.pop(name, None)
    if real and "modified" not in edited:
        out = replace(out, modified=modified)
        says |= {"modified": story.hashes(out)["modified"]}
    return Change(
        story=replace(out, digest=digests.write(says)),
        newer=_newer(here, there, waits, modified) if waits else None,
        taken=taken,
        kept=kept,
        real=real,
    )


def _says_something(name: str, here: Story, there: Story) -> bool:
    """Return whether a field's other text can be upstream's news at all."""
    if name == "modified":  # follows from the rest: many bump it for nothing
        return False
    if name == "date":
        return there.date_source is None and here.date != there.date
    if name == "original_url":
        return urls.same_page(here.original_url or "") != urls.same_page(there.original_url or "")
    mine, theirs = getattr(here, name), getattr(there, name)
    if mine == theirs:  # upstream comes to say what an editor said first
        return True
    return not (isinstance(mine, str) and isinstance(theirs, str) and mine.split() == theirs.split())


def _words(text: str) -> Sequence[str]:
    return folded_words(_TARGET.sub("](", text))


def _modified(here: Story, there: Story) -> datetime | None:
    """Return when upstream changed the text: what it states if that is news, else when we saw it."""
    last, now = here.modified or here.date, there.fetched
    if there.modified and now and (last is None or last < there.modified <= now):
        return there.modified
    return now


def _newer(here: Story, there: Story, waits: frozenset[str], modified: datetime | None) -> Story:
    theirs = story.hashes(there)
    return replace(
        there,
        slug=here.slug,
        source=here.source,
        fetched=here.fetched,
        modified=modified,
        status="draft",
        digest=digests.write({name: theirs[name] for name in waits}),
    )


def settled(here: Story, there: Story, newer: Story) -> bool:
    """Return whether nothing is left to decide of the version `newer` that waits: file and upstream say the same in
    each field for which it does.
    """
    mine, theirs = story.hashes(here), story.hashes(there)
    return all(mine.get(name) == theirs.get(name) for name in digests.read(newer.digest))


def accept(here: Story, newer: Story) -> Story:
    """Return what a file is to say when an editor takes upstream's newer version that waited.

    It brings the fields that waited; the file's other fields stay.
    """
    waited = digests.read(newer.digest)
    out = replace(here, **{name: getattr(newer, name) for name in waited if name in digests.FIELDS})
    says = digests.read(here.digest) | waited
    if "modified" not in story.edited(here):
        out = replace(out, modified=newer.modified)
        says |= {"modified": story.hashes(out)["modified"]} if newer.modified else {}
    return replace(out, digest=digests.write(says))


def stand_in(here: Story, source: Source) -> Entry:
    """Return what a listing would say of a story that it no longer lists: what it said, as far as the file has it."""
    edited = story.edited(here)
    excerpt = here.body if source.mode == "excerpt" and "body" not in edited else None
    return Entry(
        url=here.original_url or "",
        title=here.original_title if "original_title" not in edited else None,
        published=here.date if here.date_source is None and "date" not in edited else None,
        authors=here.authors if "authors" not in edited else (),
        labels=(here.category,) if here.category and "category" not in edited else (),
        tags=here.tags if "tags" not in edited else (),
        summary=(here.summary if "summary" not in edited else None) or excerpt,
    )


def too_many(changed: int, of: int) -> bool:
    """Return whether so many changed stories cannot be news: more than half, and at least four.

    A consent page in every article's place looks like that, and so does a template that was turned inside out.
    """
    return changed >= CHANGED_LEAST and changed > CHANGED_SHARE * of
