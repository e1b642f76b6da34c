"""The corpus of listings: documents as servers send them, beside what they are read as (`.expected.json`).

`given` in an expectation is what a document needs around it: the address and headers it came with, the encoding it is
sent in, the letter that stands for a broken one, the source's selectors.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from mirror.config import Rules, Source
from mirror.listings import Listing, kinds
from mirror.web import Response
from samples import source

FOLDER = Path(__file__).parent / "corpus" / "listings"
EXPECTED = ".expected.json"
HOME = "https://news.example.org/"
KINDS = tuple(kinds())
"""Loaded here, so that no test's clock counts it."""


def documents() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if not path.name.endswith(EXPECTED))


def expectation(document: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document.with_name(document.name + EXPECTED).read_text("utf-8"))
    return found


def response(body: bytes, *, url: str = HOME + "listing", headers: Mapping[str, str] | None = None) -> Response:
    return Response(url=url, requested=url, status=200, headers=headers or {}, body=body)


def served(document: Path) -> Response:
    given = expectation(document)["given"]
    body = document.read_text("utf-8").encode(given.get("encoding", "utf-8"))
    if broken := given.get("broken"):
        body = body.replace(broken.encode(), b"\xd8")  # the first half of an Arabic letter
    return response(body, url=given.get("url", HOME + "listing"), headers=given.get("headers"))


def source_of(document: Path) -> Source:
    return source(rules=Rules(**expectation(document)["given"].get("rules", {})))


def said(listing: Listing) -> dict[str, Any]:
    """Return a listing as JSON, without what it does not say."""
    return {key: value for key, value in _plain(asdict(listing)).items() if value or key == "entries"}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each not in (None, ())}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value
