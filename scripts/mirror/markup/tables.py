"""Tables: read from a tree, and written as Markdown where Markdown can say the same.

Hands on `Table` records, and Markdown for a table with one header row and cells of one line each. Refuses (None) tables
that only lay a page out, and leaves the others to HTML.
"""

from collections.abc import Callable, Iterator

from .model import Blocks, Cell, Inline, Paragraph, Row, Table
from .soup import Node

_SECTIONS = ("thead", "tbody", "tfoot")
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_MOST_SPANNED = 999


def read(node: Node, *, cell: Callable[[Node], Blocks], line: Callable[[Node], Inline]) -> Table | None:
    """Return the table; None if it has no more than one cell with anything in it, and so is no table.

    `cell` reads a cell's blocks, `line` a caption. A first row of header cells alone is the head.
    """
    sections: dict[str, list[Row]] = {name: [] for name in _SECTIONS}
    caption: Inline = ()
    for part in node.nodes():
        if part.name == "caption":
            caption += line(part)
        elif part.name in sections:
            rows = (tuple(_cells(row, cell)) for row in part.nodes() if row.name == "tr")
            sections[part.name] += (row for row in rows if row)
    head, body, foot = (tuple(sections[name]) for name in _SECTIONS)
    if sum(bool(one.blocks) for row in head + body + foot for one in row) < 2:
        return None
    if not head and len(body) > 1 and all(one.header for one in body[0]):
        head, body = body[:1], body[1:]
    return Table(head=head, body=body, foot=foot, caption=caption)


def _cells(row: Node, read_cell: Callable[[Node], Blocks]) -> Iterator[Cell]:
    for node in row.nodes():
        if node.name in ("td", "th"):
            header = node.name == "th"
            scope = node.get("scope").lower()
            yield Cell(
                blocks=read_cell(node),
                header=header,
                columns=_span(node.get("colspan")),
                rows=_span(node.get("rowspan")),
                scope=scope if header and scope in _SCOPES else "",
            )


def _span(value: str) -> int:
    value = value.strip()
    return min(int(value), _MOST_SPANNED) or 1 if value.isascii() and value.isdigit() else 1


def write(table: Table, line: Callable[[Inline], str]) -> str | None:
    """Return the table as Markdown; None if Markdown's tables cannot say it. `line` writes what stands in a cell."""
    if len(table.head) != 1 or not table.body or table.foot or table.caption:
        return None
    width = len(table.head[0])
    if any(len(row) != width for row in table.body) or not all(_is_plain(one, header=True) for one in table.head[0]):
        return None
    if not all(_is_plain(one, header=False) for row in table.body for one in row):
        return None
    rows = [[line(_content(one)) for one in row] for row in (*table.head, *table.body)]
    rows.insert(1, ["---"] * width)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _is_plain(cell: Cell, *, header: bool) -> bool:
    bare = all(isinstance(block, Paragraph) and block.bare for block in cell.blocks) and len(cell.blocks) < 2
    return bare and cell == Cell(cell.blocks, header=header)


def _content(cell: Cell) -> Inline:
    block = cell.blocks[0] if cell.blocks else None
    return block.content if isinstance(block, Paragraph) else ()
