"""The story: one mirrored article (or an editor's own) as its file holds it.

Hands on `Story`, read from and written to front matter and Markdown; the slug, minted once; the digest, which tells
what an editor changed. Refuses a file whose schema does not hold, naming key and line.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from . import digests, frontmatter, urls
from .config.table import nearest
from .digests import digest as digest
from .errors import StoryError
from .frontmatter import Document, Fields

EXCERPT_WORDS = 60
"""Words that a story of the mode `excerpt` has at most."""
STATUSES = ("published", "draft", "hidden", "skip")
SLUG = re.compile(r"s[a-z2-7]{12}")
_LANG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_OWN_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
PICTURE = re.compile(r"[0-9a-z][0-9a-z_-]{0,99}\.webp")
"""The name of a picture in content/images: 20 hex letters of its bytes where we copied it, else as an editor uploaded
it."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """What a story file says, typed. Key by key it is `DESIGN` of the file: see CONTRIBUTING.md, "The story file".

    An editor's own article has no `source`, `original_url`, `original_title` and `fetched`, and so no notice.
    All datetimes carry an offset. `body` is Markdown without its last line end.
    """

    title: str
    date: datetime | None
    date_source: str | None = None
    modified: datetime | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    summary: str | None = None
    slug: str
    lang: str | None = None
    status: str = "published"
    reason: str | None = None
    image: str | None = None
    image_alt: str | None = None
    image_credit: str | None = None
    source: str | None = None
    original_url: str | None = None
    original_title: str | None = None
    fetched: datetime | None = None
    same_as: str | None = None
    digest: str | None = None
    body: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something wrong with one key of a story file; `line` counts from 1 within the file."""

    line: int
    key: str
    reason: str
    remedy: str


KEYS = tuple(name for name in Story.__dataclass_fields__ if name != "body")
"""The keys of a story file in the order they are written; nothing else is ever written."""

_LISTS = frozenset({"tags", "authors"})
_DATES = frontmatter.DATE_KEYS
_MIRRORED = ("title", "date", "category", "slug", "source", "original_url", "original_title", "fetched")
_OWN = ("title", "date", "category")
_TAKEN_DOWN = ("slug", "source", "original_url")


def read(document: Document, *, path: str, zone: tzinfo, own: bool = False) -> Story:
    """Return the story that a document holds.

    `path` names it in messages; a date without offset is taken as of `zone`; `own` says that it is an editor's own
    article (no notice, so less is required; the slug defaults to the file's name).

    Raises:
        StoryError: at `path:line` of the first problem.
    """
    fields = {**document.fields, "slug": slug_of(document.fields, path)} if own else document.fields
    for problem in _problems(fields, document.lines, own):
        if problem.key in KEYS and not _tolerable(problem):
            raise StoryError(f"{path}:{problem.line}", f"{problem.key}: {problem.reason}", problem.remedy)
    values: dict[str, Any] = {}
    for key in KEYS:
        value = fields.get(key)
        if key in _LISTS:
            items = [value] if isinstance(value, str) else value or []
            values[key] = tuple(item.strip() for item in items if item.strip())
        elif isinstance(value, str) and value.strip():
            values[key] = read_date(value, zone) if key in _DATES else value.strip()
        else:
            values[key] = None
    values["status"] = values["status"] or "published"
    values["title"] = values["title"] or values["original_title"] or ""
    return Story(**values, body=document.body.strip("\n"))


def problems(document: Document, *, own: bool = False) -> list[Problem]:
    """Return everything in a story file's front matter that the schema does not allow."""
    return _problems(document.fields, document.lines, own)


def slug_of(fields: Fields, path: str) -> str:
    """Return the slug of an editor's own article: what its file says, else made from the file's name."""
    said = fields.get("slug")
    stem = path.rsplit("/", 1)[-1].removesuffix(".md").lower()
    return str(said) if said else stem if _OWN_SLUG.fullmatch(stem) else "a" + _letters(stem)[:12]


def _tolerable(problem: Problem) -> bool:
    """A date without an offset is worth a word of `check.py`, but not the story."""
    return problem.reason.startswith("has no offset")


def _problems(fields: Fields, lines: Mapping[str, int], own: bool) -> list[Problem]:
    out: list[Problem] = []
    taken_down = fields.get("status") == "skip"
    required = (() if own else _TAKEN_DOWN) if taken_down else _OWN if own else _MIRRORED
    for key in required:
        if not fields.get(key):
            out.append(Problem(line=lines.get(key, 1), key=key, reason="missing", remedy=f"add a line `{key}: …`"))
    for key, value in fields.items():
        if found := _problem(key, value, own):
            out.append(Problem(line=lines.get(key, 1), key=key, reason=found[0], remedy=found[1]))
    return sorted(out, key=lambda problem: problem.line)


def _problem(key: str, value: str | list[str], own: bool) -> tuple[str, str] | None:
    if key not in KEYS:
        return "is no key of a story", f"remove it, or correct its spelling; {nearest(key, KEYS)}"
    if key in _LISTS:
        return None
    if isinstance(value, list):
        return "expected one text, found a list", f"write `{key}: …` on one line"
    if not value.strip():
        return None
    if key in _DATES:
        return _date_problem(value)
    if key == "status" and value not in STATUSES:
        return f'"{value}" is no status', nearest(value, STATUSES)
    if key == "lang" and not _LANG.fullmatch(value):
        return f'"{value[:80]}" is no language', "write a code such as `ar`, or remove the line"
    if key == "date_source" and value != "fetched":
        return f'"{value}" is unknown', "write `fetched`, or remove the line"
    if key in ("slug", "same_as") and not (_OWN_SLUG if own else SLUG).fullmatch(value):
        return (
            f'"{value[:80]}" is no slug',
            "restore it from the file's history: the address of the page hangs on it",
        )
    if key == "image" and not PICTURE.fullmatch(value):
        return f'"{value[:80]}" is no file of content/images', "write its name, such as 0f1e2d3c4b5a.webp"
    if key == "original_url" and urls.absolute(value) is None:
        return f'"{value[:80]}" is no web address', "write `https://…`: the notice links to it"
    return None


def _date_problem(value: str) -> tuple[str, str] | None:
    remedy = "write it as 2025-12-23T14:30:00+03:00"
    if not _DATE.fullmatch(value.strip()):
        return f'"{value[:40]}" is no date', remedy
    try:
        parsed = datetime.fromisoformat(value.strip())
    except ValueError:
        return f'"{value[:40]}" is no date', remedy
    if not 1900 <= parsed.year <= 2200:
        return f"the year {parsed.year} cannot be right", remedy
    if parsed.tzinfo is None:
        return "has no offset", remedy
    return None


def read_date(value: str, zone: tzinfo) -> datetime:
    """Return an ISO 8601 date of a story file; without offset it is of `zone`, without time its first minute.

    Raises:
        ValueError: if it is none.
    """
    if not _DATE.fullmatch(value.strip()):
        raise ValueError(f"no ISO 8601 date: {value[:40]!r}")
    parsed = datetime.fromisoformat(value.strip())
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)


def fields_of(story: Story) -> Fields:
    """Return the front matter of a story: known keys only, in their order, absent where nothing is known."""
    out: Fields = {}
    for key in KEYS:
        value = getattr(story, key)
        if value is None or value in ((), ""):
            continue
        if isinstance(value, datetime):
            out[key] = value.isoformat(timespec="seconds")
        else:
            out[key] = list(value) if isinstance(value, tuple) else value
    return out


def write(story: Story) -> str:
    """Return the text of the story's file."""
    return frontmatter.write(fields_of(story), story.body)


def mint(source: str, identity: str) -> str:
    """Return the slug of the item `identity` (its GUID, else its canonical URL) of the source with that id.

    `s` and 12 base32 letters (60 bits) of SHA-256 over both with a NUL between: a pure function, so two machines mint
    the same.
    """
    return "s" + _letters(f"{source}\0{identity}")[:12]


def alias(kind: str, value: str) -> str:
    """Return the alias under which a GUID, a REST id or a page (`urls.same_page`) stands in `taken/`: 16 base32
    letters.
    """
    return _letters(f"{kind}\0{value}")[:16]


def _letters(text: str) -> str:
    digest_ = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest_).decode("ascii").lower().rstrip("=")


def edited(story: Story) -> frozenset[str]:
    """Return the names of the fields (and `body`) that an editor changed, added or removed since the machine wrote
    them.

    A story without a digest is wholly an editor's.
    """
    said, now = digests.read(story.digest), hashes(story)
    return frozenset(name for name in digests.FIELDS if said.get(name) != now.get(name))


def hashes(story: Story) -> dict[str, str]:
    """Return the hash of each field of a story that is known, as `digest` has them."""
    return digests.hashes(fields_of(story), story.body)
