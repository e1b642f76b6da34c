"""What the site is made of: one record per file of the output, saying what it depends on and how it is made.

Planners yield outputs; nothing is rendered until the edition writes it. `made_of` names everything the output depends
on besides what all depend on (theme, settings, engine versions), so equal `made_of`, equal bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """A file of the site. `path` is relative to its root; `origin` is what a message calls its cause.

    `era` is the date of its newest story: outputs of one era share stories and are made one after another.
    """

    path: str
    made_of: tuple[bytes, ...]
    origin: str
    era: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateOutput(Output):
    """A page: a template of the theme (its file name), and what it is told besides the common context."""

    template: str
    context: Callable[[], dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class DataOutput(Output):
    """Any other file."""

    data: Callable[[], bytes]
