"""An invented outlet in memory: its feed and its pages, changed at will, and read through the real pipeline."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mirror import pipeline
from mirror.config import Config
from mirror.errors import WebError
from mirror.outcome import Kind, Outcome
from mirror.run import Run
from mirror.store import Archive
from mirror.web import Response
from mirror.workers import Workers
from samples import NOW, config

HOME = "https://news.example.org"
WORDS = "حديقة نافورة سوق بلدة طريق مدرسة مكتبة جسر نهر قرية ميناء قطار مسرح لوحة بستان زيتون".split()


@dataclass(frozen=True, kw_only=True)
class Text:
    """An article at its source."""

    name: str
    title: str
    body: str
    label: str = "محليات"
    published: datetime = NOW - timedelta(hours=2)
    modified: datetime | None = None
    summary: str = ""
    listed: bool = True
    status: int = 200

    @property
    def url(self) -> str:
        return f"{HOME}/{self.name}"


def prose(seed: int, topic: str = "") -> str:
    """Return three invented paragraphs, other ones for another seed."""
    rows = []
    for line in range(3):
        words = [WORDS[(seed * 7 + line * 5 + at * (seed % 3 + 1)) % len(WORDS)] for at in range(24)]
        rows.append(f"قال أهالي {topic or WORDS[seed % len(WORDS)]} رقم {seed + line}: " + " ".join(words) + ".")
    return "\n\n".join(rows)


def text(name: str, seed: int = 0, **changes: Any) -> Text:
    made = Text(
        name=name,
        title=f"خبر {name} عن {WORDS[seed % len(WORDS)]} و{WORDS[(seed * 3 + 1) % len(WORDS)]}",
        body=prose(seed),
    )
    return replace(made, **changes)


@dataclass
class Outlet:
    """What stands at the source now; `hits` are the addresses that were asked for."""

    texts: dict[str, Text] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    down: bool = False
    requests: int = 0

    def put(self, *texts: Text) -> None:
        self.texts |= {one.name: one for one in texts}

    def change(self, name: str, **changes: Any) -> None:
        self.texts[name] = replace(self.texts[name], **changes)

    def get(self, url: str, **_: Any) -> Response:
        """Answer as `Web.get` does."""
        self.hits.append(url)
        if self.down:
            raise WebError(url, "no answer", "try later")
        if url.endswith("/feed/"):
            return _answer(url, self._feed(), "application/rss+xml")
        one = self.texts.get(url.rsplit("/", 1)[1])
        if one is None or one.status != 200:
            status = one.status if one else 404
            raise WebError(url, f"the server said {status}", "open it", status=status)
        return _answer(url, page(one), "text/html; charset=utf-8")

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(one.title)}</title><link>{one.url}</link><guid>{one.url}</guid>"
            f"<category>{escape(one.label)}</category><description>{escape(one.summary)}</description><pubDate>{format_datetime(one.published)}</pubDate></item>"
            for one in self.texts.values()
            if one.listed
        )
        return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>مثال</title>{items}</channel></rss>'


def page(one: Text) -> str:
    """Return an article's page."""
    body = "".join(f"<p>{escape(line)}</p>" for line in one.body.split("\n\n"))
    changed = f'<meta property="article:modified_time" content="{one.modified.isoformat()}">' if one.modified else ""
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(one.title)}</title>'
        f'<meta property="article:published_time" content="{one.published.isoformat()}">{changed}</head>'
        f"<body><article><h1>{escape(one.title)}</h1>{body}</article></body></html>"
    )


def _answer(url: str, body: str, kind: str) -> Response:
    headers = MappingProxyType({"content-type": kind})
    return Response(url=url, requested=url, status=200, headers=headers, body=body.encode())


class Remembering(Workers):
    """Calls each function once for the same arguments: extraction is pure, and the time plays no part in these pages."""

    def __init__(self) -> None:
        super().__init__(cores=1)
        self._results: dict[Any, Any] = {}

    def call(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        key = (function, args, tuple((name, repr(value)) for name, value in sorted(kwargs.items()) if name != "now"))
        if key not in self._results:
            self._results[key] = function(*args, **kwargs)
        return self._results[key]


WORKERS = Remembering()


@dataclass
class Desk:
    """A mirror of the outlet in a folder, and its clock."""

    root: Path
    outlet: Outlet = field(default_factory=Outlet)
    now: datetime = NOW
    config: Config = field(default_factory=config)

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def archive(self) -> Archive:
        return Archive(self.content, self.config.site.zone)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def run(self, **options: Any) -> Run:
        """Return a run of the fetcher."""
        return Run(
            config=self.config,
            web=self.outlet,  # type: ignore[arg-type]
            archive=self.archive,
            state=self.root / "state",
            workers=WORKERS,
            now=self.now,
            **options,
        )

    def fetch(self, **options: Any) -> list[Outcome]:
        """Fetch the source `example` and return what became of each item."""
        self.outlet.hits.clear()
        events = list(pipeline.of_source(self.config.sources[0], self.run(**options)))
        return [event for event in events if isinstance(event, Outcome)]

    def kinds(self, **options: Any) -> dict[Kind, int]:
        """Fetch and return how many items came out in which way."""
        found: dict[Kind, int] = {}
        for outcome in self.fetch(**options):
            found[outcome.kind] = found.get(outcome.kind, 0) + 1
        return found

    @property
    def stories(self) -> list[Path]:
        return sorted(self.content.glob("*/*/*/*.md"))


def fresh(root: Path, count: int = 6) -> Desk:
    """Return a mirror that has fetched `count` stories."""
    desk = Desk(root=root)
    desk.outlet.put(*(text(f"a{n}", n) for n in range(count)))
    assert desk.kinds() == {Kind.NEW: count}
    return desk
