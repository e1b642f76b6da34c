"""What a batch of fetched news holds, as the text of a pull request: a table a person reads before merging.

Pure but for reading the stories themselves. Upstream's titles are shown, never obeyed (`forge.code`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .errors import StoryError
from .forge import code
from .repository import Change
from .store import Archive

ROWS = 100
"""Rows of the table; a pull request holds 65,536 characters."""
TITLE = "News to look at"
_ORDER = ("waiting", "pending", "changed", "gone", "new")
_MEANING = {
    "new": "a story that was not here",
    "changed": "its source changed it, and no editor had",
    "waiting": "a draft: merge it, then release it",
    "pending": "its source changed what an editor changed too: `pending.py` shows both",
    "gone": "a file that was removed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A story of the batch: what happened to it, its source, its title (or file name)."""

    what: str
    source: str
    title: str
    path: str


def rows(changes: Iterable[Change], archive: Archive) -> list[Row]:
    """Return the stories among changed files, those that want a decision first."""
    found = (_row(change, archive) for change in changes if change.path.suffix == ".md")
    return sorted(found, key=lambda row: (_ORDER.index(row.what), row.source, row.path))


def _row(change: Change, archive: Archive) -> Row:
    parts = change.path.parts
    source, what, title = parts[1], {"A": "new", "D": "gone"}.get(change.kind, "changed"), change.path.stem
    if "pending" in parts:
        what = "gone" if what == "gone" else "pending"
    elif what != "gone":
        try:
            story = archive.story(archive.root.joinpath(*parts[1:]))
            title = story.title
            what = "waiting" if story.status == "draft" else what
        except StoryError:
            pass  # check.py names it in the same pull request
    return Row(what=what, source=source, title=title, path=change.path.as_posix())


def body(found: list[Row]) -> str:
    """Return the text of the pull request."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: list[Row]) -> Iterator[str]:
    counts = {what: sum(row.what == what for row in found) for what in _ORDER}
    yield "What the sources published since the last merge. Merging publishes it; the built site is the artifact `preview` of the run."
    yield ""
    yield from (f"- **{count} {what}**: {_MEANING[what]}" for what, count in counts.items() if count)
    yield ""
    yield "| | source | title | file |"
    yield "| --- | --- | --- | --- |"
    for row in found[:ROWS]:
        yield f"| {row.what} | {code(row.source)} | {code(row.title)} | {code(row.path)} |"
    if len(found) > ROWS:
        yield ""
        yield f"And {len(found) - ROWS} more: “Files changed” shows them all."
