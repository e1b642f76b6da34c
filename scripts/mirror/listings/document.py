"""A response's body, made a document: letters, JSON or XML, of bounded size.

Hands on what lxml and json make of it. Refuses (`ListingError`) what is too large or broken to be read, and XML that
declares entities: no listing needs them, and every XML bomb does.
"""

import json
import re
from html.entities import html5
from typing import Any

from lxml import etree
from lxml.etree import _Element

from ..errors import ExtractError, ListingError
from ..extract.decode import decode
from ..web import Response

_MENDED = 200_000
"""Places that are mended in one document. A feed of 20,000 items has three CDATA sections in each and no bare `&`."""

# What XML 1.0 (2.2) does not allow, where parsers stop: controls, and references to half a surrogate pair (hexadecimal,
# decimal), which libxml2 lets through when it recovers, so that lxml then fails.
_NO_LETTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:5(?:29[6-9]|[3-9]\d\d)|[67]\d{3}))(?![0-9a-fA-F]);?"
)
# A CDATA section (to the end, if it has none); or `&` with the name of a reference that XML itself does not know (1),
# or with nothing behind it that makes it one.
_MENDABLE = re.compile(
    r"<!\[CDATA\[[^\]]*(?:\](?!\]>)[^\]]*)*"
    r"|&(?!#\d|#[xX]|(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)?"
)


def letters(response: Response) -> str:
    """Return the text of the body, whatever encoding is claimed.

    Text that is UTF-8 but for a broken letter here and there (summaries cut in mid-letter) keeps U+FFFD in their
    place, so that only the fields with one are lost.

    Raises:
        ListingError: if no encoding explains it.
    """
    body = response.body
    if b"\0" in body[:2]:  # UTF-16 without a byte order mark begins with `<` or `{` and a zero (XML 1.0, appendix F)
        return body.decode("utf-16-be" if body.startswith(b"\0") else "utf-16-le", "replace")
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 <= len(body) - len(text):  # at least 19 of 20 letters beyond ASCII are well-formed
        return text.removeprefix("\ufeff")
    try:
        return decode(body, content_type=response.headers.get("content-type"), url=response.url)
    except ExtractError as error:
        raise ListingError(error.subject, error.reason, error.remedy) from error


def json_value(response: Response) -> object:
    """Return what the body says in JSON.

    Raises:
        ListingError: if it is none, is too deep, or holds a number too long to be read.
    """
    try:
        value: object = json.loads(letters(response), strict=False)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else "not JSON, or broken off"
        raise ListingError(response.url, f"the listing cannot be read: {reason}", "see it in a browser") from error
    return value


def xml_root(response: Response) -> tuple[_Element, bool]:
    """Return the root element of the body, broken XML mended as far as it goes, and whether it is there to its end.

    Nothing is loaded, no entity is resolved; comments and processing instructions are gone.

    Raises:
        ListingError: if there is no element, entities are declared, or libxml2's limits are passed.
    """
    text = _NO_LETTER.sub("", letters(response)).strip()
    root = _parsed(text, response.url, recover=False)
    if root is not None and root.getroottree().docinfo.internalDTD is None:
        return root, True
    # With a document type, references to entities that only a DTD would declare are passed over in silence.
    text = _MENDABLE.sub(_mend, text, _MENDED)
    root = _parsed(text, response.url, recover=True)
    if root is None:
        raise ListingError(response.url, "the XML is broken from the start", "see it in a browser")
    return root, _ends(text, root)


def _parsed(text: str, url: str, *, recover: bool) -> _Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    errors = {error.type_name for error in parser.error_log}
    if "ERR_RESOURCE_LIMIT" in errors:
        raise ListingError(url, "the XML is too large, too deep, or expands too far", "tell its owner")
    doctype: Any = root.getroottree().docinfo.internalDTD if root is not None else None
    if "ERR_ENTITY_LOOP" in errors or (doctype is not None and doctype.entities()):
        raise ListingError(url, "the XML declares entities", "no listing needs that; tell its owner")
    return root


def _mend(found: re.Match[str]) -> str:
    name = found[1] or ""
    if found[0].startswith("<"):
        return found[0]
    letter = html5.get(name)
    return letter if letter and letter not in "<>&\"'" else f"&amp;{name}"


def _ends(text: str, root: _Element) -> bool:
    """Whether the end of the root element is there; a cache's comment may follow it."""
    name = root.tag.rpartition("}")[2].rpartition(":")[2]
    return not len(root) or re.search(rf"</([\w.-]+:)?{re.escape(name)}\s*>", text[-65536:]) is not None
