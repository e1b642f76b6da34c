"""discover.py: what a site offers to be mirrored by, and a ready [[source]] block for the best of it."""

import argparse
import sys

from mirror import choice, discover, door, web
from mirror.config import load
from mirror.discover import Offer
from mirror.errors import ListingError
from mirror.report import Report
from mirror.run import getter

SHOWN = 3
"""Entries of each listing that are shown."""


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("discover", __doc__ or "")
    parser.add_argument("url", metavar="URL", help="the site's address, or one of its pages that lists articles")
    parser.add_argument("--write", action="store_true", help="append the block to mirror.toml, keeping its comments")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Print the block, and return the exit code."""
    config = load(args.config)
    now = door.now()
    url = choice.url(args.url if "://" in args.url else f"https://{args.url}")
    source = discover.provisional(url, config)
    found: list[Offer] = []
    with web.Web(user_agent=config.fetch.user_agent, state=None) as the_web:
        get = getter(source, the_web)
        place = discover.look(url, get)
        for one in discover.offers(place, source, get, now):
            if isinstance(one, Offer):
                found.append(one)
                show(one, report)
            elif args.verbose:
                report.note(f"no listing: {one}")
        best = discover.best(found, now)
        if best is None:
            remedy = "name a page that lists its articles; or set `item` in [source.rules] by hand"
            raise ListingError(url, "the site offers no listing that can be read", remedy)
        zone = discover.zone(place, get) if best.listing.kind == "wordpress" else None
    text = discover.block(place, best, config, zone)
    sys.stdout.write(text)
    if args.write:
        discover.append(text, config)
        report.note(f"appended to {config.path}; look at `mode` before you fetch")
    return door.OK


def show(offer: Offer, report: Report) -> None:
    """Say what an offer is, with its first entries."""
    selector = f' with item = "{offer.item}"' if offer.item else ""
    whole = ", full text" if offer.sort in ("WordPress API", "full feed") else ""
    report.note(f"{offer.sort}: {offer.url}{selector}: {len(offer.listing.entries)} entries{whole}")
    for entry in offer.listing.entries[:SHOWN]:
        stated = entry.published or entry.modified
        date = f"{stated:%Y-%m-%d}" if stated else "no date"
        report.note(f"  {date}  {entry.title or 'no title'}  {entry.url}")


if __name__ == "__main__":
    door.run("discover", main, flags())
