"""Reading: front matter as strings and lists of strings, whatever was meant by them.

Our writer's own form is read line by line, all else by the events of a YAML parser, which still show tags, anchors and
lines.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from .writing import ESCAPED

try:  # the C parser is 8 times faster; the pure one reads the same
    from yaml import CBaseLoader as _Loader
except ImportError:  # pragma: no cover - wheels of PyYAML carry it
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

Value = str | list[str]
Fields = dict[str, Value]

_FENCE = re.compile(r"^---[ \t]*$", re.M)
# What a plain scalar that we need not think about does not begin with; a line as `write` makes it: a key with a scalar, a
# key alone, an item of a list.
_INDICATORS = ' -?:,[]{}#&*!|>"%@`'
_WRITTEN = re.compile(r"(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):|  -)(?: (.+))?")


class FrontMatterError(ValueError):
    """The text has no front matter that can be read. `line` counts from 1, within the file."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file's front matter and body, and the line of each key."""

    fields: Fields
    body: str
    lines: dict[str, int]
    body_line: int


def read(text: str) -> tuple[Fields, str]:
    """Return the front matter's fields, every scalar as the string it is, and the body.

    Raises:
        FrontMatterError: if there is no front matter, or it is more than strings and lists of strings.
    """
    document = parse(text)
    return document.fields, document.body


def parse(text: str) -> Document:
    """Return front matter, body and the lines of the keys.

    A BOM and CR LF line ends are accepted, for editors that write them. The blank line behind the fence and the last
    line end are not part of the body.

    Raises:
        FrontMatterError: as `read`.
    """
    text, start, end, behind = _parted(text)
    fields, lines = _mapping(text[start:end])
    line = text.count("\n", 0, behind) + 1
    return Document(fields=fields, body=text[behind:].removesuffix("\n"), lines=lines, body_line=line)


def body(text: str) -> str:
    """Return the body alone, whatever the front matter says.

    Raises:
        FrontMatterError: if there is no front matter.
    """
    text, _, _, behind = _parted(text)
    return text[behind:].removesuffix("\n")


def _parted(text: str) -> tuple[str, int, int, int]:
    """Return the text in LF, where its header starts and ends, and where its body starts."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    opening = _FENCE.match(text)
    if not opening or not text.startswith("\n", opening.end()):
        raise FrontMatterError(1, "expected front matter: a first line of three hyphens")
    closing = _FENCE.search(text, opening.end() + 1)
    if not closing:
        raise FrontMatterError(1, "the front matter has no end: expected a second line of three hyphens")
    behind = closing.end()
    for _ in range(2):  # the fence's own line end, and a blank line
        behind += text.startswith("\n", behind)
    return text, opening.end() + 1, closing.start(), behind


def _mapping(header: str) -> tuple[Fields, dict[str, int]]:
    """Read the parser's events rather than its values: events still show tags, anchors and lines."""
    if (written := _as_written(header)) is not None:
        return written
    try:
        return _fields(_plain(yaml.parse(header, Loader=_Loader)))
    except yaml.reader.ReaderError as error:
        line = header.count("\n", 0, error.position) + 2
        raise FrontMatterError(line, f"not YAML: {error.reason}; remove the invisible character") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise FrontMatterError((mark.line if mark else 0) + 2, f"not YAML: {reason}; quote the text") from error
    except UnicodeEncodeError as error:
        line = header.count("\n", 0, error.start) + 2
        raise FrontMatterError(line, "half a letter (a lone surrogate); remove it") from error
    except RecursionError as error:
        raise FrontMatterError(1, "nested too deep") from error


def _as_written(header: str) -> tuple[Fields, dict[str, int]] | None:
    """Return what a header says that has the form of our writer, as YAML reads it but ten times faster; else None."""
    flat = header.replace("\n", " ")
    if not flat.isprintable() and ESCAPED.search(flat):
        return None
    fields: Fields = {}
    lines: dict[str, int] = {}
    items: list[str] | None = None
    for number, line in enumerate(header.removesuffix("\n").split("\n"), start=2):
        found = _WRITTEN.fullmatch(line)
        if not found:
            return None
        key, written = found.groups()
        value = _unquoted(written) if written else None
        if key is None:
            if items is None or value is None:
                return None
            items.append(value)
            continue
        if key in lines or items == [] or (written and value is None):
            return None
        lines[key] = number
        if value is not None:
            fields[key], items = value, None
        else:
            fields[key] = items = []
    return None if items == [] else (fields, lines)


def _unquoted(written: str) -> str | None:
    """Return the text of a scalar on one line, plain or in single quotes; None if it may be more than that."""
    first, last = written[0], written[-1]
    if first == "'":
        inner = written[1:-1]
        closed = last == "'" and len(written) > 1 and "'" not in inner.replace("''", "")
        return inner.replace("''", "'") if closed else None
    plain = first not in _INDICATORS and last not in " :" and ": " not in written and " #" not in written
    return written if plain else None


def _plain(events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
    """Yield the events of one plain document, its frame left out."""
    documents = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FrontMatterError(_line(event), "anchors and aliases (& and *) are not used here; quote the text")
        if getattr(event, "tag", None):
            raise FrontMatterError(_line(event), "tags (!) are not used here; quote the text")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1 or event.explicit:
                raise FrontMatterError(_line(event), "expected one document")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _fields(events: Iterator[yaml.Event]) -> tuple[Fields, dict[str, int]]:
    fields: Fields = {}
    lines: dict[str, int] = {}
    first = next(events, None)
    if first is not None and not isinstance(first, yaml.MappingStartEvent):
        raise FrontMatterError(_line(first), "expected `key: value` lines")
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            raise FrontMatterError(_line(event), "expected `key: value` lines")
        key = str(event.value)
        if key in lines:
            raise FrontMatterError(_line(event), f"{key}: stands here a second time (first in line {lines[key]})")
        lines[key] = _line(event)
        fields[key] = _value(key, next(events), events)
    return fields, lines


def _value(key: str, event: yaml.Event, events: Iterator[yaml.Event]) -> Value:
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[str] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                return items
            if not isinstance(item, yaml.ScalarEvent):
                break
            items.append(str(item.value))
    reason = f"{key}: expected a text or a list of texts; quote a text that holds a colon"
    raise FrontMatterError(_line(event), reason)


def _line(event: yaml.Event) -> int:
    """Return the line in the file: the fence is line 1, and marks count from 0."""
    mark = event.start_mark
    return (mark.line if mark else 0) + 2
