"""URLs: resolved, checked, brought to one canonical form.

Hands on absolute http(s) URLs in ASCII, without credentials. Refuses what is no web address; whether an address
may be *dialled* is decided by `web`, at the dial.
"""

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

LIMIT = 2000
"""Characters in a URL that we take; longer ones break browsers, servers and feed readers."""

# Browsers drop these anywhere in a URL before they read its scheme (WHATWG URL, basic URL parser), so must we.
_DROPPED = re.compile("[\x00-\x1f\x7f]")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEFAULT_PORT = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'*+,;=~%-._"
_MAILTO_TEL = re.compile(r"^(mailto:[^\s<>\"'\\]+@[^\s<>\"'\\]+|tel:\+?[0-9().;=_-]+)$", re.I)


@lru_cache(4096)
def absolute(url: str, base: str = "") -> str | None:
    """Return `url`, resolved against `base`, as an absolute http(s) URL in ASCII; None if it is none.

    Credentials and default ports go, the host is lower case and IDNA, letters outside ASCII and ( ) are
    percent-escaped as UTF-8 (RFC 3986; a `)` would end a Markdown link). The fragment stays.
    """
    url = _STRAY_PERCENT.sub("%25", _DROPPED.sub("", url).strip().replace("\\", "/"))
    if not url or len(url) > LIMIT:
        return None
    try:
        parts = urlsplit(urljoin(base, url))
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        return None
    if scheme not in _DEFAULT_PORT or not host:
        return None
    ascii_host = _ascii_host(host)
    if ascii_host is None:
        return None
    if port is not None and port != _DEFAULT_PORT[scheme]:
        ascii_host += f":{port}"
    path = quote(parts.path, safe=_PATH_SAFE, errors="replace") or "/"
    query = quote(parts.query, safe=_PATH_SAFE + "?[]", errors="replace")
    fragment = quote(parts.fragment, safe=_PATH_SAFE + "?", errors="replace")
    out = urlunsplit((scheme, ascii_host, path, query, fragment))
    return out if len(out) <= LIMIT else None


@lru_cache(1024)
def _ascii_host(host: str) -> str | None:
    if ":" in host:  # an IPv6 literal, already unbracketed by urlsplit
        return f"[{host}]" if re.fullmatch("[0-9a-f:.]+", host, re.I) else None
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return name if re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name) else None


def link(url: str, base: str = "") -> str | None:
    """Return what may stand in a link of ours: an absolute http(s) URL, mailto: or tel:; else None."""
    flat = _DROPPED.sub("", url).strip()
    if flat.lower().startswith(("mailto:", "tel:")):
        flat = quote(flat, safe=_PATH_SAFE + "?")
        return flat if _MAILTO_TEL.match(flat) and len(flat) <= LIMIT else None
    return absolute(url, base)


def canonical(url: str) -> str:
    """Return the canonical form of an absolute http(s) URL: no fragment, no tracking parameters, sorted query.

    Which parameters only track is courlan's list.

    Raises:
        ValueError: if `url` is no absolute http(s) URL.
    """
    from courlan import normalize_url  # a tenth of a second that building a site need not wait for

    clean = absolute(url)
    if clean is None:
        raise ValueError(f"no http(s) URL: {url[:200]!r}")
    out: str = normalize_url(clean.split("#", 1)[0])
    return absolute(out) or clean


def same_page(url: str) -> str:
    """Return a key that is equal for two canonical URLs of one page: scheme, `www.`, last slash, escapes aside."""
    parts = urlsplit(canonical(url))
    host = parts.netloc.removeprefix("www.")
    path = unquote(parts.path).rstrip("/") or "/"
    return f"{host}{path}" + (f"?{unquote(parts.query)}" if parts.query else "")


def host(url: str) -> str:
    """Return the host name of a URL in lower case ("" if it has none), without port."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
