"""Redirects: where an answer points, and whether for good."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from ..errors import WebError
from ..urls import absolute

_FOR_GOOD = {301: True, 302: False, 303: False, 307: False, 308: True}


@dataclass(frozen=True, kw_only=True, slots=True)
class Redirect:
    """An answer that points to `target` (absolute, without fragment), with the HTTP status that did so."""

    target: str
    status: int

    @property
    def for_good(self) -> bool:
        """Whether the old address is not to be used again (RFC 9110, 15.4)."""
        return _FOR_GOOD[self.status]


def read(url: str, status: int, headers: Mapping[str, str]) -> Redirect | None:
    """Return the redirect in an answer of `url`; None if it is none.

    Raises:
        WebError: if it leads to what is no web address.
    """
    location = headers.get("location")
    if status not in _FOR_GOOD or location is None:
        return None
    with suppress(UnicodeError):  # headers come as Latin-1, and many sites write UTF-8 into them
        location = location.encode("latin-1").decode()
    target = absolute(location, url)
    if target is None:
        raise WebError(url, "redirects to what is no web address", "open it in a browser", status=status)
    return Redirect(target=without_fragment(target), status=status)


def without_fragment(url: str) -> str:
    """Return an absolute URL as it is asked for: the fragment is for the reader."""
    return url.partition("#")[0]
