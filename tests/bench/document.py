"""docs/BENCHMARKS.md: one part a section, each with the day and the machine it was measured on."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from .section import Table

_HEAD = """# Benchmarks

Written by `make bench` (`tests/bench/`); each part says when and on what it was measured. Seconds are those of that
machine in that hour; the ratios are the message, since both sides of each were measured in one run. `**no**` in the
last column is a bound that did not hold then.
"""
_PART = re.compile(r"^## (.+)\n", re.M)


def renewed(old: str, parts: Mapping[str, str], order: Sequence[str]) -> str:
    """Return the document with the given `parts` (title → text) renewed and all others as they were.

    Parts stand in `order`; a part of the old document that is no longer in it is dropped.
    """
    pieces = _PART.split(old)
    kept = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    texts = {**{title: text.strip() for title, text in kept.items()}, **parts}
    return "\n".join([_HEAD, *(f"## {title}\n\n{texts[title]}\n" for title in order if title in texts)])


def part(tables: Sequence[Table], begun: str) -> str:
    """Return a section's text: where it was measured (`begun`, of `machine`), then its tables."""
    return "\n\n".join([begun, *(table.markdown() for table in tables)])


def machine() -> str:
    """Return one sentence on this machine and how busy it is; no names of hosts or folders."""
    memory = round(psutil.virtual_memory().total / 2**30)
    load = f", load {os.getloadavg()[0]:.1f} at its start" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {os.cpu_count()} cores ({_processor()}), {memory} GiB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}{load}."
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and (model := re.search(r"model name\s*: (.+)", cpuinfo.read_text(encoding="utf-8"))):
        return model[1].strip()
    return platform.processor() or "processor not told"
