"""A page's body without what nobody reads: scripts, controls, hidden parts; with lazy and AMP elements made plain HTML.

Works in place on a tree of its own and hands nothing on. Refuses to take out what most of the page's text is in: such a
`<form>` is ASP.NET's, such a `<button>` was never closed, such a hidden part is unhidden by a script.
"""

import re

from lxml.html import HtmlElement

from .pictures import is_tiny, source_of
from .tree import letters_in, remove

_NEVER_TEXT = frozenset(
    "svg canvas form button select input textarea option optgroup datalist link meta base map area head title math "
    "dialog applet param noframes frameset frame marquee progress meter output".split()
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)|font-size\s*:\s*0(?:px)?\s*(?:;|$)",
    re.I,
)
# Said to screen readers alone; slides that a slider shows twice.
_SCREEN_READER = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|screenreader|slick-cloned|swiper-slide-duplicate)(?:\s|$)"
)
# Pictures of who writes and of nothing.
_PORTRAIT = re.compile(r"avatar|gravatar|author|writer|profile|rounded-full|\blogo\b|\bicon\b|spinner", re.I)
# React streams parts of a page as hidden elements that a script moves into place.
_STREAMED = re.compile(r"[SBP]:[0-9a-f]+$")
# What AMP and lazy embeds stand for; {} is the attribute's value.
_EMBEDS = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/{}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/embed/{}"),
    "youtube-video": ("video-id", "https://www.youtube.com/embed/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-iframe": ("src", "{}"),
    "amp-brightcove": ("src", "{}"),
}
_EMBED_CLASSES = {
    "fb-post": ("data-href", "{}"),
    "fb-video": ("data-href", "{}"),
    "youtube": ("data-id", "https://www.youtube.com/embed/{}"),
    "youtube-player": ("data-id", "https://www.youtube.com/embed/{}"),
    "lazy-youtube": ("data-youtube-id", "https://www.youtube.com/embed/{}"),
    "twitter-tweet-placeholder": ("data-tweet-id", "https://twitter.com/i/status/{}"),
}
_LINE, _LINES = 80, 2
"""Letters of a line, and such lines, that make a form a page's frame, as in ASP.NET, and not something to fill in."""
_MOST = 0.4
"""The share of a page's letters above which a part is not taken out whatever it is called."""


def still(body: HtmlElement) -> None:
    """Take out of `body`, in place, what is no text and no picture of the article's."""
    for element in list(body.iter("script", "style", "template")):
        remove(element)
    enough = _MOST * letters_in(body)
    for element in list(body.iter()):
        if element is body or element.getparent() is None:
            continue
        if element.tag == "noscript":
            _open_noscript(element, enough)
        elif element.tag in _NEVER_TEXT or _is_hidden(element):
            if letters_in(element) > enough or (element.tag == "form" and _is_written(element)):
                element.tag = "div" if element.tag in _NEVER_TEXT else element.tag
                element.attrib.pop("style", None)
            else:
                remove(element)
        elif element.tag in ("img", "amp-img", "amp-anim"):
            _show_image(element)
        elif "-" in element.tag or element.get("class"):
            _show_embed(element)


def _is_written(form: HtmlElement) -> bool:
    """Whether a form holds a text: lines as long as paragraphs have, not the options of a list."""
    return sum(len(text.strip()) >= _LINE for text in form.itertext()) >= _LINES


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None and _STREAMED.match(element.get("id") or ""):
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return element.tag not in ("img", "figure", "iframe", "picture")
    style, name = element.get("style"), element.get("class")
    return bool((style and _HIDDEN_STYLE.search(style)) or (name and _SCREEN_READER.search(name)))


def _open_noscript(element: HtmlElement, enough: float) -> None:
    """Keep the picture that stands in for a lazy one, and a text that a script is to replace; drop everything else that
    is said to browsers without scripts.
    """
    image = next(element.iter("img"), None)
    if letters_in(element) > enough:
        element.tag = "div"
        return
    if image is None:
        remove(element)
        return
    previous = element.getprevious()
    lazy = previous if previous is not None and previous.tag == "img" else None
    if lazy is None and previous is not None:
        lazy = next(previous.iter("img"), None)
    source = source_of(image)
    if lazy is not None and source:
        lazy.set("data-src", source)
        lazy.set("src", source)
        remove(element)
    else:
        element.tag = "span"


def _show_image(image: HtmlElement) -> None:
    name, alt = image.get("class") or "", image.get("alt")
    if "emoji" in name and alt:
        image.tag, image.text = "span", alt
        return
    source = source_of(image)
    if source is None or is_tiny(image) or _PORTRAIT.search(name):
        remove(image)
        return
    image.tag = "img"
    image.attrib.clear()
    image.set("src", source)
    if alt:
        image.set("alt", alt)


def _show_embed(element: HtmlElement) -> None:
    rule = _EMBEDS.get(element.tag)
    for name in (element.get("class") or "").split():
        rule = rule or _EMBED_CLASSES.get(name)
    value = element.get(rule[0]) if rule else None
    if rule and value:
        tail = element.tail
        element.clear()
        element.tail = tail
        element.tag = "iframe"
        element.set("src", rule[1].format(value))
    elif "-" in element.tag:
        element.tag = "div" if len(element) else "span"
