"""What feed readers and validators ask of a feed, as checks: RFC 4287, RFC 5005, RSS 2.0 with the RSS Advisory Board's
profile, JSON Feed 1.1, OPML 2.0, and of HTML in them what holds on any page. Each check hands on what is wrong.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEED = set("author category contributor entry generator icon id link logo rights subtitle title updated".split())
_ENTRY = set("author category content contributor id link published rights source summary title updated".split())
_RELS = {"self", "alternate", "via", "enclosure", "related", "current", "prev-archive", "next-archive"}
_CHANNEL = set("title link description language lastBuildDate docs item".split())
_ITEM = set("title link description category guid pubDate source enclosure".split())
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNSAFE = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base", "svg"}

Problems = Iterator[str]


def full(url: str | None) -> bool:
    """Whether `url` is an absolute web address in ASCII."""
    parts = urlsplit(url or "")
    return bool(url and url.isascii() and " " not in url and parts.scheme in ("http", "https") and parts.netloc)


def markup(text: str) -> Problems:
    """Check HTML that a feed carries: a wrapper with language and direction, nothing active, nothing relative."""
    roots = html.fragments_fromstring(text)
    if len(roots) != 1 or isinstance(roots[0], str) or roots[0].get("dir") not in ("rtl", "ltr"):
        yield f"is not wrapped in one element with a direction: {text[:60]}"
        return
    if not _LANGUAGE.fullmatch(roots[0].get("lang") or ""):
        yield "has no language"
    for element in roots[0].iter(etree.Element):
        if element.tag in _UNSAFE or any(name.startswith("on") or name == "style" for name in element.attrib):
            yield f"has an active element: {element.tag}"
        url = element.get("src") or element.get("href")
        if url and not full(url) and not re.match("mailto:.|tel:.", url):
            yield f"has a relative address: {url}"
        if element.tag == "a" and not url:
            yield "has a link to nowhere"
        if element.tag == "img" and not (
            element.get("alt") is not None
            and element.get("width", "").isdigit()
            and element.get("height", "").isdigit()
        ):
            yield f"has a picture without text or dimensions: {url}"


def _parse(raw: bytes, problems: list[str]) -> etree._Element | None:
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        problems.append(f"is no XML: {error}")
        return None
    if root.getroottree().docinfo.doctype:
        problems.append("has a document type")
    return root


def _texts(element: etree._Element, path: str) -> list[str]:
    return [each.text or "" for each in element.iterfind(path, NS)]


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _RFC3339.fullmatch(text) else None
    except ValueError:
        return None


def atom(raw: bytes, url: str | None) -> list[str]:
    """Return what is wrong with an Atom document at `url` (None: where that is not known)."""
    out: list[str] = []
    root = _parse(raw, out)
    if root is not None:
        out += list(_atom(root, url))
        for entry in root.iterfind("a:entry", NS):
            out += [f"entry {entry.findtext('a:title', '', NS)[:40]}: {each}" for each in _atom_entry(entry, url)]
    return out


def _once(element: etree._Element, names: str) -> Problems:
    for name in names.split():
        found = _texts(element, name)
        if len(found) != 1 or not found[0].strip():
            yield f"{name}: {len(found)}, or empty"


def _atom(root: etree._Element, url: str | None) -> Problems:
    if root.tag != f"{{{NS['a']}}}feed":
        yield f"is no feed but {root.tag}"
    yield from _once(root, "a:id a:title a:updated")
    yield from (f"has {each.tag}" for each in root if each.prefix is None and etree.QName(each).localname not in _FEED)
    if not _LANGUAGE.fullmatch(root.get(LANG, "")):
        yield "has no xml:lang"
    if not _URN.fullmatch(root.findtext("a:id", "", NS)):
        yield "its id is no urn:uuid of version 5"
    if not _texts(root, "a:author/a:name"):
        yield "has no author"
    yield from _links(root, url)
    links = {each.get("rel"): each.get("href") for each in root.iterfind("a:link", NS)}
    if links.get("self") != url:
        yield f"says it stands at {links.get('self')}"
    if root.find("fh:archive", NS) is not None and links.get("current") in (None, url):
        yield "is an archive document without a current one"
    ids = _texts(root, "a:entry/a:id")
    if len(ids) != len(set(ids)):
        yield "has an entry twice"
    updates = [time for each in _texts(root, "a:entry/a:updated") if (time := _time(each))]
    if updates and _time(root.findtext("a:updated", "", NS)) != max(updates):
        yield "its `updated` is not that of its newest entry"


def _atom_entry(entry: etree._Element, url: str | None) -> Problems:
    yield from _once(entry, "a:id a:title a:updated a:published")
    yield from (f"has {each.tag}" for each in entry if etree.QName(each).localname not in _ENTRY)
    if not _URN.fullmatch(entry.findtext("a:id", "", NS)):
        yield "its id is no urn:uuid of version 5"
    published, updated = (_time(entry.findtext(f"a:{name}", "", NS)) for name in ("published", "updated"))
    if not published or not updated or updated < published:
        yield "its dates are wrong"
    yield from _links(entry, url)
    if not all(name.strip() for name in _texts(entry, "a:author/a:name")) or entry.find("a:author", NS) is None:
        yield "has no author"
    if not all(each.get("term") and each.get("label") for each in entry.iterfind("a:category", NS)):
        yield "has a category without term or label"
    for source in entry.iterfind("a:source", NS):
        yield from (f"source: {each}" for each in _once(source, "a:id a:title a:updated"))
    texts = [each for each in entry if each.get("type") == "html"]
    if [etree.QName(each).localname for each in texts] not in (["content"], ["summary"]):
        yield "has not one text of HTML"
    for text in texts:
        if url:
            yield from markup(text.text or "")


def _links(element: etree._Element, url: str | None) -> Problems:
    seen = set()
    for link in element.iterfind("a:link", NS):
        rel, href = link.get("rel"), link.get("href")
        if rel not in _RELS:
            yield f"has a link of an unknown kind: {rel}"
        if not full(href) and (url or not (href or "").startswith("/")):
            yield f"has a relative address: {href}"
        if rel == "enclosure" and not (link.get("type") and link.get("length", "").isdigit()):
            yield "has an enclosure without type or length"
        if rel != "enclosure" and (rel, link.get("type"), link.get("hreflang")) in seen:
            yield f"has two links of one kind: {rel}"
        seen.add((rel, link.get("type"), link.get("hreflang")))
    if not any(rel == "alternate" for rel, *_ in seen):
        yield "names no page"


def rss(raw: bytes, url: str) -> list[str]:
    """Return what is wrong with an RSS document at `url`."""
    out: list[str] = []
    root = _parse(raw, out)
    channel = root.find("channel") if root is not None else None
    if root is None or channel is None or root.tag != "rss" or root.get("version") != "2.0":
        return [*out, "is no RSS 2.0"]
    out += list(_once(channel, "title link description language lastBuildDate"))
    out += [f"has {each.tag}" for each in channel if each.prefix is None and each.tag not in _CHANNEL]
    if not full(channel.findtext("link")) or not _LANGUAGE.fullmatch(channel.findtext("language", "")):
        out.append("its page or its language is wrong")
    if [each.get("href") for each in channel.iterfind("a:link[@rel='self']", NS)] != [url]:
        out.append("does not say where it stands")
    guids = _texts(channel, "item/guid")
    if len(guids) != len(set(guids)):
        out.append("has an item twice")
    if not _rfc822(channel.findtext("lastBuildDate", "")):
        out.append("its lastBuildDate is wrong")
    for item in channel.iterfind("item"):
        out += [f"item {item.findtext('title', '')[:40]}: {each}" for each in _rss_item(item)]
    return out


def _rss_item(item: etree._Element) -> Problems:
    yield from _once(item, "title link guid pubDate description content:encoded")
    yield from (f"has {each.tag}" for each in item if each.prefix is None and each.tag not in _ITEM)
    guid = item.find("guid")
    if guid is None or guid.get("isPermaLink") != "false" or not _URN.fullmatch(guid.text or ""):
        yield "its guid is wrong"
    if not full(item.findtext("link")) or not all(full(each.get("url")) for each in item.iterfind("source")):
        yield "has a relative address"
    if not _rfc822(item.findtext("pubDate", "")):
        yield "its pubDate is wrong"
    if not all(_texts(item, "dc:creator")):
        yield "has an author without a name"
    order = [each.tag for each in item]
    if order.index("description") > order.index(f"{{{NS['content']}}}encoded"):
        yield "its text stands before its description"
    for media in item.iterfind("media:content", NS):
        numbers = (media.get(name, "") for name in ("fileSize", "width", "height"))
        if not full(media.get("url")) or not media.get("type") or not all(each.isdigit() for each in numbers):
            yield "has a picture without address, type, size or dimensions"
    yield from markup(item.findtext("content:encoded", "", NS))


def _rfc822(text: str) -> bool:
    """Whether `text` is a date of RFC 822 with four digits of the year, an offset and the right day of the week."""
    try:
        return format_datetime(parsedate_to_datetime(text)) == text
    except ValueError:
        return False


_JSON_FEED: dict[str, Any] = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "language": str,
    "authors": list, "items": list,
}  # fmt: skip
_JSON_ITEM: dict[str, Any] = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "summary": str, "image": str,
    "date_published": str, "date_modified": str, "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip


def json_feed(raw: bytes, url: str) -> list[str]:
    """Return what is wrong with a JSON Feed at `url`."""
    feed = json.loads(raw.decode("utf-8"))
    out = list(_typed(feed, _JSON_FEED, "version title home_page_url feed_url items"))
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or feed.get("feed_url") != url:
        out.append("its version or address is wrong")
    items = feed.get("items", [])
    if len({item.get("id") for item in items}) != len(items):
        out.append("has an item twice")
    for item in items:
        out += [f"item {item.get('title', '')[:40]}: {each}" for each in _json_item(item)]
    return out


def _json_item(item: dict[str, Any]) -> Problems:
    yield from _typed(item, _JSON_ITEM, "id url title content_html date_published date_modified authors")
    if not _URN.fullmatch(item.get("id", "")):
        yield "its id is no urn:uuid of version 5"
    if not all(full(item[key]) for key in ("url", "external_url", "image") if key in item):
        yield "has a relative address"
    if not all(_time(item.get(key, "")) for key in ("date_published", "date_modified")):
        yield "its dates are wrong"
    for author in item.get("authors", []):
        yield from _typed(author, {"name": str, "url": str, "avatar": str}, "name")
    for attachment in item.get("attachments", []):
        kinds = {"url": str, "mime_type": str, "title": str, "size_in_bytes": int}
        yield from _typed(attachment, kinds, "url mime_type")
    yield from markup(item.get("content_html", ""))


def _typed(values: dict[str, Any], kinds: dict[str, Any], required: str) -> Problems:
    yield from (f"has no {key}" for key in required.split() if not values.get(key) and values.get(key) != [])
    for key, value in values.items():
        if not isinstance(value, kinds.get(key, ())) or value in ("", None):
            yield f"{key}: {value!r} has no place there"


def opml(raw: bytes) -> list[str]:
    """Return what is wrong with a list of feeds."""
    out: list[str] = []
    root = _parse(raw, out)
    if root is None or root.tag != "opml" or root.get("version") != "2.0" or not root.findtext("head/title"):
        return [*out, "is no OPML 2.0 with a title"]
    for outline in root.iterfind("body//outline"):
        folder = set(outline.attrib) == {"text"} and len(outline) > 0
        feed = outline.get("type") == "rss" and full(outline.get("xmlUrl")) and full(outline.get("htmlUrl"))
        if not outline.get("text") or not (folder or feed):
            out.append(f"has an outline that is neither folder nor feed: {outline.get('text')}")
    feeds = [each.get("xmlUrl") for each in root.iterfind("body//outline[@xmlUrl]")]
    if len(feeds) != len(set(feeds)):
        out.append("has a feed twice")
    return out
