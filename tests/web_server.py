"""A server on loopback that does what the web does: hang, drip, cut, lie, redirect, bomb.

Real sockets. A page is a function that is given the `Line` to its client and may write any bytes to it. Every row of
the threats that comes over the network has its pages here; `Server` keeps a record of what it was asked.
"""

import gzip
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

from mirror.web import Web
from mirror.web.dial import open_socket

PUBLIC = "93.184.215.14"
"""Where every host stands for the resolver of `web`: public, and never dialled."""
AGENT = "Mirah/0.1 (+https://mirror.example.org/about)"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as the server saw it; `at` is when, `headers` have lower-case names."""

    path: str
    headers: Mapping[str, str]
    at: float

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


@dataclass(kw_only=True)
class Line:
    """The line to one client, while one page is answered."""

    socket: socket.socket
    asked: Asked
    stopping: threading.Event

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.socket.sendall(part)

    def wait(self, seconds: float) -> bool:
        """Wait; return False when the server is to stop."""
        return not self.stopping.wait(seconds)


Page = Callable[[Line], bool | None]
"""Answers one request; True keeps the connection for the next one."""


@dataclass(kw_only=True)
class Server:
    """Serves `pages` by path, or by host and path (404 for all others), on a port of loopback, until the block ends."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._stopping.set()
        for each in (self._listener, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(timeout=5)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(client)
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), client, client.makefile("rb") as lines:
            while request := lines.readline():
                headers = {}
                while (line := lines.readline()) not in (b"\r\n", b""):
                    name, _, value = line.decode("latin-1").partition(":")
                    headers[name.lower()] = value.strip()
                asked = Asked(path=request.split()[1].decode("latin-1"), headers=headers, at=time.monotonic())
                self.asked.append(asked)
                page = self.pages.get(asked.host + asked.path) or self.pages.get(asked.path) or answer(404)
                if not page(Line(socket=client, asked=asked, stopping=self._stopping)):
                    return


@dataclass(kw_only=True)
class Clock:
    """A clock that only sleeping moves."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def web(server: Server, **options: Any) -> Web:
    """Return a `Web` for which every host is public, and every connection ends at `server`."""
    options = {"user_agent": AGENT, "state": None, "gap": 0.0, "deadline": 5.0, "obey_robots": False, **options}
    options.setdefault("resolver", public)
    options.setdefault("opener", lambda _family, _address, seconds: to_server(server, seconds))
    return Web(**options)


def to_server(server: Server, seconds: float) -> socket.socket:
    return open_socket(socket.AF_INET, ("127.0.0.1", server.port), seconds)


def public(host: str, port: int, **_: int) -> list[tuple[int, int, int, str, tuple[Any, ...]]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]


def head(status: int = 200, **headers: str | int) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def answer(status: int = 200, body: bytes = b"", **headers: str | int) -> Page:
    """A whole, honest answer, as every well-behaved server gives it."""

    def page(line: Line) -> bool:
        line.send(head(status, Content_Length=len(body), **headers) + body)
        return True

    return page


def in_turn(*pages: Page) -> Page:
    """Another page each time; the last one stays."""
    rest = list(pages)

    def page(line: Line) -> bool | None:
        return (rest.pop(0) if len(rest) > 1 else rest[0])(line)

    return page


def raw(*parts: bytes) -> Page:
    """These bytes, then the end of the connection."""
    return lambda line: line.send(*parts)


def redirect(to: str, status: int = 302, body: bytes = b"") -> Page:
    return answer(status, body, Location=to)


# hanging, slow headers, slow body


def hang(line: Line) -> None:
    line.wait(60)


def drip(before: bytes, drop: bytes) -> Page:
    """Send `before`, then a drop every twentieth of a second, for a minute."""

    def page(line: Line) -> None:
        line.send(before)
        for _ in range(1200):
            line.send(drop)
            if not line.wait(0.05):
                return

    return page


slow_status = drip(b"", b"H")
slow_headers = drip(b"HTTP/1.1 200 OK\r\n", b"X-Drop: 1\r\n")
continues = drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n")
slow_body = drip(head(Content_Length=1_000_000), b".")
slow_chunks = drip(head(Transfer_Encoding="chunked"), b"1\r\n.\r\n")
slow_gzip = drip(head(Content_Encoding="gzip") + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff")

# bombs and endless things


def forever(before: bytes, again: bytes) -> Page:
    """Send `before`, then the same bytes as fast as they are taken."""
    block = again * max(1, 65536 // len(again))

    def page(line: Line) -> None:
        line.send(before)
        while not line.stopping.is_set():
            line.send(block)

    return page


def _zeros(window: int) -> tuple[bytes, bytes]:
    """The start of a compressed stream, and a block of it that decodes to a megabyte and may be repeated."""
    stream = zlib.compressobj(9, zlib.DEFLATED, window)
    start = stream.compress(b"\0") + stream.flush(zlib.Z_FULL_FLUSH)
    return start, stream.compress(bytes(1_000_000)) + stream.flush(zlib.Z_FULL_FLUSH)


def bomb(coding: str = "gzip", status: int = 200, **headers: str) -> Page:
    """A stream of one thousandth of its size, without an end."""
    start, again = _zeros(zlib.MAX_WBITS + (16 if coding == "gzip" else 0))
    return forever(head(status, Content_Encoding=coding, **headers) + start, again)


def double_bomb() -> Page:
    """gzip in gzip: a terabyte in a megabyte."""
    start, again = _zeros(zlib.MAX_WBITS + 16)
    return raw(head(Content_Encoding="gzip, gzip") + gzip.compress(start + again * 200))


empty_members = forever(head(Content_Encoding="gzip"), gzip.compress(b""))
empty_members_twice = raw(head(Content_Encoding="gzip, gzip") + gzip.compress(gzip.compress(b"") * 2_000_000, 1))
endless = forever(head(), b"<p>" * 100)
endless_chunks = forever(head(Transfer_Encoding="chunked"), b"5\r\n<p>..\r\n")
endless_header = forever(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x")
endless_headers = forever(b"HTTP/1.1 200 OK\r\n", b"X-Many: 1\r\n")
endless_continues = forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n")
endless_trailer = forever(head(Transfer_Encoding="chunked") + b"3\r\n<p>\r\n0\r\n", b"X-Many: 1\r\n")
many_codings = raw(head(Content_Encoding=", ".join(["gzip"] * 2000)), b"x")
many_transfer_codings = raw(head(Transfer_Encoding=", ".join(["gzip"] * 2000 + ["chunked"])), b"x")

# truncated, wrong length, broken chunk, reset, not HTTP, empty


def reset(line: Line) -> None:
    line.send(head(Content_Length=100) + b"<p>")
    line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


closed = raw()
truncated = raw(head(Content_Length=100) + b"<p>")
broken_chunk = raw(head(Transfer_Encoding="chunked") + b"5\r\n<p>..\r\nzz\r\n")
cut_chunk = raw(head(Transfer_Encoding="chunked") + b"ff\r\n<p>")
cut_gzip = raw(head(Content_Encoding="gzip") + gzip.compress(b"<p>" * 100)[:-9])
not_gzip = raw(head(Content_Encoding="gzip") + b"<p>")
not_http = raw(b"SSH-2.0-OpenSSH_9.6\r\n")
empty = answer(200)
