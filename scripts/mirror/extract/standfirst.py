"""The paragraph that opens an article under its headline, where it stands outside the text proper.

Extractors take the column of paragraphs and leave it in the page's header. Hands on the element, or None. Refuses what
does not stand between headline and text, what is a link, a byline or a box of its own, and what the page states as its
summary: that is kept as such.
"""

import re
from collections.abc import Collection, Iterator

from lxml.html import HtmlElement

from ..text import folded_words
from .boxes import kebab, name_of
from .known import Known
from .lead import is_about
from .pointer import Weights
from .tree import text_of

_NAMES = re.compile(
    "(?:^|-)(?:standfirst|lead|lede|intro|introtext|summary|excerpt|subtitle|sub-title|subheadline|subhead|dek|deck|desc|"
    "chapo|chapeau|sapo|spot|entradilla|sommario|abstract|teaser-text)(?:$|-)"
)
SHORTEST, LONGEST = 40, 700
_UNNAMED = 60
"""Letters from which a paragraph beside the headline is one without being called so."""
_SAME = 0.7
"""The share of its words that a title or a summary has in common with it where both say the same."""
_HEAD = 1_000
"""Letters of a box around headline and standfirst; a larger one holds other things."""


def is_named(element: HtmlElement) -> bool:
    """Whether an element, or the one around it, calls itself the paragraph that opens an article."""
    boxes = [box for box in (element, element.getparent()) if box is not None]
    return any(_NAMES.search(kebab(name)) for box in boxes for name in (box.get("class") or "").split()[:8])


def standfirst_of(body: HtmlElement, region: HtmlElement, weights: Weights, known: Known) -> HtmlElement | None:
    """Return the standfirst between the article's headline and `region`, if it is not in `region` itself."""
    wanted = [folded_words(title) for title in known.titles if title]
    headlines = (one for one in body.iter("h1", "h2") if one in weights and folded_words(text_of(one)) in wanted)
    headline = next(headlines, None)
    if headline is None or headline in set(region.iter()):
        return None
    around = {headline, *region.iterancestors()}
    after = False
    for element in body.iter():
        after = after or element is headline
        if element is region:
            return None
        if after and element not in around and element in weights and _opens(element, headline, around, weights):
            return None if _is_said(text_of(element), text_of(region), known) else element
    return None


def _is_said(text: str, body: str, known: Known) -> bool:
    """Whether the title, the summary or the text's own beginning says the same."""
    said = folded_words(text)
    beginning = folded_words(body[: 2 * LONGEST])[: len(said)]
    vocabulary = set(folded_words(" ".join((*known.titles, body))))
    summaries = [words for other in known.summaries if is_about(words := folded_words(other), vocabulary)]
    others = [*map(folded_words, known.titles), *summaries]
    return said == beginning or any(_SAME * len(said) <= len(set(said) & set(other)) for other in others)


def _opens(element: HtmlElement, headline: HtmlElement, around: Collection[HtmlElement], weights: Weights) -> bool:
    weight = weights[element]
    if not SHORTEST <= weight.total <= LONGEST or weight.linked > 0.3 * weight.total or weight.media:
        return False
    if any(box.tag in ("a", "aside", "nav") or name_of(box) for box in (element, *element.iterancestors())):
        return False
    named = is_named(element)
    beside = (element, *(box for box in element.iterancestors() if box not in around))
    if any(
        box.tag == "figure" or (_is_picture(box, weights) and not (named and headline in box.iter())) for box in beside
    ):
        return False  # a caption
    if named:
        return True
    if element.tag not in ("p", "h2") or weight.total < _UNNAMED:
        return False
    if headline in (element.getprevious(), *_last_of(element.getprevious())):
        return True
    above = set(headline.iterancestors())
    common = next((box for box in element.iterancestors() if box in above), None)
    return common is not None and weights[common].total <= _HEAD


def _last_of(box: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield the last elements within a box, the outermost first."""
    while box is not None and len(box):
        box = box[-1]
        yield box


def _is_picture(box: HtmlElement, weights: Weights) -> bool:
    """Whether a box holds a picture and little text."""
    return box in weights and weights[box].media and weights[box].total <= LONGEST
