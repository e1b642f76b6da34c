"""mirror.toml, the one file a host edits: `load` hands on `Config`, a frozen record of it."""

from .reading import load, parse
from .records import Admin, Category, Config, Fetch, Filter, Rules, Site, Source

__all__ = ["Admin", "Category", "Config", "Fetch", "Filter", "Rules", "Site", "Source", "load", "parse"]
