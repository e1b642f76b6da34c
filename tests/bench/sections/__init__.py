"""The sections of the bench, each a module with TITLE and `measure` (see the package above)."""

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from ..section import Section


def sections() -> dict[str, Section]:
    """Return every section by the name of its module, sorted."""
    names = sorted(each.name for each in iter_modules(__path__))
    return {name: cast(Section, import_module(f"{__name__}.{name}")) for name in names}
