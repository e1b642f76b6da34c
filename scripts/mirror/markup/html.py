"""Blocks → HTML, for what Markdown cannot say.

Hands on one element without blank lines, which Python-Markdown passes on untouched.
"""

from collections.abc import Iterable

from . import escape
from .model import (
    Block,
    Blocks,
    Break,
    Cell,
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
    Row,
    Rule,
    Span,
    Table,
    Verbatim,
)


def write(block: Block) -> str:
    """Return a block as HTML."""
    match block:
        case Paragraph(content, bare):
            return line(content) if bare else f"<p>{line(content)}</p>"
        case Heading(level, content):
            return f"<h{level}>{line(content)}</h{level}>"
        case Figure(picture, caption):
            return f"<figure>{line((picture,))}<figcaption>{line(caption)}</figcaption></figure>"
        case Quote(blocks):
            return f"<blockquote>\n{_flow(blocks)}\n</blockquote>"
        case Listing(items, start):
            return _list(items, start)
        case Code(said):
            return f"<pre><code>{escape.html(said)}\n</code></pre>"
        case Rule():
            return "<hr>"
        case Glossary(entries):
            return _lines("dl", (f"<{entry.name}>{_flow(entry.blocks)}</{entry.name}>" for entry in entries))
        case Table():
            return _table(block)


def line(content: Inline) -> str:
    """Return inline content as HTML."""
    return "".join(map(_item, content))


def _item(item: Item) -> str:
    match item:
        case str():
            return escape.html(item)
        case Image(src, alt):
            return f'<img src="{escape.html(src)}" alt="{escape.html(alt)}">'
        case Link(url, content):
            return f'<a href="{escape.html(url)}">{line(content)}</a>'
        case Span(name, content, title):
            titled = f' title="{escape.html(title)}"' if title else ""
            return f"<{name}{titled}>{line(content)}</{name}>"
        case Break():
            return "<br>"
        case Verbatim(said):
            return f"<code>{escape.html(said)}</code>"


def _flow(blocks: Blocks) -> str:
    return "\n".join(map(write, blocks))


def _lines(name: str, inner: Iterable[str], attributes: str = "") -> str:
    return "\n".join((f"<{name}{attributes}>", *inner, f"</{name}>"))


def _list(items: Iterable[Blocks], start: int | None) -> str:
    name = "ul" if start is None else "ol"
    number = "" if start in (None, 1) else f' start="{start}"'
    return _lines(name, (f"<li>{_flow(item)}</li>" for item in items), number)


def _table(table: Table) -> str:
    caption = [f"<caption>{line(table.caption)}</caption>"] if table.caption else []
    sections = (("thead", table.head), ("tbody", table.body), ("tfoot", table.foot))
    return _lines("table", [*caption, *(_lines(name, map(_row, rows)) for name, rows in sections if rows)])


def _row(row: Row) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Cell) -> str:
    name = "th" if cell.header else "td"
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    scope = f' scope="{cell.scope}"' if cell.scope else ""
    return f"<{name}{columns}{rows}{scope}>{_flow(cell.blocks)}</{name}>"
