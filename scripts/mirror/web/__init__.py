"""The only network: one function, `Web.get`, that hands on a `Response` or raises `WebError`.

Refuses what could harm or offend: an address that is not public, a body without end, a server that takes its time,
a page that robots.txt forbids. Nothing is read from the environment: no proxy, no .netrc, no cookie.
"""

from .client import Web
from .clock import Clock, SystemClock
from .dial import Connect
from .failure import NotNow
from .response import Kind, Response

__all__ = ["Clock", "Connect", "Kind", "NotNow", "Response", "SystemClock", "Web"]
