"""What a section of the bench is asked for and hands on: options, tables, figures held against bounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run was asked for: archive sizes in stories, and an empty folder to work in."""

    sizes: tuple[int, ...]
    scratch: Path


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with the bound it is held against; without one it is only told. `unit` stands behind both."""

    name: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the number is within its bounds."""
        above = self.at_least is None or self.value >= self.at_least
        return above and (self.at_most is None or self.value <= self.at_most)

    def row(self) -> tuple[str, str, str, str]:
        """Return name, value, bound and verdict, as they are shown."""
        bounds = [f"≤ {number(self.at_most)}"] if self.at_most is not None else []
        bounds += [f"≥ {number(self.at_least)}"] if self.at_least is not None else []
        told = f" {self.unit}" if self.unit else ""
        verdict = ("yes" if self.holds else "**no**") if bounds else ""
        return self.name, f"{number(self.value)}{told}", f"{', '.join(bounds)}{told}" if bounds else "", verdict


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a section: rows of text for people, the figures that were held against bounds, and a remark."""

    title: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    figures: Sequence[Figure] = ()
    remark: str = ""

    def markdown(self) -> str:
        """Return the table as GitHub shows it."""
        parts = [f"### {self.title}"]
        if self.rows:
            parts.append(_grid(self.columns, self.rows))
        if self.figures:
            parts.append(_grid(("figure", "measured", "bound", "holds"), [each.row() for each in self.figures]))
        if self.remark:
            parts.append(self.remark)
        return "\n\n".join(parts)


class Section(Protocol):
    """A module of `sections/`."""

    TITLE: str

    def measure(self, options: Options, /) -> Iterator[Table]:
        """Yield each table as soon as it is measured."""
        ...


def number(value: float) -> str:
    """Return a number with as many digits as say something: 12,345 · 12.3 · 1.23 · 0.012."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table whose source reads as a table too; every column but the first is of numbers."""
    cells = [columns, *rows]
    widths = [max(3, *(len(row[at]) for row in cells)) for at in range(len(columns))]
    lines = [[row[0].ljust(widths[0]), *(cell.rjust(widths[at]) for at, cell in enumerate(row) if at)] for row in cells]
    lines.insert(1, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
