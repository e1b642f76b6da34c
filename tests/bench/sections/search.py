"""Search: what the index of an archive costs to make and to keep, and what a query loads and takes in a browser."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from browser import chromium, served

from ..generators.ours import Ours
from ..section import Figure, Options, Table, number
from ..vocabulary import lexemes

TITLE = "Search"

_SIZES = (1_000, 10_000)
_MIB = 2**20
_RANKS = ((0,), (30,), (1_000,), (4_000,), (3, 900), (10, 300), (5, 50, 2_000))
"""The words of each query, by how frequent they are."""
_SUBMIT = """async typed => {
    const [box, said] = ["q", "search-status"].map(id => document.getElementById(id))
    const begun = performance.now()
    box.value = typed
    box.form.requestSubmit()
    const busy = said.textContent
    while (said.textContent === busy) await new Promise(done => setTimeout(done, 2))
    return performance.now() - begun
}"""


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
    took = float(re.findall(r"indexed in ([0-9.,]+) s", whole.output)[0].replace(",", ""))
    queries = _asked(ours.output)
    first, later = queries[0], queries[1:]
    rows = [
        ("without the index", number(without.wall), number(without.cpu), number(round(without.memory / _MIB))),
        ("with it", number(whole.wall), number(whole.cpu), number(round(whole.memory / _MIB))),
    ]
    figures = [
        Figure(name="the index takes", value=took, unit="s", at_most=30 if size == 10_000 else None),
        Figure(name="on disk, a story", value=kept / size / 1000, unit="kB", at_most=3),
        Figure(name="over the wire, first query", value=first[1] / 1000, unit="kB", at_most=400),
        Figure(name="the dearest later one", value=max(size for _, size, _ in later) / 1000, unit="kB", at_most=60),
        Figure(name="the slowest later one", value=max(ms for _, _, ms in later) / 1000, unit="s", at_most=1),
    ]
    remark = "Queries: " + "; ".join(f"{name} {size / 1000:.0f} kB in {ms:,.0f} ms" for name, size, ms in queries) + "."
    columns = ("build", "wall, s", "CPU, s", "memory, MiB")
    return Table(title=f"{size:,} stories", columns=columns, rows=rows, figures=figures, remark=remark)


def _asked(site: Path) -> list[tuple[str, int, float]]:
    """Return of each query what it is called, the bytes that a host sends for it (gzipped), and milliseconds."""
    out = []
    with served(site) as host, chromium() as browser:
        page = browser.new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url.removeprefix(f"{host}/").partition("?")[0]))

        def ask(name: str, typed: str) -> None:
            ms = page.evaluate(_SUBMIT, typed)
            page.wait_for_load_state("networkidle")
            out.append((name, sum(_sent(site / path) for path in loaded if path.startswith("pagefind/")), ms))
            loaded.clear()

        page.goto(f"{host}/search.html")
        for ranks in _RANKS:
            ask(f"{len(ranks)} of rank {', '.join(map(str, ranks))}", " ".join(lexemes()[rank] for rank in ranks))
        for name in ("category", "source", "month"):
            _choose(page, name)
            ask(f"narrowed by {name}", lexemes()[70])
            _choose(page, name, last=False)
        _choose(page, "sort")
        ask("newest first", lexemes()[80])
    return out


def _choose(page: Page, name: str, last: bool = True) -> None:
    """Take the last choice that a field has, or the first, which is none; without asking yet."""
    change = "([name, last]) => { const field = document.querySelector(`[name=${name}]`)\nfield.selectedIndex = last && field.length - 1 }"
    page.evaluate(change, [name, last])


def _sent(path: Path) -> int:
    raw = path.read_bytes()
    return len(raw) if raw[:2] == b"\x1f\x8b" else len(gzip.compress(raw))
