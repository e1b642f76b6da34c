"""The opening of an article: its first paragraph as plain text, for sources of which only an excerpt may stand."""

from lxml import etree, html

from ..text import one_line

_NO_PROSE = frozenset({"figcaption", "blockquote", "table", "li"})


def first_paragraph(body_html: str) -> str | None:
    """Return the first paragraph of cleaned body HTML that is prose of the article's own, or None if there is none."""
    try:
        root = html.fragment_fromstring(body_html, create_parent="div")
    except (etree.ParserError, ValueError):
        return None
    for paragraph in root.iter("p"):
        if _NO_PROSE.isdisjoint(above.tag for above in paragraph.iterancestors()):
            text = one_line(str(paragraph.text_content()), 5000)
            if text:
                return text
    return one_line(str(root.text_content()), 5000) or None
