"""A feed's XML, as much of it as feedparser reads in bounded time.

Hands on bytes of UTF-8. Refuses (`ListingError`) what `document` refuses: entities, no XML at all. feedparser takes
quadratic time over attributes (measured: 70,000 of them, minutes), labels and authors' names, so these are cut.
"""

from collections import Counter

from lxml import etree
from lxml.etree import _Element

from ..errors import ListingError
from ..web import Response
from . import document, plain

ENTRIES = 2_000
"""Entries of one feed that are read: four times as many as one run takes; with 2 kB in each they take about 3 s."""
ELEMENTS = 30_000
"""Elements of one feed that are read: fifteen for each of the entries, whose content is mostly one escaped text."""
_MOST, _MOST_PERSONS = 100, 10
"""Children of one name, and attributes of one element: no honest entry has as many links, images or authors."""
_DEPTH = 12
_MARKS = 10
"""`<` and `&` in a text from which it is written as CDATA."""
_WORDS = 4_000
"""Letters of what is no text of the article: addresses, dates, keywords."""
_MEDIA = "http://search.yahoo.com/mrss"
_PERSONS = frozenset({"author", "creator", "managingeditor", "webmaster", "publisher", "owner"})
_TEXTS = frozenset({"title", "description", "summary", "content", "encoded", "abstract", "subtitle", "body"})
_ENTRY = frozenset({"item", "entry"})


def bounded(response: Response) -> tuple[bytes, str | None]:
    """Return the feed, mended and cut to the bounds, and what has been cut off its end, in words.

    Raises:
        ListingError: if there is no XML, it declares entities, or is too large before the first entry.
    """
    root, whole = document.xml_root(response)
    cut = _cut(root, response.url)
    if not cut and not whole and _without_last(root):
        cut = "the feed breaks off; its last entry is left for another time"
    _trim(root)
    _pack(root)
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body, cut


def _cut(root: _Element, url: str) -> str | None:
    """Cut the feed before the entry with which it passes a bound."""
    entries: list[_Element] = []
    for number, element in enumerate(root.iter(etree.Element)):
        if _local(element) in _ENTRY:
            entries.append(element)
        if len(entries) > ENTRIES:
            _end_before(entries[-1])
            return f"the feed has more than {ENTRIES} entries; what is behind them is not read"
        if number > ELEMENTS:
            if not entries:
                raise ListingError(url, f"the feed has more than {ELEMENTS} elements and no entry", "tell its owner")
            _end_before(entries[-1])
            return f"the feed has more than {ELEMENTS} elements; what is behind them is not read"
    return None


def _without_last(root: _Element) -> bool:
    """Remove the last entry, if there is one."""
    entries = [element for element in root.iter(etree.Element) if _local(element) in _ENTRY]
    if entries:
        _end_before(entries[-1])
    return bool(entries)


def _end_before(element: _Element) -> None:
    """Remove an element and everything behind it."""
    inner, outer = element, element.getparent()
    while outer is not None:
        del outer[outer.index(inner) + (inner is not element) :]
        inner, outer = outer, outer.getparent()


def _trim(element: _Element, depth: int = 1) -> None:
    """Remove what no feed has: too many of one name, names without end, elements nested for nothing."""
    seen: Counter[str] = Counter()
    for child in list(element.iterchildren(etree.Element)):
        name = _local(child)
        seen[name] += 1
        most, letters = (_MOST_PERSONS, plain.NAME) if name in _PERSONS else (_MOST, _WORDS)
        if _is_media(child) and name == "description":
            _rename(child)
        elif name in _TEXTS and not _is_media(child):
            continue
        many = len(child.attrib) > _MOST or (seen[name] > most and name not in _ENTRY)
        if many or depth > _DEPTH or _letters(child) > letters:
            element.remove(child)
        else:
            _trim(child, depth + 1)


def _pack(root: _Element) -> None:
    """Write texts with markup as CDATA: expat hands each `&lt;` on by itself, and feedparser takes 2 µs for it."""
    for element in root.iter(etree.Element):
        text = element.text
        if text and text.count("<") + text.count("&") > _MARKS and "]]>" not in text and not len(element):
            element.text = etree.CDATA(text)


def _rename(described: _Element) -> None:
    """Give a picture's description a name of its own: feedparser takes it for the article's summary or content."""
    space, _, _ = described.tag.rpartition(
        "}"
    )  # none where its prefix is declared nowhere: then a colon is in the name
    described.tag = (space or "{" + _MEDIA) + "}caption"
    described.attrib.clear()


def _is_media(element: _Element) -> bool:
    """Whether it is of Media RSS, where `content` and `description` are not the article's."""
    return element.tag.startswith(("media:", f"{{{_MEDIA}"))


def _letters(element: _Element) -> int:
    """Return how long the text is that stands in an element itself, between its children or around them."""
    return len(element.text or "") + sum(len(child.tail or "") for child in element)


def _local(element: _Element) -> str:
    """Return an element's name without namespace or (undeclared) prefix, in lower case."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()
