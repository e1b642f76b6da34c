"""Whatever editors, upstream, the clock and a power cut do, in whatever order: no editor's byte is lost.

`make soak` runs a thousand sequences; `make test` some, the same each time.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from desk import HOME, Desk, prose, text
from mirror import amendment, desk, digests, files, frontmatter, looks, newer, story
from mirror.errors import WebError
from mirror.outcome import Kind
from samples import TOML, config

SEQUENCES = int(os.environ.get("MIRROR_SEQUENCES", "40"))
STEPS = 30
OFTEN = {
    "fetch": 10,
    "upstream_changes": 8,
    "editor_rewrites": 4,
    "editor_retitles": 2,
    "upstream_agrees": 2,
    "editor_decides": 2,
}
NAMES = ("a", "b", "c", "d", "e", "f", "g")
PLAIN, HELD = config(), config(TOML.replace('mode = "full"', 'mode = "full"\nreview = "hold"'))


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def killed(at: int | None, chance: random.Random) -> Iterator[None]:
    """Kill the process at its `at`-th touch of the disk: before it, in the middle of it, or just after it."""
    real = {name: getattr(files, name) for name in ("write", "append_line", "remove")}
    touched = 0

    def wrap(name: str) -> Callable[..., Any]:
        def touch(path: Path, *args: Any, **kwargs: Any) -> Any:
            nonlocal touched
            touched += 1
            if at is None or touched < at:
                return real[name](path, *args, **kwargs)
            if touched == at:
                _torn(real[name], name, path, args, chance.choice(("before", "amid", "after")))
            raise Killed

        return touch

    for name in real:
        setattr(files, name, wrap(name))
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(files, name, function)


def _torn(real: Callable[..., Any], name: str, path: Path, args: tuple[Any, ...], when: str) -> None:
    if when == "after":
        real(path, *args)
    elif when == "amid" and name == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / f"{files.TEMPORARY}torn").write_bytes(b"---\nti")
    elif when == "amid" and name == "append_line":
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(args[0].encode()[:7])


@dataclass
class Card:
    """What the editors know of one story: where its file is, what they wrote into it, what they decided."""

    path: Path
    status: str
    fields: dict[str, Any] = field(default_factory=dict)
    body: str | None = None
    comments: list[str] = field(default_factory=list)
    deleted: bool = False
    taken: bool = False


class Office:
    """The editors, upstream, the clock and the power cut, acting at random on one mirror."""

    def __init__(self, root: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.desk = Desk(root=root, config=PLAIN)
        self.cards: dict[str, Card] = {}
        self.words = 0
        self.done: list[str] = []
        for _ in range(4):
            self.upstream_new()

    def word(self) -> str:
        self.words += 1
        return f"محرر{self.words}"

    def step(self) -> None:
        acts = [name for name in dir(self) if name.startswith(("fetch", "upstream_", "editor_", "world_"))]
        (name,) = self.chance.choices(acts, [OFTEN.get(name, 1) for name in acts])
        self.done.append(name)
        getattr(self, name)()
        self.check()

    def pick(self, *, taken: bool = False) -> tuple[str, Card] | None:
        live = [(slug, card) for slug, card in self.cards.items() if not card.deleted and card.taken is taken]
        return self.chance.choice(live) if live else None

    # -- the program

    def fetch(self) -> None:
        at = self.chance.choice((None, None, self.chance.randint(1, 12)))
        try:
            with killed(at, self.chance):
                self.desk.fetch(recheck=self.chance.random() < 0.7, accept_changes=self.chance.random() < 0.8)
        except Killed:
            files.sweep(self.desk.content)
        self.look()

    def look(self) -> None:
        """The editors see what came."""
        for path in sorted(self.desk.content.glob("example/*/*/*.md")):
            said = self.desk.archive.story(path)
            if said.slug not in self.cards:
                self.cards[said.slug] = Card(path=path, status=said.status)

    def editor_release(self) -> None:
        for slug, card in self.cards.items():
            if card.status == "draft" and not card.deleted and not card.taken and self.chance.random() < 0.7:
                desk.release(self.desk.archive, card.path)
                card.status = "published"
                assert slug

    def editor_takes_down(self) -> None:
        one = self.pick()
        if self.chance.random() < 0.2:
            name = self.chance.choice(NAMES)
            found = desk.find(self.desk.archive, self.desk.config, f"{HOME}/{name}")
            one = (found.slug, self.cards.get(found.slug) or Card(path=Path(), status="skip"))
        if one is None:
            return
        slug, card = one
        word = f"{HOME}/{self.name_of(slug)}" if self.name_of(slug) else slug

        def run() -> None:
            found = desk.find(self.desk.archive, self.desk.config, word)
            card.path = desk.take_down(self.desk.archive, found, "سبب", now=self.desk.now)[0]

        self.surely(run)
        self.cards[slug] = Card(path=card.path, status="skip", taken=True)

    def editor_restores(self) -> None:
        if (one := self.pick(taken=True)) is None:
            return
        slug, card = one
        at = self.chance.choice((None, self.chance.randint(1, 3)))
        try:
            with killed(at, self.chance):
                desk.restore(desk.find(self.desk.archive, self.desk.config, slug), self.desk.run())
        except Killed:
            files.sweep(self.desk.content)
        except WebError:
            pass  # its source does not have it: it stays taken down
        said = self.desk.archive.story(card.path)
        if said.status != "skip":
            self.cards[slug] = Card(path=card.path, status=said.status)

    def editor_decides(self) -> None:
        """Take or drop what waits."""
        for each in list(newer.waiting(self.desk.archive, self.desk.config)):
            card = self.cards[each.slug]
            if self.chance.random() < 0.5 and not card.deleted:
                self.surely(lambda each=each: newer.take(self.desk.archive, self._fresh(each)))
                card.body = None
                for name in frontmatter_of(each.newer.digest):
                    card.fields.pop(name, None)
            else:
                self.surely(lambda each=each: newer.drop(self.desk.archive, each))

    def _fresh(self, each: newer.Newer) -> newer.Newer:
        """What a second run of the door would read."""
        assert each.here_path
        return replace(each, here=self.desk.archive.story(each.here_path))

    def surely(self, run: Callable[[], None]) -> None:
        """Run; if that was killed, run again."""
        try:
            with killed(self.chance.choice((None, self.chance.randint(1, 4))), self.chance):
                run()
        except Killed:
            files.sweep(self.desk.content)
            run()

    # -- the editors' own hands

    def write(self, card: Card, **changes: Any) -> None:
        body = changes.pop("body", None)
        text = card.path.read_text(encoding="utf-8")
        card.path.write_text(amendment.with_values(text, changes, body=body), encoding="utf-8")

    def editor_retitles(self) -> None:
        if one := self.pick():
            one[1].fields["title"] = f"عنوان {self.word()}"
            self.write(one[1], title=one[1].fields["title"])

    def editor_tags(self) -> None:
        if one := self.pick():
            one[1].fields["tags"] = [self.word(), self.word()]
            self.write(one[1], tags=one[1].fields["tags"])

    def editor_sorts(self) -> None:
        if one := self.pick():
            one[1].fields["category"] = "رياضة"
            self.write(one[1], category="رياضة")

    def editor_rewrites(self) -> None:
        if one := self.pick():
            slug, card = one
            now = frontmatter.read(card.path.read_text(encoding="utf-8"))[1]
            card.body = self.chance.choice((f"{now}\n\n{self.word()}", f"{self.word()} {now}", self.word()))
            self.write(card, body=card.body)
            assert slug

    def editor_notes(self) -> None:
        if one := self.pick():
            note = f"# {self.word()}"
            text = one[1].path.read_text(encoding="utf-8")
            lines = text.split("\n")
            at = self.chance.choice(
                [n for n, line in enumerate(lines[: lines.index("---", 1)]) if n and not line.startswith("  ")]
            )
            if self.chance.random() < 0.5 and not lines[at].endswith(":") and not lines[at].startswith("#"):
                lines[at] += f"  {note}"
            else:
                lines.insert(at, note)
            one[1].path.write_text("\n".join(lines), encoding="utf-8")
            one[1].comments.append(note)

    def editor_hides(self) -> None:
        if one := self.pick():
            one[1].status = self.chance.choice(("hidden", "published", "draft"))
            self.write(one[1], status=one[1].status)

    def editor_moves(self) -> None:
        if one := self.pick(taken=self.chance.random() < 0.2):
            slug, card = one
            folder = self.chance.choice(("example", "example/مختارات", "articles", "sister/2025", "example/2025/12"))
            name = self.chance.choice((f"{self.word()}.md", f"{slug}.md"))
            new = self.desk.content / folder / name
            if not new.exists():
                new.parent.mkdir(parents=True, exist_ok=True)
                card.path = card.path.rename(new)

    def editor_deletes(self) -> None:
        if one := self.pick():
            slug, card = one
            card.path.unlink()
            if slug in self.desk.archive.known("example").months:
                card.deleted = True
            else:  # a power cut came between the story and its line, and the editor before the next run: nobody knows
                del self.cards[slug]

    # -- upstream and the world

    def name_of(self, slug: str) -> str | None:
        return next((name for name in NAMES if story.mint("example", f"{HOME}/{name}") == slug), None)

    def upstream_new(self) -> None:
        fresh = [name for name in NAMES if name not in self.desk.outlet.texts]
        if fresh:
            seed = self.chance.randint(0, 3)
            self.desk.outlet.put(text(fresh[0], seed, body=prose(seed, fresh[0])))

    def upstream_changes(self) -> None:
        name = self.chance.choice(list(self.desk.outlet.texts))
        seed = self.chance.randint(0, 6)
        change = self.chance.choice(
            ({"body": prose(seed, name)}, {"title": f"عنوان جديد كليًّا رقم {seed}"},
             {"body": prose(seed, name).replace("قال", "قالَ")},
             {"label": self.chance.choice(("رياضة", "محليات"))}, {"summary": f"خلاصة رقم {seed}"})
        )  # fmt: skip
        self.desk.outlet.change(name, **change)

    def upstream_agrees(self) -> None:
        """Upstream comes to say what an editor wrote, and then something else: it stays the editor's."""
        for slug, card in self.cards.items():
            name, title, body = self.name_of(slug), card.fields.get("title"), card.body or ""
            said = {"title": title, "body": body if len(body) > len(prose(0)) / 2 else ""}  # a word is no article
            said = {key: value for key, value in said.items() if value}
            if said and name in self.desk.outlet.texts and not card.deleted and not card.taken:
                seed = self.chance.randint(7, 9)
                other = {"title": f"عنوان ثالث رقم {seed}", "body": prose(seed, name)}
                for changes in (said, {key: other[key] for key in said}):
                    self.desk.outlet.change(name, **changes)
                    self.desk.fetch(recheck=True, accept_changes=True)
                    self.look()
                return

    def upstream_removes(self) -> None:
        name = self.chance.choice(list(self.desk.outlet.texts))
        self.desk.outlet.change(name, status=self.chance.choice((200, 200, 404, 410, 503)))

    def upstream_unlists(self) -> None:
        self.desk.outlet.change(self.chance.choice(list(self.desk.outlet.texts)), listed=self.chance.random() < 0.5)

    def upstream_takes_back(self) -> None:
        name = self.chance.choice(list(self.desk.outlet.texts))
        self.desk.outlet.change(name, title=f"خبر {name} كما كان أول مرة", body=prose(0, name))

    def world_turns(self) -> None:
        self.desk.later(hours=self.chance.choice((1, 5, 24, 80)))

    def world_holds(self) -> None:
        self.desk.config = HELD if self.desk.config is PLAIN else PLAIN

    def world_forgets(self) -> None:
        shutil.rmtree(self.desk.root / "state", ignore_errors=True)

    # -- what must hold after each step

    def check(self) -> None:
        archive = self.desk.archive
        seen: dict[str, Path] = {}
        for path in archive.all_files():
            said = archive.story(path)
            assert said.slug not in seen, f"{path} and {seen[said.slug]}"
            seen[said.slug] = path
            assert not path.name.startswith(files.TEMPORARY)
        for slug, card in self.cards.items():
            assert (slug in seen) is not card.deleted, (slug, card)
            if card.deleted:
                continue
            assert seen[slug] == card.path
            raw = card.path.read_text(encoding="utf-8")
            fields, body = frontmatter.read(raw)
            assert fields["status"] == card.status
            if card.taken:
                assert body == ""
                assert "title" not in fields
                assert "محرر" not in raw
                assert slug not in archive.pending("example")
                continue
            for name, value in card.fields.items():
                assert fields[name] == value, (slug, name)
            if card.body is not None:
                assert body == card.body, slug
            for note in card.comments:
                assert note in raw, slug

    def end(self) -> None:
        """A last run that nothing disturbs: what no editor touched says what upstream says."""
        outlet = self.desk.outlet
        outlet.texts = {name: replace(one, status=200, listed=True) for name, one in outlet.texts.items()}
        self.desk.config = PLAIN
        self.desk.later(minutes=1)
        assert Kind.LEFT_OUT not in self.desk.kinds(accept_changes=True, recheck=True)
        self.look()
        self.check()
        for slug, card in self.cards.items():
            name = self.name_of(slug)
            if name in outlet.texts and not card.deleted and not card.taken:
                said = self.desk.archive.story(card.path)
                recent = said.fetched and self.desk.now - said.fetched <= looks.LATEST
                if recent and not story.edited(said) & {"title", "body"}:
                    assert (said.body, said.original_title) == (outlet.texts[name].body, outlet.texts[name].title)
                if recent and (waiting := self.desk.archive.waiting("example", slug)):
                    waits = {key for key in digests.read(waiting.digest) if key in ("title", "body")}
                    assert waits, "nothing else waits alone"
                    assert all(getattr(waiting, key) == getattr(outlet.texts[name], key) for key in waits)
                    assert any(getattr(said, key) != getattr(waiting, key) for key in waits)
        before = {path: path.read_bytes() for path in self.desk.content.rglob("*") if path.is_file()}
        self.desk.fetch()
        assert before == {path: path.read_bytes() for path in self.desk.content.rglob("*") if path.is_file()}


def frontmatter_of(digest: str | None) -> list[str]:
    return [part.split(":")[0] for part in (digest or "").split()]


@pytest.mark.parametrize("part", range(4))
def test_no_editors_byte_is_lost(part: int) -> None:
    for seed in range(part, SEQUENCES, 4):
        root = Path(tempfile.mkdtemp(prefix="mirah-desk-"))
        office = Office(root, seed)
        try:
            for _ in range(STEPS):
                office.step()
            office.end()
        except BaseException as error:
            error.add_note(f"sequence {seed}: {', '.join(office.done)}")
            raise
        finally:
            shutil.rmtree(root)
