"""start.py: turns a fresh clone into an empty mirror of one's own."""

import argparse
import uuid

import tomlkit

from mirror import config as configuration
from mirror import door, files, samples
from mirror.errors import UsageError
from mirror.report import Report
from mirror.urls import absolute, link


def flags() -> argparse.ArgumentParser:
    """Return the door's flags."""
    parser = door.parser("start", __doc__ or "")
    parser.add_argument("--name", help="the name of the site")
    parser.add_argument("--siteurl", metavar="URL", help="where it will stand")
    parser.add_argument("--contact", metavar="URL|MAIL", help="how sources and readers reach you")
    return parser


def main(args: argparse.Namespace, report: Report) -> int:
    """Remove the samples and mint the site's id; return the exit code."""
    configuration.load(args.config)
    document = tomlkit.parse(args.config.read_text(encoding="utf-8"))
    site = document["site"]
    if args.name:
        site["name"] = args.name
    if args.siteurl:
        url = absolute(args.siteurl)
        if url is None:
            raise UsageError(args.siteurl, "is no web address", "write it in full: https://…")
        site["url"] = url.rstrip("/")
    contact = contact_of(args.contact) if args.contact else None
    if contact:
        document.setdefault("fetch", tomlkit.table())["contact"] = contact
    names = samples.take_out(document)
    if site.get("id") in (None, "", samples.SITE):
        site["id"] = str(uuid.uuid4())
        report.note("minted the site's id: feed readers will know its items by it, so it never changes")
    with files.locked(args.state, "content"):
        if names:
            samples.clear(args.content, names)
            report.note("removed the sample sources and their stories: " + ", ".join(names))
        about = args.content / "pages" / "about.md"
        if contact and about.is_file():
            files.write(about, about.read_text(encoding="utf-8").replace(samples.CONTACT, contact))
        files.write(args.config, tomlkit.dumps(document))
    configuration.load(args.config)
    if not contact and document.get("fetch", {}).get("contact") == samples.CONTACT:
        report.note("say how publishers can reach you: --contact sets it in mirror.toml and on the page about the site")
    report.note("an empty mirror; next: add a [[source]] to mirror.toml, then make fetch html serve")
    return door.OK


def contact_of(text: str) -> str:
    """Return a contact as a link: a web address, or mailto: of a mail address."""
    found = link(text) or link(f"mailto:{text}")
    if found is None:
        raise UsageError(text, "is no web address and no mail address", "write https://… or name@host")
    return found


if __name__ == "__main__":
    door.run("start", main, flags())
