"""Markdown of content/ → safe HTML of this site: pictures get sizes and addresses, tables a frame to scroll in."""

import re
from collections.abc import Callable
from html import escape, unescape

from markupsafe import Markup

from mirror import rendering
from mirror.locales import Voice

from .images import Images

_ROOTED = re.compile(r'(<a (?:[a-z]+="[^"]*" )*href=")/([^"]*)')


def html(markdown: str, *, images: Images, link: Callable[[str], str], own: bool = False) -> Markup:
    """Return Markdown as HTML that has passed the allow-list. `own` text is as our writer wrote it: it may be rendered
    by a fast engine, to the same bytes.

    Pictures, and links that editors rooted in the site (`/pages/about.html`), are addressed through `link`.

    Raises:
        LeftOut: if the text is more than can be rendered.
    """
    out = rendering.to_html(markdown, own=own, image_size=images.size, media_url=lambda name: link(f"images/{name}"))
    out = _ROOTED.sub(lambda found: found[1] + escape(link(unescape(found[2]))), out)
    return Markup(out)  # noqa: S704 - what rendering hands on has passed the allow-list


def framed(body: Markup, voice: Voice) -> Markup:
    """Return a page's text with each table in a frame that scrolls by itself and that the keyboard can reach.

    An empty heading of a column, as at a table's corner, becomes an ordinary cell: screen readers announce headings.

    (In text a `<` is escaped, so only elements are found.)
    """
    frame = Markup('<div class="table-scroll" role="group" aria-label="{}" tabindex="0"><table>')
    opened = body.replace("<table>", frame.format(voice.say("story.table")))
    opened = opened.replace("<th></th>", Markup("<td></td>"))
    return opened.replace("</table>", Markup("</table></div>"))
