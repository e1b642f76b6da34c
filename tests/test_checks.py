"""check.py: everything that could hurt is found, at its line, with what to do; what is safe to mend is mended."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mirror import checks, story
from mirror.store import Archive
from samples import NOW, TOML, a_story, config

ROOT = Path(__file__).resolve().parent.parent
GOOD = a_story()


def findings(root: Path) -> list[str]:
    return [str(found) for found in checks.content_findings(Archive(root, config().site.zone), config(), NOW)]


def put(root: Path, text: str, name: str = "example/2025/12/x.md") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_a_fetched_story_is_clean(content: Path) -> None:
    put(content, story.write(GOOD))
    assert findings(content) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("category: سياسة", "category: سيّاسات", '4: category: "سيّاسات" is no declared category, did you mean "سياسة"?'),
        ("source: example", "source: exmple", '14: source: "exmple" is not declared in mirror.toml, did you mean'),
        ("source: example", "source: sister", '14: source: "sister", but the file lies under example'),
        ("date: 2025-12-23T", "date: 2027-12-23T", "3: date: 2027-12-23 is in the future"),
        ("title: افتتاح", "title: \u202eافتتاح", "2: title: holds invisible direction"),
        ("title: افتتاح", "titel: افتتاح", "2: titel: is no key of a story"),
        ("lang: ar", "image: 0123456789.webp", "12: image: content/images/0123456789.webp is not there"),
        ("ثم زارها", "ثم\u2066 زارها", "23: holds invisible direction"),
        ("ثم زارها", "![صورة]({static}/images/aa.webp)", "23: content/images/aa.webp is not there"),
        ("ثم زارها", "# ثم زارها", "23: a heading of the first level"),
        ("ثم زارها", "## ثم\n\n#### زارها", "25: a heading of level 4 under one of level 2"),
        ("title: افتتاح", "title: [افتتاح", "3: not YAML"),
        ("fetched: 2025", "fetchd: 2025", "1: fetched: missing"),
    ],
)
def test_what_hurts_is_found(content: Path, old: str, new: str, says: str) -> None:
    text = story.write(GOOD)
    assert old in text
    put(content, text.replace(old, new, 1))
    said = findings(content)
    assert any(one.startswith("content/example/2025/12/x.md:" + says) for one in said), said


def test_two_files_with_one_slug(content: Path) -> None:
    put(content, story.write(GOOD))
    put(content, story.write(GOOD), "example/y.md")
    (said,) = findings(content)
    assert "content/example/y.md:" in said
    assert "stands in content/example/2025/12/x.md too" in said


def test_an_undeclared_source_is_found(content: Path) -> None:
    put(content, story.write(replace(GOOD, source="gone")), "gone/x.md")
    assert any('source: "gone" is not declared' in one for one in findings(content))


def test_own_articles_need_no_source(content: Path) -> None:
    put(
        content,
        "---\ntitle: كلمة المحرر\ndate: 2025-12-23T10:00:00+03:00\ncategory: سياسة\n---\n\nنص\n",
        "articles/word.md",
    )
    assert findings(content) == []


def run_check(tmp_path: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    put(tmp_path, TOML, "mirror.toml")
    places = ["--config", tmp_path / "mirror.toml", "--content", tmp_path / "content", "--state", tmp_path / "state"]
    command = [sys.executable, ROOT / "scripts" / "check.py", *places, *flags]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_fix_mends_what_is_safe_and_only_that(tmp_path: Path) -> None:
    text = story.write(GOOD).replace("14:30:00+03:00", "14:30:00", 1).replace("category: سياسة", "category: محليّات")
    path = put(
        tmp_path / "content",
        text.replace("title: افتتاح", "title: افت\u202eتاح").replace("ثم زارها", "ثم\u200b زار\u202cها"),
    )
    done = run_check(tmp_path, "--fix")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert path.read_text(encoding="utf-8") == story.write(GOOD).replace("ثم زارها", "ثم\u200b زارها")
    before = path.read_bytes()
    assert run_check(tmp_path, "--fix").returncode == 0
    assert path.read_bytes() == before


def test_exit_codes_and_formats(tmp_path: Path) -> None:
    put(tmp_path / "content", story.write(GOOD).replace("category: سياسة", "category: 100%\u202e::set-output"))
    done = run_check(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith('content/example/2025/12/x.md:4: category: "100%')
    done = run_check(tmp_path, "--format", "github")
    line, *_ = done.stdout.splitlines()
    assert line.startswith('::error file=content/example/2025/12/x.md,line=4::category: "100%25')
    assert "\u202e" not in done.stdout + done.stderr
    put(tmp_path, TOML.replace("mode", "mod"), "bad.toml")
    done = run_check(tmp_path, "--config", str(tmp_path / "bad.toml"))
    assert done.returncode == 2
    assert 'bad.toml:16: [[source]] "example": mode: missing' in done.stdout
    assert run_check(tmp_path, "--config", str(tmp_path / "none.toml")).returncode == 2
    assert run_check(tmp_path, "--no-such-flag").returncode == 2
