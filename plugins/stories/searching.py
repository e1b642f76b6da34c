"""What the search is told of each story; what stands on its page, the index reads there (`mirror.site.search`).

Hands on published stories only. Copies of one text are one entry: of the outlet that may be shown most of, else the
oldest; it is found under every outlet, category and month in which the text stands.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from .archive import order
from .library import Library
from .records import Record

_MODES = ("full", "excerpt", "headline")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A story, or several that are one text. `page` is a path within the site.

    `others` are words by which it is found besides its title and the text of its page; `meta` is what a result shows,
    `filters` are what results are narrowed by, `date` is what they are sorted by (UTC, sorted as text).
    """

    page: str
    mode: str
    title: str
    others: tuple[str, ...]
    meta: Mapping[str, str]
    filters: Mapping[str, tuple[str, ...]]
    date: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Searchable:
    """All that can be found: `stories` entries, which are only told (else None) where `key` is not the known one.

    Equal keys, equal entries and pages of the same texts. `lang` is the site's language.
    """

    lang: str
    key: str
    stories: int
    entries: tuple[Entry, ...] | None


def searchable(library: Library, known: str) -> Searchable:
    """Return what can be found, oldest story first; `known` is the key of the index that there is."""
    groups = list(_groups(library))
    voice = library.voice
    key = hashlib.blake2b(repr((voice.lang, voice.months, voice.digits, str(voice.zone))).encode(), digest_size=16)
    for record, filters in groups:
        facts = (record.slug, record.mark, record.mode, record.source and record.source.name, sorted(filters.items()))
        key.update(repr(facts).encode())
    entries = None
    if key.hexdigest() != known:
        entries = tuple(_entry(library, record, filters) for record, filters in groups)
    return Searchable(lang=voice.lang, key=key.hexdigest(), stories=len(groups), entries=entries)


def _groups(library: Library) -> Iterator[tuple[Record, dict[str, tuple[str, ...]]]]:
    """Yield the story of each text, and what the text is filtered by."""
    archive = library.archive
    for record in archive.stories:
        group = [record, *(each for each in archive.copies(record) if each.status == "published")]
        if record.status == "published" and record is min(group, key=_standing):
            yield (
                record,
                {
                    "category": _once(each.category.slug for each in group if each.category),
                    "source": _once(each.source.id for each in group if each.source),
                    "month": _once(archive.month(each).replace("/", "-") for each in group),
                },
            )


def _standing(record: Record) -> tuple[int, object]:
    return _MODES.index(record.mode), order(record)


def _entry(library: Library, record: Record, filters: Mapping[str, tuple[str, ...]]) -> Entry:
    assert record.date is not None  # noqa: S101 - only taken-down stories lack one
    voice, text = library.voice, record.text
    bare = record.mode == "headline"
    picture = text.image if not bare else None
    others = (
        text.original_title,
        None if bare else text.summary,
        *record.tag_names,
        *text.authors,
        picture and picture.alt,
        picture and picture.credit,
    )
    meta = {
        "title": text.title,
        "summary": None if bare else text.summary,
        "source": record.source.name if record.source else None,
        "date": voice.show_date(record.date),
        "datetime": record.date.astimezone(voice.zone).isoformat(timespec="seconds"),
        "lang": text.lang if text.lang != voice.lang else None,
    }
    return Entry(
        page=record.url,
        mode=record.mode,
        title=text.title,
        others=tuple(each for each in others if each),
        meta={name: value for name, value in meta.items() if value},
        filters=filters,
        date=record.date.astimezone(UTC).isoformat(timespec="seconds"),
    )


def _once(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
