"""check.py: everything that could hurt is found, at its line, with what to do; what is safe to mend is mended."""

import subprocess
import sys
import time
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
        (
            "title: افتتاح",
            "titel: افتتاح",
            '2: titel: is no key of a story, remove it, or correct its spelling; did you mean "title"?',
        ),
        ("status: published", "status: publised", '13: status: "publised" is no status, did you mean "published"?'),
        ("lang: ar", "same_as: s2222222222222", "12: same_as: there is no story s2222222222222"),
        (
            "ثم زارها",
            "![](https://x.example.org/a.jpg)",
            '23: the picture "https://x.example.org/a.jpg" is not in content/images',
        ),
        ("ثم زارها", '<img alt="x" src="/images/a.webp">', '23: the picture "/images/a.webp" is not in content/images'),
        ("ثم زارها", "#وسم", "23: a heading of the first level"),
        ("ثم زارها", "ثم زارها\n===\n", "24: a heading of the first level"),
        ("ثم زارها", "> " * 45 + "ثم زارها", "21: nests more than 40 lists or quotes"),
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


def test_what_only_looks_wrong_is_not_found(content: Path) -> None:
    put(content, story.write(GOOD) + "\n## عنوان\n\n### أصغر\n\nسطر\nثم سطر\n---\n\n\\# ليس عنوانًا\n\n    # كود\n")
    assert findings(content) == []


def test_what_lies_in_the_wrong_place(content: Path) -> None:
    put(content, story.write(GOOD))
    put(content, story.write(GOOD), "lost.md")
    put(content, story.write(replace(GOOD, slug=story.mint("example", "2"))), "exmaple/x.md")
    put(content, story.write(GOOD), f"example/pending/{story.mint('example', '3')}.md")
    put(content, "---\ntitle: [\n---\n", f"example/pending/{GOOD.slug}.md")
    put(content, "اقرأني", "README.md")
    put(content, story.write(GOOD), "example/2025/13/Y.MD")
    (content / "example" / "14").symlink_to(content / "example" / "2025")
    (content / "link").symlink_to(content / "example")
    said = [one.partition("content/")[2] for one in findings(content) if "exmaple/x.md" not in one]
    assert said == [
        'exmaple:1: belongs to no source of mirror.toml, did you mean "example"?',
        "link:1: is a symbolic link, put what it leads to there",
        "lost.md:1: lies in no source's folder, move it to content/articles/",
        "example/14:1: is a symbolic link, put what it leads to there",
        "example/2025/13/Y.MD:1: is not read: its name ends in .MD, let it end in .md",
        f"example/pending/{story.mint('example', '3')}.md:1: waits for a story that has no file any more, "
        f"run pending.py drop {story.mint('example', '3')}",
        f"example/pending/{GOOD.slug}.md:1: cannot be read: not YAML: did not find expected node content; quote the text, "
        f"run pending.py drop {GOOD.slug}",
    ]


def test_own_articles_and_pages_are_held_to_their_schema(content: Path) -> None:
    put(content, "---\ntitle: كلمة\ndate: 2025-12-23T10:00:00+03:00\n---\n\nنص\n", "articles/word.md")
    put(content, "---\ntitle: كلمة\ndate: 2025-12-23T10:00:00+03:00\ncategory: سياسة\n---\n\nن\n", "articles/2/Word.md")
    put(content, story.write(replace(GOOD, source="gone")), "articles/moved.md")
    put(content, "---\nslug: من نحن\ntitl: عن الموقع\nstatus: drft\n---\n\n# عنوان\n", "pages/about.md")
    put(content, "---\ntitle: عن الموقع\n---\n\nنص\n", "pages/contact.md")
    assert [one.partition("content/")[2] for one in findings(content)] == [
        'articles/moved.md:14: source: "gone" is not declared in mirror.toml, known: example, sister',
        "articles/word.md:1: category: missing, add a line `category: …`",
        "articles/2/Word.md:1: slug: stands in content/articles/word.md too, "
        "one of the two files must go: an address is one story's",
        "pages/about.md:1: title: missing, add a line `title: …`",
        'pages/about.md:3: titl: is no key of a page, remove it; did you mean "title"?',
        'pages/about.md:2: slug: "من نحن" is no slug, write small Latin letters and hyphens',
        'pages/about.md:4: status: "drft" is no status, did you mean "draft"?',
        "pages/about.md:7: a heading of the first level; the title is that already, begin with ## (with \\# if it is none)",
    ]


def test_what_is_more_than_the_mode_allows(content: Path) -> None:
    long = replace(GOOD, source="sister", body="كلمة " * 100)
    put(content, story.write(long), "sister/x.md")
    said = findings(content)
    assert any("sister/x.md:10: summary: holds more than mode excerpt allows, shorten it" in one for one in said), said
    assert any("sister/x.md:21: holds more than mode excerpt allows" in one for one in said), said


def test_ten_thousand_stories_in_five_seconds(content: Path) -> None:
    """Here a tenth of them, in a tenth of the time and a margin for a busy machine."""
    body = (
        GOOD.body
        + "\n\n"
        + "\n\n".join(["نص طويل عن بلدة المثال وأهلها. " * 15] * 8)
        + "\n\n[رابط](https://example.org/)"
    )
    for n in range(1000):
        put(content, story.write(replace(GOOD, slug=story.mint("example", str(n)), body=body)), f"example/{n}.md")
    began = time.process_time()
    assert findings(content) == []
    assert time.process_time() - began < 2


def test_two_files_with_one_slug(content: Path) -> None:
    put(content, story.write(GOOD))
    put(content, story.write(GOOD), "example/y.md")
    (said,) = findings(content)
    assert "content/example/y.md:" in said
    assert "stands in content/example/2025/12/x.md too" in said
    put(content, story.write(GOOD), f"example/z/{GOOD.slug}.md")
    named = [one.split(":")[0] for one in findings(content)]
    assert named == ["content/example/y.md", "content/example/2025/12/x.md"], "not the one that bears the slug's name"


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
