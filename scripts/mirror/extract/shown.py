"""What a page shows of its article's head: headings, dates, bylines, sections, each with the place where it is shown.

Hands on statements `(field, value, origin)`, as `jsonld` does. Refuses what stands in other boxes: a comment's date, a related story's
author, today's date in the site's header.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from .boxes import kebab, name_of
from .bylines import is_dateline
from .jsonld import Statement
from .tree import short_text_of, text_of

# Words in the class or id of what is shown, and what it then says; "crumbs" lead to the article's section, "tags" holds them.
_NAMES = re.compile(
    r"(?:^|-)(?:"
    r"(?P<title>(?:article|details?|entry|item|lbl|news|node|post|single|story|subject|topic)-?title)"
    r"|(?P<published>date|dates|datetime|time|timestamp|published|publish|pubdate|posted|created|submitted|tarikh|tarih|datum|fecha)"
    r"|(?P<author>author|authors|byline|bylines|writer|reporter|posted-by|created-?by|katib|yazar)"
    r"|(?P<section>category|cat|cat-links|post-cat|categories|article-section|section-name|kicker)"
    r"|(?P<crumbs>breadcrumbs?|crumbs)"
    r"|(?P<tags>tags|keywords|tag-?list|tag-?links)"
    r")(?:$|-)"
)
_BY_WHOLE_NAME = {"by": "author", "path": "crumbs", "pathway": "crumbs"}
# Where pages of authors stand, in addresses.
_WRITERS = re.compile(
    r"/(?:authors?|writers?|by|auteurs?|autor(?:es)?|columnists?|journalists?|reporters?|yazar(?:lar)?|kuttab|katib)/[^/]"
)
_LONGEST = {"published": 120, "author": 120, "section": 60}
_DATE_LABEL = r"تاريخ (?:النشر|الخبر|المقال)|نُ?شر(?:ت)? (?:في|بتاريخ|يوم)|published|posted on|publié|تاریخ انتشار"
_UPDATE_LABEL = r"(?:آخر|اخر) (?:تحديث|تعديل)|تحديث:|updated|last modified|mis à jour|آخرین ویرایش"
_DATED, _UPDATED = re.compile(_DATE_LABEL, re.I), re.compile(_UPDATE_LABEL, re.I)
_LABEL = re.compile(f"{_DATE_LABEL}|{_UPDATE_LABEL}", re.I)
_UPDATE_NAME = re.compile("update|modif", re.I)
_TOP = re.compile(
    r"(?:^|-)(?:(?<!article-)(?<!entry-)(?<!item-)(?<!news-)(?<!post-)(?<!story-)header|topbar|top|masthead|navbar|ticker)(?:$|-)"
)
_ELSEWHERE = frozenset({"comments", "related", "sidebar", "navigation"})
LOOKS = 200
"""Elements that are read for their names, and as many for their labels."""
_HEADINGS, _CRUMBS = 6, 6
_BELOW, _TEXT = 60, 90
"""Elements behind the headline that are looked at for a date, and the letters of a line that is the text already."""
_TAGS_LONGEST = 800
"""Letters of a box of tags; a cloud of all that a site has is longer."""


def statements(body: HtmlElement) -> Iterator[Statement]:
    """Yield what the visible page says of its article."""
    for heading in list(body.iter("h1"))[:_HEADINGS]:
        yield "title", text_of(heading)[:600], "h1"
    looks, crumbs, tags, title = LOOKS, False, False, False
    for element in body.iter():
        if element.tag == "time":
            yield from _of_time(element)
        elif element.get("rel"):
            yield from _of_relation(element)
        elif element.tag == "a" and _WRITERS.search(element.get("href") or "") and not _is_elsewhere(element):
            yield "author", short_text_of(element, 60) or "", "visible link to an author"
        shown = _shown_by(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]) if element.keys() else None
        if shown == "crumbs" and not crumbs:
            crumbs = True
            yield from _of_crumbs(element)
        elif shown == "title" and not title and looks:
            looks -= 1
            if title := _is_title(element):
                yield "title", short_text_of(element, 300) or "", "visible title"
        elif shown == "tags" and not tags and looks:
            looks -= 1
            found = list(_of_tags(element))
            tags = bool(found)
            yield from found
        elif shown in _LONGEST and looks:
            looks -= 1
            yield from _of_named(element, shown)
    yield from _of_labels(body)
    yield from _below_headline(body)


@lru_cache(maxsize=20_000)
def _shown_by(names: str) -> str | None:
    """Return what an element with these classes and id shows, by their words; None for most."""
    for name in names.split()[:10]:
        if name in _BY_WHOLE_NAME:
            return _BY_WHOLE_NAME[name]
        if (found := _NAMES.search(kebab(name))) and found.lastgroup:
            return found.lastgroup
    return None


def _is_title(element: HtmlElement) -> bool:
    """Whether what is called a title can be this page's: it leads nowhere, and is no box around a heading."""
    inside = next(element.iterdescendants("a", "h1", "h2"), None)
    listed = element.tag in ("a", "li") or next(element.iterancestors("a", "li"), None) is not None
    return inside is None and not listed and not _is_elsewhere(element)


def _of_relation(element: HtmlElement) -> Iterator[Statement]:
    relation = (element.get("rel") or "").lower().split()
    above = element.getparent()
    if above is not None and "taxonomy-category" in (above.get("class") or ""):
        relation.append("category")  # WordPress' block themes call every term a tag
    target = "author" if "author" in relation else "section" if "category" in relation else "tag"
    if target != "tag" or "tag" in relation:
        yield target, short_text_of(element, 200) or "", f"rel {target}"


def _of_time(element: HtmlElement) -> Iterator[Statement]:
    if _is_elsewhere(element):
        return
    target = "modified" if _UPDATE_NAME.search(f"{element.get('class')} {element.get('itemprop')}") else "published"
    yield target, element.get("datetime") or "", "time datetime"
    yield target, short_text_of(element, 120) or "", "time"


def _of_named(element: HtmlElement, shown: str) -> Iterator[Statement]:
    text = short_text_of(element, _LONGEST[shown])
    if not text or _is_elsewhere(element):
        return
    if shown == "author" and len(links := list(element.iter("a"))) == 1:
        text = short_text_of(links[0], _LONGEST[shown]) or text  # beside the name stands what the person is
    late = shown == "published" and (_UPDATED.search(text) or _UPDATE_NAME.search(element.get("class") or ""))
    yield "modified" if late else shown, text, f"visible {shown}"


def _of_crumbs(element: HtmlElement) -> Iterator[Statement]:
    """Yield the names in a path of links, but for the first: the site's home."""
    for link in list(element.iter("a"))[1:_CRUMBS]:
        yield "section", short_text_of(link, 60) or "", "breadcrumb"


def _of_tags(element: HtmlElement) -> Iterator[Statement]:
    """Yield the links of a box that holds hardly anything else but a label."""
    text = short_text_of(element, _TAGS_LONGEST)
    if not text:
        return
    links = [name for link in element.iter("a") if (name := short_text_of(link, 60))]
    if 2 * sum(map(len, links)) > len(text.rpartition(":")[2]) and not _is_elsewhere(element):
        yield from (("tag", name, "visible tags") for name in links)


def _of_labels(body: HtmlElement) -> Iterator[Statement]:
    """Yield «تاريخ النشر: …» wherever it stands, in the smallest element that holds label and date."""
    looks = LOOKS
    for element in body.iter():
        for text, below in ((element.text, True), (element.tail, False)):
            if looks and text and 4 < len(text) <= 400 and _LABEL.search(text):
                looks -= 1
                yield from _of_label(element if below else element.getparent())


def _below_headline(body: HtmlElement) -> Iterator[Statement]:
    """Yield lines that are dates between the first headline and the text, in boxes without a name."""
    headline = next(body.iter("h1"), None)
    if headline is None or _is_elsewhere(headline):
        return
    inside, after = set(headline.iter()), False
    looks = _BELOW
    for element in body.iter():
        after = after or element is headline
        if not after or element in inside:
            continue
        looks -= 1
        text = " ".join((element.text or "").split())
        if not looks or len(text) > _TEXT:
            return
        if 8 <= len(text) <= 60 and is_dateline(text) and not _is_elsewhere(element):
            yield "published", text, "visible line below the headline"


def _of_label(holder: HtmlElement | None) -> Iterator[Statement]:
    for candidate in (holder, holder.getparent() if holder is not None else None):
        line = short_text_of(candidate, 160) if candidate is not None else None
        if line and len(line) >= 8 and any(map(str.isdigit, line)):
            yield (
                "modified" if _UPDATED.search(line) and not _DATED.search(line) else "published",
                line,
                "visible label",
            )
            return


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether what is shown is a comment's, a related story's, or the site's own."""
    for above in element.iterancestors():
        if above.tag == "header" or above.keys():
            if name_of(above) in _ELSEWHERE:
                return True
            if _is_top(above) and next(above.iter("h1"), None) is None:
                return True
    return False


def _is_top(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300].split()
    return element.getparent() is not None and any(_TOP.search(kebab(name)) for name in names)
