"""What is wrong within a file's Markdown: as line, reason, remedy."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from .. import rendering, text
from ..frontmatter import Document

_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]*)|<img[^>]*\ssrc=[\"']?([^\s\"'>]+)", re.I)
_OWN = "{static}/images/"
_HEADING = re.compile(r"(#{1,6})(?!#)")
_UNDERLINED = re.compile(r"(=+|-+)[ \t]*$")
_STRAYS = "holds invisible direction or control characters", "run check.py --fix"


def strays(value: str) -> bool:
    """Whether a text holds what could reverse, hide or break a line."""
    if value.isprintable():  # most are: no stray is
        return False
    return unicodedata.normalize("NFC", value) != text.clean(value)


def findings(document: Document, images: Path) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong with a body whose pictures lie in the folder `images`."""
    lines = document.body.split("\n")
    for number, line in enumerate(lines, document.body_line) if strays(document.body) else ():
        if strays(line):
            yield number, *_STRAYS
    if "![" in document.body or "<" in document.body:
        for number, line in enumerate(lines, document.body_line):
            if "![" in line or "<" in line:
                yield from ((number, *found) for found in _pictures(line, images))
    yield from _headings(lines, document.body_line)
    if reason := rendering.excess(document.body):
        yield document.body_line, reason, "shorten it or divide it into paragraphs; until then the story is left out"


def _pictures(line: str, images: Path) -> Iterator[tuple[str, str]]:
    for match in _IMAGE.finditer(line):
        address = match[1] or match[2] or ""
        name = address.removeprefix(_OWN)
        if name == address:
            what = "asked of its own server by every reader" if address.startswith("http") else "not shown"
            reason = f'the picture "{address[:80]}" is not in content/images, so it is {what}'
            yield reason, f"upload it there and write {_OWN}…"
        elif not (images / name).is_file():
            yield f"content/images/{name} is not there", "upload it, or remove the picture"


def _headings(lines: list[str], first: int) -> Iterator[tuple[int, str, str]]:
    """Yield headings that leave a level out, or are of the first: that is the title's."""
    level = 1
    for at, line in enumerate(lines):
        if not line.startswith(("#", "=", "-")) or not (depth := _depth(lines, at, line)):
            continue
        if depth == 1:
            yield (
                first + at,
                "a heading of the first level; the title is that already",
                "begin with ## (with \\# if it is none)",
            )
        elif depth > level + 1:
            yield first + at, f"a heading of level {depth} under one of level {level}", f"write {'#' * (level + 1)}"
        level = depth


def _depth(lines: list[str], at: int, line: str) -> int:
    """Return the level of the heading that a line is, else 0."""
    if match := _HEADING.match(line):
        return len(match[1])
    begins = at and lines[at - 1].strip() and (at == 1 or not lines[at - 2].strip())
    if begins and _UNDERLINED.fullmatch(line):
        return 1 if line[0] == "=" else 2
    return 0
