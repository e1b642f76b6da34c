"""Where links and pictures lead, in a spelling that Markdown leaves alone.

Hands on absolute addresses. Refuses every scheme but http, https, mailto and tel.
"""

from .. import urls

# A quotation mark would begin a link's title, a bracket end its text; both may be escaped (RFC 3986 §2.1).
_ESCAPES = str.maketrans({"'": "%27", "[": "%5B", "]": "%5D"})


def link(value: str, base_url: str) -> str | None:
    """Return where a link leads; None if nowhere that a link of ours may lead."""
    return _spelt(urls.link(value, base_url)) if value else None


def picture(value: str, base_url: str) -> str | None:
    """Return the address of a picture; None if it is no http(s) address."""
    return _spelt(urls.absolute(value, base_url)) if value else None


def _spelt(url: str | None) -> str | None:
    if url is None:
        return None
    scheme, slashes, rest = url.partition("//")
    host, slash, path = rest.partition("/")  # an IPv6 host keeps its brackets
    return f"{scheme}//{host}{slash}{path.translate(_ESCAPES)}" if slashes else url.translate(_ESCAPES)
