"""`python tests/bench [SECTION…] [--large]`: measures, prints, writes docs/BENCHMARKS.md. Exit code 1: a bound does not hold."""

import argparse
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT / "tests"), str(ROOT / "scripts"), str(ROOT)]  # run as a folder, this file is in no package

from bench import document  # noqa: E402 - found through the lines above
from bench.section import Options, Section, Table  # noqa: E402
from bench.sections import sections  # noqa: E402

SIZES = (1_000, 10_000, 50_000)
LARGE = 100_000
DOCUMENT = ROOT / "docs" / "BENCHMARKS.md"


def main() -> int:
    """Run the sections that were asked for and return the exit code."""
    known = sections()
    args = _flags(known)
    sizes = args.sizes or ((*SIZES, LARGE) if args.large else SIZES)
    failed = 0
    for name in args.sections or known:
        failed += _measure(known[name], Options(sizes=sizes, scratch=args.scratch / name), args.output, known)
    return 1 if failed else 0


def _flags(known: dict[str, Section]) -> argparse.Namespace:
    told = "\n".join(f"  {name:12} {section.TITLE}" for name, section in known.items())
    parser = argparse.ArgumentParser(
        prog="tests/bench", epilog=f"sections:\n{told}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sections", nargs="*", choices=[[], *known], metavar="SECTION", help="all, without one")
    parser.add_argument("--large", action="store_true", help=f"an archive of {LARGE:,} stories too")
    parser.add_argument("--sizes", type=_sizes, metavar="N,N", help="archives of these sizes instead")
    parser.add_argument("--scratch", type=Path, default=ROOT / "scratch" / "bench", metavar="DIR", help="where to work")
    parser.add_argument("--output", type=Path, default=DOCUMENT, metavar="FILE", help="the document to renew")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _measure(section: Section, options: Options, output: Path, known: dict[str, Section]) -> int:
    """Run a section, renew its part of the document, and return how many figures are out of bounds."""
    shutil.rmtree(options.scratch, ignore_errors=True)
    options.scratch.mkdir(parents=True)
    start = time.perf_counter()
    begun = document.machine()
    print(f"\n## {section.TITLE}\n\n{begun}", flush=True)
    tables: list[Table] = []
    for table in section.measure(options):
        tables.append(table)
        print(f"\n{table.markdown()}\n\n({time.perf_counter() - start:.0f} s so far)", flush=True)
    shutil.rmtree(options.scratch)
    old = output.read_text(encoding="utf-8") if output.exists() else ""
    text = document.renewed(old, {section.TITLE: document.part(tables, begun)}, [each.TITLE for each in known.values()])
    output.write_text(text, encoding="utf-8")
    return sum(not figure.holds for table in tables for figure in table.figures)


if __name__ == "__main__":
    sys.exit(main())
