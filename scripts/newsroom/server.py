"""The newsroom's server: real HTTP/1.1 on loopback, one site for each host name.

Hands on an address to dial and a list of what was asked. It speaks plain HTTP and answers for its own hosts only;
`https://news.example.org/…` reaches it through the client's `connect` setting and the Host header.
"""

import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

from .answer import Answer
from .outlet import Outlet, sample
from .site import Site

_NOT_FOUND = Answer(
    body='<!DOCTYPE html><html dir="rtl" lang="ar"><title>404</title><p>الصفحة غير موجودة.</p></html>\n'.encode(),
    kind="text/html; charset=UTF-8",
    status=404,
)
_NOT_OURS = Answer(body=b"This host is not served here.\n", kind="text/plain; charset=utf-8", status=421)


class Newsroom:
    """Serves outlets (the bundled sample by default) while the `with` block lasts.

    `port` 0 takes a free one. `hits` has one `(host, target)` for each request, in order of arrival; the target is
    the path with its query, as it was sent. Outlets are records: serve changed ones in a second newsroom.
    """

    def __init__(self, outlets: Iterable[Outlet] | None = None, *, port: int = 0) -> None:
        self.hits: list[tuple[str, str]] = []
        self._sites = {outlet.host: Site(outlet) for outlet in (sample() if outlets is None else outlets)}
        self._port = port

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", self._port), self._sites, self.hits)
        # A short poll: leaving the block waits for it.
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="newsroom", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where to dial, as `connect` takes it: "127.0.0.1:PORT"."""
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def warm(self) -> None:
        """Make every page of every outlet now (for benches)."""
        for site in self._sites.values():
            site.warm()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a thread waits on its client's idle connection; we close that ourselves
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], sites: dict[str, Site], hits: list[tuple[str, str]]) -> None:
        self.sites, self.hits = sites, hits
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, peer = super().get_request()
        self._open.add(connection)
        return connection, peer

    def close_request(self, request: Any) -> None:
        self._open.discard(request)
        super().close_request(request)

    def server_close(self) -> None:
        super().server_close()
        for connection in tuple(self._open):
            with suppress(OSError):  # its client may have gone at this moment
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away; that is its right. Anything else is a bug of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Header and body leave in one piece: unbuffered, Nagle's algorithm holds each answer back for 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        self.server.hits.append((host, self.path))
        site = self.server.sites.get(host)
        answer = _NOT_OURS if site is None else site.answer(self.path) or _NOT_FOUND
        fresh = answer.same_as(self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        self.send_response(304 if fresh else answer.status)
        for name, value in answer.headers.items():
            # A 304 may leave the length out, and has no body that it would be the length of (RFC 9110 §15.4.5).
            if not (fresh and name in ("Content-Length", "Content-Type")):
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and not fresh:
            self.wfile.write(answer.body)

    do_HEAD = do_GET

    def version_string(self) -> str:
        return "Newsroom"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; `hits` remembers."""
