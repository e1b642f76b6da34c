"""Why something could not be had: the kinds of `WebError` that this package tells apart, and how they are said.

Hands on errors in our own words only; what a server sent never stands in a message.
"""

import http.client
import ssl
from collections.abc import Iterator

import urllib3.exceptions as u3

from ..errors import WebError
from ..text import one_line


class Refused(WebError):
    """We do not dial that address, whoever asks."""


class NotNow(WebError):
    """The host is to be left alone for now, so it was not asked."""


class Late(WebError):
    """The time for one request ran out."""


class Lost(WebError):
    """No connection, or it broke off. The one failure that another try may cure."""


# The first row with a class found in the chain of exceptions tells; the order is from the special to the general.
_SAID: tuple[tuple[tuple[type[BaseException], ...], type[WebError], str, str], ...] = (
    (
        (TimeoutError, u3.ReadTimeoutError, u3.ConnectTimeoutError),
        Late,
        "the server took longer than a request may take",
        "the next run tries again",
    ),
    (
        (ssl.SSLError, u3.SSLError),
        WebError,
        "no safe connection: the server's certificate or TLS does not hold",
        "open the address in a browser; if it warns too, tell the source",
    ),
    (
        (u3.InvalidChunkLength, http.client.IncompleteRead, u3.IncompleteRead),
        Lost,
        "the answer broke off before its end",
        "the next run tries again",
    ),
    (
        (ConnectionError,),
        Lost,
        "the server closed the connection without a whole answer",
        "the next run tries again",
    ),
    (
        (http.client.HTTPException, u3.InvalidHeader),
        WebError,
        "what came back is not HTTP, or has headers without measure",
        "check the address in mirror.toml",
    ),
)

_STATUSES: dict[int, tuple[str, str]] = {
    0: ("the server does not answer with a page", "open the address in a browser"),
    401: ("the page is not open to everybody", "ask the source, or take another listing"),
    403: ("the server does not want us there", "ask the source, or take another listing"),
    404: ("there is no such page", "correct the address; what was taken before stays"),
    410: ("the page is gone for good", "correct the address; what was taken before stays"),
    500: ("the server failed", "the next run tries again"),
}


def said(url: str, error: BaseException) -> WebError:
    """Return the `WebError` that says what an exception of requests, urllib3, http.client or the system means."""
    chain = tuple(_chain(error))
    for kinds, family, reason, remedy in _SAID:
        if any(isinstance(one, kinds) for one in chain):
            return family(url, reason, remedy)
    return Lost(url, "the connection could not be made or broke off", "the next run tries again")


def refusal(url: str, status: int, wait: float | None) -> WebError:
    """Return the `WebError` that says an HTTP status which is neither an answer nor a redirect."""
    if wait is not None:
        asks = f"the server asks to be left alone for {wait:.0f} seconds ({status})"
        return WebError(url, asks, "a later run tries again", status=status, retry_after=wait)
    if status == 304:
        unasked = "the server says that nothing has changed (304) though it was not asked"
        return Lost(url, unasked, "the next run tries again", status=status)
    reason, remedy = _STATUSES.get(status) or _STATUSES.get(status // 100 * 100) or _STATUSES[0]
    return WebError(url, f"{reason} ({status})", remedy, status=status)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def shown(url: str) -> str:
    """Return what is no address as it may stand in a message: one short line, without what could be a password."""
    return one_line(url.rpartition("@")[2], 200)
