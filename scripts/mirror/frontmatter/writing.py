"""Writing: front matter as Sveltia CMS writes it, so that an edit there changes one line."""

import re
from collections.abc import Mapping, Sequence

DATE_KEYS = frozenset({"date", "modified", "fetched"})
"""Keys whose values are written plain although YAML 1.1 reads a timestamp there: every editor writes them so."""

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# What YAML 1.1 or 1.2 reads as something else than a string: null, booleans, numbers in any base, sexagesimals,
# infinities, timestamps, merge and value keys (yaml.org/type for 1.1; YAML 1.2.2 §10.2-10.3). Broad on purpose:
# quoting too much loses nothing.
_NOT_A_STRING = re.compile(
    r"(?i)~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?\.?[0-9][0-9a-fx_,.:+e-]*|[-+]?0o?[0-7_]+|[-+]?0b[01_]+|"
    r"[-+]?\.(inf|nan)|\d{4}-\d\d?-\d\d?([Tt ]\s*\d.*)?"
)
# YAML 1.2.2 §7.3.3: what a plain scalar may not start with, and what ends it within.
_SYNTAX = re.compile(r"^[-?:](\s|$)|^[,\[\]{}#&*!|>'\"%@`]|:(\s|$)|\s#|^\s|\s$|^(---|\.\.\.)|^$")
# Outside what YAML prints literally, or read as a line end by 1.1: only double quotes can carry these.
ESCAPED = re.compile("[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\t")


def write(fields: Mapping[str, str | Sequence[str]], body: str) -> str:
    """Return the file's text: fence, fields in the given order, fence, a blank line, the body, a line end.

    `read` gives back exactly what was written.

    Raises:
        ValueError: if a key is no plain name, or a text holds a lone surrogate (which no file can).
    """
    lines = ["---"]
    for key, value in fields.items():
        if not _KEY.fullmatch(key) or _NOT_A_STRING.fullmatch(key):
            raise ValueError(f"not a front matter key: {key!r}")
        if isinstance(value, str):
            lines.append(f"{key}: {_scalar(value, date=key in DATE_KEYS)}")
        elif value:
            lines.append(f"{key}:")
            lines.extend(f"  - {_scalar(item)}" for item in value)
        else:
            lines.append(f"{key}: []")
    lines.append("---\n")
    head = "\n".join(lines)
    return f"{head}\n{body}\n" if body else head


def _scalar(text: str, *, date: bool = False) -> str:
    """Return `text` as YAML: plain unless YAML 1.1 or 1.2 would read something else, else quoted."""
    if ESCAPED.search(text):
        if re.search("[\ud800-\udfff]", text):
            raise ValueError(f"a lone surrogate in {text[:80]!r}")
        return '"' + ESCAPED.sub(_escape, text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
    if date and _ISO_DATE.fullmatch(text):
        return text
    if _SYNTAX.search(text) or _NOT_A_STRING.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    short = {9: r"\t", 10: r"\n", 13: r"\r"}.get(code)
    return short or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
