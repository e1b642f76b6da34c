"""Search: what the index of an archive costs to make and to keep, and what a query loads."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from ..generators.ours import Ours
from ..section import Figure, Options, Table, number

TITLE = "Search"

_SIZES = (1_000, 10_000)
_MIB = 2**20


def measure(options: Options) -> Iterator[Table]:
    """Yield a table for each size: a cold build with the index and without it."""
    for size in (each for each in _SIZES if each <= max(options.sizes)):
        yield _archive(size, options.scratch / str(size))


def _archive(size: int, folder: Path) -> Table:
    ours = Ours(folder)
    ours.lay(0, size)
    without = ours.build()
    ours.forget()
    whole = ours.build(search=True)
    index = ours.output / "pagefind"
    kept = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    took = whole.wall - without.wall
    rows = [
        ("without the index", number(without.wall), number(without.cpu), number(round(without.memory / _MIB))),
        ("with it", number(whole.wall), number(whole.cpu), number(round(whole.memory / _MIB))),
    ]
    figures = [
        Figure(name="the index takes", value=took, unit="s", at_most=30 if size == 10_000 else None),
        Figure(name="on disk, a story", value=kept / size / 1000, unit="kB", at_most=3),
        Figure(
            name="what a first query loads before its words, gzipped",
            value=_first(index) / 1000,
            unit="kB",
            at_most=400,
        ),
    ]
    return Table(
        title=f"{size:,} stories", columns=("build", "wall, s", "CPU, s", "memory, MiB"), rows=rows, figures=figures
    )


def _first(index: Path) -> int:
    """Return the bytes of the program, its data and the table of contents, as a host sends them."""
    parts = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.*", "*.pf_meta")
    sizes = []
    for part in parts:
        for path in index.glob(part):
            raw = path.read_bytes()
            sizes.append(len(raw) if raw[:2] == b"\x1f\x8b" else len(gzip.compress(raw)))
    return sum(sizes)
