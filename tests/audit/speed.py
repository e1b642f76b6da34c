"""Lighthouse on the pages that most readers meet: as a slow phone, the median of three runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from browser import FLAGS, executable

from .node import node
from .sites import Finding, Site

BARS = {"performance": 0.98, "accessibility": 1, "best-practices": 1, "seo": 1}
RUNS = 3


def lighthouse(site: Site, work: Path) -> Iterator[Finding]:
    """Yield the categories that stay below their bar, with what cost the points."""
    for path in site.measured:
        runs = [_run(site.address + path, work) for _ in range(RUNS)]
        for category, bar in BARS.items():
            score = median(run["categories"][category]["score"] or 0 for run in runs)
            if score < bar:
                yield Finding(f"{site.name}/{path}", f"{category} {score}, wanted {bar}: {_lost(runs[0], category)}")


def _run(url: str, work: Path) -> dict:
    out = work / "lighthouse.json"
    node(
        "lighthouse/cli/index.js", url, "--quiet", "--form-factor=mobile", "--output=json", f"--output-path={out}",
        f"--only-categories={','.join(BARS)}", f"--chrome-flags={' '.join(FLAGS)}", CHROME_PATH=executable(),
    )  # fmt: skip
    return json.loads(out.read_text(encoding="utf-8"))


def _lost(run: dict, category: str) -> str:
    audits = [run["audits"][each["id"]] for each in run["categories"][category]["auditRefs"] if each["weight"]]
    return ", ".join(
        f"{each['id']} {each['score']} {each.get('displayValue', '')}".strip()
        for each in audits
        if each["score"] is not None and each["score"] < 1
    )
