"""Upstream's words, made plain: text of one line, dates, addresses.

Hands on `None` for what is not said or not legible. Takes anything that a parser may hold, so that no kind of listing
has to ask whether a title is a text.
"""

import html
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from .. import locales, urls
from ..config import Source
from ..extract.tree import text_of
from ..text import clean, one_line

_LOOKED_AT = 50_000
"""Letters of a text that are looked at; a summary of that length is an article."""
_MARKUP = re.compile(r"<[a-zA-Z/!][^<]*>")
_REFERENCE = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,30});", re.I)
_CUT = re.compile(r"\s*\[\s*(?:…|\.{3})\s*\]$")
_BROKEN = "\ufffd"
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")

TITLE, SUMMARY, NAME, ID = 300, 1000, 120, 2000
"""The most letters of each kind of text that are taken: titles, summaries, names of people and labels, ids."""


def line(value: object, limit: int) -> str | None:
    """Return a text, which listings give as text, as HTML, or as HTML escaped twice, on one line."""
    if not isinstance(value, str) or not value:
        return None
    text = value[:_LOOKED_AT]
    for _ in range(2):
        if _MARKUP.search(text):
            text = _without_markup(clean(text))
        elif _REFERENCE.search(text):
            text = html.unescape(text)
        else:
            break
    return literal(text, limit)


def summary(value: object) -> str | None:
    """Return a summary on one line; the «[…]» of cut ones becomes «…»."""
    text = line(value, SUMMARY)
    return _CUT.sub("…", text) if text else None


def literal(value: object, limit: int) -> str | None:
    """Return a text that is no HTML, on one line."""
    if not isinstance(value, str) or _BROKEN in value:
        return None
    return one_line(value[:_LOOKED_AT], limit) or None


def lines(values: Iterable[object], *, limit: int = NAME, most: int = 30) -> tuple[str, ...]:
    """Return the legible texts among `values`, each once, at most `most` of them."""
    found = dict.fromkeys(text for value in islice(values, 4 * most) if (text := line(value, limit)))
    return tuple(found)[:most]


def identifier(value: object) -> str | None:
    """Return an id as it stands, but for space around it; one longer than `ID` is none: cut, it could be another's."""
    text = clean(value).strip() if isinstance(value, str) and len(value) <= ID else ""
    return text if text and _BROKEN not in text else None


def markup(value: object) -> str | None:
    """Return HTML as it stands, cleaned of stray controls, if there is any and all of its letters are legible."""
    return clean(value) if isinstance(value, str) and value.strip() and _BROKEN not in value else None


def date(value: object, source: Source, now: datetime) -> datetime | None:
    """Return the moment that a text states, in its own offset, else in the source's zone; also in Arabic prose."""
    if not isinstance(value, str) or not value:
        return None
    known = source.lang.partition("-")[0].lower() in locales.languages()
    return locales.read_date(value, lang=source.lang if known else "en", now=now, zone=source.zone)


def page(value: object, base: str = "") -> str | None:
    """Return the canonical address of a page."""
    found = address(value, base)
    return urls.canonical(found) if found else None


def address(value: object, base: str = "") -> str | None:
    """Return an absolute http(s) address as it stands: of a picture, of the next page."""
    return urls.absolute(value, base) if isinstance(value, str) and value.strip() else None


def lang(value: object) -> str | None:
    """Return a language tag (BCP 47)."""
    return value.strip() if isinstance(value, str) and _LANG.fullmatch(value.strip()) else None


def _without_markup(text: str) -> str:
    try:
        root = lxml_html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    etree.strip_elements(root, "script", "style", etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return text_of(root)
