"""Listings: what a source says it has published, read from whatever form it says it in.

A kind of listing is one file in this folder with three names, found by being there:

- `KIND`: what `kind =` in mirror.toml calls it;
- `recognises(response) -> bool`: whether what came back is one; of all kinds at most one says so;
- `read(response, source, now) -> Listing`: its entries; raises `ListingError` and nothing else, whatever the bytes.

Two more are for kinds that have them: `back_to(url, since) -> str`, the address that goes back that far, and
`of_address(url) -> Listing`, what an address alone says, so that nobody need be asked.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from threading import Lock
from typing import Protocol, cast

from ..config import Source
from ..errors import ListingError
from ..web import Response
from . import packed
from .entry import Entry, Listing, Picture

__all__ = ["Entry", "Kind", "Listing", "Picture", "kinds", "of_address", "read"]


_ONE = Lock()
"""Held while a listing is read: that takes up to fifteen times its size in memory, and the processor all the while."""


class Kind(Protocol):
    """A module of this folder that reads one kind of listing."""

    KIND: str

    @staticmethod
    def recognises(response: Response) -> bool: ...

    @staticmethod
    def read(response: Response, source: Source, now: datetime) -> Listing: ...


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of listing that there are files for, by name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return {module.KIND: cast(Kind, module) for module in modules if hasattr(module, "KIND")}


def of_address(url: str, source: Source) -> Listing | None:
    """Return the listing at an address if the source's `kind` knows it without asking, else None."""
    told = getattr(kinds()[source.kind], "of_address", None) if source.kind else None
    return told(url) if told else None


def read(response: Response, source: Source, now: datetime) -> Listing:
    """Return the listing in a response: of the source's `kind`, else of the kind that recognises it.

    A gzip file is read for what is in it.

    Raises:
        ListingError: if it is none, or no listing that was asked for.
    """
    with _ONE:
        response = packed.unpacked(response)
        if source.kind:
            return kinds()[source.kind].read(response, source, now)
        for kind in kinds().values():
            if kind.recognises(response):
                return kind.read(response, source, now)
    raise ListingError(
        response.url,
        f"expected a listing, found {response.content_type or 'content without a type'}: {_start(response.body)}",
        "open the address in a browser; correct `listing`, or name its `kind`, in mirror.toml",
    )


def _start(body: bytes) -> str:
    text = " ".join(body[:200].decode("utf-8", "replace").replace("\ufffd", "?").split())
    return f"“{text[:60]}…”" if text else "nothing"
