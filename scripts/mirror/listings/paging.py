"""Where a listing goes on: the address of its next page, made from this one's or read from a header."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..urls import absolute

_LINK = re.compile(r"<([^<>]{1,2000})>([^<>]{0,500})")
_REL = re.compile(r";\s*rel\s*=\s*\"?([^\";,]+)", re.I)


def asking(url: str, **parameters: object) -> str:
    """Return `url` with these parameters in its query, in place of any of the same name."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in parameters]
    query = urlencode([*kept, *((name, str(value)) for name, value in parameters.items())])
    return urlunsplit(parts._replace(query=query))


def number(url: str, parameter: str) -> int:
    """Return the page that `url` asks for; 1 if it does not say."""
    stated = dict(parse_qsl(urlsplit(url).query)).get(parameter, "")
    return int(stated) if re.fullmatch("[0-9]{1,6}", stated) else 1


def linked(headers: Mapping[str, str], base: str, relation: str) -> str | None:
    """Return the address that a Link header (RFC 8288) names for a relation."""
    for target, rest in _LINK.findall(headers.get("link", "")[:8000]):
        if any(relation in found.lower().split() for found in _REL.findall(rest)):
            return absolute(target, base)
    return None
