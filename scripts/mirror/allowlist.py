"""The allow-list: which HTML may stand on this site.

Hands on HTML with the elements and attributes named below and nothing else, in one settled form: cleaning it again
changes nothing. Refuses scripts, handlers, frames, forms, styles, classes and addresses of other schemes; text stays.
"""

import re

import nh3

from .errors import LeftOut
from .story import PICTURE

ELEMENTS = frozenset(
    "p br hr h1 h2 h3 h4 h5 h6 strong em b i u s del ins sub sup small mark code pre kbd blockquote cite q ul ol li dl dt dd "
    "table caption thead tbody tfoot tr th td figure figcaption img a abbr time bdi span".split()
)
ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "p": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
CARD = "card"
"""The one class there is: a paragraph that is a link card, which `rendering` marks."""
SILENT = frozenset(
    "script style template textarea select option datalist svg math iframe noscript noframes noembed".split()
)
"""Elements whose content is nothing a reader would read; every other unknown element leaves its text behind."""

DEPTH = 200
"""Open elements; real pages stay below 60. nh3 takes 4.5 s for 50,000, and every tree walker after it recurses."""
TAGS = 50_000
"""Start tags; the longest live blogs have 20,000."""
NESTED = 600_000
"""Open elements, counted anew at each start tag: HTML reopens `<font>`s in each paragraph, 245 bytes each time."""
ENTITIES = 20_000_000_000
"""Entities in a stretch of text times its length: nh3 copies the stretch at each, 5 MB of `&` take minutes."""
LENGTH = 5_000_000
"""Characters: what a page may have in bytes, so that no page that could be fetched fails here first."""

MEDIA = re.compile(rf"\{{static\}}/images/({PICTURE.pattern})")
"""A picture of content/images, as our own Markdown names it; group 1 is the file's name. Nothing else may use
`{static}`.
"""

# Attribute values that have a form; the others (alt, title) are any text.
_FORMS = {
    "class": re.compile(CARD),
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "datetime": re.compile(r"[0-9A-Za-z:.+ -]{1,40}"),
    "dir": re.compile("rtl|ltr|auto"),
    "height": re.compile(r"[1-9]\d{0,4}"),
    "lang": re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,4}"),
    "loading": re.compile("lazy"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "start": re.compile(r"\d{1,9}"),
    "width": re.compile(r"[1-9]\d{0,4}"),
}
_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.I)
# Links within the site, which only editors write: a path or a fragment, no `{…}` or `|…|` that Pelican would resolve.
_WITHIN = re.compile(r"(?!//)[^\s:{}|\\]*|\.{0,2}/(?!/)[^\s{}|\\]*|#[^\s{}|\\]*")

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# An end tag of these is implied by the next start tag, so pages leave it out; they cannot nest without another
# element between.
_SELF_CLOSING = frozenset("p li dt dd tr td th thead tbody tfoot option optgroup rt rp".split())
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_BETWEEN_TAGS = re.compile("</?[a-zA-Z]")
# nh3 writes one form: lower case, double quotes, `<` and `>` in values escaped. These patterns rely on it.
_LINK_TO_NOWHERE = re.compile(r"<a(?=[ >])(?![^>]* href=)[^>]*>(.*?)</a>", re.S)
_IMAGE_OF_NOTHING = re.compile(r"<img(?![^>]* src=)[^>]*>")
_H1 = re.compile(r"<(/?)h1(?=[ >])")
# A parser drops the first line end of a `pre`: one more, or each cleaning would eat a line.
_PRE = re.compile(r"(<pre[^>]*>)(?=\n)")
# Unwrapping an element can leave a tree that HTML parses otherwise (a `p` in a `p`); it settles on the next round.
_ROUNDS = 6

# HTML in nh3's own form, of the elements that plain text is made of; addresses at hosts that every parser takes.
_WORDS = r"[^<>&\0\r\xa0]"
_ADDRESS = r"https?://(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/(?:[^\s<>&\"\xa0]|&amp;)*+)?"
_SETTLED = re.compile(
    rf"(?:{_WORDS}++|&(?:amp|lt|gt);"
    r"|</?(?:p|h[2-6]|strong|em|[ou]l|li|blockquote|figure|figcaption|table|thead|tbody|tr|th|td)>|<[bh]r>"
    rf'|<a href="{_ADDRESS}">|</a>|<p class="{CARD}">|<ol start="[1-9][0-9]{{0,8}}">'
    rf'|<img alt="(?:[^<>&\0\r\xa0"]|&(?:amp|lt|gt|quot);)*+" src="(?:{_ADDRESS}|\{{static\}}/images/{PICTURE.pattern})">)*+'
)


def _allowed(_element: str, attribute: str, value: str) -> str | None:
    """Return an attribute's value as it may stand, or None if it may not. nh3 has checked the scheme already."""
    if attribute == "href":
        known = _ABSOLUTE.fullmatch(value) or MEDIA.fullmatch(value) or _WITHIN.fullmatch(value)
        return value if known else None
    if attribute == "src":
        return value if _ABSOLUTE.fullmatch(value) or MEDIA.fullmatch(value) else None
    form = _FORMS.get(attribute)
    if form is None:
        return value
    value = value.strip() if attribute in ("class", "lang") else value.strip().lower()
    return value if form.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=ELEMENTS,
    clean_content_tags=SILENT,
    attributes=ATTRIBUTES,
    attribute_filter=_allowed,
    url_schemes=SCHEMES,
    link_rel=None,
)


def excess(html: str) -> str | None:
    """Return why `html` is too much to be parsed, as a clause for a message, or None if it is not. Linear in its
    length.
    """
    if len(html) > LENGTH:
        return f"has {len(html):,} characters of HTML, at most {LENGTH:,}"
    if (
        sum(len(stretch) * (stretch.count("&") + stretch.count("<")) for stretch in _BETWEEN_TAGS.split(html))
        > ENTITIES
    ):
        return "has too many entities in one stretch of text"
    opened: dict[str, int] = {}
    depth = tags = nested = 0
    for tag in _TAG.finditer(html):
        tags += not tag[1]
        nested += depth
        if tags > TAGS or nested > NESTED:
            return f"has more than {TAGS:,} tags, or too many of them open at once"
        name = tag[2].lower()
        if name in _VOID or name in _SELF_CLOSING:
            continue
        if not tag[1]:
            depth += 1
            opened[name] = opened.get(name, 0) + 1
        elif opened.get(name):
            depth -= 1
            opened[name] -= 1
        if depth > DEPTH:
            return f"nests elements more than {DEPTH} deep"
    return None


def clean(html: str) -> str:
    """Return `html` with what the allow-list allows and nothing else; cleaning it again changes nothing.

    A link without an address that may stand becomes its text, an `h1` an `h2` (the page's title is the h1).

    Raises:
        LeftOut: if `html` is too long or too deep, or keeps changing.
    """
    if reason := excess(html):
        raise LeftOut("HTML", reason, "no article needs that")
    for _ in range(_ROUNDS):
        before, html = html, _once(html)
        if html == before:
            return html
    raise LeftOut("HTML", "reads differently each time it is parsed", "no article needs that")


def is_settled(html: str) -> bool:
    """Whether well-nested HTML is nothing but what the allow-list allows, in the form that `clean` hands on.

    A look at each tag alone, six times faster than a parse; `html` has to come from a renderer of ours, which closes
    what it opens. Of what it says no to, much is settled too.
    """
    return _SETTLED.fullmatch(html) is not None


def _once(html: str) -> str:
    html = _CLEANER.clean(html.replace("\0", ""))
    html = _LINK_TO_NOWHERE.sub(r"\1", html)
    html = _IMAGE_OF_NOTHING.sub("", html)
    return _PRE.sub(r"\1\n", _H1.sub(r"<\1h2", html))
