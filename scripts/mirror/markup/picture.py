"""The picture that an `<img>` is meant to show: scripts that load images late hide its address.

Hands on absolute http(s) addresses. Refuses placeholders and tracking pixels, and shows a picture once where a page
holds it twice, in an `<img>` for scripts and in a `<noscript>` for everybody else.
"""

import re

from ..text import one_line
from . import addresses
from .model import Image
from .soup import Node

WIDEST = 1600
"""Pixels: of several sizes the largest up to this is taken; the site shows 1,200 at most."""

NAMES = frozenset({"img", "amp-img"})
"""Elements that show a picture."""

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy", "data-url")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset")
# File names of what stands there until the picture comes.
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|placeholder|spacer|pixel|transparent|lazy(?:load)?|loading|loader|gr[ae]y|empty|dummy|clear|1x1)(?:[_.-]|\d*\.|$)",
    re.I,
)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d{1,6})(?:\.\d+)?([wx]))?\s*(?:,|$)")
# WordPress draws emoji as pictures of letters.
_LETTERS = frozenset({"emoji", "wp-smiley"})


def shown(node: Node, base_url: str) -> Image | str | None:
    """Return the picture of an `img`, or the text it draws; None if there is nothing to see."""
    if _LETTERS & set(node.classes()):
        return node.get("alt")
    if _is_pixel(node):
        return None
    address = _address(node, base_url)
    return Image(address, one_line(node.get("alt"))) if address else None


def _is_pixel(node: Node) -> bool:
    return any(re.fullmatch(r"\s*[01](?:px)?\s*", node.get(side)) for side in ("width", "height"))


def _address(node: Node, base_url: str) -> str | None:
    """Return the address: what scripts would load before what stands there, the set of sizes where that is no
    picture.
    """
    found = [node.get(name) for name in _LAZY]
    found += [_largest(node.get(name)) for name in _LAZY_SETS]
    found += [node.get("src"), _largest(node.get("srcset"))]
    return next((address for value in found if (address := _usable(value, base_url))), None)


def _usable(value: str, base_url: str) -> str | None:
    if not value or _PLACEHOLDER.search(value.split("?", 1)[0].rsplit("/", 1)[-1]):
        return None
    return addresses.picture(value, base_url)


def _largest(sizes: str) -> str:
    """Return the address of a `srcset` with the largest size up to `WIDEST` pixels, else with the smallest ("" if
    none).
    """
    sized: list[tuple[int, str]] = [
        (int(size or 1) * (1 if unit == "w" else WIDEST // 2), url)
        for url, size, unit in _CANDIDATE.findall(sizes[:20_000])
    ]
    if not sized:
        return ""
    fitting = [candidate for candidate in sized if candidate[0] <= WIDEST]
    return max(fitting)[1] if fitting else min(sized)[1]


def settle(root: Node, base_url: str) -> None:
    """Give every picture under `root` its address as `src`, in place; take away what shows the same one a second time.

    A `<picture>` becomes its `<img>`, with the sources' addresses where it has none of its own.
    """
    for parent in [root, *root.descendants()]:
        for node in parent.nodes():
            if node.name == "picture":
                _choose(node, base_url)
        _part_twins(parent, base_url)


def _choose(node: Node, base_url: str) -> None:
    image = next((child for child in node.descendants() if child.name in NAMES), None)
    if image is None or _address(image, base_url):
        return
    for source in node.descendants():
        if source.name == "source" and not image.get("srcset"):
            image.attributes["srcset"] = source.get("data-srcset") or source.get("srcset")


def _part_twins(parent: Node, base_url: str) -> None:
    """Where a `<noscript>` with a picture stands beside one that scripts would load, show the former in the
    latter's place.
    """
    seen = [child for child in parent.children if isinstance(child, Node) or child.strip()]
    for index, node in enumerate(seen):
        if not isinstance(node, Node) or node.name != "x-noscript":
            continue
        true = only_image(node)
        if true is None or _is_pixel(true) or _address(true, base_url) is None:
            node.children = []
            continue
        beside = seen[max(0, index - 1) : index] + seen[index + 1 : index + 2]
        twin = next((image for other in beside if (image := only_image(other)) and image is not true), None)
        if twin is not None:
            twin.attributes = {**true.attributes, "alt": true.get("alt") or twin.get("alt")}
            node.children = []


def only_image(child: Node | str) -> Node | None:
    """Return the picture that a child is, or holds with nothing beside it."""
    if isinstance(child, str):
        return None
    if child.name in NAMES:
        return child
    inner = [part for part in child.children if isinstance(part, Node) or part.strip()]
    return only_image(inner[0]) if len(inner) == 1 else None
