"""What stands in a line → pieces of text, each with the elements around it.

Hands on pieces for `inline.content`. Refuses links that lead nowhere a link may lead: their text stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .. import text
from . import addresses, embeds, picture
from .inline import Atom, Mark, Marks, Piece, content
from .model import Break, Image, Inline
from .soup import Node

ELEMENTS = frozenset("strong em u s del ins sub sup small mark code kbd cite q abbr bdi".split())
"""Elements of a line that are kept."""
THROUGH = frozenset("span time x-noscript picture".split())
"""Elements of a line that are nothing but what they hold. Any other element is a block."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a text stands: what its addresses are relative to, and what its pictures are called.

    `images` is asked for a picture's name by its address; None leaves the picture out. `settled` text is our own: its
    letters are clean and its addresses absolute.
    """

    base_url: str
    images: Callable[[str], str | None]
    settled: bool = False

    def link(self, node: Node) -> str | None:
        """Return where an `a` leads; None if nowhere that a link of ours may lead."""
        href = node.get("href")
        return (href or None) if self.settled else addresses.link(href, self.base_url)

    def picture(self, node: Node) -> Image | str | None:
        """Return what an `img` shows, under the name it has in the text: a picture, letters, or nothing."""
        found = Image(node.get("src"), node.get("alt")) if self.settled else picture.shown(node, self.base_url)
        if not isinstance(found, Image):
            return found
        name = self.images(found.src)
        return Image(name, found.alt) if name else None


class Line:
    """Gathers the pieces of a line. Blocks within it are parted by a blank and otherwise as good as their text."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.pieces: list[Piece] = []

    def children(self, node: Node, marks: Marks) -> None:
        """Take in what a node holds."""
        for child in node.children:
            if isinstance(child, str):
                self.add(child, marks)
            else:
                self.node(child, marks)

    def node(self, node: Node, marks: Marks) -> None:
        """Take in an element."""
        if node.name in ELEMENTS:
            title = node.get("title")
            self._within(node, marks, Mark(node.name, title and text.one_line(title)))
        elif node.name == "a":
            url = self.place.link(node)
            self._within(node, marks, Mark("a", url) if url else None)
        elif node.name == "br":
            self.add(Break(), marks)
        elif node.name in picture.NAMES:
            if found := self.place.picture(node):
                self.add(found, marks)
        elif node.name in THROUGH:
            self.children(node, marks)
        else:
            self.block(node, marks)

    def add(self, atom: Atom, marks: Marks) -> None:
        """Take in text or one thing in the line."""
        self.pieces.append(Piece(atom, marks))

    def block(self, node: Node, marks: Marks) -> None:
        """Take in an element that is no part of a line; what is shown from elsewhere has no text."""
        if node.name not in embeds.FRAMES:
            self.add(" ", ())
            self.children(node, marks)
            self.add(" ", ())

    def _within(self, node: Node, marks: Marks, mark: Mark | None) -> None:
        doubled = mark is not None and any(mark.name == other.name for other in marks)
        self.children(node, marks if mark is None or doubled else (*marks, mark))


def line(node: Node, place: Place, marks: Marks = ()) -> Inline:
    """Return everything in `node` as one line."""
    out = Line(place)
    out.children(node, marks)
    return content(out.pieces, settled=place.settled)
