"""The elements of a sitemap by the names that people call them: `loc`, `news:title`, `image:loc`.

Sitemaps bind these namespaces to any prefix, to none, or forget to; one table knows them all.
"""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element

_PREFIXES = {
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "https://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
}


@lru_cache(maxsize=1024)
def _called(tag: str) -> str:
    """Return the name of a tag as lxml writes it, `{namespace}local`; an undeclared prefix stands for itself."""
    space, _, local = tag.rpartition("}")
    return _PREFIXES.get(space[1:], "other:" if space else "") + local.lower()


class Element:
    """One element, its text and children by name."""

    __slots__ = ("_element",)

    def __init__(self, element: _Element) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """What it is called."""
        return _called(self._element.tag)

    def all(self, name: str) -> Iterator["Element"]:
        """Yield the children of this name, in the document's order."""
        return (Element(child) for child in self._element.iterchildren(etree.Element) if _called(child.tag) == name)

    def first(self, name: str) -> "Element | None":
        """Return the first child of this name."""
        return next(self.all(name), None)

    def text(self, *names: str) -> str | None:
        """Return the text of the first child with one, looked for in the order of `names`."""
        return next((text for name in names for one in self.all(name) if (text := one._element.text)), None)
