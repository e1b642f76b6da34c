"""What a section of the report hands on: rows of figures, and what it calls out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from shlex import quote

from ..table import Cell, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """Figures of a source (or of one story of it), each under its name; every row of a section has the same names."""

    source: str
    figures: Mapping[str, Cell]
    slug: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Concern:
    """Something a host should look at: of which source, what was found, what to do."""

    source: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}; {self.remedy}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the report; without rows it shows nothing and only calls out. `of` is what a row is about."""

    rows: tuple[Row, ...] = field(default=())
    concerns: tuple[Concern, ...] = field(default=())
    of: str = "source"

    @property
    def table(self) -> Table:
        """The rows as a table."""
        return Table(
            header=(self.of, *(self.rows[0].figures if self.rows else ())),
            rows=tuple((row.source, *row.figures.values()) for row in self.rows),
        )


def preview(url: str) -> str:
    """Return what to do about articles that come out wrong, such as the one at `url` (an address upstream chose, so it
    is quoted for the shell).
    """
    return f"look at one: `python scripts/preview.py {quote(url)} --explain`"
