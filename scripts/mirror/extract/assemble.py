"""One article from everything that is known of it: what its page states and shows, its listing, its source's rules.

Hands on an `Extract`. Refuses what has no title, no text, or text of which letters are lost.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cssselect import SelectorError
from lxml.html import HtmlElement

from ..config import Rules, Source
from ..errors import ExtractError
from ..listings.entry import Entry
from ..text import one_line
from ..urls import absolute, host
from . import dates, labels, lead, people, titles
from .body import Body, body_of_fragment, body_of_page, covers
from .claims import Claim, Claims
from .known import Known
from .page import Extract
from .pictures import address_of
from .refuse import SHORT, check_address, check_article
from .tree import text_of, text_shown

COVERED = 0.9
"""The share of the page's text that a listing's content must hold to be taken instead: it is the cleaner of the
two, if it is whole.
"""
LOST = 0.001
"""The share of an article's letters that may be U+FFFD; so few are dropped, more are a text with holes."""
# What the first bytes of Arabic, Hebrew and Cyrillic letters in UTF-8 look like in Latin-1.
_MOJIBAKE = "ØÙÛÐÑ×"
_BELOW = ("www", "m", "amp", "mobile", "news", "ar", "arabic", "en")


def assemble(
    *, root: HtmlElement | None, claims: Claims, entry: Entry, source: Source, now: datetime, url: str
) -> Extract:
    """Return the article at `url`; `root` is its page, or None where the listing carries it whole.

    Raises:
        ExtractError: if that is no article which may be published.
    """
    check_address(url=url, stated=claims.values("canonical"), dated=bool(claims.of["published"]))
    base_url = _base(root, url)
    rule = _ruled(root, source.rules, base_url, url)
    names = _names(claims, source, url)
    headline = titles.headline(claims.of["title"], rule=rule.get("title"), listed=entry.title, names=names)
    named = people.authors(claims.of["author"], rule=rule.get("author"), listed=entry.authors, bylines=(), names=names)
    pictured = lead.picture(claims, root, rule=rule.get("image"), listed=entry.picture, base_url=base_url)
    known = Known(
        titles=headline.all if headline else (),
        sections=tuple(claims.values("section")),
        summaries=tuple(claims.values("summary")),
        authors=named[0] if named else (),
        pictures=(pictured[0].url, *claims.values("image")) if pictured else (),
        sites=tuple(names),
        host=host(url),
    )
    body = _body(root, claims, entry, source, known, url)
    text = body.text if body else ""
    shown = text_shown(root) if root is not None and len(text) <= SHORT else text
    check_article(titles=claims.values("title"), text=text, shown=shown, free=not claims.of["free"], url=url)
    title = headline.text.replace("\ufffd", "").strip() if headline else ""
    if body is None or headline is None or not title:
        raise ExtractError(
            url,
            "the page has no title of its own",
            "set [source.rules] title, or look whether the address is an article's",
        )
    _check_letters(f"{headline.text} {text}", url)
    lang = lead.language(claims, text=text, declared=entry.lang or source.lang)
    if named is None:
        named = people.authors((), rule=None, listed=(), bylines=body.pruned.bylines, names=names)
    dated = [*claims.of["published"], *(Claim(value=line, origin="line of the text") for line in body.pruned.datelines)]
    reading = dates.Reading(lang=lang[0], now=now, zone=source.zone)
    when = dates.published(dated, rule=rule.get("date"), listed=entry.published, url=url, reading=reading)
    changed = dates.modified(
        claims.of["modified"], listed=entry.modified, after=when[0] if when else None, reading=reading
    )
    if when is None and changed is not None:
        when, changed = (changed[0], f"{changed[1]}: the last change, for want of another date"), None
    about: dict[str, Any] = {"names": names, "title": headline.text}
    found: dict[str, tuple[Any, str] | None] = {
        "url": lead.own_address(claims, url=url),
        "title": (title, headline.origin),
        "published": when,
        "modified": changed,
        "authors": named,
        "labels": labels.sections(claims.of["section"], listed=entry.labels, **about),
        "tags": labels.tags(claims.of["tag"], listed=entry.tags, body=text, **about),
        "summary": lead.summary(claims, listed=entry.summary, body=text, **about),
        "lang": lang,
        "picture": pictured
        or lead.picture_above(body.element, known.titles, base_url=base_url)
        or lead.first_picture(body.element, base_url=base_url),
    }
    stated = {name: value for name, value in found.items() if value is not None}
    return Extract(
        **{name: value for name, (value, _) in stated.items()},
        body_html=body.html.replace("\ufffd", ""),
        base_url=base_url,
        origins={"body": body.by} | {name: origin for name, (_, origin) in stated.items()},
        dropped=tuple(body.pruned.dropped),
    )


def _body(
    root: HtmlElement | None, claims: Claims, entry: Entry, source: Source, known: Known, url: str
) -> Body | None:
    """Return the page's body, or the listing's content where that is whole by the page's own measure."""
    listed = body_of_fragment(entry.html, by="listing", known=known, url=url) if entry.html else None
    if root is None:
        return listed
    shown = body_of_page(root, rules=source.rules, known=known, stated=claims.values("body"), url=url)
    if listed is None or source.rules.body:
        return shown or listed
    if shown is None or covers(listed.text, shown.text) >= COVERED:
        return listed
    return shown


def _base(root: HtmlElement | None, url: str) -> str:
    """Return what the page's relative links count from: its `<base href>`, else its address."""
    base = next(root.iter("base"), None) if root is not None else None
    return absolute(base.get("href") or "", url) or url if base is not None else url


def _ruled(root: HtmlElement | None, rules: Rules, base_url: str, url: str) -> dict[str, str]:
    """Return what the source's own selectors find, as text (an image as its address)."""
    found: dict[str, str] = {}
    for name, selector in (
        ("title", rules.title),
        ("date", rules.date),
        ("author", rules.author),
        ("image", rules.image),
    ):
        if not selector or root is None:
            continue
        try:
            elements = root.cssselect(selector)
        except (SelectorError, ValueError):
            raise ExtractError(url, f"{selector!r} is no CSS selector", f"correct [source.rules] {name}") from None
        if elements:
            found[name] = _said_by(elements, name, base_url)
    return {name: value for name, value in found.items() if value}


def _said_by(elements: Sequence[HtmlElement], name: str, base_url: str) -> str:
    first = elements[0]
    if name == "image":
        image = first if first.tag == "img" else next(first.iter("img"), first)
        return address_of(image, base_url) or absolute(image.get("content") or image.get("href") or "", base_url) or ""
    if name == "author":
        return "، ".join(one_line(element.get("content") or text_of(element), 200) for element in elements[:10])
    return one_line(first.get("content") or first.get("datetime") or text_of(first), 600)


def _names(claims: Claims, source: Source, url: str) -> list[str]:
    """Return what the site is called: by us, by itself, by its address."""
    labels_of_host = [part for part in host(url).split(".") if part not in _BELOW]
    stated = [
        name for name in claims.values("site") if len(name) <= 60 and len(name.split()) <= 6
    ]  # some state the headline
    return [source.name, *stated, host(url), host(url).removeprefix("www."), *labels_of_host[:1]]


def _check_letters(text: str, url: str) -> None:
    """Raise unless the letters are the article's own: not lost upstream, not UTF-8 that was read as something else
    and written again.
    """
    lost = text.count("\ufffd")
    mangled = sum(text.count(letter) for letter in _MOJIBAKE)
    if lost > max(2, LOST * len(text)):
        raise ExtractError(
            url,
            f"{lost} letters of the article are lost (U+FFFD)",
            "report it to the source; nothing is published with holes",
        )
    if mangled > 0.15 * len(text):
        raise ExtractError(
            url, "the article's letters are mangled (UTF-8 read as a Latin encoding)", "report it to the source"
        )
