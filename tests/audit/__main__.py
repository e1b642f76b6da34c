"""`python tests/audit [CHECK…]`: what others' checkers say of sites built with the theme, and of the repository.

Exits with 1 on any finding. `make audit` sets everything up: Node, Java and the checkers are packages, pinned with
hashes. Screenshots of every page that was opened lie in scratch/audit/screens afterwards: look at them.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT / "tests"), str(ROOT / "scripts"), str(ROOT)]  # run as a folder, this file is in no package

from audit.pages import html_validate, links, nu  # noqa: E402 - found through the lines above
from audit.repository import CHECKS as REPOSITORY  # noqa: E402
from audit.screens import screens  # noqa: E402
from audit.sites import Finding, Site, faults, sites  # noqa: E402
from audit.speed import lighthouse  # noqa: E402

WORK = ROOT / "scratch" / "audit"
SHOWN = 15
"""Findings of one check that are printed."""
Check = Callable[[Site, Path], Iterator[Finding]]
PAGES: dict[str, Check] = {
    "nu": nu,
    "html-validate": html_validate,
    "links": links,
    "screens": screens,
    "lighthouse": lighthouse,
}


def main() -> int:
    """Run the checks that were asked for, each first on faults that it must find; return the exit code."""
    asked = _flags().checks or (*PAGES, *REPOSITORY)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    found = sum(_blind(asked))
    with sites(WORK) as made:
        for site in made:
            found += sum(_told(f"{site.name}: {name}", PAGES[name](site, WORK)) for name in asked if name in PAGES)
    repository = Site(name="repository", folder=ROOT, address="", opened=())
    found += sum(_told(name, REPOSITORY[name](repository, WORK)) for name in asked if name in REPOSITORY)
    print(f"{found} findings; the pages as they look: {WORK.relative_to(ROOT)}/screens")
    return int(bool(found))


def _flags() -> argparse.Namespace:
    known = (*PAGES, *REPOSITORY)
    parser = argparse.ArgumentParser(prog="tests/audit", epilog=f"checks: {', '.join(known)}")
    parser.add_argument("checks", nargs="*", choices=[[], *known], metavar="CHECK", help="all, without one")
    return parser.parse_args()


def _blind(asked: Iterable[str]) -> Iterator[int]:
    """Show each check the faults; yield 1 for one that sees none, 0 for the others."""
    with faults(WORK) as wrong:
        for command in (["git", "init", "--quiet"], ["git", "add", "."]):
            subprocess.run(command, cwd=wrong.folder, check=True)
        for name in asked:
            seen = next({**PAGES, **REPOSITORY}[name](wrong, WORK), None)
            if seen is None:
                print(f"BAD  {name} finds nothing wrong with what is", flush=True)
            yield int(seen is None)


def _told(name: str, findings: Iterator[Finding]) -> int:
    """Print how a check went and return how much it found."""
    first = list(islice(findings, SHOWN))
    print(f"{'BAD ' if first else 'ok  '} {name}", flush=True)
    for where, what in first:
        print(f"       {where}: {what}", flush=True)
    more = sum(1 for _ in findings)
    if more:
        print(f"       … and {more} more")
    return len(first) + more


if __name__ == "__main__":
    sys.exit(main())
