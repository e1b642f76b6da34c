"""Digests: what upstream last said, field by field, as hashes in one line.

Hands on the line that a story file keeps in `digest`, and reads it back. A field whose text no longer has its hash was
changed by an editor.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence

DIGESTED = (
    "title", "date", "modified", "category", "tags", "authors", "summary", "lang",
    "image", "image_alt", "image_credit", "original_url", "original_title",
)  # fmt: skip
"""The keys upstream speaks through; with the body, these are what the digest covers."""
FIELDS = (*DIGESTED, "body")


def digest(fields: Mapping[str, str | Sequence[str]], body: str) -> str:
    """Return the `digest` of what upstream said: `title:h… date:h… body:h…`, known fields only, in a fixed order.

    Each `h…` is 12 hex letters of SHA-256 over the field's text in NFC, LF line ends, without trailing space; a
    list's items are lines.
    """
    return write(hashes(fields, body))


def hashes(fields: Mapping[str, str | Sequence[str]], body: str) -> dict[str, str]:
    """Return the hash of each field that is known, in the order of `FIELDS`."""
    values = {name: body if name == "body" else fields.get(name) for name in FIELDS}
    return {name: hashed for name, value in values.items() if (hashed := _hash(value))}


def is_body(line: str | None, body: str) -> bool:
    """Whether a body is the one that a digest's line was made of: our writer's own, which no editor touched."""
    return bool(line) and read(line).get("body") == _hash(body)


def _hash(value: str | Sequence[str] | None) -> str | None:
    """Return the hash of a field's text; None if there is none."""
    text = value if isinstance(value, str) else "\n".join(value or ())
    plain = "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).splitlines()).strip("\n")
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12] if plain.strip() else None


def write(said: Mapping[str, str]) -> str:
    """Return hashes by field as a digest's line, in the fixed order."""
    return " ".join(f"{name}:{said[name]}" for name in FIELDS if name in said)


def read(line: str | None) -> dict[str, str]:
    """Return the hashes by field of a digest's line; what is no part of one is passed over."""
    return dict(part.split(":", 1) for part in (line or "").split() if ":" in part)
