"""Players, maps and posts of social networks → link cards: a title, the host, an address; no frame, no script.

Hands on the address that a reader would open and a title. Refuses frames that lead nowhere, and those of one pixel.
"""

import re
from urllib.parse import parse_qs, urlsplit

from .. import urls
from ..text import one_line
from .soup import Node

FRAMES = frozenset({"iframe", "video", "audio", "embed", "object", "amp-iframe", "amp-youtube", "x-post"})
"""Elements that show something from elsewhere."""
TITLE = 300
"""Characters of a card's title."""

# Players and the pages they play: host, path with one group, the page ({} is the group). The first that fits.
_PAGES: tuple[tuple[str, str, str], ...] = (
    ("youtube.com", r"/(?:embed|v|shorts|live)/([\w-]{11})", "https://www.youtube.com/watch?v={}"),
    ("youtube-nocookie.com", r"/embed/([\w-]{11})", "https://www.youtube.com/watch?v={}"),
    ("youtu.be", r"/([\w-]{11})", "https://www.youtube.com/watch?v={}"),
    ("player.vimeo.com", r"/video/(\d+)", "https://vimeo.com/{}"),
    ("dailymotion.com", r"/embed/video/(\w+)", "https://www.dailymotion.com/video/{}"),
    ("instagram.com", r"/((?:p|reel|tv)/[\w-]+)", "https://www.instagram.com/{}/"),
    ("tiktok.com", r"/embed/(?:v2/|v3/)?(\d+)", "https://www.tiktok.com/@/video/{}"),
    ("open.spotify.com", r"/embed/([\w/]+)", "https://open.spotify.com/{}"),
    ("t.me", r"/([\w/]+)", "https://t.me/{}"),
)
# Players that name the page in their query: host, parameter, the page.
_QUERIES: tuple[tuple[str, str, str], ...] = (
    ("facebook.com", "href", "{}"),
    ("soundcloud.com", "url", "{}"),
    ("platform.twitter.com", "id", "https://x.com/i/status/{}"),
    ("platform.x.com", "id", "https://x.com/i/status/{}"),
    ("geo.dailymotion.com", "video", "https://www.dailymotion.com/video/{}"),
)
_NAMES = {
    "youtube.com": "YouTube",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "x.com": "X",
    "twitter.com": "X",
    "tiktok.com": "TikTok",
    "t.me": "Telegram",
    "soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify",
}
# Posts that scripts turn into frames: the class of the element, and the host of the network.
_POSTS = {
    "twitter-tweet": ("twitter.com", "x.com"),
    "twitter-video": ("twitter.com", "x.com"),
    "instagram-media": ("instagram.com",),
    "tiktok-embed": ("tiktok.com",),
    "fb-post": ("facebook.com",),
    "fb-video": ("facebook.com",),
}
_PIXEL = re.compile(r"\s*[01](?:px)?\s*")


def frame(node: Node, base_url: str) -> tuple[str, str] | None:
    """Return title and address of what a frame or a player shows; None if it shows nothing to a reader."""
    if _PIXEL.fullmatch(node.get("width")) or _PIXEL.fullmatch(node.get("height")):
        return None
    address = next((url for value in _sources(node) if (url := urls.absolute(value, base_url))), None)
    if address is None:
        return None
    url = page(address)
    return title(node.get("title"), url), url


def _sources(node: Node) -> list[str]:
    if node.name == "x-post":
        return [f"https://t.me/{node.get('data-telegram-post')}"]
    if node.name == "amp-youtube":
        return [f"https://www.youtube.com/embed/{node.get('data-videoid')}"]
    inner = [value for child in node.descendants() if child.name in ("source", "embed") for value in [child.get("src")]]
    own = [node.get(name) for name in ("data-src", "data-lazy-src", "src", "data")]
    return [value for value in (*own, *inner) if value and not value.startswith("about:")]


def page(url: str) -> str:
    """Return the address of the page on which `url` is played, itself if it is not known to be a player."""
    parts = urlsplit(url)
    for host, path, target in _PAGES:
        if _is_at(url, host) and (match := re.match(path, parts.path)):
            return urls.absolute(target.format(match[1])) or url
    for host, parameter, target in _QUERIES:
        value = parse_qs(parts.query).get(parameter) if _is_at(url, host) else None
        if value:
            return urls.absolute(target.format(value[0])) or url
    return url


def title(said: str, url: str) -> str:
    """Return a card's title: what the page calls it, else the network's name, else ""."""
    known = (name for host, name in _NAMES.items() if _is_at(url, host))
    return one_line(said, TITLE) or next(known, "")


def post(node: Node, base_url: str) -> str | None:
    """Return the address of the post of a social network that `node` quotes; None if it quotes none."""
    hosts = next((_POSTS[name] for name in node.classes() if name in _POSTS), None)
    if hosts is None:
        return None
    named = [node.get("cite"), node.get("data-instgrm-permalink"), node.get("data-href")]
    linked = [child.get("href") for child in node.descendants() if child.name == "a"]
    for value in (*named, *reversed(linked)):
        url = urls.absolute(value, base_url) if value else None
        if url and any(_is_at(url, host) for host in hosts):
            return url
    return None


def parted(node: Node) -> tuple[list[Node], str]:
    """Return what a quoted post says (its paragraphs) and, on one line, who says it where and when (all other text)."""
    paragraphs = [child for child in node.descendants() if child.name == "p"]
    return paragraphs, one_line(_text_outside(node), TITLE).strip("—–- ")


def _text_outside(node: Node) -> str:
    """Return the text in `node` that stands in no paragraph."""
    if node.name == "p":
        return ""
    return " ".join(child if isinstance(child, str) else _text_outside(child) for child in node.children)


def _is_at(url: str, host: str) -> bool:
    at = urls.host(url)
    return at == host or at.endswith(f".{host}")
