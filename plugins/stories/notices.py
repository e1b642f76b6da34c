"""Whose a story is: what `mirror.notice` needs to say it, from a record."""

from datetime import datetime

from markupsafe import Markup

from mirror import notice
from mirror.config import Source as DeclaredSource
from mirror.locales import Voice
from mirror.notice import Notice

from .records import Record, Source, Text


def footer(record: Record, voice: Voice) -> Markup:
    """Return the notice of a mirrored story; "" for an editor's own article and for what was taken down.

    Raises:
        NoticeError: if it cannot be made. Reading a story tries it (`check`), so that none without a notice reaches a
            page.
    """
    if record.source is None or record.taken:
        return Markup()
    return notice.as_html(_said(record.text, record.source, record.fetched), voice)


def check(text: Text, source: DeclaredSource, fetched: datetime | None) -> None:
    """See that the notice of a story can be made.

    Raises:
        NoticeError: if it cannot.
    """
    notice.check(_said(text, source, fetched))


def _said(text: Text, source: Source | DeclaredSource, fetched: datetime | None) -> Notice:
    return Notice(
        original_title=text.original_title,
        source_name=source.name,
        source_home=source.home,
        original_url=text.original_url,
        fetched=fetched,
        mode=source.mode,
        lang=text.lang,
    )
