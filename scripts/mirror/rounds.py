"""Rounds: which stories of a source are due for another look, from what is remembered and what is listed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from . import looks
from .errors import StoryError
from .listings import Entry
from .looks import Look, Memory
from .run import Run
from .store import Known


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A story to be looked at: its file, and its entry if it is listed. `called_for`: because that changed."""

    slug: str
    path: Path
    entry: Entry | None
    called_for: bool


def due(run: Run, known: Known, memory: Memory, *, listed: Mapping[str, Entry], whole: bool = True) -> list[Due]:
    """Return the stories to look at now, those that the listing calls for first, then in the order of their age.

    `listed` are the entries of the stories that are listed now, by slug; unless they are the `whole` of what the
    source lists, nothing is concluded from them. A story of which nothing is remembered is asked of its file, and
    counts as last looked at when it was fetched.
    """
    since = f"{run.now - looks.GIVEN_UP:%Y-%m}"
    young = {slug for slug, month in known.months.items() if month >= since}
    out: list[tuple[bool, Look, Due]] = []
    for slug in {*young, *listed, *known.adopted} & known.files.keys():
        look = memory.get(slug) or first(known.files[slug], run)
        if look is None:
            continue
        memory[slug] = look
        entry = listed.get(slug)
        called_for = whole and entry is not None and look.called_for(entry)
        if called_for or look.due(run.now) or (run.recheck and run.now - look.fetched <= looks.LATEST):
            out.append(
                (not called_for, look, Due(slug=slug, path=known.files[slug], entry=entry, called_for=called_for))
            )
        elif entry and not look.mark:
            memory[slug] = replace(look, mark=looks.mark(entry))
    for slug in memory.keys() - young - listed.keys() if whole else ():
        del memory[slug]
    return [one for _, _, one in sorted(out, key=lambda each: (each[0], each[1].fetched, each[2].slug))]


def first(path: Path, run: Run) -> Look | None:
    """Return what a story's file tells of when it was last looked at; None if it is not to be."""
    try:
        here = run.archive.story(path)
    except StoryError:
        return None  # check.py and the build name it
    return Look(fetched=here.fetched, looked=here.fetched) if here.fetched and here.status != "skip" else None
