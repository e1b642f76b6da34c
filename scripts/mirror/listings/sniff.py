"""What kind of document some bytes begin: looked at, not believed from the Content-Type."""

import re

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})")
_LOOKED_AT = 64 * 1024
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_GZIP = b"\x1f\x8b\x08"
"""RFC 1952, 2.3.1: two bytes that identify the file, and the one compression method there is."""


def root_element(body: bytes) -> str | None:
    """Return the local name, in lower case, of the first element of XML or HTML; None if there is none.

    BOM, declarations and comments are passed over; UTF-16 is understood.
    """
    head = _flat(body)
    while head.startswith((b"<?", b"<!")):
        head = _behind_declaration(head).lstrip()
    found = _ROOT.match(head)
    return found[1].decode("ascii").lower() if found else None


def is_json(body: bytes) -> bool:
    """Whether the first letter is one that an object or a list of JSON begins with."""
    return _flat(body).startswith((b"{", b"["))


def is_gzip(body: bytes) -> bool:
    """Whether the bytes are a gzip file."""
    return body.startswith(_GZIP)


def _behind_declaration(head: bytes) -> bytes:
    """Return what follows the declaration, comment or document type that `head` begins with; nothing if it has no end.

    Searched for, not matched: a pattern for all of it takes a minute over 64 KiB of `]`.
    """
    if head.startswith(b"<!--"):
        return head[4:].partition(b"-->")[2]
    if head.startswith(b"<?"):
        return head.partition(b"?>")[2]
    declaration, _, rest = head.partition(b">")
    if b"[" in declaration:  # the internal subset of a document type holds declarations of its own
        rest = head.partition(b"]")[2].partition(b">")[2]
    return rest


def _flat(body: bytes) -> bytes:
    """Return the beginning of `body` without BOM, the zero bytes of UTF-16, and leading space."""
    head = body[:_LOOKED_AT]
    if b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.lstrip()
