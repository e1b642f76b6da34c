"""The search index as the build makes it: whole, kept while no text changes, never in the way of a site."""

import gzip
import json
import sys
from pathlib import Path

import pytest

import theme_site
from mirror.errors import UnfinishedError
from mirror.site import Built
from site_builder import Mirror, mirror, numbered
from test_build_door import run


def build(made: Mirror, theme: Path = theme_site.THEME) -> Built:
    return made.build(with_search=True, settings={"THEME": str(theme)})


def results(made: Mirror) -> list[str]:
    """Return what results of the index show, whatever its files are called."""
    fragments = (made.output / "pagefind" / "fragment").iterdir()
    return sorted(gzip.decompress(path.read_bytes())[12:].decode() for path in fragments)


def test_every_published_story_is_in_it_and_nothing_of_pagefinds_own_pages(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1), numbered(2), numbered(3, status="draft")])
    built = build(made)
    assert built.index == (2, True)
    shown = [json.loads(text) for text in results(made)]
    assert {each["url"] for each in shown} == {f"/news/{numbered(n).slug}.html" for n in (1, 2)}
    assert shown[0]["meta"]["date"] == "٢٣ كانون الأول ٢٠٢٥"
    assert shown[0]["filters"] == {"category": ["politics"], "month": ["2025-12"], "source": ["example"]}
    assert shown[0]["content"] == ""
    names = {path.name for path in (made.output / "pagefind").iterdir()}
    assert not [name for name in names if "ui" in name or "highlight" in name]
    assert {"pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind"} <= names


def test_it_is_made_anew_only_when_a_text_changes(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1), numbered(2)])
    first = build(made)
    files = {path.name: path.stat().st_ino for path in (made.output / "pagefind").rglob("*.pf_*")}
    shown = results(made)

    again = build(made)
    assert (first.index, again.index) == ((2, True), (2, False))
    assert {path.name: path.stat().st_ino for path in (made.output / "pagefind").rglob("*.pf_*")} == files

    [path] = made.put(numbered(1, body="نص آخر."))
    assert build(made).index == (2, True)
    path.unlink()
    assert build(made).index == (1, True)
    made.put(numbered(1))
    build(made)
    assert results(made) == shown, "the same stories, the same results"


def test_without_its_state_it_is_the_same(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1), numbered(2)])
    build(made)
    shown = results(made)
    [kept] = [path for path in (tmp_path / "state" / "search").iterdir() if path.is_dir()]
    (tmp_path / "state" / "search" / "work").mkdir()  # as a killed build leaves it
    kept.rename(kept.with_name("0"))
    assert build(made).index == (2, True)
    assert results(made) == shown
    assert [path.name for path in (tmp_path / "state" / "search").iterdir()] == [kept.name]


def test_an_empty_mirror_has_nothing_to_find(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    assert build(made).index is None
    assert "search.html" in made.paths()


def test_where_pagefind_cannot_run_the_old_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = mirror(tmp_path, [numbered(1)])
    build(made)
    made.put(numbered(2))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(UnfinishedError, match=r"pagefind.*--no-search"):
        build(made)
    assert f"news/{numbered(2).slug}.html" not in made.paths()
    assert any(path.startswith("pagefind/") for path in made.paths())


def test_what_is_amiss_in_the_site_is_put_right(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    build(made)
    paths = made.paths()
    [fragment] = (made.output / "pagefind" / "fragment").iterdir()
    fragment.unlink()
    (made.output / "pagefind" / "stranger.js").write_text("", encoding="utf-8")
    assert build(made).index == (1, False)
    assert made.paths() == paths


def test_the_door_says_how_long_it_took_and_leaves_it_out_when_told(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    assert "search: 1 stories, indexed in " in run(made).stderr
    done = run(made, "--verify")
    assert (done.returncode, "search: 1 stories, nothing to index" in done.stderr) == (0, True), done.stderr
    assert (made.output / "pagefind" / "pagefind.js").is_file()
    assert "search" not in run(made, "--no-search").stderr
    assert not (made.output / "pagefind").exists()
