"""Whose a story is: what `mirror.notice` needs to say it, from a record."""

from markupsafe import Markup

from mirror import notice
from mirror.locales import Voice
from mirror.notice import Notice

from .records import Record


def footer(record: Record, voice: Voice) -> Markup:
    """Return the notice of a mirrored story; "" for an editor's own article and for what was taken down.

    Raises:
        NoticeError: if it cannot be made. Reading a story tries it, so that none without a notice reaches a page.
    """
    if record.source is None or record.taken:
        return Markup()
    said = Notice(
        original_title=record.original_title,
        source_name=record.source.name,
        source_home=record.source.home,
        original_url=record.original_url,
        fetched=record.fetched,
        mode=record.source.mode,
        lang=record.lang,
    )
    return notice.as_html(said, voice)
