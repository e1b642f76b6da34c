"""Which letters of a page are its article, and where in the page they stand.

An extractor's text is used as a pointer: every piece of text of a copy is marked with two letters of the Braille
block, which no news page uses and every extractor passes on; the marks that come back name the pieces it took. So the
page's own structure stays, and nothing has to be found again by comparing texts. Hands on the pieces and their
weights; judges nothing.
"""

import copy
import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from .tree import BLOCKS, new_parser

_BASE, _FIRST = 255, 0x2801
_BRAILLE = re.compile("[\u2800-\u28ff]")
_MARK = re.compile("([\u2801-\u28ff])([\u2801-\u28ff])")
# Both libraries report what they do with strangers' pages; that is for `Outcome` to say.
for _name in ("trafilatura", "readability", "readability.readability", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A run of letters in the tree: an element's `text`, or its `tail`, which belongs to its parent."""

    element: HtmlElement
    tail: bool

    @property
    def owner(self) -> HtmlElement:
        return self.element.getparent() if self.tail else self.element

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""


def pieces_of(body: HtmlElement) -> tuple[Piece, ...]:
    """Return the pieces of text of a body, in document order of their elements."""
    found = []
    for element in body.iter():
        if element.text and not element.text.isspace():
            found.append(Piece(element=element, tail=False))
        if element is not body and element.tail and not element.tail.isspace():
            found.append(Piece(element=element, tail=True))
    return tuple(found)


def by_trafilatura(body: HtmlElement, *, thorough: bool = False) -> frozenset[int]:
    """Return the numbers of the pieces that trafilatura, in favour of precision, takes for the article.

    `thorough` has it compare its own finding with those of readability and justext, which takes half as long again.
    """
    import trafilatura  # half a second, which a run without news need not wait for

    page = html.document_fromstring("<html><head></head><body></body></html>", parser=new_parser())
    page.replace(page[1], _marked(body))
    try:
        found = trafilatura.bare_extraction(
            page,
            favor_precision=True,
            fast=not thorough,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
            deduplicate=False,
        )
    except Exception:  # it fails in many ways on broken trees; there are other opinions
        return frozenset()
    return _named("".join(found.body.itertext())) if found is not None and found.body is not None else frozenset()


def by_readability(body: HtmlElement) -> frozenset[int]:
    """Return the numbers of the pieces that readability takes for the article."""
    from readability import Document  # seldom asked

    try:
        page = html.tostring(_marked(body), encoding="unicode")
        return _named(Document(f"<html><body>{page}</body></html>").summary())
    except Exception:  # as above
        return frozenset()


def _marked(body: HtmlElement) -> HtmlElement:
    marked = copy.deepcopy(body)
    marked.tail = None
    for number, piece in enumerate(pieces_of(marked)):
        mark = chr(_FIRST + number // _BASE) + chr(_FIRST + number % _BASE)
        text = mark + _BRAILLE.sub("", piece.text)
        if piece.tail:
            piece.element.tail = text
        else:
            piece.element.text = text
    return marked


def _named(text: str) -> frozenset[int]:
    return frozenset((ord(high) - _FIRST) * _BASE + ord(low) - _FIRST for high, low in _MARK.findall(text))


@dataclass(slots=True)
class Weight:
    """Letters in an element and below: all, vouched for as the article's, in links; and whether it holds blocks,
    breaks, media.
    """

    total: int = 0
    vouched: int = 0
    linked: int = 0
    blocks: bool = False
    breaks: bool = False
    media: bool = False


MEDIA = frozenset("img iframe video audio embed object picture figure".split())


class Weights(dict[HtmlElement, Weight]):
    """The weight of every element of a body, and which loose runs of letters are vouched for."""

    def __init__(self, body: HtmlElement, pieces: Sequence[Piece], vouched: Collection[int]) -> None:
        elements = list(body.iter())
        super().__init__((element, Weight()) for element in elements)
        self.vouched = {(pieces[number].element, pieces[number].tail) for number in vouched if number < len(pieces)}
        for piece in pieces:
            weight = self[piece.owner]
            letters = len(" ".join(piece.text.split()))
            weight.total += letters
            if (piece.element, piece.tail) in self.vouched:
                weight.vouched += letters
        for element in reversed(elements):
            weight = self[element]
            if element.tag == "a":
                weight.linked = weight.total
            if element is not body:
                self._add(self[element.getparent()], weight, element.tag)

    def take_in(self, region: HtmlElement, element: HtmlElement) -> None:
        """Move `element` to the start of `region`, vouched for, as a paragraph."""
        element.tag = "p" if element.tag == "h2" else element.tag
        for part in element.iter():
            self[part].vouched = self[part].total
            self.vouched.add((part, False))
            if part is not element:
                self.vouched.add((part, True))
        tail, element.tail = element.tail, None
        before = element.getprevious()
        above = element.getparent()
        if tail and before is not None:
            before.tail = (before.tail or "") + tail
        elif tail and above is not None:
            above.text = (above.text or "") + tail
        if region.text and (region, False) in self.vouched:
            self.vouched.add((element, True))
        region.insert(0, element)
        region.text, element.tail = None, region.text

    @staticmethod
    def _add(above: Weight, weight: Weight, tag: str) -> None:
        above.total += weight.total
        above.vouched += weight.vouched
        above.linked += weight.linked
        above.blocks = above.blocks or weight.blocks or tag in BLOCKS
        above.breaks = above.breaks or weight.breaks or tag == "br"
        above.media = above.media or weight.media or tag in MEDIA


_ENOUGH = 0.95
"""The share of the vouched letters that the chosen subtree has to hold; the rest is a stray line elsewhere on the
page.
"""
_PARTS = frozenset(
    "p ul ol dl dt table tbody thead tr caption blockquote figure figcaption pre a b strong em i span font h1 h2 h3 h4 h5 h6".split()
)


def region_of(body: HtmlElement, weights: Weights) -> HtmlElement:
    """Return the smallest element that holds the article: most of the vouched letters, and is more than a part of
    a text.
    """
    region, wanted = body, _ENOUGH * weights[body].vouched
    while (inner := next((child for child in region if weights[child].vouched >= wanted), None)) is not None:
        region = inner
    while region is not body and region.tag in _PARTS:
        region = region.getparent()
    return region
