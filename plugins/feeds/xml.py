"""XML by a serialiser: nothing can be half-escaped, and no character that XML 1.0 forbids can enter."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Element = etree._Element

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 §2.2 has no place for."""


def root(tag: str, nsmap: Mapping[Any, str], attributes: Mapping[str, str]) -> Element:
    """Return the root of a document; `None` in `nsmap` is the default namespace."""
    return etree.Element(tag, _clean(attributes), nsmap=dict(nsmap))


def add(parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Append an element to `parent` and return it."""
    element = etree.SubElement(parent, tag, _clean(attributes) if attributes else None)
    if text:
        element.text = _FORBIDDEN.sub("", text)
    return element


def document(root: Element) -> bytes:
    """Return the file."""
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return raw + b"\n"


def _clean(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _FORBIDDEN.sub("", value) for name, value in attributes.items()}
