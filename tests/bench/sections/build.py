"""The build at newspaper scale: cold and incremental, against the generators that hosts would otherwise take."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..generators.ours import Ours
from ..process import Cost
from ..section import Figure, Options, Table, number

TITLE = "Build"

ADDED = 20
"""Stories that one run of a fetcher brings."""
_MIB = 2**20
_COLUMNS = ("build", "wall, s", "CPU, s", "peak memory, MiB", "files", "of them changed")


@dataclass(frozen=True, kw_only=True)
class Build:
    """One build: what it took, and how many files of the site are others than before (None: it began with none)."""

    name: str
    cost: Cost
    files: int
    changed: int | None

    def row(self) -> tuple[str, ...]:
        """Return it as a row of the table."""
        cost = self.cost
        changed = "" if self.changed is None else number(self.changed)
        memory = number(round(cost.memory / _MIB))
        return self.name, number(cost.wall), number(cost.cpu), memory, number(self.files), changed


def measure(options: Options) -> Iterator[Table]:
    """Yield a table for each size of archive."""
    cold: dict[int, Build] = {}
    for size in options.sizes:
        table, cold[size] = _archive(size, options.scratch / str(size))
        yield table
    if {10_000, 50_000} <= cold.keys():
        growth = cold[50_000].cost.cpu / cold[10_000].cost.cpu
        yield Table(
            title="No quadratic step", figures=[Figure(name="cold CPU, 50,000 : 10,000", value=growth, at_most=6)]
        )


def _archive(size: int, folder: Path) -> tuple[Table, Build]:
    ours = Ours(folder / "ours")
    ours.lay(0, size)
    builds = [_build(ours, "cold", {})]
    tree = _tree(ours.output)
    written = sum(path.stat().st_size for path in ours.output.rglob("*") if path.is_file())
    for name, change in (
        ("nothing changed", lambda: None),
        (f"{ADDED} stories more", lambda: ours.lay(size, size + ADDED)),
        ("one title edited", lambda: ours.edit(size // 2)),
        ("the theme changed", ours.restyle),
    ):
        change()
        builds.append(_build(ours, name, tree))
        tree = _tree(ours.output)
    cold, unchanged, added, _, _ = builds
    memory = max(build.cost.memory for build in builds)
    figures = [
        Figure(name=f"files changed by {ADDED} stories", value=added.changed or 0, at_most=150),
        Figure(name="peak memory", value=memory / _MIB, unit="MiB", at_most=60 + 6 * size / 1024),
        Figure(name="site, a story", value=written / size / 1000, unit="kB", at_most=13),
    ]
    if size == 10_000:
        figures.append(Figure(name="nothing changed", value=unchanged.cost.wall, unit="s", at_most=0.8))
    rows = [build.row() for build in builds]
    return Table(title=f"{size:,} stories", columns=_COLUMNS, rows=rows, figures=figures), cold


def _build(ours: Ours, name: str, before: dict[str, bytes]) -> Build:
    cost = ours.build()
    after = _tree(ours.output)
    changed = sum(before.get(path) != mark for path, mark in after.items()) + len(before.keys() - after.keys())
    return Build(name=name, cost=cost, files=len(after), changed=changed if before else None)


def _tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a site with a hash of its bytes."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.blake2b(path.read_bytes(), digest_size=8).digest() for path in paths}
