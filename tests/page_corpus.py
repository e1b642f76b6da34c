"""The corpus of pages of our own making: each with its twin, what its article says and how it is to be read."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mirror.config import Rules
from mirror.extract import Extract, Page, extract
from mirror.listings import Entry
from samples import source

PAGES = Path(__file__).parent / "corpus" / "pages"
TWINS: dict[str, dict[str, Any]] = {
    path.name.removesuffix(".expected.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(PAGES.glob("*.expected.json"))
}
ARTICLES = [name for name, twin in TWINS.items() if "refused" not in twin["expected"]]
REFUSED = [name for name, twin in TWINS.items() if "refused" in twin["expected"]]


def extracted(name: str, body: bytes | None = None) -> Extract:
    """Return what is extracted from a page of the corpus, or from `body` in its place."""
    twin = TWINS[name]
    stated = dict(twin["source"])
    rules = {key: tuple(value) if isinstance(value, list) else value for key, value in stated.pop("rules", {}).items()}
    listed = dict(twin.get("entry", {}))
    for key in ("published", "modified"):
        listed[key] = datetime.fromisoformat(listed[key]) if listed.get(key) else None
    lists = {key: tuple(value) for key, value in listed.items() if isinstance(value, list)}
    return extract(
        Page(
            url=twin["url"],
            body=(PAGES / f"{name}.html").read_bytes() if body is None else body,
            content_type=twin["content_type"],
        ),
        entry=Entry(url=twin["url"], **{**listed, **lists}),
        source=source(**{**stated, "zone": ZoneInfo(stated["zone"]), "rules": Rules(**rules)}),
        now=datetime.fromisoformat(twin["now"]),
    )
