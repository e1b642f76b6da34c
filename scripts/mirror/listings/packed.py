"""Gzip files: listings that come packed (`sitemap.xml.gz`), unpacked to a bounded size.

A content coding of the transfer is `web`'s business; this is the file itself.
"""

import zlib
from dataclasses import replace

from ..errors import ListingError
from ..web import Kind, Response
from . import sniff

LIMIT = Kind.FEED.cap
"""Bytes of what was packed: as many as `web` takes of a body that came plain."""


def unpacked(response: Response) -> Response:
    """Return the response with the body that a gzip *file* holds (`sitemap.xml.gz`); others as they are.

    Raises:
        ListingError: if it is broken, or holds more than `LIMIT`.
    """
    if not sniff.is_gzip(response.body):
        return response
    out, rest = b"", response.body
    while sniff.is_gzip(rest):  # several members are one file (RFC 1952, 2.2)
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            out += member.decompress(rest, LIMIT + 1 - len(out))
        except zlib.error as error:
            raise ListingError(response.url, "the gzip file is broken", "try again later") from error
        if len(out) > LIMIT:
            large = f"the gzip file holds more than {LIMIT // 1_000_000} MB"
            raise ListingError(response.url, large, "take a smaller part of the listing")
        if not member.eof:
            raise ListingError(response.url, "the gzip file breaks off before its end", "try again later")
        rest = member.unused_data
    return replace(response, body=out)
