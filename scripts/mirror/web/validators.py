"""Validators (ETag, Last-Modified) with the body they belong to: a 304 brings that body back.

They are sent back as they came, letter for letter; nothing is reckoned with their dates.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType

from .response import Response
from .shelf import Shelf

_ASKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
# What may stand in a header that we send (RFC 9110, 5.5), at a length that a request can carry.
_SENDABLE = re.compile(r"[\x21-\x7e\x80-\xff]([\x20-\x7e\x80-\xff]{0,998}[\x21-\x7e\x80-\xff])?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A response as a 304 replays it, and the request headers that ask whether it still holds."""

    response: Response
    asks: dict[str, str]


def keep(shelf: Shelf, response: Response) -> None:
    """Keep a response that has a validator, under the address it came from."""
    if any(name in response.headers for name in _ASKS):
        shelf.put(response.url, {"headers": dict(response.headers)}, response.body)


def recall(shelf: Shelf, url: str) -> Kept | None:
    """Return what is kept for `url`; None if nothing is, or nothing that can be asked for."""
    notes, body = shelf.get(url) or ({}, b"")
    headers = notes.get("headers")
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        return None
    asks = {ask: headers[name] for name, ask in _ASKS.items() if _SENDABLE.fullmatch(headers.get(name, ""))}
    if not asks:
        return None
    response = Response(
        url=url, requested=url, status=200, headers=MappingProxyType(headers), body=body, not_modified=True
    )
    return Kept(response=response, asks=asks)
