"""Search copies and the chunks of the index, at a number of stories from which work is shared and chunks are cut."""

import gzip
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from plugins.stories.searching import Entry

from bench import vocabulary
from mirror import cores
from mirror.errors import UnfinishedError
from mirror.site import chunks, copies, search

STORIES = 420


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [
        Entry(
            page=f"news/s{n}.html",
            mode="full",
            title=f"مرصد {n}",
            others=("شاهد",),
            meta={"title": "العنوان", "summary": "الملخّصات"},
            filters={"source": ("example",)},
            date=f"2025-01-01T00:00:{n:03}+00:00",
        )
        for n in range(STORIES)
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of the entries, as far as copies look at them."""
    site = tmp_path_factory.mktemp("site")
    (site / "news").mkdir()
    dice = Random(1)
    for n in range(STORIES):
        prose = f"<p>{' '.join(vocabulary.words(dice, 150))}</p><ul><li>في</li><li>البَاب</li></ul>"
        page = f'<html><p>رأس</p><article class="story"><div class="prose">{prose}</div><p>ذيل</p></article>'
        (site / f"news/s{n}.html").write_text(page, encoding="utf-8")
    return site


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


@pytest.fixture
def both_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has, and though the test runner has threads: they hold no lock of ours."""
    monkeypatch.setattr(cores, "_cores", lambda: 2)
    monkeypatch.setattr(cores.threading, "active_count", lambda: 1)


@pytest.mark.usefixtures("both_cores")
def test_two_processes_write_what_one_writes(
    site: Path, entries: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.write(site, entries, tmp_path / "two", "ar")
    monkeypatch.setattr(cores, "WORTH_IT", STORIES + 1)
    copies.write(site, entries, tmp_path / "one", "ar")
    both = written(tmp_path / "two")
    assert both == written(tmp_path / "one")
    assert len(both) == STORIES
    text = re.sub(r"<[^>]*>", " ", both["s7.html"]).split()
    assert {"مرصد", "7", "شاهد", "باب"} <= set(text)
    assert {"في", "رأس", "راس", "ذيل", "العنوان", "عنوان"}.isdisjoint(text)


@pytest.mark.usefixtures("both_cores")
def test_a_page_that_cannot_be_read_stops_it(site: Path, entries: list[Entry], tmp_path: Path) -> None:
    gone = [*entries[:-1], Entry(**{name: getattr(entries[0], name) for name in Entry.__slots__} | {"page": "news/x"})]
    assert STORIES % 2 == 0, "the last one falls to the helper"
    with pytest.raises(UnfinishedError, match="one of its processes died"):
        copies.write(site, gone, tmp_path / "copy", "ar")


def test_chunks_are_cut_and_hold_the_same(site: Path, entries: list[Entry], tmp_path: Path) -> None:
    copies.write(site, entries, tmp_path / "copy", "ar")
    search._pagefind(tmp_path)
    made = tmp_path / "index"
    before = [word for path in (made / "index").iterdir() for word in _decoded(chunks.read(path))[0]]
    chunks.cut(made)

    [meta] = made.glob("*.pf_meta")
    table = _decoded(chunks.read(meta))[2]
    files = {path.stem: path for path in (made / "index").iterdir()}
    assert len(table) > 10
    assert [name for _, _, name in table] == list(dict.fromkeys(name for _, _, name in table))
    assert set(files) == {name for _, _, name in table}
    after = []
    for first, last, name in table:
        said = chunks.read(files[name])
        words = _decoded(said)[0]
        assert first < words[0][0] <= words[-1][0] == last
        assert len(words) == 1 or len(said) < 2 * chunks._ENOUGH
        after += words
    assert after == sorted(before, key=lambda word: word[0].encode())
    assert "الملخّصات" not in {word for word, *_ in after}
    chunks.cut(made)
    assert {path.stem for path in (made / "index").iterdir()} == set(files), "cut again, they stay"


def test_a_term_of_several_spellings_stays_whole(tmp_path: Path) -> None:
    words = b"\x82\x83aa\x81\x83\x05\x81\x18\x63\x80\x81\x82bAA\x81\x83\x05\x81\x18\x63\x80\x83ab\x80\x80"
    (tmp_path / "index").mkdir()
    chunks.write(tmp_path / "index" / "und_1.pf_index", b"\x81" + words)
    chunks.write(tmp_path / "x.pf_meta", b"\x86c1.0\x80\x81\x83aaabeund_1\x80\x80\x80")
    chunks.cut(tmp_path)
    [path] = (tmp_path / "index").iterdir()
    assert chunks.read(path) == b"\x81" + words
    assert _decoded(chunks.read(tmp_path / "x.pf_meta")) == ["1.0", [], [["", "b", path.stem]], [], [], []]


@pytest.mark.parametrize("raw", [b"x", b"pagefind_dcd", b"pagefind_dcd\x83", b"pagefind_dcd\xa1\x00\x00"])
def test_an_index_of_another_form_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.pf_meta").write_bytes(gzip.compress(raw))
    with pytest.raises(UnfinishedError, match="unknown kind"):
        chunks.cut(tmp_path)


def _decoded(said: bytes) -> Any:
    """Return what CBOR says: text, whole numbers and lists, as the standard has it (RFC 8949)."""
    at = 0

    def item() -> Any:
        nonlocal at
        kind, number = said[at] >> 5, said[at] & 31
        at += 1
        if number >= 24:
            size = 2 ** (number - 24)
            number = int.from_bytes(said[at : at + size], "big")
            at += size
        if kind == 3:
            at += number
            return said[at - number : at].decode()
        return {0: lambda: number, 1: lambda: -1 - number, 4: lambda: [item() for _ in range(number)]}[kind]()

    out = item()
    assert at == len(said)
    return out
