"""Which issues to open, renew and close, so that each source in need has one. Pure: concerns and issues in, steps out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .forge import Issue, fenced

WELL = "The source is well again."


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What to do with one issue: `issue` is None where it is opened, `text` its body, or the last word."""

    do: Literal["open", "renew", "close"]
    title: str
    text: str
    issue: Issue | None = None


def steps(
    concerns: Mapping[str, Iterable[str]], looked_at: Iterable[str], issues: Mapping[str, Issue]
) -> Iterator[Step]:
    """Yield what to do: `concerns` are sentences by source, of the sources that were `looked_at`; others' issues stay.

    A body that says the same is left alone, so that nobody is told of it twice.
    """
    for source in sorted({*looked_at, *concerns}):
        title = f"Source {source} needs a look"
        issue = issues.get(title)
        said = sorted(concerns.get(source, ()))
        if said and issue is None:
            yield Step(do="open", title=title, text=body(source, said))
        elif said and issue and issue.body.strip() != body(source, said).strip():
            yield Step(do="renew", title=title, text=body(source, said), issue=issue)
        elif issue and not said:
            yield Step(do="close", title=title, text=WELL, issue=issue)


def body(source: str, said: Iterable[str]) -> str:
    """Return the text of an issue."""
    return (
        f"What the mirror sees of `{source}`, and what can be done:\n\n"
        f"{fenced(chr(10).join(said))}\n\n"
        "This issue closes by itself when the source is well. `paused = true` in its block of mirror.toml stops asking; "
        "its stories stay.\n"
    )
