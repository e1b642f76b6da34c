"""A story file as the index keeps it: two lines of JSON, in the place of the file's front matter.

`head` is what puts the archive in order, small and read at each build; `text` what the story says, read for what is
shown. Both hold names where records hold categories, sources and pictures, which a build looks up anew.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from .images import Images
from .records import Category, Image, Record, Source, Text


class Entry(NamedTuple):
    """A story file's two lines."""

    head: str
    text: str


def entry_of(
    *,
    slug: str,
    date: datetime | None,
    category: str | None,
    modified: datetime | None,
    tags: Sequence[str],
    status: str,
    source: str | None,
    fetched: datetime | None,
    same_as: str | None,
    pictures: Sequence[str],
    image: tuple[str, str, str | None] | None,
    text: Text,
) -> Entry:
    """Return the entry of a story: `category` and `source` by slug and id, `pictures` by their names.

    `image` is the lead image as the file has it: name, alternative and credit; that of `text` is not looked at.
    """
    head = (slug, _iso(date), category, _iso(modified), tags, status, source, _iso(fetched), same_as, pictures)
    words = (
        text.title, text.lang, text.dir, text.authors, text.summary, text.date_source, text.original_url,
        text.original_title, image, text.reason, text.taken_on and text.taken_on.isoformat(), text.own,
    )  # fmt: skip
    return Entry(_json(head), _json(words))


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Reads entries: knows the categories, sources and pictures that they name."""

    categories: Mapping[str, Category]
    sources: Mapping[str, Source]
    images: Images

    def record(self, file: str, mark: bytes, head: str, load: Callable[[str], Text]) -> Record:
        """Return the record of the story file with the hash `mark`."""
        slug, when, category, modified, tags, status, source, fetched, same_as, pictures = json.loads(head)
        if pictures:
            sizes = [(found := self.images.picture(name)) and found[:3] for name in pictures]
            mark = blake2b(repr(sizes).encode(), key=mark, digest_size=16).digest()
        return Record(
            file=file,
            mark=mark,
            slug=slug,
            date=_moment(when),
            category=self.categories[category] if category else None,
            load=load,
            modified=_moment(modified),
            tag_names=tuple(tags),
            status=status,
            source=self.sources[source] if source else None,
            fetched=_moment(fetched),
            same_as=same_as,
            taken=status == "skip",
        )

    def text(self, text: str) -> Text:
        """Return what the story says."""
        title, lang, dir_, authors, summary, date_source, url, original, image, reason, taken_on, own = json.loads(text)
        return Text(
            title=title,
            lang=lang,
            dir=dir_,
            authors=tuple(authors),
            summary=summary,
            date_source=date_source,
            original_url=url,
            original_title=original,
            image=self._image(*image) if image else None,
            reason=reason,
            taken_on=date.fromisoformat(taken_on) if taken_on else None,
            own=own,
        )

    def _image(self, name: str, alt: str, credit: str | None) -> Image | None:
        size = self.images.size(name)
        if size is None:
            return None  # check.py names a picture that is not there
        widths = tuple((f"images/{each}", width) for each, width in self.images.widths(name))
        return Image(url=f"images/{name}", width=size[0], height=size[1], alt=alt, credit=credit, srcset=widths)


def _json(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
