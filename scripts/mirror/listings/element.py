"""XML elements by the names that people call them: `title`, `dc:date`, `media:content`, whatever the document declares.

Feeds bind these namespaces to any prefix, to none, or forget to; one table knows them all.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from html import escape

from lxml import etree
from lxml.etree import _Element

_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "https://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "com-wordpress:feed-additions:1": "wordpress:",
}
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NAME = re.compile("[A-Za-z][A-Za-z0-9-]*")
_XML = "{http://www.w3.org/XML/1998/namespace}"


@lru_cache(maxsize=1024)
def _called(tag: str) -> str:
    """Return the name of a tag as lxml writes it, `{namespace}local`; an undeclared prefix stands for itself."""
    space, _, local = tag.rpartition("}")
    return _PREFIXES.get(space[1:], "other:" if space else "") + local.lower()


MOST = 100
"""Children of one name that are looked at: no honest entry has as many links, images or categories."""


class Element:
    """One element, its attributes, text and children by name."""

    __slots__ = ("_children", "_element")

    def __init__(self, element: _Element) -> None:
        self._element = element
        self._children: dict[str, list[_Element]] | None = None

    @property
    def base(self) -> str:
        """The address that its relative ones are relative to (`xml:base`, else the document's)."""
        return self._element.base or ""

    @property
    def has_base(self) -> bool:
        """Whether an `xml:base` holds here."""
        return any(one.get(_XML + "base") for one in (self._element, *self._element.iterancestors()))

    @property
    def lang(self) -> str | None:
        """Its own `xml:lang`, not one that it inherits."""
        return self._element.get(_XML + "lang")

    @property
    def name(self) -> str:
        """What it is called."""
        return _called(self._element.tag)

    def attribute(self, *names: str) -> str | None:
        """Return the first attribute of these names, spelt as in the document; `rdf:about` whatever its prefix."""
        spelt = (_ABOUT if name == "rdf:about" else name for name in names)
        return next((value for name in spelt if (value := self._element.get(name)) is not None), None)

    def all(self, *names: str) -> Iterator["Element"]:
        """Yield the children of these names, in the order of `names`, at most `MOST` of each."""
        if self._children is None:
            self._children = {}
            for child in self._element.iterchildren(etree.Element):
                self._children.setdefault(_called(child.tag), []).append(child)
        for name in names:
            yield from map(Element, self._children.get(name, ())[:MOST])

    def first(self, *names: str) -> "Element | None":
        """Return the first child of these names."""
        return next(self.all(*names), None)

    def within(self, *names: str, depth: int) -> Iterator["Element"]:
        """Yield the elements of these names, children and further down to `depth`, in the document's order."""
        for child in self._element.iterchildren(etree.Element):
            one = Element(child)
            if one.name in names:
                yield one
            if depth > 1:
                yield from one.within(*names, depth=depth - 1)

    def text(self, *names: str) -> str | None:
        """Return the text of the first child of these names that has one."""
        return next((value for one in self.all(*names) if (value := one.value())), None)

    def value(self) -> str:
        """Return what the element holds: its text, or its inside as HTML if markup stands in it unescaped."""
        if not len(self._element):
            return self._element.text or ""
        root = self._element
        if self.attribute("type") == "xhtml" and len(root) == 1:
            root = root[0]  # the wrapper is no part of the content (RFC 4287, 3.1.1.3)
        return escape(root.text or "", quote=False) + "".join(map(_html, root))


def _html(element: _Element) -> str:
    """Return an element of XHTML and what follows it, as HTML."""
    copied = deepcopy(element)
    for one in copied.iter(etree.Element):
        local = one.tag.rpartition("}")[2]
        one.tag = local if _NAME.fullmatch(local) else "span"  # recovered from broken XML, it may be no name at all
    etree.cleanup_namespaces(copied)
    return etree.tostring(copied, encoding="unicode", method="html")
