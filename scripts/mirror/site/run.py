"""One build: Pelican makes what changed in a fresh folder, the rest is taken from the old site, the whole is verified,
then put in the old one's place in one step. Where nothing changed, nothing is touched.

Hands on what was built and what was left out of it. Refuses to replace a folder that is no site, and to publish one
that lacks a page or a notice: then the old site stays.
"""

import gc
import io
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blinker import signal

from .. import files
from ..errors import StoryError, UnfinishedError, UsageError
from ..urls import absolute
from . import search, swap, verification
from .broken import Broken

_KEPT = ("CNAME",)
"""Files that a host puts into the published folder by hand; the new site inherits them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """A site that was built: what is in it, what waits, what was left out, Pelican's remarks, seconds per phase.

    `siteurl` is where it will stand ("" where that is not known). `rendered` files of it were made now, for the reasons
    that `why` counts; `grounds` names what changed for all of them. `index` is what the search finds, None where there
    is no search or nothing to find.
    """

    siteurl: str
    stories: int
    waiting: int
    files: int
    rendered: int
    why: Mapping[str, int]
    grounds: tuple[str, ...]
    left_out: tuple[StoryError, ...]
    broken: tuple[verification.BrokenLink, ...]
    index: search.Index | None
    remarks: tuple[str, ...]
    seconds: Mapping[str, float]


def build(
    *,
    root: Path,
    config: Path,
    content: Path,
    state: Path,
    output: Path,
    siteurl: str | None = None,
    drafts: bool = False,
    verify: bool = False,
    with_search: bool = True,
    settings: Mapping[str, Any] | None = None,
    tell: Callable[[tuple[int, int]], None] = lambda _done: None,
) -> Built:
    """Build the site of `content` into `output`, whose old state stays until the new one is whole and verified.

    `root` is the project's folder (pelicanconf.py, theme, plugins). `siteurl` outranks mirror.toml, `settings`
    Pelican's. `verify`: all of the site is looked at, not only what changed. `with_search`: it gets a search index.
    `tell` is told, while they are made, how many of how many files are.

    Raises:
        ConfigError: if mirror.toml is wrong.
        UsageError: if `output` is a folder that must not be replaced, or another argument cannot be meant.
        UnfinishedError: if another build runs, the disk refuses, or the new site is not whole.
    """
    content, output, state = content.resolve(), output.resolve(), state.resolve()
    if not content.is_dir():
        raise UsageError(str(content), "is no folder", "name the archive with --content")
    swap.check(output, keep=(root, content, config.resolve(), state))
    overrides: dict[str, Any] = {
        **(settings or {}),
        "PATH": str(content),
        "MIRROR_DRAFTS": drafts,
        "MIRROR_STATE": str(state),
        "MIRROR_PUBLISHED": str(output),
        "MIRROR_VERIFY": verify,
        "MIRROR_SEARCH": search.known(state) if with_search else None,
    }
    if siteurl is not None:
        overrides["SITEURL"] = _address(siteurl)
    with files.locked(state, "build"):
        try:
            fresh = swap.prepare(output)
            try:
                with signal("mirror_progress").connected_to(tell):
                    return _build(root, config, fresh, output, state, overrides)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
        except OSError as error:
            raise files.failed(Path(error.filename or output), error) from error


def _build(root: Path, config: Path, fresh: Path, output: Path, state: Path, overrides: dict[str, Any]) -> Built:
    broken = Broken(state)
    seconds: dict[str, float] = {}
    with _listening() as (left_out, editions, remarks), _phase(seconds, "pelican"):
        siteurl = _pelican(root, config, {**overrides, "OUTPUT_PATH": str(fresh)})
    if len(editions) != 1:
        raise UnfinishedError("Pelican", "made no edition", "see that PLUGINS of pelicanconf.py has plugins.edition")
    edition = editions[0]
    kept = set(edition.written).difference(edition.rendered)
    index = search.Search(edition.search, state) if edition.search else None
    strangers = [path for path in edition.strangers if path not in _KEPT and not (index and search.owns(path))]
    same = (
        len(kept) == len(edition.written)
        and not strangers
        and (index is None or index.stands(output, edition.strangers))
    )
    site = output if same else fresh
    if not same:
        broken.forget()
        with _phase(seconds, "link"):
            swap.inherit(output, fresh, kept)
    if not same or overrides["MIRROR_VERIFY"]:
        with _phase(seconds, "verify"):
            # A link may lead somewhere again without a change of its page; what was removed may be linked from anywhere.
            pages = None if broken.pages is None else broken.pages.union(edition.rendered)
            if edition.removed or overrides["MIRROR_VERIFY"]:
                pages = None
            found = verification.verify(site, edition, siteurl, pages)
            broken.add(found, kept=() if pages is None else kept.difference(pages))
    if not same:
        if index:
            with _phase(seconds, "index"):
                index.put(fresh)
        with _phase(seconds, "swap"):
            for name in _KEPT:
                with suppress(FileNotFoundError):
                    shutil.copyfile(output / name, fresh / name, follow_symlinks=False)
            swap.swap(fresh, output)
    return Built(
        siteurl=siteurl,
        stories=len(edition.stories),
        waiting=edition.waiting,
        files=len(edition.written),
        rendered=len(edition.rendered),
        why=edition.why,
        grounds=edition.grounds,
        left_out=tuple(left_out),
        broken=broken.first(),
        index=index.made if index else None,
        remarks=tuple(remarks),
        seconds={"start": seconds.pop("pelican") - sum(edition.seconds.values()), **edition.seconds, **seconds},
    )


@contextmanager
def _phase(seconds: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - begun


def _address(siteurl: str) -> str:
    if not siteurl:
        return ""
    url = absolute(siteurl)
    if url is None:
        raise UsageError(siteurl, "is no web address", "write it in full: https://…")
    return url.rstrip("/")


def _pelican(root: Path, config: Path, overrides: dict[str, Any]) -> str:
    """Run Pelican in this process and return the SITEURL it used."""
    from pelican import Pelican  # half a second that refusals above need not wait for
    from pelican.settings import read_settings

    before = os.environ.get("MIRROR_CONFIG")
    os.environ["MIRROR_CONFIG"] = str(config)
    try:
        settings = read_settings(str(root / "pelicanconf.py"), override=overrides)
    finally:
        if before is None:
            del os.environ["MIRROR_CONFIG"]
        else:
            os.environ["MIRROR_CONFIG"] = before
    # Pelican's last word counts its own articles, of which there are none.
    with redirect_stdout(io.StringIO()), _seldom_collected():
        Pelican(settings).run()
    return str(settings["SITEURL"])


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let the collector look seldom: the records of an archive are no garbage, and looking through them again and again
    takes a fifth of a build that has nothing to do.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def _listening() -> Iterator[tuple[list[StoryError], list[Any], list[str]]]:
    """Collect what the plugins send while the block runs, and Pelican's warnings.

    Pelican logs an error and goes on, without what failed.

    Raises:
        UnfinishedError: at the block's end, if Pelican logged an error.
    """
    left_out: list[StoryError] = []
    editions: list[Any] = []
    log = _Collector(logging.WARNING)
    logging.getLogger().addHandler(log)
    try:
        # By name: a door's package imports no plugin (CONTRIBUTING.md, "The house").
        with (
            signal("mirror_left_out").connected_to(left_out.append),
            signal("mirror_finished").connected_to(editions.append),
        ):
            yield left_out, editions, log.remarks
    finally:
        logging.getLogger().removeHandler(log)
    if log.errors:
        raise UnfinishedError("Pelican", log.errors[0], "the old site stays; mend it and build again")


class _Collector(logging.Handler):
    """Keeps warnings and errors apart."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.remarks: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message, with the exception that it tells of."""
        cause = f": {record.exc_info[1]}" if record.exc_info else ""
        (self.errors if record.levelno >= logging.ERROR else self.remarks).append(record.getMessage() + cause)
