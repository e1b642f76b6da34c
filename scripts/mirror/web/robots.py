"""robots.txt: whether a page may be fetched, and how much time its host wants between two requests.

Hands on the crawl-delay, or refuses the page. RFC 9309, read by Protego (the standard library's parser takes no `*`):
no such file (4xx) allows everything, a server that fails or cannot be reached forbids everything. Kept for a day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import urlsplit

from protego import Protego

from ..errors import WebError
from .clock import Clock
from .failure import Refused
from .response import Response
from .shelf import Shelf

_LIFE = timedelta(days=1)
"""RFC 9309, 2.4: a copy should not be used for longer, unless the file cannot be reached."""
_AGENT_LINE = re.compile(r"(\s*user[\s-]*agent\s*:?\s*)([^\s#].*)", re.I)
_PRODUCT = re.compile(r"[a-z_-]*")
_NOBODY = "another"
_PATTERNS = 10_000
"""Rules with wildcards: each is tried on each page, and 40,000 of them take a tenth of a second; real files have dozens."""


@dataclass(slots=True)
class _Site:
    """What is known of one site in this run: `rules`, else why there are none."""

    lock: Lock = field(default_factory=Lock)
    rules: Protego | None = None
    failure: WebError | None = None


class Robots:
    """The robots.txt of every site in one run; to be shared by threads."""

    def __init__(self, product: str, shelf: Shelf, clock: Clock) -> None:
        self._product = product
        self._shelf = shelf
        self._clock = clock
        self._lock = Lock()
        self._sites: dict[str, _Site] = {}

    def check(self, url: str, fetch: Callable[[str], Response]) -> float:
        """Return the crawl-delay (seconds, 0 if there is none) of the site of `url`; `fetch` gets its robots.txt.

        Raises:
            WebError: if robots.txt forbids the page, or could not be had.
        """
        address = "{0.scheme}://{0.netloc}/robots.txt".format(urlsplit(url))
        with self._lock:
            site = self._sites.setdefault(address, _Site())
        with site.lock:
            if site.rules is None and site.failure is None:
                self._learn(site, address, fetch)
        if site.rules is None:
            assert site.failure is not None  # noqa: S101 - one of the two is known now
            raise WebError(
                url,
                f"robots.txt could not be had ({site.failure.reason}), which forbids everything (RFC 9309)",
                site.failure.remedy,
                status=site.failure.status,
            )
        if not site.rules.can_fetch(url, self._product):
            raise WebError(
                url, f"robots.txt disallows it for {self._product}", "ask the source, or take another listing"
            )
        return site.rules.crawl_delay(self._product) or 0.0

    def _learn(self, site: _Site, address: str, fetch: Callable[[str], Response]) -> None:
        kept = self._shelf.get(address)
        if kept and self._is_fresh(kept[0].get("fetched")):
            self._read(site, kept[1])
            return
        try:
            body = fetch(address).body
        except WebError as error:
            if isinstance(error, Refused) or error.retry_after is not None:
                raise  # true of every page there, and better said without robots.txt
            if error.status is None or not 300 <= error.status < 500:
                site.failure = error
                if kept:
                    self._read(site, kept[1])
                return
            body = b""
        self._shelf.put(address, {"fetched": self._clock.now().isoformat()}, body)
        self._read(site, body)

    def _is_fresh(self, fetched: object) -> bool:
        try:
            age = self._clock.now() - datetime.fromisoformat(str(fetched))
        except (ValueError, TypeError):
            return False
        return timedelta(0) <= age < _LIFE

    def _read(self, site: _Site, body: bytes) -> None:
        """Take what a robots.txt says; one that would keep every page waiting counts as one that could not be had."""
        if sum(b"*" in line or b"$" in line for line in body.splitlines()) > _PATTERNS:
            reason = f"more than {_PATTERNS:,} rules with wildcards"
            site.failure = WebError("robots.txt", reason, "ask the source for a shorter one")
        else:
            site.rules = self._parse(body)

    def _parse(self, body: bytes) -> Protego:
        """Parse a robots.txt with all other robots under one name.

        Protego keeps every rule once for each name of its group (240 million in the worst file of 512 KB), and takes
        a group for "Mir" as ours.
        """
        lines = []
        for line in body.decode("utf-8-sig", "replace").splitlines():
            found = _AGENT_LINE.fullmatch(line)
            lines.append(found[1] + self._agent(found[2].lower()) if found else line)
        return Protego.parse("\n".join(lines))

    def _agent(self, name: str) -> str:
        if name.startswith("*"):
            return "*"
        product = _PRODUCT.match(name)
        return self._product if product and product[0] == self._product.lower() else _NOBODY
