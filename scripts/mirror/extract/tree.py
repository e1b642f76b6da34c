"""HTML text, made a tree of bounded size.

Hands on an lxml `<html>` element without comments, and the few questions everybody asks of elements. Refuses
(`ExtractError`) what is too large or too deep to be an article; checked before anything walks the tree.
"""

import re

from lxml import etree, html
from lxml.html import HtmlElement

from ..errors import ExtractError

SIZE_LIMIT = 5_000_000
"""Letters of HTML; `web` counts the bytes of a page to the same end."""
TAG_LIMIT = 20_000
"""Start tags: of 1,254 news pages measured the largest has 5,000. The worst page under it takes 3 s."""
TEXT_LIMIT = 500_000
"""Letters of a page's body outside scripts: ten times the longest reports."""
ATTRIBUTE_LIMIT = 20_000
"""Letters between `<` and `>`: longer ones are inlined images, or an attack."""

_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{ATTRIBUTE_LIMIT},}}>")
_START_TAG = re.compile("<[a-zA-Z]")
# What no XML may hold (XML 1.0, §2.2), raw or as a reference: lxml reads it and then refuses to write it.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER = tuple(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
_ILLEGAL_REFERENCE = re.compile(
    r"&#(?:[xX]0*(?:[0-8bceBCE]|[fF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eE]|[fF]{4})|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]))(?![0-9a-fA-F]);?"
)
# lxml refuses a `str` that declares an encoding.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.I)
# A run of blanks means one; a million of them make every later pattern slow.
_BLANKS = re.compile(r"(?<!\s)\s{64,}")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
    amp-img amp-iframe amp-video amp-youtube amp-twitter amp-ad video audio iframe noscript
    """.split()
)
"""Elements that start on a line of their own (HTML, "flow content" as browsers render it)."""


def parse(text: str, *, url: str) -> HtmlElement:
    """Return the `<html>` element of a page.

    Raises:
        ExtractError: if there is no markup, or more of it than `SIZE_LIMIT`, `TAG_LIMIT` or libxml2's depth (256)
        allow.
    """
    if len(text) > SIZE_LIMIT:
        raise _too_large(url, f"{len(text):,} letters, at most {SIZE_LIMIT:,}")
    if text.count("<") > TAG_LIMIT and (tags := len(_START_TAG.findall(text))) > TAG_LIMIT:
        raise _too_large(url, f"{tags:,} tags, at most {TAG_LIMIT:,}")
    text = _XML_DECLARATION.sub("", _ILLEGAL.sub("", text) if _is_illegal(text) else text)
    if "&#" in text:
        text = _ILLEGAL_REFERENCE.sub("", text)
    if "<![CDATA[" in text:
        text = _CDATA.sub("", text)
    if len(text) > TEXT_LIMIT:
        text = _LONG_TAG.sub("", _BLANKS.sub(" ", text))
    parser = new_parser()
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ExtractError(url, "the page holds no HTML", "see what the address shows in a browser") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise _too_large(url, "elements nested deeper than 256")
    if len(text) > TEXT_LIMIT and (letters := _letters(root)) > TEXT_LIMIT:
        raise _too_large(url, f"{letters:,} letters of text, at most {TEXT_LIMIT:,}")
    return root


def _is_illegal(text: str) -> bool:
    """Whether a text holds what no XML may; to look for each letter is quicker than the expression that removes them."""
    if any(letter in text for letter in _NEVER):
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates
        return True
    return False


def new_parser() -> html.HTMLParser:
    """Return a parser of HTML without comments whose elements are all of one class.

    lxml's own asks a Python function for the class at every visit of an element, and trees are visited often: 10 ms a
    page.
    """
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _letters(root: HtmlElement) -> int:
    return sum(
        len(element.text or "" if element.tag not in ("script", "style") else "") + len(element.tail or "")
        for element in root.iter()
    )


def _too_large(url: str, what: str) -> ExtractError:
    return ExtractError(url, f"the page is too large or too deep: {what}", "no article looks like that; it is left out")


def text_of(element: HtmlElement, *, limit: int | None = None) -> str:
    """Return an element's text on one line, with a blank where a block or a line break parts two words; of a long one
    only the beginning, at least `limit` letters, if that is given.
    """
    parts: list[str] = []
    letters = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        parting = node.tag in BLOCKS or node.tag == "br"
        if parting:
            parts.append(" ")
        if event == "start" and node.text:
            parts.append(node.text)
            letters += len(node.text.strip())
        elif event == "end" and node is not element and node.tail:
            parts.append(node.tail)
            letters += len(node.tail.strip())
        if limit is not None and letters > limit:
            break
    return " ".join("".join(parts).split())


def text_shown(root: HtmlElement) -> str:
    """Return all text of a page but scripts and styles."""
    parts: list[str] = []
    for element in root.iter():
        if element.tag not in ("script", "style", "template"):
            parts.append(element.text or "")
        parts.append(element.tail or "")
    return " ".join(" ".join(parts).split())


def short_text_of(element: HtmlElement, limit: int) -> str | None:
    """Return an element's text on one line if it has 1 to `limit` letters, else None; large elements are not read
    to their end.
    """
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        length += len(part.strip())
        if length > limit:
            return None
        parts.append(part)
    text = " ".join(" ".join(parts).split())
    return text if 0 < len(text) <= limit else None


def letters_in(element: HtmlElement) -> int:
    """Return how many letters of text there are in an element, blanks between words included."""
    return sum(len(text.strip()) for text in element.itertext())


def remove(element: HtmlElement) -> None:
    """Take an element out of its tree; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()
