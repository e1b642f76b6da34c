"""The build at newspaper scale: cold and incremental, against the generators that hosts would otherwise take."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..generators import Generator
from ..generators.hugo import Hugo
from ..generators.ours import Ours
from ..generators.stock import Stock
from ..process import Cost, Failed
from ..section import Figure, Options, Table, number

TITLE = "Build"

ADDED = 20
"""Stories that one run of a fetcher brings."""
STOCK_MOST = 50_000
"""Stories up to which stock Pelican is measured too: more would take it hours."""
_MIB = 2**20
_COLUMNS = ("build", "wall, s", "CPU, s", "wall : Hugo", "CPU : Hugo", "memory, MiB", "files", "changed", "kB a story")
# Bounds by size: cold against Hugo, cold against stock Pelican, with ADDED stories more against Hugo; all in wall time.
_AGAINST_HUGO = {10_000: 0.60, 50_000: 0.40, 100_000: 0.40}
_AGAINST_STOCK = {10_000: 0.12, 50_000: 0.06}
_ADDED_AGAINST_HUGO = {10_000: 0.15, 50_000: 0.05, 100_000: 0.03}


@dataclass(frozen=True, kw_only=True)
class Build:
    """One build: what it took, the size of the site, and how many files are others than before (None: it was cold)."""

    name: str
    cost: Cost
    files: int
    bytes: int
    changed: int | None

    def row(self, hugo: Cost, stories: int) -> tuple[str, ...]:
        """Return it as a row of the table."""
        cost = self.cost
        return (
            self.name,
            number(cost.wall),
            number(cost.cpu),
            number(cost.wall / hugo.wall),
            number(cost.cpu / hugo.cpu),
            number(round(cost.memory / _MIB)),
            number(self.files),
            "" if self.changed is None else number(self.changed),
            number(self.bytes / stories / 1000),
        )


def measure(options: Options) -> Iterator[Table]:
    """Yield a table for each size of archive."""
    cold: dict[int, Cost] = {}
    for size in options.sizes:
        table, cold[size] = _archive(size, options.scratch / str(size))
        yield table
    if {10_000, 50_000} <= cold.keys():
        growth = cold[50_000].cpu / cold[10_000].cpu
        yield Table(
            title="No quadratic step", figures=[Figure(name="cold CPU, 50,000 : 10,000", value=growth, at_most=6)]
        )


def _archive(size: int, folder: Path) -> tuple[Table, Cost]:
    """Measure every generator on an archive; the quicker of two cold builds counts where a build is short enough."""
    ours, hugo = Ours(folder / "ours"), Hugo(folder / "hugo")
    stock = Stock(folder / "stock") if size <= STOCK_MOST else None
    for each in (ours, hugo, *([stock] if stock else [])):
        each.lay(0, size)
    rounds = 2 if size <= 10_000 else 1
    turns = [(_cold(ours, "Mirah, cold", size), _cold(hugo, f"{hugo.NAME}, full", size)) for _ in range(rounds)]
    cold, full = (min(several, key=lambda build: build.cost.wall) for several in zip(*turns, strict=True))
    builds = [cold, *_changes(ours, size)]
    _, unchanged, added, *_ = builds
    slow = _cold(ours, "Mirah, cold, without the fast Markdown engine", size + ADDED, fast=False)
    stocks = [_cold(stock, f"{stock.NAME}, stock", size)] if stock else []
    memory = max(build.cost.memory for build in (*builds, slow)) / _MIB
    figures = [
        *_ratio("cold, against Hugo", cold, full, _AGAINST_HUGO.get(size)),
        *(_ratio("cold, against stock Pelican", cold, stocks[0], _AGAINST_STOCK.get(size)) if stocks else []),
        *_ratio(f"{ADDED} stories more, against Hugo", added, full, _ADDED_AGAINST_HUGO.get(size)),
        Figure(name=f"files changed by {ADDED} stories", value=added.changed or 0, at_most=150),
        Figure(name="peak memory", value=memory, unit="MiB", at_most=60 + 6 * size / 1024),
        Figure(name="site, a story", value=cold.bytes / size / 1000, unit="kB", at_most=13 if size >= 10_000 else None),
    ]
    if size == 10_000:
        figures.append(Figure(name="nothing changed", value=unchanged.cost.wall, unit="s", at_most=0.8))
    rows = [build.row(full.cost, size) for build in (*builds, slow, full, *stocks)]
    return Table(title=f"{size:,} stories", columns=_COLUMNS, rows=rows, figures=figures), cold.cost


def _ratio(name: str, build: Build, other: Build, bound: float | None) -> list[Figure]:
    """Return the ratio of two builds in wall time, which the bound is for, and in CPU time, which a busy machine bends less."""
    wall, cpu = build.cost.wall / other.cost.wall, build.cost.cpu / other.cost.cpu
    return [Figure(name=name, value=wall, at_most=bound), Figure(name=f"{name}, CPU", value=cpu)]


def _changes(ours: Ours, size: int) -> Iterator[Build]:
    """Yield our builds after each kind of change, one upon the other."""
    before = _tree(ours.output)
    changes: tuple[tuple[str, Callable[[], None]], ...] = (
        ("Mirah, nothing changed", lambda: None),
        (f"Mirah, {ADDED} stories more", lambda: ours.lay(size, size + ADDED)),
        ("Mirah, one title edited", lambda: ours.edit(size // 2)),
        ("Mirah, the theme changed", ours.restyle),
    )
    for name, change in changes:
        change()
        cost = ours.build()
        after = _tree(ours.output)
        changed = sum(before.get(path) != mark for path, mark in after.items()) + len(before.keys() - after.keys())
        yield Build(name=name, cost=cost, files=len(after), bytes=_bytes(ours.output), changed=changed)
        before = after


def _cold(generator: Generator, name: str, stories: int, **options: bool) -> Build:
    """Measure a build from nothing.

    Raises:
        Failed: if a story has no page with its notice: what makes less is no rival.
    """
    generator.forget()
    cost = generator.build(**options)
    output = generator.output
    made = sum(b'<footer class="notice"' in page.read_bytes() for page in (output / "news").glob("*.html"))
    if made != stories:
        raise Failed(f"{name}: {made} pages of {stories} stories")
    return Build(name=name, cost=cost, files=len(_tree(output)), bytes=_bytes(output), changed=None)


def _tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a site with a hash of its bytes."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.blake2b(path.read_bytes(), digest_size=8).digest() for path in paths}


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
