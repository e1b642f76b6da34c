"""Untrusted HTML → Markdown that comes back as the same text and the same elements.

Hands on Markdown that was rendered and read again before it left: what Markdown would not give back stands in it as
HTML. Refuses (`ExtractError`) what is too long, too deep or would take too long to render.
"""

from collections.abc import Iterator, Mapping

from .. import rendering
from ..errors import ExtractError, LeftOut
from . import html as as_html
from . import picture, soup
from .flow import flow
from .lines import Place
from .model import Block, Blocks
from .writing import PLAIN, TAGGED, together, write

__all__ = ["pictures", "to_markdown"]

# Stands in for the site's own address of content/images while a text is tried; no such host can exist (RFC 6761).
_OWN = "https://content.invalid/images/"


def to_markdown(html: str, base_url: str, *, images: Mapping[str, str] | None = None) -> str:
    """Return an untrusted fragment of HTML as Markdown, "" if there is nothing in it.

    `rendering.to_html` makes of it the same text and the same elements; DESIGN names the subset of Markdown.
    Addresses are resolved against `base_url`. With `images`, which gives the file name in content/images of each
    address in `pictures`, pictures stand in the text as `{static}/images/…` and those without a name are left out;
    without it they keep their addresses.

    Raises:
        ExtractError: if it is too long, too deep, or would take too long to render.
    """

    def name_of(address: str) -> str | None:
        return address if images is None else _media(images.get(address))

    try:
        blocks = flow(_tree(html, base_url), Place(base_url=base_url, images=name_of))
        return _proven(blocks, base_url)
    except RecursionError:
        raise ExtractError(base_url, "nests elements too deep", soup.REMEDY) from None


def pictures(html: str, base_url: str) -> list[str]:
    """Return the addresses of the pictures in an untrusted fragment, in order, each once.

    Raises:
        ExtractError: as `to_markdown`.
    """
    seen: dict[str, None] = {}

    def note(address: str) -> None:
        seen[address] = None

    flow(_tree(html, base_url), Place(base_url=base_url, images=note))
    return list(seen)


def _tree(html: str, base_url: str) -> soup.Node:
    root = soup.read(html, base_url)
    picture.settle(root, base_url)
    return root


def _media(name: str | None) -> str | None:
    return name and f"{{static}}/images/{name}"


def _proven(blocks: Blocks, subject: str) -> str:
    """Return blocks as Markdown that comes back: the plainest form that does, HTML where no Markdown does."""
    for forms in _attempts(blocks):
        markdown = together(blocks, forms) or ""
        if _reads_as(markdown, blocks):
            return markdown
        if reason := rendering.excess(markdown):
            raise ExtractError(subject, reason, soup.REMEDY)
    raise ExtractError(subject, "cannot be written so that the same text comes back", "please report the page")


def _attempts(blocks: Blocks) -> Iterator[list[str]]:
    """Yield ways of writing each block, the plainest first; only the rarest text needs a second."""
    yield [write(block) or as_html.write(block) for block in blocks]
    yield [_form(block) for block in blocks]
    yield [as_html.write(block) for block in blocks]


def _form(block: Block) -> str:
    """Return the plainest form in which a block alone comes back."""
    forms = (write(block, PLAIN), write(block, TAGGED))
    return next((form for form in forms if form and _reads_as(form, (block,))), as_html.write(block))


def _reads_as(markdown: str, blocks: Blocks) -> bool:
    """Whether Markdown, rendered and read again, is these blocks."""
    try:
        html = rendering.to_html(markdown, media_url=lambda name: _OWN + name)
        return flow(soup.tree(html, "Markdown"), Place(base_url="", images=_own_name, settled=True)) == blocks
    except LeftOut:
        return False


def _own_name(address: str) -> str:
    return address.replace(_OWN, "{static}/images/") if address.startswith(_OWN) else address
