"""Images as pages hide them: where the true address of an `<img>` is, and whether two addresses are one picture.

Hands on absolute URLs. Refuses placeholders, trackers and logos.
"""

import re
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from ..urls import absolute

# Where scripts that load images late keep the address, most telling first (measured on the plugins of WordPress and
# on news CMSs).
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-splide-lazy",
    "data-flickity-lazyload",
    "data-original",
    "data-orig-file",
    "data-full-src",
    "data-large-file",
    "data-srcset",
    "data-lazy-srcset",
    "data-url",
    "data-image",
    "data-echo",
    "data-hi-res-src",
    "data-img-src",
)
_PLACEHOLDER = re.compile(
    r"^data:|^about:|^$|(?:^|[/_.-])(?:blank|placeholder|spacer|pixel|transparent|lazy(?:load)?|loading|loader|grey|gray|empty|dummy|1x1|no-?image|"
    r"default[_-]?(?:image|img|thumb|news)|noimg|no[_-]?photo)(?:[/_.-]|\d|$)",
    re.I,
)
_LOGO = re.compile(
    r"(?:^|[/_.-])(?:logos?|favicon|site-?icon|apple-touch|icons?|avatars?|gravatar|sprite|emoji|badge|button|share|header|banner)(?:[/_.-]|\d|$)",
    re.I,
)
_SIZE = re.compile(
    r"[-_](?:\d{2,4}x\d{2,4}|\d{2,4}[wh]|scaled|large|medium|small|thumb(?:nail)?)(?=\.\w{2,5}$)|@\dx", re.I
)
# Addresses may hold commas: a candidate ends where blanks follow, or a width or density stands before.
_BETWEEN = re.compile(r",\s+|(?<=\d[wx]),")


def source_of(image: HtmlElement) -> str | None:
    """Return the address, as written, of the picture that an `<img>` is meant to show, or None.

    A lazy attribute beats `srcset`, which beats `src`: what loads late is the picture, what loads first may stand in
    for it.
    """
    found = [image.get(name) or "" for name in _LAZY]
    found = [_largest(value) if " " in value.strip() else value for value in found]
    found += [_largest(image.get("srcset") or ""), image.get("src") or ""]
    return next((value for value in found if value and not _PLACEHOLDER.search(value)), None)


def address_of(image: HtmlElement, base_url: str) -> str | None:
    """Return the absolute URL of the picture that an `<img>` is meant to show, or None."""
    source = source_of(image)
    return absolute(source, base_url) if source else None


def _largest(srcset: str) -> str:
    """Return the candidate of a `srcset` with the largest width or density ("" if there is none)."""
    best, size = "", -1.0
    for candidate in _BETWEEN.split(srcset[:20_000]):
        url, _, descriptor = candidate.strip(" ,").partition(" ")
        number = descriptor.strip().rstrip("wx")
        this = float(number) if number.replace(".", "", 1).isdecimal() else 1.0
        if url and this > size:
            best, size = url, this
    return best


def is_decoration(url: str) -> bool:
    """Whether a URL names a logo, an icon or a placeholder rather than a picture of something."""
    path = unquote(urlsplit(url).path)
    return bool(_LOGO.search(path) or _PLACEHOLDER.search(path))


def key_of(url: str) -> str:
    """Return what two sizes of one picture have in common: the file's name without its measures."""
    name = unquote(urlsplit(url).path).rsplit("/", 1)[-1].lower()
    return _SIZE.sub("", name).rsplit(".", 1)[0]


def is_tiny(image: HtmlElement) -> bool:
    """Whether an `<img>` says that it is a pixel or an icon (under 50 px either way)."""
    for name in ("width", "height"):
        value = (image.get(name) or "").strip().removesuffix("px")
        if value.isdigit() and int(value) < 50:
            return True
    return False
