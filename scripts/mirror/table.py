"""A table that a person reads: a framed one on a terminal, aligned lines of plain text elsewhere.

Takes values, not text, and shows each kind one way. Nothing in a cell can leave its cell, its line or its colour.
"""

from dataclasses import dataclass
from datetime import timedelta

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Framed
from rich.text import Text

from .text import one_line

Cell = str | int | float | timedelta | None
"""Text, a count, a share (0.0 to 1.0), a span of time; None: not known."""

_UNITS = ((86400, "days"), (3600, "h"), (60, "min"))
_GAP = "  "


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows of cells under a header. A column that holds text throughout should come last: it may be long."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def show(table: Table, console: Console, lead: str = "") -> None:
    """Print a table; outside a terminal every line begins with `lead`."""
    if console.is_terminal:
        console.print(_framed(table), soft_wrap=False)
        return
    for line in lines(table):
        console.out(lead + line)


def lines(table: Table) -> list[str]:
    """Return a table as plain lines in aligned columns: text begins at a column's left, everything else ends at its
    right.
    """
    rows = [table.header, *(tuple(map(shown, row)) for row in table.rows)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    left = _left(table)
    return [_GAP.join(map(_padded, row, widths, left)).rstrip() for row in rows]


def shown(cell: Cell) -> str:
    """Return a cell as a person reads it: `12`, `8 %`, `1.2 s`, `3 days`, text on one line, `-` for "not known"."""
    if cell is None or cell == "":
        return "-"
    if isinstance(cell, timedelta):
        return span(cell)
    if isinstance(cell, float):
        return f"{cell:.0%}".replace("%", " %")
    return one_line(cell, 200) if isinstance(cell, str) else str(cell)


def span(time: timedelta) -> str:
    """Return a span of time in its largest unit of which there are at least three, rounded down: `36 h`, `3 days`."""
    seconds = time.total_seconds()
    for size, unit in _UNITS:
        if seconds >= 3 * size:
            return f"{seconds // size:.0f} {unit}"
    return f"{max(seconds, 0):.1f} s"


def _left(table: Table) -> list[bool]:
    """Return which columns hold text, or nothing that is known."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.header)
    return [all(isinstance(cell, str | None) for cell in column) for column in columns]


def _padded(text: str, width: int, left: bool) -> str:
    space = " " * (width - cell_len(text))
    return text + space if left else space + text


def _framed(table: Table) -> Framed:
    framed = Framed(header_style="bold")
    for name, left in zip(table.header, _left(table), strict=True):
        framed.add_column(name, justify="left" if left else "right", overflow="fold")
    for row in table.rows:
        framed.add_row(*(Text(shown(cell)) for cell in row))
    return framed
