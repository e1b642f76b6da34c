"""Every link within a built site, followed in its files: pages, feeds, sitemaps, the manifest, stylesheets.

Hands on what leads nowhere: a file that is not there, a fragment that its page lacks, an address outside the sub-path.
Links to other sites are theirs to answer for.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

_ADDRESSES = ("href", "src", "poster", "action", "data")
_XML_ADDRESSES = ("href", "src", "url", "xmlUrl", "htmlUrl")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_HTML_WITHIN = frozenset({"content", "description", "encoded", "summary", "content_html"})
"""Names of what holds HTML in a feed."""


class Dead(NamedTuple):
    """A link that leads nowhere: the file that has it, the address, and why."""

    file: str
    link: str
    reason: str


def crawl(site: Path, siteurl: str) -> list[Dead]:
    """Return the dead links of the site in folder `site` that is to stand at `siteurl` ("" for the root of any host).

    Each address is named once, with the first file that has it.

    Raises:
        OSError: if a file cannot be read.
    """
    files = {Path(place, name).relative_to(site).as_posix() for place, _, names in os.walk(site) for name in names}
    root = siteurl.rstrip("/") or "http://site.invalid"
    prefix = urlsplit(root).path

    @cache
    def fragments(file: str) -> frozenset[str]:
        tree = html.document_fromstring((site / file).read_bytes())
        return frozenset(str(name) for each in tree.iter() for name in (each.get("id"), each.get("name")) if name)

    @cache
    def dead(url: str) -> str | None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(root).netloc:
            return None
        if not f"{parts.path}/".startswith(f"{prefix}/"):
            return f"is outside {prefix}/"
        target = unquote(parts.path.removeprefix(prefix).removeprefix("/"))
        target = f"{target}index.html" if not target or target.endswith("/") else target
        if target not in files:
            return "is not there"
        named = unquote(parts.fragment)
        if named and target.endswith(".html") and named != "top" and named not in fragments(target):
            return f"has no #{named}"
        return None

    found: dict[str, Dead] = {}
    for file in sorted(files):
        for link in sorted(set(_links(site / file))):
            url = urljoin(f"{root}/{file}", link)
            if url not in found and (reason := dead(url)):
                found[url] = Dead(file, link, reason)
    return list(found.values())


def _links(file: Path) -> Iterator[str]:
    read = _READERS.get(file.suffix)
    if read and (raw := file.read_bytes()):
        yield from read(raw)


def _of_html(raw: bytes) -> Iterator[str]:
    yield from _of_tree(html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8")))


def _of_tree(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        for name in _ADDRESSES:
            if link := element.get(name):
                yield link
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield candidate.split()[0]


def _of_xml(raw: bytes) -> Iterator[str]:
    for element in etree.fromstring(raw, _XML).iter(etree.Element):
        name = etree.QName(element).localname
        yield from (str(value) for key in _XML_ADDRESSES if (value := element.get(key)))
        text = (element.text or "").strip()
        if name in ("loc", "link") and text:
            yield text
        elif name in _HTML_WITHIN and "<" in text:
            yield from _of_tree(html.fragment_fromstring(text, create_parent=True))


def _of_json(raw: bytes) -> Iterator[str]:
    waiting: list[Any] = [json.loads(raw)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str) and (key in ("src", "start_url", "scope") or key.endswith("url")):
                    yield inner
                elif key in _HTML_WITHIN and isinstance(inner, str):
                    yield from _of_tree(html.fragment_fromstring(inner, create_parent=True))
                elif isinstance(inner, dict | list):
                    waiting.append(inner)
        elif isinstance(value, list):
            waiting.extend(value)


def _of_css(raw: bytes) -> Iterator[str]:
    yield from (link for link in _CSS_URL.findall(raw.decode("utf-8")) if not link.startswith("data:"))


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".html": _of_html,
    ".xml": _of_xml,
    ".opml": _of_xml,
    ".json": _of_json,
    ".webmanifest": _of_json,
    ".css": _of_css,
}
