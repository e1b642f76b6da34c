"""`Web`: asks for one address, politely and safely, and hands on its whole answer.

Redirects and second tries are loops of its own, so every hop passes the same checks. Refuses by raising `WebError`.
"""

import http.client
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import printable
from threading import Lock
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import quote

import requests
import urllib3

from ..errors import WebError
from ..urls import absolute, host
from . import redirect, transfer, validators
from .address import Resolver, usual_port
from .clock import Clock, Deadline, SystemClock
from .dial import Adapter, Connect, Dialer, Opener, open_socket, trusted
from .failure import Late, Lost, Refused, refusal, said, shown
from .pace import LONGEST_DELAY, Pace, asked_to_wait
from .patience import Patience
from .redirect import Redirect, without_fragment
from .response import Kind, Response
from .robots import Robots
from .shelf import Shelf

_HOPS = 5
"""Redirects that are followed: as many as RFC 9309, 2.3.1.2 wants for robots.txt."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Question:
    """One call of `get`, through all its hops and tries; `admitted` are hosts that gave it their one request a run."""

    kind: Kind
    connect: Connect | None
    conditional: bool
    obey_robots: bool
    deadline: Deadline
    admitted: set[str] = field(default_factory=set)


class Web:
    """The web as one run sees it; close it, or use it as a context manager. May be shared by threads.

    `user_agent` begins with the product token that robots.txt may name (`Mirah/0.1 (+https://…)`). `state` is the
    folder in which answers are kept; None: nothing is kept. `gap` is the least time between the end of one request to
    a host and the next (seconds; none for a host that is dialled through `connect`, which is the owner's own).
    `deadline` is the most that one `get` may take (seconds), with redirects, robots.txt and second try, without the
    waiting that manners ask for. `requests` and `bytes` count what went over the wire.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        state: Path | None,
        clock: Clock | None = None,
        gap: float = 1.0,
        deadline: float = 30.0,
        obey_robots: bool = True,
        patience: Patience | None = None,
        resolver: Resolver = socket.getaddrinfo,
        opener: Opener = open_socket,
    ) -> None:
        self.requests = 0
        self.bytes = 0
        self._user_agent = quote(user_agent, safe=printable.strip() + " ")
        self._clock = clock or SystemClock()
        self._gap = gap
        self._seconds = deadline
        self._obey_robots = obey_robots
        self._resolver = resolver
        self._opener = opener
        self._trust = trusted()
        self._lock = Lock()
        self._adapters: dict[Connect | None, Adapter] = {}
        self._pace = Pace(self._clock)
        self._patience = patience or Patience()
        self._shelf = Shelf(state and state / "web")
        product = user_agent.split("/")[0].strip()
        self._robots = Robots(product, Shelf(state and state / "robots"), self._clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open between requests."""
        for adapter in self._adapters.values():
            adapter.close()

    def get(
        self, url: str, *, kind: Kind, of: str = "", connect: Connect | None = None, conditional: bool = False
    ) -> Response:
        """Return the whole answer of an address, after at most five redirects and at most two tries a hop.

        `of` is the source that it is asked for, whose slowness is added up; "": nobody's. `connect` dials another
        address for its hosts. With `conditional` an answer that has a validator is kept, the
        next time its validators are sent, and a 304 returns it as `not_modified`.

        Raises:
            WebError: if it cannot be had whole and in time, or may not be asked for. `status` is the HTTP status that
                said so, `retry_after` the seconds for which the host is left alone (`inf`: for this run); until then
                every further `get` to it fails at once.
            UnfinishedError: if the state folder cannot be written.
        """
        start = absolute(url)
        if start is None:
            raise WebError(shown(url), "is no web address", 'an address begins with "https://" or "http://"')
        question = _Question(
            kind=kind,
            connect=connect,
            conditional=conditional,
            obey_robots=self._obey_robots,
            deadline=Deadline(self._clock, min(self._seconds, self._patience.seconds(of))),
        )
        with self._patience.watching(of, question.deadline):
            return self._follow(without_fragment(start), question)

    def _follow(self, url: str, question: _Question) -> Response:
        """Follow redirects. From https to http, too: a link might as well have said http in the first place."""
        here, moved, for_good = url, None, True
        for _ in range(_HOPS + 1):
            answer = self._ask(here, question)
            if isinstance(answer, Response):
                return replace(answer, requested=url, moved=moved)
            here = answer.target
            for_good = for_good and answer.for_good
            moved = here if for_good else moved
        many = f"more than {_HOPS} redirects, one after the other"
        raise WebError(url, many, "open it in a browser, then correct the address", status=answer.status)

    def _ask(self, url: str, question: _Question) -> Response | Redirect:
        """Try once, and once more if that may help."""
        for last in (False, True):
            try:
                return self._in_turn(url, question)
            except Late:
                self._pace.late(host(url))
                raise
            except WebError as error:
                if last or not self._may_try_again(url, error, question):
                    raise
        raise AssertionError("the second try returns or raises")

    def _may_try_again(self, url: str, error: WebError, question: _Question) -> bool:
        """Return whether to try again, after having waited as long as the server wants."""
        if error.status is None or error.retry_after is None:
            return isinstance(error, Lost) or 500 <= (error.status or 0) < 600
        if not self._pace.may_wait(host(url), error.retry_after):
            return False
        self._clock.sleep(error.retry_after)
        question.deadline.extend(error.retry_after)
        return True

    def _in_turn(self, url: str, question: _Question) -> Response | Redirect:
        """Ask when robots.txt and the host's pace allow it."""
        name = host(url)
        if not usual_port(url):
            raise Refused(
                url,
                "names a port; only the usual ones of http and https are dialled",
                "for a server of your own set `connect` in mirror.toml",
            )
        connect = question.connect if question.connect and name in question.connect.hosts else None
        delay = self._crawl_delay(url, question)
        if delay > LONGEST_DELAY and name not in question.admitted:
            self._pace.once(name, question.kind, delay)
            question.admitted.add(name)
        gap = max(min(delay, LONGEST_DELAY), 0 if connect else self._gap)
        with self._pace.turn(name, gap) as waited:
            question.deadline.extend(waited)
            return self._exchange(url, question, connect)

    def _crawl_delay(self, url: str, question: _Question) -> float:
        if not question.obey_robots:
            return 0.0
        plain = replace(question, kind=Kind.ROBOTS, obey_robots=False, conditional=False)
        return self._robots.check(url, lambda address: self._follow(address, plain))

    def _exchange(self, url: str, question: _Question, connect: Connect | None) -> Response | Redirect:
        """Send one request and make what comes back a response, a redirect or an error."""
        kept = validators.recall(self._shelf, url) if question.conditional else None
        headers = {
            "User-Agent": self._user_agent,
            "Accept": question.kind.accept,
            "Accept-Encoding": transfer.ACCEPT_ENCODING,
            **(kept.asks if kept else {}),
        }
        wire = "http" + url[url.index(":") :] if connect else url
        seconds = question.deadline.left()
        if not seconds:
            raise said(url, TimeoutError())
        with self._lock:
            self.requests += 1
        try:
            with self._adapter(connect).fetch(wire, headers, seconds) as raw:
                if raw.status == 304 and kept:
                    return kept.response
                return self._answer(url, raw, question)
        except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            raise said(url, error) from error

    def _answer(self, url: str, raw: urllib3.BaseHTTPResponse, question: _Question) -> Response | Redirect:
        """Read an answer; the body of a redirect or of an error is never read."""
        merged = {name.lower(): value for name, value in raw.headers.itermerged() if name.lower() != "set-cookie"}
        headers = MappingProxyType(merged)
        if found := redirect.read(url, raw.status, headers):
            return found
        if raw.status != 200:
            wait = asked_to_wait(raw.status, headers, self._clock.now())
            if wait is not None:
                self._pace.pause(host(url), wait)
            raise refusal(url, raw.status, wait)
        body = transfer.read(_receiver(raw), headers, url=url, kind=question.kind, count=self._count)
        if not body.strip() and question.kind is not Kind.ROBOTS:
            raise WebError(url, "the answer is empty", "look at the address in a browser", status=raw.status)
        response = Response(url=url, requested=url, status=raw.status, headers=headers, body=body)
        if question.conditional:
            validators.keep(self._shelf, response)
        return response

    def _adapter(self, connect: Connect | None) -> Adapter:
        with self._lock:
            if connect not in self._adapters:
                self._adapters[connect] = Adapter(Dialer(self._resolver, self._opener, connect), self._trust)
            return self._adapters[connect]

    def _count(self, size: int) -> None:
        with self._lock:
            self.bytes += size


def _receiver(raw: urllib3.BaseHTTPResponse) -> Callable[[int], bytes]:
    return lambda size: raw.read1(size, decode_content=False) or b""
