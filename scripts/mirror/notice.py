"""The notice: whose a mirrored story is. A contract of the product, made here and nowhere else.

Hands on the article's footer as HTML, and the same words as plain text. Neither needs the site's style or address, so
both stand in feeds and in print too. Refuses (`NoticeError`) a story that it could not speak the truth about.
"""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from . import urls
from .errors import StoryError
from .locales import Voice
from .text import one_line


class NoticeError(StoryError, ValueError):
    """The notice cannot be made; `field` is the story's key that is to blame, also in `subject`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason, "the story is left out until its file says this")
        self.field = field


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What the notice says, as the story file and its source's configuration have it.

    What a file does not say is None or empty here; only making the notice asks for it.
    """

    original_title: str | None
    """The headline at the source, whatever an editor made of it here."""
    source_name: str | None
    source_home: str | None = None
    """The source's own site, to which its name links; None: it does not."""
    original_url: str | None
    fetched: datetime | None
    """When it was first fetched, with an offset."""
    mode: str = "full"
    """`full`, `excerpt` or `headline`: how much of the original stands here."""
    lang: str | None = None
    """The language of the original (BCP 47), if known."""


def check(notice: Notice) -> None:
    """See that the notice can be made.

    Raises:
        NoticeError: if title, name, URL or the time of fetching is missing, or is none.
    """
    _line("source_name", notice.source_name)
    _line("original_title", notice.original_title)
    _fetched(notice)
    _url(notice)


def as_html(notice: Notice, voice: Voice) -> Markup:
    """Return `<footer class="notice">…</footer>`.

    It is in the site's language and direction, whatever the article's are; title and name are isolated (`<bdi>`), the
    date is the day in the site's zone. Its links are `rel="external"` and may be followed: they give the credit.

    Raises:
        NoticeError: as `check`.
    """
    # Put together as text, each part escaped: every story has one, and `Markup.format` would take twice as long.
    name: str = voice.isolate(_line("source_name", notice.source_name))
    if home := urls.absolute(notice.source_home or ""):
        name = f'<a href="{escape(home)}" rel="external">{name}</a>'
    title = voice.isolate(_line("original_title", notice.original_title), notice.lang)
    day = _fetched(notice).astimezone(voice.zone)
    date = f'<time datetime="{day.date().isoformat()}">{escape(voice.show_date(day))}</time>'
    said = _sentences(notice, voice, source=Markup(name), title=title, date=Markup(date))  # noqa: S704 - escaped above
    language = f'lang="{escape(voice.lang)}" dir="{escape(voice.dir)}"'
    return Markup(  # noqa: S704 - each part is escaped
        '<footer class="notice">\n'
        f"<p {language}>{' '.join(map(escape, said))}</p>\n"
        f'<p {language}><a href="{escape(_url(notice))}" rel="external">{escape(voice.say("notice.original"))}</a></p>\n'
        "</footer>"
    )


def as_text(notice: Notice, voice: Voice) -> str:
    """Return the notice as one line of plain text: title, name and URL between isolates (FSI … PDI, UAX #9).

    Raises:
        NoticeError: as `check`.
    """
    sentences = _sentences(
        notice,
        voice,
        source=voice.isolate_plain(_line("source_name", notice.source_name)),
        title=voice.isolate_plain(_line("original_title", notice.original_title)),
        date=voice.show_date(_fetched(notice)),
    )
    link = voice.say("label.colon", label=voice.say("notice.original"), value=voice.isolate_plain(_url(notice)))
    return " ".join((*sentences, link))


def _sentences(notice: Notice, voice: Voice, *, source: str, title: str, date: str) -> list[str]:
    first = voice.say("notice.first", source=source, title=title, date=date)
    part = [] if notice.mode == "full" else [voice.say(f"notice.{notice.mode}")]
    return [first, *part, voice.say("notice.answer")]


def _line(field: str, value: str | None) -> str:
    line = one_line(value or "")
    if not line:
        raise NoticeError(field, "is missing or empty")
    return line


def _url(notice: Notice) -> str:
    url = urls.absolute(_line("original_url", notice.original_url))
    if url is None:
        raise NoticeError("original_url", "is no http(s) address")
    return url


def _fetched(notice: Notice) -> datetime:
    if notice.fetched is None:
        raise NoticeError("fetched", "is missing or empty")
    if notice.fetched.tzinfo is None:
        raise NoticeError("fetched", "has no offset, so its day is not certain")
    return notice.fetched
