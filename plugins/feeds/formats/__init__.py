"""The formats of feeds. A format is a module here with what `Format` names; being there registers it."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

from ..feed import Feed


class Format(Protocol):
    """What a format's module has."""

    NAME: str
    """As people call it."""
    SUFFIX: str
    """Of the feeds' addresses."""
    TYPE: str
    """Its media type."""

    def write(self, feed: Feed, /) -> bytes:
        """Return the feed as a file: equal feeds, equal bytes."""
        ...


@cache
def formats() -> tuple[Any, ...]:
    """Return the modules of this package, each a `Format`, by name; the first, Atom, says most and is offered first."""
    return tuple(import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
