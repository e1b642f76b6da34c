"""Untrusted HTML → a small tree of known elements, parsed the way browsers parse it.

Hands on nodes whose names and attributes are those listed here. Refuses (`ExtractError`) what is too long or too deep
to be an article. What the elements mean, and which attributes may be believed, the readers of the tree decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

import nh3

from .. import allowlist
from ..errors import ExtractError

DEPTH = 100
"""Nested elements that stay; every reader of the tree recurses. Real articles stay below 20."""

LENGTH = 1_000_000
"""Characters, scripts and inlined pictures gone: five times what a story may have as Markdown."""
REMEDY = "no article needs that; name a selector: `body` in [source.rules]"

CONTAINERS = frozenset(
    "address article aside center details div fieldset footer form header hgroup main nav section summary legend body".split()
)
"""Elements that are nothing but a block of their own."""
_RENAMED = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "tt": "code",
    "samp": "code",
    "acronym": "abbr",
    "menu": "ul",
    "dir": "ul",
}
_MEDIA = frozenset(
    "picture source iframe video audio embed object x-noscript x-post amp-img amp-iframe amp-youtube".split()
)
_LAZY = frozenset(
    "data-src data-lazy-src data-original data-original-src data-lazy data-url data-srcset data-lazy-srcset".split()
)
_READ = allowlist.ELEMENTS | CONTAINERS | _RENAMED.keys() | _MEDIA
_ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "abbr": {"title"},
    "acronym": {"title"},
    "amp-iframe": {"src"},
    "amp-img": {"src", "srcset", "alt", "width", "height"},
    "amp-youtube": {"data-videoid"},
    "blockquote": {"cite", "data-instgrm-permalink"},
    "div": {"data-href"},
    "embed": {"src", "title"},
    "iframe": {"src", "title", "width", "height"} | _LAZY,
    "img": {"src", "srcset", "alt", "width", "height"} | _LAZY,
    "object": {"data", "title"},
    "ol": {"start"},
    "source": {"src", "srcset", "data-srcset"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"src", "title", "data-src"},
    "audio": {"src", "title", "data-src"},
    "x-post": {"data-telegram-post"},
}
_CLEANER = nh3.Cleaner(
    tags=_READ,
    clean_content_tags=allowlist.SILENT - _READ - {"noscript"},
    attributes=_ATTRIBUTES,
    url_schemes=set(allowlist.SCHEMES),
    link_rel=None,
)

# Parsers take the content of `noscript` for text; what stands in it is what we want: the picture behind a lazy one.
_NOSCRIPT = re.compile(r"<(/?)noscript(?=[\s>])", re.I)
# Telegram's posts are nothing but a script that names them.
_POST_SCRIPT = re.compile(r"<script(?=[^<>]*\sdata-telegram-post=)([^<>]*)>\s*</script>", re.I)

# nh3 writes one form: well nested, lower case, every value in double quotes, `<` and `>` escaped in text and values
# (the content of frames apart). Reading that form needs no parser with ideas of its own: libxml2 loses `<b><p>` and
# `<h2><p>`.
_TOKEN = re.compile(r'<(/?)([a-z0-9-]+)((?: [^ =>]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([^ =>]+)="([^"]*)"')
_FRAME = re.compile(r"(<iframe[^>]*>).*?(?=</iframe>)", re.S)
_VOID = frozenset({"br", "hr", "img", "source", "embed"})


@dataclass(eq=False, slots=True)
class Node:
    """An element: its name, attributes and children in order, text as strings."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """Return an attribute's value, "" if it is not there."""
        return self.attributes.get(attribute, "")

    def classes(self) -> list[str]:
        """Return the classes."""
        return self.get("class").split()

    def nodes(self) -> Iterator["Node"]:
        """Yield the child elements."""
        return (child for child in self.children if isinstance(child, Node))

    def descendants(self) -> Iterator["Node"]:
        """Yield every element within, in document order."""
        for child in self.nodes():
            yield child
            yield from child.descendants()

    def text(self) -> str:
        """Return all text within."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def read(html: str, subject: str) -> Node:
    """Return the tree of an untrusted fragment; the root has no name.

    Raises:
        ExtractError: if the fragment is too long or too deep; `subject` names it.
    """
    if reason := allowlist.excess(html):
        raise ExtractError(subject, reason, REMEDY)
    html = _POST_SCRIPT.sub(r"<x-post\1></x-post>", _NOSCRIPT.sub(r"<\1x-noscript", html.replace("\0", "")))
    settled = _FRAME.sub(r"\1", _CLEANER.clean(html))
    if len(settled) > LENGTH:
        raise ExtractError(subject, f"has {len(settled):,} characters of text and tags, at most {LENGTH:,}", REMEDY)
    return tree(settled, subject)


def tree(settled: str, subject: str) -> Node:
    """Return the tree of HTML in the form that nh3 writes; b, i and other old names by their present one.

    Raises:
        ExtractError: if elements nest more than `DEPTH` deep; `subject` names the text.
    """
    root = Node("")
    path = [root]
    for token in _TOKEN.finditer(settled):
        closing, name, attributes, text = token.groups()
        if text:
            path[-1].children.append(unescape(text))
        elif closing:
            path.pop()
        else:
            node = Node(_RENAMED.get(name, name))
            node.attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
            path[-1].children.append(node)
            if name not in _VOID:
                path.append(node)
                if len(path) > DEPTH:
                    raise ExtractError(subject, f"nests elements more than {DEPTH} deep", REMEDY)
    return root
