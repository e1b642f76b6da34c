"""A tree of elements → the blocks of an article.

Hands on blocks in one normal form: none empty, none within a line, two line breaks in a row are a new paragraph.
Refuses nothing: of an element that it does not know, the text stays.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from .. import rendering
from ..text import clean
from . import embeds, tables
from .inline import Atom, Mark, Marks, content
from .lines import ELEMENTS, Line, Place, line
from .model import (
    Block,
    Blocks,
    Break,
    Code,
    Entry,
    Figure,
    Glossary,
    Heading,
    Image,
    Inline,
    Link,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
)
from .soup import Node

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_FIGURE_CLASS, _CAPTION_CLASS = "wp-caption", "wp-caption-text"  # WordPress's figures from before there was `figure`
_NOT_CODE = ELEMENTS - {"code", "kbd"} | {"a", "img"}
_LAST_NUMBER = 999_999_999

Kind = Callable[[Inline], Block]


def flow(node: Node, place: Place, marks: Marks = ()) -> Blocks:
    """Return the blocks in `node`; its loose text stands in paragraphs."""
    return _Flow(place, Paragraph).read(node, marks)


def bare(node: Node, place: Place, marks: Marks = ()) -> Blocks:
    """Return the blocks in a list item or a cell: loose text stands for itself, in paragraphs if it would run
    together.
    """
    found = _Flow(place, partial(Paragraph, bare=True), Paragraph).read(node, marks)
    if not any(_is_bare(one) and _is_bare(following) for one, following in pairwise(found)):
        return found
    return tuple(Paragraph(block.content) if isinstance(block, Paragraph) else block for block in found)


def _is_bare(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.bare


class _Flow(Line):
    """Reads blocks one after another; what stands in lines between them becomes blocks of the given kind."""

    def __init__(self, place: Place, loose: Kind, paragraph: Kind | None = None) -> None:
        super().__init__(place)
        self.loose = loose
        self.paragraph = paragraph or loose
        self.made: list[Block] = []
        self.after_break = False

    def read(self, node: Node, marks: Marks) -> Blocks:
        """Return the blocks in `node`."""
        self.children(node, marks)
        self.end(self.loose)
        return tuple(self.made)

    def end(self, kind: Kind) -> None:
        """End the line, and make a block of it if there is anything in it."""
        if found := content(self.pieces, settled=self.place.settled):
            self.made.append(kind(found))
        self.pieces = []
        self.after_break = False

    def add(self, atom: Atom, marks: Marks) -> None:
        """Take in text or one thing in the line. The second line break in a row is the end of a paragraph."""
        if isinstance(atom, Break) and self.after_break and self.loose is Paragraph:
            self.end(Paragraph)
            return
        super().add(atom, marks)
        self.after_break = isinstance(atom, Break) or (self.after_break and isinstance(atom, str) and not atom.strip())

    def block(self, node: Node, marks: Marks) -> None:
        """Take in an element that is no part of a line."""
        self.end(self.loose)
        if node.name in _HEADINGS:
            self.made += _Flow(self.place, partial(Heading, _HEADINGS[node.name])).read(node, marks)
        elif node.name in _READERS:
            self.made += _READERS[node.name](node, self.place, marks)
        elif node.name == "figcaption" or _CAPTION_CLASS in node.classes():
            self._caption(node, tuple(mark for mark in marks if mark.name == "a"))
        elif _FIGURE_CLASS in node.classes():
            self.made += _figure(node, self.place, marks)
        elif url := embeds.post(node, self.place.base_url):
            self.made += _post(node, url, self.place, marks)
        else:
            self.children(node, marks)
            self.end(self.paragraph if node.name == "p" else self.loose)

    def _caption(self, node: Node, marks: Marks) -> None:
        """Give a caption to the picture that stands before it; without one it is an emphasised line."""
        if picture := _picture(self.made[-1]) if self.made else None:
            if caption := line(node, self.place, marks):
                self.made[-1] = Figure(picture, _without_emphasis(caption))
        elif caption := line(node, self.place, (Mark("em"), *marks)):
            self.made.append(Paragraph(caption))


def _picture(block: Block) -> Image | Link | None:
    """Return the picture, perhaps within a link, that a paragraph is and nothing else."""
    if not isinstance(block, Paragraph) or len(block.content) != 1:
        return None
    item = block.content[0]
    if isinstance(item, Link):
        return item if len(item.content) == 1 and isinstance(item.content[0], Image) else None
    return item if isinstance(item, Image) else None


def _without_emphasis(caption: Inline) -> Inline:
    """Return a caption without the emphasis around the whole of it: all captions are emphasised."""
    whole = caption[0]
    return whole.content if len(caption) == 1 and isinstance(whole, Span) and whole.name == "em" else caption


def _figure(node: Node, place: Place, marks: Marks) -> Blocks:
    """Read what a figure shows before its caption, wherever that stands."""
    captions = [child for child in node.nodes() if child.name == "figcaption"]
    rest = [child for child in node.children if child not in captions]
    return flow(Node("", children=[*rest, *captions]), place, marks)


def _quote(node: Node, place: Place, marks: Marks) -> Blocks:
    if url := embeds.post(node, place.base_url):
        return _post(node, url, place, marks)
    inner = flow(node, place, marks)
    return (Quote(inner),) if inner else ()


def _post(node: Node, url: str, place: Place, marks: Marks) -> Blocks:
    """Return a quoted post: what it says as a quotation, who said it as the title of a card that leads there."""
    paragraphs, said_by = embeds.parted(node)
    inner = tuple(block for paragraph in paragraphs for block in flow(paragraph, place, marks))
    card = _card(embeds.title(said_by, url), url)
    return (Quote(inner), card) if inner else (card,)


def _frame(node: Node, place: Place, _marks: Marks) -> Blocks:
    found = embeds.frame(node, place.base_url)
    return (_card(*found),) if found else ()


def _card(title: str, url: str) -> Paragraph:
    return Paragraph((Link(url, (rendering.card(title, url),)),))


def _listing(node: Node, place: Place, marks: Marks) -> Blocks:
    """Read a list. What stands between its items, as sloppy pages have it, belongs to the item before if it is a
    list.
    """
    items: list[Blocks] = []
    for child in node.children:
        if isinstance(child, Node) and child.name == "li":
            items.append(bare(child, place, marks))
            continue
        stray = bare(Node("", children=[child]), place, marks)
        if items and stray and isinstance(stray[0], Listing):
            items[-1] += stray
        else:
            items.append(stray)
    items = [item for item in items if item]
    if len(items) == 1 and len(items[0]) == 1 and isinstance(items[0][0], Paragraph):
        items = [(Paragraph(items[0][0].content, bare=True),)]  # Markdown has no list of one item in a paragraph
    start = node.get("start").strip()
    first = int(start) if start.isascii() and start.isdigit() and int(start) <= _LAST_NUMBER else 1
    return (Listing(tuple(items), first if node.name == "ol" else None),) if items else ()


def _glossary(node: Node, place: Place, marks: Marks) -> Blocks:
    """Read terms and what is said of them, which may stand in pairs within `div`s; anything else is said of the
    last term.
    """
    entries: list[Entry] = []
    for child in node.children:
        pair = child.children if isinstance(child, Node) and child.name == "div" else [child]
        for part in pair:
            if inner := bare(Node("", children=[part]), place, marks):
                entries.append(Entry("dt" if isinstance(part, Node) and part.name == "dt" else "dd", inner))
    return (Glossary(tuple(entries)),) if entries else ()


def _preformatted(node: Node, place: Place, marks: Marks) -> Blocks:
    """Return code as code; what has links or pictures in it is lines of text."""
    if any(child.name in _NOT_CODE for child in node.descendants()):
        return flow(_with_breaks(node), place, marks)
    lines = (one.expandtabs(4).rstrip() for one in clean(_verbatim(node)).split("\n"))
    said = "\n".join(lines).strip("\n")
    return (Code(said),) if said.strip() else ()


def _verbatim(node: Node) -> str:
    parts = (
        child if isinstance(child, str) else "\n" if child.name == "br" else _verbatim(child) for child in node.children
    )
    return "".join(parts)


def _with_breaks(node: Node) -> Node:
    """Return a copy of `node` with a `br` for each line end."""
    out = Node("div" if node.name == "pre" else node.name, node.attributes)
    for child in node.children:
        if isinstance(child, Node):
            out.children.append(_with_breaks(child))
            continue
        first, *others = child.split("\n")
        out.children.append(first)
        for other in others:
            out.children += [Node("br"), other]
    return out


def _table(node: Node, place: Place, marks: Marks) -> Blocks:
    found = tables.read(
        node, cell=partial(bare, place=place, marks=marks), line=partial(line, place=place, marks=marks)
    )
    return (found,) if found else flow(Node("", children=list(node.children)), place, marks)


def _rule(_node: Node, _place: Place, _marks: Marks) -> Blocks:
    return (Rule(),)


_READERS: dict[str, Callable[[Node, Place, Marks], Blocks]] = {
    "blockquote": _quote,
    "dl": _glossary,
    "figure": _figure,
    "hr": _rule,
    "ol": _listing,
    "pre": _preformatted,
    "table": _table,
    "ul": _listing,
    **dict.fromkeys(embeds.FRAMES, _frame),
}
