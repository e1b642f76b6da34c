"""`once(macro, …)` for templates: what a macro gives for certain arguments, rendered once for all pages.

A story's teaser stands on twenty pages, the header on all. A macro sees its arguments and the globals, nothing of the
page, so equal arguments give equal markup.
"""

from functools import lru_cache
from typing import Any

from jinja2.runtime import Macro
from markupsafe import Markup

KEPT = 4096
"""Renditions in memory, some 2 kB each; pages are made in an order in which neighbours share theirs."""


class Once:
    """Renders macros and remembers what came of it, while a site is built."""

    def __init__(self) -> None:
        self._rendered = lru_cache(KEPT, typed=True)(_rendered)

    def __call__(self, macro: Macro, *args: Any, **options: Any) -> Markup:
        """Return what `macro` gives; arguments that cannot be remembered (lists, dicts) are rendered each time."""
        try:
            return self._rendered(macro, *args, **options)
        except TypeError:
            return _rendered(macro, *args, **options)


def _rendered(macro: Macro, *args: Any, **options: Any) -> Markup:
    return Markup(macro(*args, **options))  # noqa: S704 - it is Markup: autoescape is on
