"""Blocks → Markdown as an editor would write it, for Python-Markdown with `tables` and `sane_lists`.

Hands on text without trailing blanks, a paragraph a line. Refuses (None) what Markdown has no words for; whether the
rest comes back as it was is for the caller to try.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from . import escape, tables
from .model import (
    Block,
    Blocks,
    Break,
    Code,
    Figure,
    Glossary,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    Verbatim,
)

_MARKERS = {"strong": "**", "em": "*"}
_INDENT = "    "
_APART = "\n\n<!-- -->\n\n"
"""Between two blocks that would otherwise be read as one; the allow-list takes comments away."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How a line is written: emphasis by tags instead of asterisks, within brackets, within a cell, with which
    line break.
    """

    tags: bool = False
    bracketed: bool = False
    cell: bool = False
    line_break: str = "<br>"


PLAIN = Style()
TAGGED = Style(tags=True)
"""Where asterisks would be misread."""


def write(block: Block, style: Style = PLAIN) -> str | None:
    """Return a block as Markdown; None if there is none that says it."""
    match block:
        case Paragraph(content, bare):
            return _paragraph(content, style if bare else replace(style, line_break="<br>\n"))
        case Heading(level, content):
            return f"{'#' * level} {escape.heading(line(content, style))}"
        case Figure(picture, caption):
            return f"{line((picture,), style)}\n{_emphasised('*', caption, style)}"
        case Quote(blocks):
            return _quote(together(blocks, [write(inner, style) for inner in blocks]))
        case Listing(items, start):
            return _list(items, start, style)
        case Code(said):
            return _indented(said, first=_INDENT)
        case Rule():
            return "* * *"
        case Table():
            return tables.write(block, lambda content: line(content, replace(style, cell=True)))
        case Glossary():
            return None


def together(blocks: Blocks, written: Sequence[str | None]) -> str | None:
    """Return written blocks as one text, parted so that none runs into the next; None if one of them is missing."""
    out = ""
    for index, markdown in enumerate(written):
        if markdown is None:
            return None
        between = _APART if index and _run_together(blocks[index - 1], blocks[index]) else "\n\n"
        out += between + markdown if index else markdown
    return out


def _run_together(block: Block, following: Block) -> bool:
    match block, following:
        case Listing(_, start), Listing(_, other):
            return (start is None) == (other is None)
        case (Listing() | Code(), Code()) | (Quote(), Quote()):
            return True
    return False


def line(content: Inline, style: Style = PLAIN) -> str:
    """Return inline content as Markdown; without line ends, unless `style` breaks lines with them."""
    out = ""
    for item in content:
        written = _item(item, style, after=out[-1:])
        if out.endswith("!") and written.startswith("["):
            out = f"{out[:-1]}\\!"
        out += written
    return out


def _item(item: Item, style: Style, *, after: str) -> str:
    match item:
        case str():
            return _words(item, style)
        case Image(src, alt):
            return f"![{_words(alt, replace(style, bracketed=True))}]({escape.url(src)})"
        case Link(url, content):
            return f"[{line(content, replace(style, bracketed=True))}]({escape.url(url)})"
        case Span(name, content, title):
            if name in _MARKERS and not style.tags and after != "*":
                return _emphasised(_MARKERS[name], content, style)
            titled = f' title="{escape.attribute(title)}"' if title else ""
            return f"<{name}{titled}>{line(content, style)}</{name}>"
        case Break():
            return style.line_break
        case Verbatim(said):
            return escape.code(said) if after != "`" else f"<code>{escape.words(said)}</code>"


def _words(text: str, style: Style) -> str:
    out = escape.bracketed(text) if style.bracketed else escape.words(text)
    return out.replace("|", "\\|") if style.cell else out


def _emphasised(marker: str, content: Inline, style: Style) -> str:
    """Return content between markers; emphasis within is by tags, but for `***so***`: Markdown pairs asterisks by
    their neighbours.
    """
    both = marker == "**" and len(content) == 1 and isinstance(content[0], Span) and content[0].name == "em"
    return f"{marker}{line(content, replace(style, tags=not both))}{marker}"


def _paragraph(content: Inline, style: Style) -> str:
    return "\n".join(escape.line_start(one) for one in line(content, style).split("\n"))


def _quote(inner: str | None) -> str | None:
    return None if inner is None else "\n".join(f"> {one}".rstrip() for one in inner.split("\n"))


def _indented(text: str, first: str) -> str:
    """Return text with every line but the first indented by one level, and that by `first`."""
    return first + "\n".join(one and _INDENT + one for one in text.split("\n"))[len(_INDENT) :]


def _list(items: Sequence[Blocks], start: int | None, style: Style) -> str | None:
    """Return a list whose items all stand in paragraphs, or none does: Python-Markdown knows no mixture."""
    tight = all(_is_tight(item) for item in items)
    if not tight and not all(isinstance(item[0], Paragraph) and not item[0].bare for item in items):
        return None
    out: list[str] = []
    for index, item in enumerate(items):
        written = [write(block, style) for block in item]
        inner = "\n".join(one for one in written if one) if tight and None not in written else together(item, written)
        if inner is None:
            return None
        out.append(_indented(inner, first="- " if start is None else f"{start + index}. "))
    return ("\n" if tight else "\n\n").join(out)


def _is_tight(item: Blocks) -> bool:
    """Whether an item is a line, and lists below it that do not run together."""
    first, *others = item
    apart = not any(_run_together(one, following) for one, following in pairwise(others))
    return isinstance(first, Paragraph) and first.bare and apart and all(isinstance(block, Listing) for block in others)
