"""What an article's text is made of: blocks that hold inline content, as values that can be compared.

Hands on frozen records; two texts are the same text if their records are equal. Refuses nothing: `flow` and `inline`
see to it that only what the allow-list knows gets in here.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """Inline content within an element: `strong`, `em`, `sub`, … `title` is that of an `abbr`."""

    name: str
    content: "Inline"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Inline content that leads somewhere; `url` is absolute."""

    url: str
    content: "Inline"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a line. `src` is absolute, or names one of content/images."""

    src: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A piece of code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break within a paragraph."""


Item = str | Span | Link | Image | Verbatim | Break
Inline = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `bare` if it stands without a `p` in a list item or a cell."""

    content: Inline
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the article, of level 2 to 6."""

    level: int
    content: Inline


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, perhaps linked, with its caption and credit."""

    picture: Image | Link
    caption: Inline


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is its first number, None where it has none."""

    items: tuple["Blocks", ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, without any element in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term (`dt`) or what is said of it (`dd`)."""

    name: Literal["dt", "dd"]
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Glossary:
    """A list of terms."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `scope` is "" where it is not said."""

    blocks: "Blocks"
    header: bool = False
    columns: int = 1
    rows: int = 1
    scope: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `head` and `foot` may have no rows."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    caption: Inline = ()


Block = Paragraph | Heading | Figure | Quote | Listing | Code | Rule | Glossary | Table
Blocks = tuple[Block, ...]
