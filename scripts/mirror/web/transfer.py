"""The body of an answer: received, decoded and counted piece by piece, so that a bomb goes off small.

Hands on the decoded bytes. Refuses what grows past its cap at any stage (on the wire, between two codings, decoded),
and codings that were not asked for.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..errors import WebError
from .failure import Lost
from .response import Kind

ACCEPT_ENCODING = "gzip"
_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_CODINGS_AT_MOST = 2
"""A server behind a proxy that compresses once more has been seen; a longer chain is an attack."""
_PIECE = 16 * 1024
"""Bytes received and decoded at a time. Not more: each member of a gzip file copies what is left of its piece."""
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f"


class _TooLarge(WebError):
    pass


def read(
    receive: Callable[[int], bytes], headers: Mapping[str, str], *, url: str, kind: Kind, count: Callable[[int], None]
) -> bytes:
    """Return the decoded body of an answer.

    `receive(size)` yields its bytes as they stand on the wire, b"" at their end; `count` is told how many came. What
    lies behind the cap of a robots.txt is left there (RFC 9309, 2.5), anything else that is larger is an error.

    Raises:
        WebError: if it is larger than `kind.cap`, damaged, or coded in a way we did not ask for.
        Lost: if a compressed body ends before its end.
    """
    if headers.get("transfer-encoding", "chunked").strip().lower() != "chunked":
        raise WebError(url, "the answer has a transfer coding that was not asked for", "tell the source")
    try:
        if kind is not Kind.ROBOTS and int(headers.get("content-length", "0")) > kind.cap:
            raise _too_large(url, kind)
    except ValueError:
        pass  # not one number: the end of the connection ends the body
    pieces = _capped(_received(receive, count), url, kind)
    for _ in range(_codings(headers.get("content-encoding", ""), url)):
        pieces = _capped(_inflated(pieces, url), url, kind)
    body = bytearray()
    try:
        for piece in pieces:
            body += piece
    except _TooLarge:
        if kind is not Kind.ROBOTS:
            raise
    except zlib.error as error:
        raise WebError(url, "the compressed body is damaged", "the next run tries again") from error
    return bytes(body)


def _codings(header: str, url: str) -> int:
    """Return how many times a body is compressed."""
    names = [name for name in header.lower().replace(" ", "").split(",") if name not in ("", "identity")]
    if len(names) > _CODINGS_AT_MOST or not _CODINGS.issuperset(names):
        raise WebError(url, "the body has content codings that were not asked for", "tell the source")
    return len(names)


def _received(receive: Callable[[int], bytes], count: Callable[[int], None]) -> Iterator[bytes]:
    while piece := receive(_PIECE):
        count(len(piece))
        yield piece


def _inflated(pieces: Iterable[bytes], url: str) -> Iterator[bytes]:
    """Decompress gzip, of one or several members, or zlib ("deflate" of RFC 9110, 8.4.1.2)."""
    stream, begun = zlib.decompressobj(_GZIP_OR_ZLIB), False
    for piece in pieces:
        begun = True
        rest = piece
        while rest:
            if stream.eof:
                if not rest.startswith(_GZIP_MAGIC):
                    break  # padding behind the last member
                stream = zlib.decompressobj(_GZIP_OR_ZLIB)
            out = stream.decompress(rest, _PIECE)
            while out:
                yield out
                out = stream.decompress(stream.unconsumed_tail, _PIECE)
            rest = stream.unused_data
    if begun and not stream.eof:
        raise Lost(url, "the compressed body broke off before its end", "the next run tries again")


def _capped(pieces: Iterable[bytes], url: str, kind: Kind) -> Iterator[bytes]:
    left = kind.cap
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left < 0:
            raise _too_large(url, kind)


def _too_large(url: str, kind: Kind) -> _TooLarge:
    return _TooLarge(
        url,
        f"is larger than {kind.cap:,} bytes, the limit of its kind ({kind.name.lower()})",
        "look for a smaller form of it at the source",
    )
