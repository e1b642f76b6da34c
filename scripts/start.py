"""start.py: turns a fresh clone into an empty mirror of one's own."""

import argparse
import shutil
import uuid
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from mirror import config as configuration
from mirror import door, files
from mirror.errors import UsageError
from mirror.report import Report
from mirror.urls import absolute, link

SAMPLE_SITE = "5b0e1c9e-3a63-4c39-9d0c-6f2f4a1b7c11"
"""The id of the sample site; a mirror that still has it gets one of its own, once and for good."""
SAMPLE_CONTACT = "https://example.org/about"
"""The contact of the sample site, in mirror.toml and on its page about itself."""


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
    samples = sample_sources(document)
    if site.get("id") in (None, "", SAMPLE_SITE):
        site["id"] = str(uuid.uuid4())
        report.note("minted the site's id: feed readers will know its items by it, so it never changes")
    with files.locked(args.state, "content"):
        if samples:
            clear(args.content, samples)
            report.note("removed the sample sources and their stories: " + ", ".join(samples))
        about = args.content / "pages" / "about.md"
        if contact and about.is_file():
            files.write(about, about.read_text(encoding="utf-8").replace(SAMPLE_CONTACT, contact))
        files.write(args.config, tomlkit.dumps(document))
    configuration.load(args.config)
    if not contact and document.get("fetch", {}).get("contact") == SAMPLE_CONTACT:
        report.note("say how publishers can reach you: --contact sets it in mirror.toml and on the page about the site")
    report.note("an empty mirror; next: add a [[source]] to mirror.toml, then make fetch html serve")
    return door.OK


def contact_of(text: str) -> str:
    """Return a contact as a link: a web address, or mailto: of a mail address."""
    found = link(text) or link(f"mailto:{text}")
    if found is None:
        raise UsageError(text, "is no web address and no mail address", "write https://… or name@host")
    return found


def sample_sources(document: tomlkit.TOMLDocument) -> list[str]:
    """Take the sample sources out of mirror.toml and return their ids."""
    tables = document.get("source")
    if not isinstance(tables, AoT):
        return []
    samples = [nth for nth, source in enumerate(tables) if ".example.org" in source["home"]]
    ids = [str(tables[nth]["id"]) for nth in samples]
    for nth in reversed(samples):
        del tables[nth]
    if not tables:
        del document["source"]
    return ids


def clear(content: Path, samples: list[str]) -> None:
    """Remove the stories of the sample sources, and the pictures, which are all theirs in a fresh clone."""
    others = (
        [path for path in content.iterdir() if path.is_dir() and path.name not in samples] if content.is_dir() else []
    )
    for name in samples:
        shutil.rmtree(content / name, ignore_errors=True)
    if not any(path.name not in ("images", "pages", "articles") for path in others):
        shutil.rmtree(content / "images", ignore_errors=True)


if __name__ == "__main__":
    door.run("start", main, flags())
