"""Addresses that may be dialled: `is_public`, `usual_port`, and `resolve` with a limit of time.

Refuses everything that is not plainly somebody's public server, also where Python's `is_global` says otherwise.
"""

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

SocketAddress = tuple[Any, ...]
Answer = tuple[int, int, int, str, SocketAddress]
Resolver = Callable[..., Sequence[Answer]]
"""Called as `socket.getaddrinfo`: `resolver(host, port, type=SOCK_STREAM)`."""

# `is_global` is true for these in some or all of the Pythons we run on.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # RFC 6890: IETF protocol assignments; clouds put metadata there
        "192.88.99.0/24",  # RFC 7526: 6to4 relays, gone
        "168.63.129.16/32",  # Azure's platform address, which is what a hosted CI runner can reach
        "2001::/23",  # RFC 2928: protocol assignments, with Teredo, which embeds an IPv4 address
        "2001:db8::/32",  # RFC 3849: documentation
        "2002::/16",  # RFC 3056: 6to4, embeds an IPv4 address
        "3fff::/20",  # RFC 9637: documentation
    )
)
_UNICAST = IPv6Network("2000::/3")
"""All of the IPv6 space that has been given to anybody; the rest is special or will be (RFC 4291, 2.4)."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: on a network without IPv4 every IPv4 host is seen under this prefix, so the address within decides."""


def is_public(address: str) -> bool:
    """Return whether an IP address, as `getaddrinfo` writes it, is one of the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip in _NAT64:
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, IPv6Address) and (ip.scope_id is not None or ip not in _UNICAST):
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)


def usual_port(url: str) -> bool:
    """Return whether an absolute http(s) URL without its default port names no other port."""
    return urlsplit(url).port is None


def resolve(resolver: Resolver, host: str, port: int, seconds: float) -> Sequence[Answer]:
    """Return what `resolver` says of a host, within `seconds`: the system's resolver has no limit of its own.

    Raises:
        TimeoutError: if it takes longer.
        OSError: if there is no such host.
    """
    future: Future[Sequence[Answer]] = Future()

    def ask() -> None:
        try:
            future.set_result(resolver(host, port, type=socket.SOCK_STREAM))
        except BaseException as error:  # handed to the thread that waits
            future.set_exception(error)

    Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    return future.result(timeout=seconds)
