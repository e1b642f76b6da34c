"""How long builds took: a line each in the state folder, the last fifty.

A module of its own, so that a build need not load what judges it.
"""

import json
from datetime import timedelta
from pathlib import Path

from . import files

_FILE = "builds.jsonl"
_KEPT = 50


def remember(state: Path, seconds: float) -> None:
    """Note how long a build took, in the state folder.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    lines = [*_lines(state)[-_KEPT + 1 :], json.dumps({"seconds": round(seconds, 3)})]
    files.write(state / _FILE, "".join(f"{line}\n" for line in lines))


def last(state: Path) -> timedelta | None:
    """Return how long the last remembered build took."""
    for line in reversed(_lines(state)):
        try:
            return timedelta(seconds=float(json.loads(line)["seconds"]))
        except (ValueError, KeyError, TypeError):
            continue
    return None


def _lines(state: Path) -> list[str]:
    try:
        return (state / _FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
