"""What a site answers: a status, headers and bytes, made once and kept.

Hands on frozen records. Validators come from the bytes themselves and from the newest article they show.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent for one address. `kind` is its Content-Type, `modified` None where nothing can be validated."""

    body: bytes
    kind: str
    modified: datetime | None = None
    status: int = 200
    extra: dict[str, str] = field(default_factory=dict)

    @cached_property
    def etag(self) -> str:
        """A strong entity tag (RFC 9110 §8.8.3): a hash of the bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @cached_property
    def headers(self) -> dict[str, str]:
        """Every header of the answer but Date, Server and Connection."""
        headers = {"Content-Type": self.kind, "Content-Length": str(len(self.body))} | self.extra
        if self.modified is not None:
            headers |= {"ETag": self.etag, "Last-Modified": http_date(self.modified)}
        return headers

    def same_as(self, etag: str | None, since: str | None) -> bool:
        """Return whether the asker's copy is still good; If-None-Match outranks If-Modified-Since (RFC 9110 §13.2)."""
        if self.modified is None:
            return False
        if etag is not None:
            return etag.strip() == "*" or self.etag in (tag.strip().removeprefix("W/") for tag in etag.split(","))
        try:
            return since is not None and self.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):  # no date, or one without an offset: as if it had not been sent
            return False


def http_date(time: datetime) -> str:
    """Return a time as HTTP states it, in GMT."""
    return format_datetime(time.astimezone(UTC), usegmt=True)
