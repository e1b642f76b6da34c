"""Amendments: a story file in which some values change and every other byte stays as an editor left it.

Hands on the file's new text. Comments, quotes, keys that are not ours and the order of the lines are the editor's.
Refuses what `frontmatter.parse` refuses.
"""

import re
from collections.abc import Mapping

import yaml

from . import frontmatter, story
from .frontmatter import Value
from .story import Story

_FENCE = re.compile(r"^---[ \t]*$", re.M)


def amended(text: str, here: Story, there: Story) -> str:
    """Return the text of the file that says `here`, changed where `there` says something else. Line ends become LF.

    Raises:
        FrontMatterError: if the text cannot be read.
    """
    said, says = story.fields_of(here), story.fields_of(there)
    changes = {key: says.get(key) for key in story.KEYS if said.get(key) != says.get(key)}
    return with_values(text, changes, body=None if here.body == there.body else there.body)


def with_values(text: str, changes: Mapping[str, Value | None], *, body: str | None = None) -> str:
    """Return a file's text with these values (None: without the key), and with another body unless that is None.

    A key that was not there stands behind the last one that comes before it in `story.KEYS`. A comment on a changed
    line gets a line of its own below it.

    Raises:
        FrontMatterError: if the text cannot be read.
    """
    starts = {key: line - 2 for key, line in frontmatter.parse(text).lines.items()}
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end() + 1) if opening else None
    assert opening and closing  # noqa: S101, PT018 - it was parsed
    lines = text[opening.end() + 1 : closing.start()].split("\n")[:-1]
    borders = sorted([*starts.values(), len(lines)])
    head = lines[: borders[0]]
    spans = {key: lines[start : borders[borders.index(start) + 1]] for key, start in starts.items()}
    for key, value in changes.items():
        spans = _changed(spans, key, value)
    head += [line for span in spans.values() for line in span]
    rest = text[closing.start() :] if body is None else f"---\n\n{body}\n" if body else "---\n"
    return "---\n" + "".join(f"{line}\n" for line in head) + rest


def _changed(spans: dict[str, list[str]], key: str, value: Value | None) -> dict[str, list[str]]:
    """Return the lines of each key, in their order, with another value of one key."""
    written = [] if value is None else frontmatter.write({key: value}, "").split("\n")[1:-2]
    if key in spans:
        return {**spans, key: [*written, *_comments(spans[key])]}
    order = story.KEYS.index(key)
    before = [other for other in spans if other in story.KEYS and story.KEYS.index(other) < order]
    out = {} if before else {key: written}
    for other, lines in spans.items():
        out[other] = lines
        if before and other == before[-1]:
            out[key] = written
    return out


def _comments(span: list[str]) -> list[str]:
    """Return what an editor noted in the lines of a key and below it: its comments, and empty lines."""
    after: list[str] = []
    values: set[int] = set()
    for event in yaml.parse("\n".join(span), Loader=yaml.BaseLoader):
        start, end = event.start_mark, event.end_mark
        if isinstance(event, yaml.ScalarEvent) and start and end:
            values.update(range(start.line, end.line + bool(end.column)))
            rest = span[end.line][end.column :] if end.line < len(span) else ""
            after.extend([rest.strip()] if rest.lstrip().startswith("#") else [])
    alone = [line.strip() for at, line in enumerate(span) if at and at not in values]
    return after + [line for line in alone if line.startswith("#") or not line]
