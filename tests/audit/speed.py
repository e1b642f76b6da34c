"""Lighthouse on the pages that most readers meet, as a slow phone: the median of three runs.

Its speed is the machine's as well: another program that wakes up costs ten points. So where speed is below its bar the
three runs are made again, at most twice; a page that is slow is slow each time.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from browser import FLAGS, executable

from .node import node
from .sites import Finding, Site

BARS = {"performance": 0.98, "accessibility": 1, "best-practices": 1, "seo": 1}
RUNS, ROUNDS = 3, 3


def lighthouse(site: Site, work: Path) -> Iterator[Finding]:
    """Yield the categories that stay below their bar, with what cost the points."""
    for path in site.measured:
        for _ in range(ROUNDS):
            runs = [_run(site.address + path, work) for _ in range(RUNS)]
            below = list(_below(runs))
            if not any(each.startswith("performance") for each in below):
                break
        yield from (Finding(f"{site.name}/{path}", what) for what in below)


def _below(runs: list[Any]) -> Iterator[str]:
    for category, bar in BARS.items():
        score = median(run["categories"][category]["score"] or 0 for run in runs)
        if score < bar:
            yield f"{category} {score}, wanted {bar}: {_lost(runs[0], category)}"


def _run(url: str, work: Path) -> Any:
    out = work / "lighthouse.json"
    node(
        "lighthouse/cli/index.js", url, "--quiet", "--form-factor=mobile", "--output=json", f"--output-path={out}",
        f"--only-categories={','.join(BARS)}", f"--chrome-flags={' '.join(FLAGS)}", CHROME_PATH=executable(),
    )  # fmt: skip
    return json.loads(out.read_text(encoding="utf-8"))


def _lost(run: Any, category: str) -> str:
    audits = [run["audits"][each["id"]] for each in run["categories"][category]["auditRefs"] if each["weight"]]
    return ", ".join(
        f"{each['id']} {each['score']} {each.get('displayValue', '')}".strip()
        for each in audits
        if each["score"] is not None and each["score"] < 1
    )
