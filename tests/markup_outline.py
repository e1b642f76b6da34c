"""What HTML says, apart from how it is written: its elements in order, each with the letters in it."""

import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from mirror import text

VOID = frozenset({"br", "hr", "img"})
ATTRIBUTES = frozenset({"href", "src", "alt", "title", "colspan", "rowspan", "scope", "start"})
SAME = {"b": "strong", "i": "em", "h1": "h2"}
IMPLIED = frozenset({"thead", "tbody", "span", "div"})
Said = tuple[str, tuple[tuple[str, str], ...], str]
_SPACES = re.compile(r"[\s\u200b\u200e\u200f\u2060-\u2069\u061c]+")


def letters(said: str) -> str:
    """Return text without spaces and without marks that only order it."""
    return unicodedata.normalize("NFC", _SPACES.sub("", text.clean(said)))


@dataclass
class _Element:
    name: str
    attributes: tuple[tuple[str, str], ...]
    said: list[str] = field(default_factory=list)


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.whole = _Element("", ())
        self.elements: list[_Element] = []
        self.open = [self.whole]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple(sorted((key, letters(value or "")) for key, value in attrs if key in ATTRIBUTES))
        element = _Element(SAME.get(tag, tag), kept)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().name == SAME.get(tag, tag), "the HTML is not well nested"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.said.append(data)


def outline(html: str) -> list[Said]:
    """Return (name, attributes, letters) of each element with anything in it, in document order; first all letters.

    Takes the allow-list's own form. Two neighbouring `strong`s or `em`s are one, as they look; emphasis around the whole
    of a caption is none, since captions are emphasised as such.
    """
    for name in ("strong", "b", "em", "i"):
        html = html.replace(f"</{name}><{name}>", "")
    parser = _Outline()
    parser.feed(html)
    parser.close()
    found = [(element.name, element.attributes, letters("".join(element.said))) for element in parser.elements]
    shown = [one for one in found if one[0] not in IMPLIED and (one[2] or one[0] in VOID)]
    bare = [one for before, one in pairwise([("", (), ""), *shown]) if not _is_whole_caption(before, one)]
    return [("", (), letters("".join(parser.whole.said))), *bare]


def _is_whole_caption(before: Said, one: Said) -> bool:
    return (before[0], one[0]) == ("figcaption", "em") and before[2] == one[2]
