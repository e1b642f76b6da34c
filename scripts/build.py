"""build.py: the site, built by Pelican into a fresh folder, verified, then swapped in."""

import argparse
from pathlib import Path

from mirror import door, durations, outcome, site
from mirror.errors import StoryError
from mirror.outcome import Kind, Outcome
from mirror.report import Report


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("build", __doc__ or "")
    parser.add_argument("--output", type=Path, default=door.ROOT / "output", metavar="DIR", help="the site (output)")
    parser.add_argument("--siteurl", metavar="URL", help="where the site will stand; outranks mirror.toml")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")
    parser.add_argument("--drafts", action="store_true", help="show drafts as well, to look at them")
    parser.add_argument("--verify", action="store_true", help="verify every page, not only what changed")
    parser.add_argument("--profile", action="store_true", help="say how long each phase took")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Build the site and return the exit code."""
    with report.bar("files") as tell:
        built = site.build(
            root=door.ROOT,
            config=args.config,
            content=args.content,
            state=args.state,
            output=args.output,
            siteurl=args.siteurl,
            drafts=args.drafts,
            verify=args.verify,
            with_search=not args.no_search,
            tell=tell,
        )
    durations.remember(args.state, sum(built.seconds.values()))
    for remark in built.remarks:
        report.error(f"Pelican: {remark}")
    for error in built.left_out:
        report.outcome(outcome.left_out(source_of(error), error.subject, error, Path(error.subject).stem))
    for page, link in built.broken:
        reason = f"links to {link}, which is not there"
        report.outcome(Outcome(source="", item=page, kind=Kind.LEFT_OUT, reason=reason, remedy="correct the link"))
    if not built.siteurl:
        report.note(
            "the site's URL is not known, so feeds and sitemap name no full addresses; set SITEURL, or [site] url"
        )
    waiting = f", {built.waiting} waiting" if built.waiting else ""
    report.note(f"{built.stories} stories{waiting}, {built.files} files in {args.output}; {made(built)}")
    if built.index:
        how = f"indexed in {built.seconds['index']:.1f} s" if built.index.fresh else "nothing to index"
        report.note(f"search: {built.index.stories} stories, {how}")
    if args.profile:
        report.note(", ".join(f"{phase} {seconds:.2f} s" for phase, seconds in built.seconds.items()))
    return report.exit_code


def made(built: site.Built) -> str:
    """Return what was rendered and why: `86 rendered (20 new, 66 changed) in 0.9 s`."""
    if not built.rendered:
        return "nothing to render"
    why = ", ".join(f"{number} {reason}" for reason, number in sorted(built.why.items()))
    for_all = f"; changed: {', '.join(built.grounds)}" if built.grounds else ""
    return f"{built.rendered} rendered ({why}{for_all}) in {sum(built.seconds.values()):.1f} s"


def source_of(error: StoryError) -> str:
    """Return the source whose folder a story file lies in: the second part of `content/example/…`."""
    parts = error.subject.split("/")
    return parts[1] if len(parts) > 2 else ""


if __name__ == "__main__":
    door.run("build", main, flags())
