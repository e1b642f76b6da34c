"""JSON-LD as news sites write it: graphs, lists, references, raw line breaks, entities escaped twice.

Hands on statements `(field, value, origin)` of the node that is this page's article. Refuses what is no JSON, and
other stories' nodes.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from ..text import fold, one_line
from ..urls import absolute, same_page

Node = dict[str, Any]
Statement = tuple[str, str, str]

_ARTICLE = re.compile(r"(?:article|posting|report|review|liveblog|newsarticle|recipe|interview)$", re.I)
_PAGE = frozenset({"webpage", "itempage", "mediaobject", "videoobject"})
_HOLDERS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed", "liveBlogUpdate")
_NODES = 300
_COMMENT = re.compile(r"^\s*(?://|/\*|<!--)[^\n]*|(?://|/\*)?\s*(?:-->|\*/)\s*$")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")


def plain(value: str) -> str:
    """Return a value as text on one line: entities resolved however often they were escaped, tags gone."""
    for _ in range(3):
        resolved = html.unescape(value)
        if resolved == value:
            break
        value = resolved
    return one_line(_TAG.sub(" ", value) if "<" in value else value, 20_000)


def statements(root: HtmlElement, *, url: str) -> Iterator[Statement]:
    """Yield what the page's JSON-LD states of the article at `url`, of the site, and of where it stands in it."""
    nodes = list(_nodes(root))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    article = _this_page(articles, url)
    if article is not None:
        yield from _of_article(article, by_id)
    for node in nodes:
        names = {name.lower() for name in _types(node)}
        if names & _PAGE and (article is None or names & {"webpage"}):
            yield from _of_page(node, strong=article is None)
        elif "website" in names or any(name.endswith("organization") for name in names):
            yield from _texts("site", node.get("name"), "json-ld site")
            yield from _texts("site", node.get("alternateName"), "json-ld site")
            yield from _texts("slogan", node.get("description"), "json-ld site")
            yield from _texts("slogan", node.get("slogan"), "json-ld site")
        elif "breadcrumblist" in names:
            yield from _of_crumbs(node)


def _nodes(root: HtmlElement) -> Iterator[Node]:
    """Yield every node of every block of JSON-LD, outer ones first."""
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        waiting = [_parsed(script.text)]
        while waiting and count < _NODES:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting[:0] = item[:_NODES]
            elif isinstance(item, dict):
                count += 1
                yield item
                waiting += [item[name] for name in _HOLDERS if isinstance(item.get(name), dict | list)]


def _parsed(text: str) -> Any:
    text = _COMMENT.sub("", text).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Node) -> list[str]:
    value = node.get("@type")
    found = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1] for name in found if isinstance(name, str)]


def _this_page(articles: list[Node], url: str) -> Node | None:
    """Return the article that says it is at `url`, else the first with a headline: other stories are listed after
    it.
    """
    if not articles:
        return None
    here = _key(url)
    for node in articles:
        own = [node.get("url"), node.get("@id")]
        page = node.get("mainEntityOfPage")
        own += [page.get("@id"), page.get("url")] if isinstance(page, dict) else [page]
        if any(isinstance(value, str) and _key(value) == here for value in own):
            return node
    return next((node for node in articles if _headline(node)), articles[0])


def _key(url: str) -> str | None:
    resolved = absolute(url)
    return same_page(resolved.split("#")[0]) if resolved else None


def _headline(node: Node) -> Any:
    return next((value for name, value in node.items() if name.lower() == "headline" and value), None)


def _of_article(node: Node, by_id: dict[str, Node]) -> Iterator[Statement]:
    yield from _texts("title", _headline(node), "json-ld headline")
    if not _headline(node):
        yield from _texts("title", node.get("name"), "json-ld name")
    for name in ("datePublished", "dateCreated", "uploadDate"):
        yield from _texts("published", node.get(name), f"json-ld {name}")
    yield from _texts("modified", node.get("dateModified"), "json-ld dateModified")
    for person in _each(node.get("author"), node.get("creator")):
        if isinstance(person, dict) and any(name.lower().endswith("organization") for name in _types(person)):
            continue  # the site, an agency
        yield from _texts("author", _name(person, by_id), "json-ld author")
    yield from _texts("section", node.get("articleSection"), "json-ld articleSection")
    yield from _texts("tag", node.get("keywords"), "json-ld keywords")
    yield from _texts("summary", node.get("description"), "json-ld description")
    for image in _each(node.get("image"), node.get("thumbnailUrl")):
        yield from _of_image(image, by_id)
    yield from _texts("site", _name(node.get("publisher"), by_id), "json-ld publisher")
    yield from _texts("lang", node.get("inLanguage"), "json-ld inLanguage")
    yield from _texts("body", node.get("articleBody"), "json-ld articleBody")
    if str(node.get("isAccessibleForFree")).lower() in ("false", "no"):
        yield "free", "no", "json-ld isAccessibleForFree"


def _of_page(node: Node, *, strong: bool) -> Iterator[Statement]:
    yield from _texts("published", node.get("datePublished"), "json-ld page")
    yield from _texts("modified", node.get("dateModified"), "json-ld page")
    if strong:
        yield from _texts("title", _headline(node) or node.get("name"), "json-ld page")
        yield from _texts("summary", node.get("description"), "json-ld page")


def _of_image(image: Any, by_id: dict[str, Node]) -> Iterator[Statement]:
    if isinstance(image, dict):
        image = by_id.get(image.get("@id", ""), image) if len(image) <= 2 else image
        yield from _texts("image", image.get("url") or image.get("contentUrl"), "json-ld image")
        yield from _texts("credit", image.get("creditText") or _name(image.get("creator"), by_id), "json-ld image")
    else:
        yield from _texts("image", image, "json-ld image")


def _of_crumbs(node: Node) -> Iterator[Statement]:
    """Yield the names between the site's home and the article."""
    names = []
    for item in _each(node.get("itemListElement")):
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str):
                names.append(name)
    for name in names[1:-1] if len(names) > 2 else names[1:]:
        if len(fold(name)) <= 60:
            yield "section", name, "json-ld breadcrumb"


def _name(value: Any, by_id: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_name(part, by_id) for part in value[:20]]
    if isinstance(value, dict):
        known = by_id.get(value.get("@id", ""), value) if "name" not in value else value
        return known.get("name")
    return value


def _each(*values: Any) -> Iterator[Any]:
    for value in values:
        yield from value[:40] if isinstance(value, list) else [value]


def _texts(field: str, value: Any, origin: str) -> Iterator[Statement]:
    for part in _each(value):
        for text in part[:40] if isinstance(part, list) else [part]:
            if isinstance(text, str) and text.strip():
                yield field, text, origin
