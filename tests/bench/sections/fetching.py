"""Fetching: a thousand articles of ten sources from the loopback newsroom, and a run that finds nothing new."""

import sys
from collections.abc import Iterator
from pathlib import Path

from newsroom import Newsroom
from newsroom.synthetic import outlets

from ..process import Cost, run
from ..section import Figure, Options, Table, number

TITLE = "Fetching"

SOURCES, EACH = 10, 100
_ROOT = Path(__file__).resolve().parents[3]
_MIB = 2**20
_COLUMNS = ("run", "wall, s", "CPU, s", "articles a second", "memory, MiB", "requests")
_HEAD = """[site]
id = "7d6f1c0e-8f2b-4a63-9b1d-2f6a1d3c5e77"
name = "مرآة القياس"
zone = "Asia/Damascus"

[[category]]
name = "منوعات"
slug = "misc"
"""
_SOURCE = """
[[source]]
id = "s{n:02}"
name = "مصدر {n}"
home = "https://s{n:02}.example.org/"
listing = ["https://s{n:02}.example.org/sitemap.xml"]
mode = "full"
category = "منوعات"
images = "none"
connect = "{address}"
"""


def measure(options: Options) -> Iterator[Table]:
    """Yield one table: everything is new, then nothing is."""
    room = Newsroom(outlets(sources=SOURCES, articles_per_source=EACH))
    with room:
        room.warm()  # what the newsroom takes to write its pages is not ours
        blocks = (_SOURCE.format(n=n, address=room.address) for n in range(1, SOURCES + 1))
        (options.scratch / "mirror.toml").write_text(_HEAD + "".join(blocks), encoding="utf-8")
        runs = []
        for name in ("everything new", "nothing new"):
            room.hits.clear()
            runs.append((name, _fetch(options.scratch), len(room.hits)))
    count = len(list((options.scratch / "content").glob("s*/*/*/*.md")))
    if count != SOURCES * EACH:
        raise AssertionError(f"{count} of {SOURCES * EACH} articles arrived")
    (_, new, _), (_, same, asked) = runs
    yield Table(
        title=f"{count:,} articles of {SOURCES} sources",
        columns=_COLUMNS,
        rows=[_row(name, cost, count if cost is new else 0, hits) for name, cost, hits in runs],
        figures=[
            Figure(name="fetched, extracted and written", value=count / new.wall, unit="a second", at_least=25),
            Figure(name="CPU time an article, all processes", value=1000 * new.cpu / count, unit="ms"),
            Figure(name="peak memory, all processes", value=new.memory / _MIB, unit="MiB", at_most=300),
            Figure(name="second run, nothing new", value=same.wall, unit="s", at_most=2),
            Figure(name="its requests, a listing", value=asked / SOURCES, at_most=1),
        ],
        remark="The newsroom answers from memory, on the same two cores. Pictures are not copied.",
    )


def _fetch(folder: Path) -> Cost:
    places = ["--config", folder / "mirror.toml", "--content", folder / "content", "--state", folder / "state"]
    return run([sys.executable, _ROOT / "scripts" / "fetch.py", *places, "--quiet"])


def _row(name: str, cost: Cost, articles: int, hits: int) -> tuple[str, ...]:
    rate = number(articles / cost.wall) if articles else ""
    return name, number(cost.wall), number(cost.cpu), rate, number(round(cost.memory / _MIB)), number(hits)
