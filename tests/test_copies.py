"""Stories that are one text: what counts as one, who is first, and that many small builds find what one finds."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plugins.state import NAME, State
from plugins.stories import copies
from plugins.stories.copies import Copies, Sketch
from plugins.stories.groups import groups
from plugins.stories.records import Record, Source
from plugins.stories.shingles import ALIKE, SKETCH, share, shingles, sketch

from mirror.story import Story
from samples import TOML
from site_builder import Mirror, mirror, numbered

WORDS = [
    f"{stem}{end}"
    for stem in ("حديق", "مدرس", "طريق", "كتاب", "قمح", "نهر", "جسر", "سوق")
    for end in ("", "ة", "ات", "ها", "نا")
]
THIRD = '\n[[source]]\nid = "third"\nname = "إذاعة القياس"\nhome = "https://third.example.org/"\n' + (
    'listing = ["https://third.example.org/feed/"]\nmode = "full"\ncategory = "رياضة"\n'
)
START = datetime(2025, 1, 1, tzinfo=UTC)


def a_text(seed: int, length: int = 80) -> str:
    dice = Random(seed)
    return " ".join(dice.choice(WORDS) for _ in range(length))


# What is the same text -----------------------------------------------------------------------------------------------


def test_spelling_markup_and_addresses_make_no_difference() -> None:
    plain = (
        "افتتح الوزير أمس مدرسة كبيرة إلى جانب النهر في ٢٠٢٥ وقال: إن العمل «انتهى» قبل موعده بشهر كامل كما وعد أول مرة"
    )
    other = (
        "**افتتح** الوزير امس [مدرسه كبيره](https://e.org/a_b?c=1) الي جانب النهــر في 2025 وقال إنّ العمل انتهي قبل موعده\nبشهر كامل "
        "كما <b>وعد</b> اول مره ![](https://e.org/a.jpg)"
    )
    assert shingles(plain) == shingles(other) != frozenset()


def test_texts_of_a_sentence_or_two_are_not_compared() -> None:
    assert shingles(a_text(1, length=21)) == frozenset()
    assert len(shingles(a_text(1, length=40))) >= 20


def test_share_is_jaccards() -> None:
    assert share(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
    assert share(frozenset({1}), frozenset({2})) == 0
    assert share(frozenset(), frozenset()) == 0


@given(st.sets(st.integers(-(2**63), 2**63 - 1), max_size=500))
@settings(max_examples=50, deadline=None)
def test_a_sketch_is_the_smallest(found: set[int]) -> None:
    assert list(sketch(found)) == sorted(found)[:SKETCH]


# Who is first --------------------------------------------------------------------------------------------------------


def a_record(name: str, *, day: int = 0, source: str = "example", **changes: Any) -> Record:
    owner = Source(
        id=source, name=source, url="", home="", mode="full", permission=None, paused=False, index="", canonical=""
    )
    base = Record(
        file=f"{source}/{name}.md",
        mark=name.encode(),
        slug=name,
        date=START + timedelta(days=day),
        category=None,
        load=lambda file: pytest.fail(f"{file} was read"),
        source=owner,
    )
    return replace(base, **changes)


def grouped(stories: Sequence[Record], *pairs: str) -> dict[str, str]:
    """Return the groups by their firsts, as slugs in a row; `pairs` as "a-b" of slugs."""
    files = {each.slug: each.file for each in stories}
    found = groups(stories, [(files[pair[0]], files[pair[-1]]) for pair in pairs])
    return {group[0].slug: "".join(each.slug for each in group) for group in found.values()}


def stories(*slugs: str, **same_as: str) -> list[Record]:
    return [a_record(slug, day=day, same_as=same_as.get(slug)) for day, slug in enumerate(slugs)]


def test_the_oldest_is_first() -> None:
    assert grouped(stories("a", "b", "c", "d"), "b-d", "d-c", "b-c") == {"b": "bcd"}


def test_a_chain_ends_where_the_text_is_no_longer_the_first_ones() -> None:
    assert grouped(stories("a", "b", "c", "d"), "a-b", "b-c", "c-d") == {"a": "ab", "c": "cd"}


def test_one_that_is_like_two_firsts_belongs_to_the_older() -> None:
    assert grouped(stories("a", "b", "c"), "a-c", "b-c") == {"a": "ac"}


def test_an_editors_word_adds_and_wins() -> None:
    assert grouped(stories("a", "b", "c", c="a")) == {"a": "ac"}
    assert grouped(stories("a", "b", "c", a="c"), "a-b") == {"c": "cab"}
    assert grouped(stories("a", "b", "c", b="c"), "a-b") == {"c": "cb"}


def test_words_that_lead_nowhere_or_round_are_survived() -> None:
    assert grouped(stories("a", "b", a="x", b="b")) == {}
    assert grouped(stories("a", "b", "c", a="b", b="c", c="a")) == {"a": "abc"}
    assert grouped(stories("a", "b", "c", "d", b="c", c="b", d="c")) == {"b": "bcd"}


# Found from small changes --------------------------------------------------------------------------------------------


class Desk:
    """Story files without front matter worth the name, and the copies among them."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.state = folder / "state"
        self.records: dict[str, Record] = {}
        self.read = 0

    def put(self, name: str, source: str, body: str, version: int = 0) -> None:
        record = a_record(name, source=source, mark=f"{name} {version}".encode())
        path = self.content / record.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: x\n---\n\n{body}\n", encoding="utf-8")
        self.records[name] = record

    def found(self, state: State, key: str = "key") -> list[tuple[str, str]]:
        def spread(work: Callable[[str], Sketch], files: Sequence[str]) -> list[Sketch]:
            self.read += len(files)
            return [work(file) for file in files]

        pairs = Copies(state, self.content, key, spread).pairs(list(self.records.values()))
        state.close()
        return pairs

    def incremental(self) -> list[tuple[str, str]]:
        return self.found(State(self.state))

    def full(self) -> list[tuple[str, str]]:
        return self.found(State(None))

    def exact(self) -> list[tuple[str, str]]:
        """Compare all with all."""
        texts = {
            each.file: shingles((self.content / each.file).read_text(encoding="utf-8")[19:])
            for each in self.records.values()
        }
        alike = (
            (one, other) for one, other in combinations(sorted(texts), 2) if share(texts[one], texts[other]) >= ALIKE
        )
        return [pair for pair in alike if pair[0].split("/")[0] != pair[1].split("/")[0]]


changes = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.sampled_from(["one", "two", "three"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.booleans(),
    ),
    min_size=1,
    max_size=10,
)


@given(changes, st.sampled_from([2, 3, 50]))
@settings(max_examples=20, deadline=None)
def test_many_small_builds_find_what_one_finds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, int, int, bool]], common: int
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "COMMON", common)
        for version, (story, source, text, tail, removed) in enumerate(steps):
            if removed and f"s{story}" in desk.records:
                del desk.records[f"s{story}"]
            else:
                desk.put(f"s{story}", source, f"{a_text(text, 60)} {a_text(100 + tail, 12 + 8 * tail)}", version)
            found = desk.incremental()
            assert found == desk.full()
            if common == 50:
                assert found == desk.exact()


def test_a_new_story_is_read_with_its_candidates_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path)
    for number in range(60):
        desk.put(f"s{number}", "one", a_text(number))
    assert desk.incremental() == []
    assert desk.read == 60
    read: list[str] = []
    body = copies.reading.body
    monkeypatch.setattr(copies.reading, "body", lambda content, file: read.append(file) or body(content, file))
    desk.put("new", "two", f"{a_text(7)} وتتمة قصيرة")
    assert desk.incremental() == [("one/s7.md", "two/new.md")]
    assert {"one/s7.md", "two/new.md"} <= set(read)
    assert len(set(read)) < 6  # a shingle or two of few words may be shared by chance
    read.clear()
    assert desk.incremental() == [("one/s7.md", "two/new.md")]
    assert read == []


def test_a_phrase_below_every_story_brings_nobody_together(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for number in range(120):
        desk.put(f"s{number}", ("one", "two")[number % 2], f"{a_text(5, 40)} {number}")
    assert desk.incremental() == []
    desk.records = dict(list(desk.records.items())[:40])
    assert desk.incremental() == desk.full() == desk.exact() != []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sketches SET shingles = x'00'", "UPDATE sketches SET mark = x'00' WHERE file = 'one/a.md'", "DELETE FROM sketches",
        "DELETE FROM pairs", "UPDATE pairs SET one = 'two/c.md'", "UPDATE sketches SET size = 9", "DELETE FROM facts",
        "DELETE FROM sketches WHERE file = 'one/a.md'",
    ],
)  # fmt: skip
def test_damaged_state_changes_no_result(tmp_path: Path, damage: str) -> None:
    desk = Desk(tmp_path)
    for name, source in (("a", "one"), ("b", "two"), ("c", "two")):
        desk.put(name, source, a_text(1 if name != "c" else 2))
    desk.incremental()
    with sqlite3.connect(desk.state / NAME) as connection:
        connection.execute(damage)
    connection.close()
    assert desk.incremental() == [("one/a.md", "two/b.md")]
    desk.put("d", "three", a_text(1))
    assert desk.incremental() == desk.full() == desk.exact()


# On the site ---------------------------------------------------------------------------------------------------------


def outlets(tmp_path: Path, *bodies: str, **changes: Any) -> tuple[Mirror, list[Story]]:
    """Return a mirror of one story of each of three outlets, an hour apart."""
    made = [
        numbered(number, source=source, body=body, **changes)
        for number, (source, body) in enumerate(zip(("example", "sister", "third"), bodies, strict=False), start=1)
    ]
    toml = TOML.replace('mode = "excerpt"', 'mode = "full"') + THIRD
    return mirror(tmp_path, made, toml=toml), made


def page(story: Story) -> str:
    return f"news/{story.slug}.html"


def test_lists_and_feeds_show_the_first_and_pages_name_the_others(tmp_path: Path) -> None:
    site, (first, second, third) = outlets(tmp_path, a_text(1), f"{a_text(1)} زيادة", a_text(1))
    site.build(settings={"THEME": "theme"})
    for path in (
        "index.html",
        "category/politics.html",
        "archive/2025/12.html",
        "feeds/all.atom.xml",
        "feeds/category/politics.atom.xml",
    ):
        assert first.slug in site.read(path)
        assert second.slug not in site.read(path), path
        assert third.slug not in site.read(path), path
    for one, others in ((first, (second, third)), (second, (first, third)), (third, (first, second))):
        assert one.slug in site.read(f"source/{one.source}.html")
        html = site.read(page(one)).split('class="also"')[1].split("</section>")[0]
        for other in others:
            assert f'href="/{page(other)}"' in html
            assert f'href="{other.original_url}"' in html
    assert third.slug in site.read("sitemap/2025-12.xml")


def test_another_becomes_first_when_the_first_goes(tmp_path: Path) -> None:
    site, (first, second, _) = outlets(tmp_path, a_text(1), a_text(1), a_text(2))
    site.build()
    assert second.slug not in site.read("index.html")
    site.put(replace(first, status="hidden"))
    site.build()
    assert second.slug in site.read("index.html")
    assert first.slug not in site.read(page(second))


def test_half_of_a_text_is_another_text(tmp_path: Path) -> None:
    site, made = outlets(tmp_path, a_text(1, 90), f"{a_text(1, 90)[:240]} {a_text(2, 60)}", a_text(1, 20))
    site.build()
    for one in made:
        assert one.slug in site.read("index.html")


def test_a_source_that_repeats_itself_has_no_copies(tmp_path: Path) -> None:
    site, made = outlets(tmp_path, a_text(1))
    again = numbered(9, body=a_text(1))
    site.put(again)
    site.build()
    assert made[0].slug in site.read("index.html")
    assert again.slug in site.read("index.html")


def test_an_editors_word_stands_before_what_is_found(tmp_path: Path) -> None:
    site, (first, second, third) = outlets(tmp_path, a_text(1), a_text(1), a_text(3))
    site.put(replace(first, same_as=third.slug))
    site.build()
    listed = site.read("index.html")
    assert third.slug in listed
    assert first.slug not in listed
    assert second.slug not in listed
