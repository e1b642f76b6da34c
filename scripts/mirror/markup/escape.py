"""Upstream's letters → Markdown that Python-Markdown reads as those letters.

Hands on text with as few escapes as will do, so that an editor can read it: a backslash where Python-Markdown knows
one, an entity elsewhere. Each rule names what of Python-Markdown's it answers.
"""

import re

# Anywhere in a line. `*`, `` ` ``, `\`: emphasis, code, escapes. `[`: links, references, footnotes, abbreviations.
# `{`: attribute lists, and the forms of Jinja and Pelican. `_` only at a word's edge: within a word it means nothing.
_ANYWHERE = re.compile(r"[\\`*\[{]|\b_++|_++\b")
# `&` where an entity could be read: `&#` even without a semicolon, which Python-Markdown puts in.
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")
# At a line's start: a heading, a quotation, a bullet; a line that underlines the one before or parts a table's head
# from its body; a definition. An ordered list begins with the digits of any script.
_LINE_START = re.compile(r"[#>|]|[-+](?=\s|$)|[-:][-:| ]*$|=+$|:(?=\s)")
_NUMBER = re.compile(r"\d+(?=[.)](?:\s|$))")
_CLOSING_HASHES = re.compile(r"#+$")
_IN_ATTRIBUTES = re.compile(r"[^\w\s.,;:؛،()/-]")
_TICKS = re.compile("`+")

_BACKSLASHED = frozenset("#>|-+")
"""Letters of a line's start for which Python-Markdown knows a backslash."""
_STROKE = "\u0338"
"""COMBINING LONG SOLIDUS OVERLAY: NFC would join it with the `>` of a tag that ends before it."""


def words(text: str) -> str:
    """Return text as it may stand within a line."""
    out = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    out = _ANYWHERE.sub(lambda found: "".join(f"\\{letter}" for letter in found[0]), out)
    return _entity(out) if out.startswith(_STROKE) else out


def bracketed(text: str) -> str:
    """Return text as it may stand between brackets: in a link, or as a picture's description."""
    return words(text).replace("]", "\\]")


def line_start(line: str) -> str:
    """Return a line of Markdown of which the first letters are text, so that they stay text."""
    if number := _NUMBER.match(line):
        return f"{number[0]}\\{line[number.end() :]}"
    if not _LINE_START.match(line):
        return line
    return f"\\{line}" if line[0] in _BACKSLASHED else _entity(line)


def heading(line: str) -> str:
    """Return a heading's line of Markdown, so that `#` at its end is no part of the marker."""
    return _CLOSING_HASHES.sub(lambda hashes: "\\#" * len(hashes[0]), line)


def code(text: str) -> str:
    """Return a code span: between more backticks than it has in a row."""
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def attribute(value: str) -> str:
    """Return an attribute's value for a tag within a line: Markdown's patterns run over tags before it knows them."""
    return _IN_ATTRIBUTES.sub(lambda found: _entity(found[0]), value)


def html(text: str) -> str:
    """Return text for a block of HTML, which Markdown leaves alone."""
    out = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _entity(out) if out.startswith(_STROKE) else out


def url(address: str) -> str:
    """Return an address for a link of Markdown's: nothing in it may be read as an entity."""
    return _ENTITY.sub("&amp;", address)


def _entity(text: str) -> str:
    """Return text with its first letter as an entity."""
    return f"&#{ord(text[0])};{text[1:]}"
