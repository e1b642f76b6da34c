"""Connections: every one is dialled here, to an address that was checked, and ends at its deadline.

Hands on `Adapter`, requests' way of sending with both built in. It is used without a `requests.Session`, which is
what reads proxies and .netrc from the environment, keeps cookies, follows redirects and decodes their bodies whole.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection

from ..errors import ConfigError
from .address import Resolver, SocketAddress, is_public, resolve
from .failure import Lost, Refused

_TRIED = 4
"""Addresses of one host that are tried."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Connect:
    """`connect` of mirror.toml: for these hosts dial this address instead, in plain HTTP even for an https URL.

    It stands where a proxy that ends TLS would stand. The owner's word takes the place of the check; every other
    host, and the address itself in a URL, is checked as ever.
    """

    hosts: frozenset[str]
    address: str
    port: int

    @classmethod
    def parse(cls, text: str, hosts: Iterable[str]) -> Self:
        """Return what `text` ("127.0.0.1:8765", "[::1]:8765") means for `hosts`.

        Raises:
            ConfigError: if it is no address and port.
        """
        address, _, port = text.rpartition(":")
        if not address or not port.isdecimal() or not 0 < int(port) < 65536:
            raise ConfigError("mirror.toml", f'connect = "{text}" is no address and port', 'write "127.0.0.1:8765"')
        return cls(hosts=frozenset(hosts), address=address.strip("[]"), port=int(port))


class Timed(socket.socket):
    """A socket whose timeout is a total: it counts from when it was set, not from each read.

    A server that sends a byte a second keeps an ordinary timeout waiting for ever.
    """

    _end = float("inf")

    def settimeout(self, value: float | None) -> None:
        self._end = float("inf") if value is None else time.monotonic() + value
        super().settimeout(value)

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        if self._end != float("inf"):
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the deadline has passed")
            super().settimeout(left)
        return super().recv_into(*args, **kwargs)


class TimedTLS(Timed, ssl.SSLSocket):
    """The same over TLS; the handshake is one call, which the ordinary timeout bounds."""


Opener = Callable[[int, SocketAddress, float], socket.socket]
"""Connects to one address: `opener(family, address, seconds)`."""


def open_socket(family: int, address: SocketAddress, seconds: float) -> socket.socket:
    """Return a `Timed` socket that is connected to `address`.

    Raises:
        OSError: if that does not succeed within `seconds`.
    """
    sock = Timed(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect(address)
    except BaseException:
        sock.close()
        raise
    return sock


class Dialer:
    """Dials hosts: resolved once, every answer checked, and the checked addresses are the ones dialled."""

    def __init__(self, resolver: Resolver, opener: Opener, connect: Connect | None) -> None:
        self._resolver = resolver
        self._opener = opener
        self._connect = connect

    def __call__(self, host: str, port: int, seconds: float) -> socket.socket:
        """Return a socket connected to `host`, with what is left of `seconds` as its total timeout.

        Raises:
            Refused: if any of its addresses is not public.
            Lost: if there is no such host or none of its addresses answers.
            TimeoutError: if `seconds` have passed.
        """
        end = time.monotonic() + seconds
        addresses = self._addresses(host, port, seconds)[:_TRIED]
        for tried, (family, address) in enumerate(addresses):
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the deadline has passed")
            try:  # an address that swallows packets must not use up the time of the next
                sock = self._opener(family, address, left / (len(addresses) - tried))
            except OSError as error:
                failure = error
                continue
            sock.settimeout(max(end - time.monotonic(), 0.001))
            return sock
        if isinstance(failure, TimeoutError):
            raise failure
        raise Lost(host, "the server does not take connections", "the next run tries again") from failure

    def _addresses(self, host: str, port: int, seconds: float) -> list[tuple[int, SocketAddress]]:
        own = self._connect is not None and host in self._connect.hosts
        try:
            if own and self._connect:
                answers = resolve(socket.getaddrinfo, self._connect.address, self._connect.port, seconds)
            else:
                answers = resolve(self._resolver, host, port, seconds)
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            raise Lost(host, "there is no host of that name", "check the address") from error
        for *_, address in answers:
            if not own and not is_public(str(address[0])):
                raise Refused(
                    host,
                    f"stands at {address[0]}, which is no public address",
                    "nothing is fetched from there; for a server of your own set `connect` in mirror.toml",
                )
        if not answers:
            raise Lost(host, "the host has no address", "check the address")
        return list(dict.fromkeys((family, address) for family, *_, address in answers))


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, dial: Dialer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial(self.host.strip("[]"), self.port, self.timeout or 0)


class _TLSConnection(_Connection, HTTPSConnection):
    pass


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class Adapter(HTTPAdapter):
    """Sends requests through `dial`. Cookies and the environment's certificates are not looked at."""

    def __init__(self, dial: Dialer, trust: ssl.SSLContext) -> None:
        self._dial = dial
        self._trust = trust
        super().__init__(pool_connections=32, pool_maxsize=1)  # one request at a time per host: one connection

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trust, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, dial=self._dial),
            "https": partial(_TLSPool, dial=self._dial),
        }

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """Leave the pool alone: `trust` holds the certificates already, read once (each reading takes 20 ms)."""

    def build_response(self, _request: object, resp: object) -> requests.Response:
        """Wrap the answer and nothing more: no cookie is parsed."""
        response = requests.Response()
        response.raw = resp
        return response

    def fetch(self, url: str, headers: dict[str, str], seconds: float) -> urllib3.BaseHTTPResponse:
        """Ask for `url` and return the answer with its body unread; the body, too, must be read within `seconds`.

        Raises:
            Refused, Lost: see `Dialer`.
            requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError: see `failure.said`.
        """
        request = requests.Request("GET", url, headers=headers).prepare()
        timeout: Any = urllib3.Timeout(total=seconds)  # requests takes it as it is; its types do not say so
        raw: urllib3.BaseHTTPResponse = self.send(request, stream=True, timeout=timeout).raw
        return raw


def trusted() -> ssl.SSLContext:
    """Return the certificates that are trusted: those that come with requests, whatever the environment says."""
    context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    context.sslsocket_class = TimedTLS
    return context
