"""How the mirror is doing: what each source brought lately against its own past, and what a host should look at.

A section of that report is one file in this folder with one function, found by being there (in the order of the names):

- `look(evidence) -> Section`: its rows, and what it calls out. Pure: the same evidence, the same words.
"""

import importlib
import pkgutil
from collections.abc import Iterator

from .evidence import Brief, Evidence, gather
from .section import Concern, Row, Section

__all__ = ["Brief", "Concern", "Evidence", "Row", "Section", "gather", "sections"]


def sections(evidence: Evidence) -> Iterator[tuple[str, Section]]:
    """Yield every section, by the name of its file, of what the evidence shows."""
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if hasattr(module, "look"):
            yield info.name, module.look(evidence)
