"""What a run says: one line for each thing left out, a count of the rest, and the machine-readable report.

Nothing that upstream sent can forge a line: every line starts with the door's name, is one line and carries no control
characters (so no terminal escapes, no `::workflow-command`).
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from . import files, table
from .errors import MirrorError
from .outcome import Begun, Ended, Event, Kind, Outcome, Pictured
from .table import Table
from .text import one_line


class Report:
    """Tells a person on standard error, and a program in a file of JSON lines, what becomes of a run's items.

    Raises:
        UnfinishedError: on entering, if the report file cannot be written.
    """

    def __init__(self, door: str, *, file: Path | None = None, quiet: bool = False, verbose: bool = False) -> None:
        self.door = door
        self.counts: Counter[tuple[str, Kind]] = Counter()
        self.later: dict[str, list[str]] = {}
        self.quiet = quiet
        self.verbose = verbose
        self._path = file
        self._file: IO[str] | None = None
        self._console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)

    def __enter__(self) -> Self:
        if self._path:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("w", encoding="utf-8")
            except OSError as error:
                raise files.failed(self._path, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    @property
    def exit_code(self) -> int:
        """1 if anything was left out, else 0."""
        return 1 if any(kind is Kind.LEFT_OUT for (_, kind), count in self.counts.items() if count) else 0

    def outcome(self, outcome: Outcome) -> None:
        """Take note of one item's end; say it if somebody has something to do (`--verbose`: in any case)."""
        self.record(outcome)
        if outcome.kind is Kind.LATER:
            self.later.setdefault(outcome.source, []).append(outcome.reason)
        if outcome.kind in (Kind.LEFT_OUT, Kind.MOVED) or self.verbose:
            because = ": " + outcome.reason if outcome.reason else ""
            remedy = f"; {outcome.remedy}" if outcome.remedy else ""
            of = f"{outcome.source}: " if outcome.source else ""
            self.error(f"{outcome.kind.value}: {of}{outcome.item}{because}{remedy}")

    def record(self, outcome: Outcome) -> None:
        """Count one item's end and write it to the report file, without a word."""
        self.counts[outcome.source, outcome.kind] += 1
        self.line(outcome.source, outcome.item, outcome.kind.value, outcome.reason, outcome.slug)

    def line(self, source: str, item: str, outcome: str, reason: str = "", slug: str = "", **more: object) -> None:
        """Write a line to the report file, if there is one."""
        if self._file:
            line = {"source": source, "item": item, "outcome": outcome, "reason": reason, "slug": slug, **more}
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()

    def note(self, text: str) -> None:
        """Say something, unless `--quiet`."""
        if not self.quiet:
            self.error(text)

    def error(self, text: str) -> None:
        """Say something in any case."""
        self._console.out(f"{self.door}: {plain(text)}")

    def failed(self, error: MirrorError) -> None:
        """Say why the run ends."""
        self.error(str(error))

    def summary(self) -> str:
        """Return the counts of the run: `12 new, 3 same, 1 left out`, or `nothing to do`."""
        totals: Counter[Kind] = Counter()
        for (_, kind), count in self.counts.items():
            totals[kind] += count
        return ", ".join(f"{totals[kind]} {kind.value}" for kind in Kind if totals[kind]) or "nothing to do"

    def put_off(self) -> None:
        """Say how many items of each source wait for a later run, and why."""
        for source, reasons in sorted(self.later.items()):
            self.note(f"{Kind.LATER.value}: {source}: {len(reasons)} of its items: {reasons[0]}")

    def table(self, rows: Table) -> None:
        """Show a table, unless `--quiet` or there is nothing in it."""
        if rows.rows and not self.quiet:
            table.show(rows, self._console, lead=f"{self.door}: ")

    @contextmanager
    def bar(self, what: str) -> Iterator[Callable[[tuple[int, int]], None]]:
        """Yield what is to be told how many of how many things are done; on a terminal a bar shows it.

        It has no thread of its own, which would keep a build from forking.
        """
        shown = self._console.is_terminal and not self.quiet
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._console, transient=True, disable=not shown, auto_refresh=False) as bars:
            task = bars.add_task(what, total=None)

            def tell(done: tuple[int, int]) -> None:
                bars.update(task, completed=done[0], total=done[1], refresh=True)

            yield tell

    @contextmanager
    def progress(self, sources: int) -> Iterator[Callable[[Event], None]]:
        """Yield what is to be told every event of a run of so many sources; it says the outcomes among them.

        On a terminal bars show how far the run and each source at work are; elsewhere the lines are progress enough.
        """
        shown = self._console.is_terminal and not self.quiet
        with Bars(self._console, sources, disable=not shown) as bars:

            def tell(event: Event) -> None:
                if isinstance(event, Outcome | Pictured):
                    for outcome in event.without if isinstance(event, Pictured) else (event,):
                        self.outcome(outcome)
                bars.move(event)

            yield tell


class Bars(Progress):
    """Progress bars: sources done of all, and for each source at work, entries done of entries due."""

    def __init__(self, console: Console, sources: int, *, disable: bool = False) -> None:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        super().__init__(*columns, console=console, transient=True, disable=disable)
        self._all = self.add_task("sources", total=sources)
        self._at_work: dict[str, TaskID] = {}
        self._due: Counter[str] = Counter()

    def move(self, event: Event) -> None:
        """Move the bar of the event's source."""
        match event:
            case Begun():
                self._due[event.source] += event.due
                total = self._due[event.source]
                if event.source in self._at_work:
                    self.update(self._at_work[event.source], total=total)
                else:
                    self._at_work[event.source] = self.add_task(event.source, total=total)
            case Outcome() if event.source in self._at_work:
                self.advance(self._at_work[event.source])
            case Ended():
                self.advance(self._all)
                if event.source in self._at_work:
                    self.remove_task(self._at_work.pop(event.source))


def plain(text: str, limit: int | None = 600) -> str:
    """Return `text` as one line of at most `limit` characters without control characters of any kind."""
    return one_line(text, len(text) + 1 if limit is None else limit)
