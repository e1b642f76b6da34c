"""What comes back: `Response`, and the `Kind` of thing that was asked for, which sets how much of it is taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

_MB = 1_000_000
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';,]+)", re.I)


class Kind(Enum):
    """What is asked for. `cap` is the most that is taken of it, in bytes, decoded; `accept` the Accept header."""

    FEED = (
        10 * _MB,
        "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, "
        "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5",
    )
    PAGE = (5 * _MB, "text/html, application/xhtml+xml, */*;q=0.5")
    IMAGE = (10 * _MB, "image/webp, image/jpeg, image/png, image/*;q=0.8, */*;q=0.5")
    # RFC 9309, 2.5: at least 500 KiB are to be read; what lies behind is not there for us.
    ROBOTS = (512 * 1024, "text/plain, */*;q=0.5")

    def __init__(self, cap: int, accept: str) -> None:
        self.cap = cap
        self.accept = accept


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """An answer that is whole.

    `url` is where it came from after redirects, `requested` what was asked for, both without credentials and
    fragment. `headers` have lower-case names. `body` is decoded from its content coding. `not_modified` says that
    the server answered 304 and the body is the stored one. `moved` is where the permanent redirects (301, 308) at
    the start of the way led: to be reported, the configuration is the host's.
    """

    url: str
    requested: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    not_modified: bool = False
    moved: str | None = None

    @property
    def content_type(self) -> str | None:
        """The media type in lower case without parameters, as the server claims it; None if it claims none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower() or None

    @property
    def charset(self) -> str | None:
        """The charset of the Content-Type in lower case, as the server claims it; None if it claims none."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None
