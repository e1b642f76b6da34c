"""Story files that an editor, or something worse, might leave: each row of what Pelican would obey or die of.

`leave` writes them all. A row that `says` something is left out of the site with that ("" without a word: it lies where
no story is looked for); another stands on it, as any story.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mirror import story

_LINES = {
    "title": "خبر من يد محرر",
    "date": "2025-12-23T14:30:00+03:00",
    "category": "سياسة",
    "source": "well",
    "original_title": "خبر من يد محرر",
    "fetched": "2025-12-23T15:00:00+03:00",
}
_PELICANS = (
    "is_valid get_content get_static_links _content content date_format template url override_save_as override_url locale_date "
    "translations settings metadata in_default_lang private"
).split()
"""Keys that Pelican obeys, or that become attributes of its objects."""
_BODY = "نص الخبر."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One file: lines that replace or follow the good ones, its body; `raw` is the whole file instead."""

    lines: Mapping[str, str | None] = field(default_factory=dict)
    body: str = _BODY
    says: str | None = None
    raw: str | None = None
    place: str = "well/2025/12/{name}.md"


ROWS: dict[str, Row] = {
    # keys that Pelican obeys, or that become attributes of its objects
    "pelicans-keys": Row(lines=dict.fromkeys(_PELICANS, "x")),
    "save-as": Row(lines={"save_as": "../output-evil/x.html", "url": "../x"}),
    "save-as-home": Row(lines={"save_as": "index.html"}),
    "save-as-domain": Row(lines={"save_as": "CNAME"}),
    "save-as-theme": Row(lines={"save_as": "theme"}),
    "template": Row(lines={"template": "../../../../etc/passwd"}),
    # slugs
    "slug-up": Row(lines={"slug": "../x"}, says="slug"),
    "slug-absolute": Row(lines={"slug": "/etc/x"}, says="slug"),
    "slug-index": Row(lines={"slug": "index"}, says="slug"),
    "slug-empty": Row(lines={"slug": ""}, says="slug"),
    "slug-long": Row(lines={"slug": "s" * 300}, says="slug"),
    "slug-quoted": Row(lines={"slug": '"1"'}, says="slug"),
    "other-language": Row(lines={"lang": "en"}),
    "no-language": Row(lines={"lang": "../x"}, says="lang"),
    # dates
    "no-date": Row(lines={"date": None}, says="date"),
    "date-garbage": Row(lines={"date": "غدًا"}, says="date"),
    "date-offset": Row(lines={"date": "2025-12-23T14:30:00+25:00"}, says="date"),
    "date-slashes": Row(lines={"date": "03/04/2026"}, says="date"),
    "date-short": Row(lines={"date": "5"}, says="date"),
    "date-future": Row(lines={"date": "2999-01-01T00:00:00+03:00"}, says="date"),
    "date-first": Row(lines={"date": "0001-01-01T00:00:00+14:00"}, says="date"),
    "date-last": Row(lines={"date": "9999-12-31T23:59:59-12:00"}, says="date"),
    "status-unknown": Row(lines={"status": "[published"}, says="."),
    "status-odd": Row(lines={"status": "trash"}, says="status"),
    # YAML
    "no-front-matter": Row(raw="title: x\n\nنص\n", says="."),
    "front-matter-open": Row(raw="---\ntitle: x\n\nنص\n", says="."),
    "front-matter-empty": Row(raw="---\n---\n\nStatus: draft\n\nنص\n", says="."),
    "yaml-tag": Row(lines={"title": "!!python/object/apply:os.system [x]"}, says="."),
    "yaml-alias": Row(lines={"title": "&a x", "tags": "[*a, *a]"}, says="."),
    "yaml-bomb": Row(raw="---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n\nنص\n", says="."),
    "yaml-deep": Row(lines={"tags": "[" * 5_000}, says="."),
    "yaml-twice": Row(lines={"title": "أ\ntitle: ب"}, says="title"),
    "yaml-map": Row(lines={"title": "{a: b}"}, says="."),
    "yaml-control": Row(lines={"title": "أ\x01ب"}, says="."),
    "not-utf-8": Row(raw="\udce3\udcc7---\n", says="."),
    # names and words
    "title-markup": Row(lines={"title": "'</title><script>alert(1)</script>{{ 7*7 }}'"}),
    "title-escapes": Row(lines={"title": r'"\u0001\u202e\0 \e[31m عنوان"'}),
    "title-long": Row(lines={"title": "خبر طويل " * 3_000}),
    "title-yes": Row(lines={"title": "yes"}),
    "tags-markup": Row(
        lines={"tags": "['<img src=x onerror=alert(1)>', '..', 'feed.xml', '/', 'أخبار', 'اخبار', 'إخبار']"}
    ),
    "category-unknown": Row(lines={"category": "../feeds/all.atom"}, says="category"),
    "summary-markdown": Row(lines={"summary": "'[x](javascript:alert(1)) <script>alert(1)</script> {{ 7*7 }}'"}),
    "authors": Row(lines={"authors": "['<script>alert(1)</script>', '']"}),
    "image-up": Row(lines={"image": "../../mirror.toml"}, says="image"),
    "image-other": Row(lines={"image": "https://example.org/x.png"}, says="image"),
    "same-as": Row(lines={"same_as": "../x"}, says="same_as"),
    # the notice cannot be left out
    "no-address": Row(lines={"original_url": None}, says="original_url"),
    "address-script": Row(lines={"original_url": "javascript:alert(1)"}, says="original_url"),
    "no-fetched": Row(lines={"fetched": None}, says="fetched"),
    "other-source": Row(lines={"source": "whole"}, says="source"),
    "no-source": Row(lines={"source": None}, says="source"),
    # bodies
    "body-active": Row(
        body="<script>alert(1)</script><p onclick=alert(1)>نص</p>[x](javascript:alert(1))\n{: onclick=alert(1)}"
    ),
    "body-static": Row(
        body="![x]({static}../mirror.toml) [x]({static}/../mirror.toml) ![x]({attach}../../state/x) [x]({filename}/x.md)"
    ),
    "body-includes": Row(body="{% include '../../mirror.toml' %} {{ config }} [TOC] <!-- PELICAN_END_SUMMARY -->"),
    "body-header": Row(body="Status: hidden\nTemplate: x\n\n---\nstatus: hidden\n---\n\nنص"),
    "body-control": Row(body="نص \x01\x0b\x1b ثم \u2028 ثم"),
    "body-brackets": Row(body="[" * 20_000, says="too long to render"),
    "body-cdata": Row(body="<![CDATA[" * 6_000, says="too long to render"),
    "body-footnotes": Row(body="[^1]" * 3_000),
    "body-lists": Row(body="\n".join("    " * n + "- س" for n in range(300)), says="too long|nests|deep"),
    "body-huge": Row(body="كلمة " * 100_000, says="characters"),
    "body-deep": Row(body="<div>" * 5_000, says="too long|deep|raw HTML|nest"),
    # places
    "picture-folder": Row(place="images/{name}.md", says=""),
    "strange-folder": Row(place="stranger/{name}.md", says="source"),
    "no-folder": Row(place="{name}.md", says="."),
    "slug-twice": Row(place="well/2025/13/{name}.md", lines={"slug": story.mint("well", "title-yes")}, says="slug"),
}


def slug(name: str) -> str:
    """Return the slug of a row's story."""
    return story.mint("well", name)


def leave(content: Path) -> list[Path]:
    """Write every row's file and return the files."""
    paths = []
    for name, row in ROWS.items():
        path = content / row.place.format(name=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(row.raw or _text(name, row), encoding="utf-8", errors="surrogateescape")
        paths.append(path)
    return paths


def _text(name: str, row: Row) -> str:
    own = {**_LINES, "slug": slug(name), "original_url": f"https://well.example.org/{name}"}
    lines = {**own, **row.lines}
    head = "\n".join(f"{key}: {value}" for key, value in lines.items() if value is not None)
    return f"---\n{head}\n---\n\n{row.body}\n"
