"""Addresses within the site: the same under a domain and under a sub-path (`https://user.github.io/repo/`).

Paths are relative to the site's root, without a leading slash; "" and "index.html" are the front page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlsplit

from mirror.errors import UnfinishedError

from .assets import Assets


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """Links of one site: `siteurl` without a trailing slash ("" where not known), `assets` of its theme."""

    siteurl: str
    assets: Assets

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Return the links of the site that Pelican's settings describe."""
        return cls(siteurl=settings["SITEURL"], assets=Assets(Path(settings["THEME"]) / "static"))

    def link(self, path: str) -> str:
        """Return the link to `path` from any page: `/repo/news/x.html`."""
        return quote(urlsplit(self.siteurl).path, safe="/%") + _rooted(path)

    def full(self, path: str) -> str:
        """Return the absolute URL of `path`; where the site's URL is not known, the same as `link`."""
        return self.siteurl + _rooted(path)

    def canonical(self, path: str) -> str | None:
        """Return the absolute URL of `path`, or None where the site's URL is not known."""
        return self.full(path) if self.siteurl else None

    def static(self, name: str) -> str:
        """Return the link to a static file of the theme, with its version: it may be cached for ever.

        Raises:
            UnfinishedError: if the theme has no such file.
        """
        try:
            return self.link(f"theme/{name}?v={self.assets.version(name)}")
        except FileNotFoundError as error:
            remedy = "add the file, or mend the template"
            raise UnfinishedError(f"theme/static/{name}", "a template names it, and it is not there", remedy) from error


def _rooted(path: str) -> str:
    return "/" if path == "index.html" else "/" + quote(path, safe="/?=&#%")
