"""What one run of the fetcher is given, and how its sources ask the web."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .article import Get
from .config import Config, Source
from .store import Archive
from .web import Connect, Kind, Response, Web
from .workers import Workers


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """The configuration, the web, the archive, the state folder, the clock's word, and how far to go.

    `recheck`: look again at every story of the last 72 hours; `accept_changes`: also if most of them changed.
    """

    config: Config
    web: Web
    archive: Archive
    state: Path
    workers: Workers
    now: datetime
    limit: int | None = None
    since: datetime | None = None
    recheck: bool = False
    accept_changes: bool = False
    dry: bool = False
    time_is_up: Callable[[], bool] = lambda: False


def getter(source: Source, web: Web) -> Get:
    """Return what fetches an address for a source: its own hosts are dialled where `connect` says."""
    connect = Connect.parse(source.connect, source.hosts) if source.connect else None

    def get(url: str, kind: Kind, *, conditional: bool = False) -> Response:
        return web.get(url, kind=kind, of=source.id, connect=connect, conditional=conditional)

    return get
