"""Markdown of content/ → safe HTML of this site: pictures get sizes and addresses, tables a frame to scroll in."""

import re
from collections.abc import Callable
from html import escape, unescape

from markupsafe import Markup

from mirror import rendering
from mirror.locales import Voice

from .images import Images

_ROOTED = re.compile(r'(<a (?:[a-z]+="[^"]*" )*href=")/([^"]*)')
_HEAD = re.compile("<thead>.*?</thead>", re.S)
_HEADING = re.compile(r"<th(?![^>]* scope=)(?=[ >])")
_PICTURE = re.compile(r'(<img [^>]*src="(/(?:[^/"][^"]*/)?images/)([0-9a-z]{8,64}\.webp)"[^>]*)>')
_SIZES = "(min-width: 40rem) 48rem, 100vw"
"""How wide a body's picture is shown. The column is 34rem: told so, Chromium would enlarge the narrow copy for it."""


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


def framed(body: Markup, *, voice: Voice, images: Images) -> Markup:
    """Return a text as a page has it: pictures in two widths, tables in frames that scroll and that the keyboard reaches.

    For people who hear it, a heading says whether it is that of a column or of a row, and an empty one, as at a table's
    corner, becomes an ordinary cell. (In text a `<` is escaped, so only elements are found.)
    """

    def in_two_widths(picture: re.Match[str]) -> str:
        widths = ", ".join(f"{picture[2]}{name} {width}w" for name, width in images.widths(picture[3]))
        return f'{picture[1]} srcset="{widths}" sizes="{_SIZES}">' if widths else picture[0]

    out = _PICTURE.sub(in_two_widths, str(body))
    if "<table>" in out:
        label = escape(voice.say("story.table"))
        out = out.replace(
            "<table>", f'<div class="table-scroll" role="group" aria-label="{label}" tabindex="0"><table>'
        )
        out = out.replace("</table>", "</table></div>").replace("<th></th>", "<td></td>")
        out = _HEAD.sub(lambda head: _HEADING.sub('<th scope="col"', head[0]), out)
        out = _HEADING.sub('<th scope="row"', out)
    return Markup(out)  # noqa: S704 - nothing was added but what stands above
