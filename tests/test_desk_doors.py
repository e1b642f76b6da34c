"""The editors' doors as processes, on the mirrored sample newsroom, and what the site then shows."""

import json
import re
from dataclasses import replace
from pathlib import Path

import newsroom as sample
from doors import Mirror, tree
from mirror import frontmatter
from newsroom import Newsroom

OWN = "---\ntitle: كلمة المحررين\ndate: 2025-12-23T15:00:00+03:00\ncategory: سياسة\n---\n\nنص المحررين.\n"


def say(done) -> str:
    return done.stdout + done.stderr


def test_taken_down_and_restored_on_the_site(mirror: Mirror) -> None:
    path = mirror.stories("example")[0]
    fields, _ = frontmatter.read(path.read_text(encoding="utf-8"))
    before = tree(mirror.content)
    done = mirror.run("takedown", str(fields["original_url"]) + "?utm_source=x", "--reason", "طلب الناشر")
    assert done.returncode == 0, say(done)
    assert "taken down: content/example/" in done.stderr
    (mirror.content / "articles").mkdir()
    (mirror.content / "articles" / "word.md").write_text(OWN, encoding="utf-8")
    assert mirror.run("fetch", "--recheck").returncode == 0
    done = mirror.run("build", "--no-search")
    assert done.returncode == 0, say(done)
    page = (mirror.output / "news" / f"{path.stem}.html").read_text(encoding="utf-8")
    assert "طلب الناشر" in page
    assert "noindex" in page
    assert str(fields["title"]) not in page
    elsewhere = [
        one.name for one in mirror.output.rglob("*")
        if one.suffix in (".html", ".xml", ".json") and path.stem in one.read_text(encoding="utf-8") and one.stem != path.stem
    ]  # fmt: skip
    assert elsewhere == [], "gone from lists, feeds and sitemap"
    assert not (mirror.output / "images" / str(fields.get("image", "none.webp"))).exists()
    own = (mirror.output / "news" / "word.html").read_text(encoding="utf-8")
    assert '<footer class="notice">' not in own
    assert "مرآة الأخبار" in re.sub(r"(?s)^.*<h1|</article>.*$", "", own), "its byline says whose it is"
    for listed in ("index.html", "category/politics.html", "feeds/all.atom.xml"):
        assert "كلمة المحررين" in (mirror.output / listed).read_text(encoding="utf-8"), listed
    done = mirror.run("takedown", path.stem, "--restore")
    assert done.returncode == 0, say(done)
    after = tree(mirror.content)
    del after["articles/word.md"]
    assert after == before, "the text and its pictures are back, byte for byte"


def test_what_its_source_no_longer_has_stays_taken_down(mirrored: Mirror, tmp_path: Path) -> None:
    mirror = mirrored.copy(tmp_path / "m")
    (mirror.root / "mirror.toml").write_text(
        re.sub('connect = "[^"]*"', 'connect = "127.0.0.1:9"', (mirror.root / "mirror.toml").read_text("utf-8")),
        "utf-8",
    )
    path = mirror.stories("example")[0]
    assert mirror.run("takedown", path.stem, "--reason", "طلب الناشر").returncode == 0
    before = tree(mirror.content)
    done = mirror.run("takedown", path.stem, "--restore", "--report", mirror.root / "report.jsonl")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"left out: example: {path.stem}: " in done.stderr
    assert "it stays taken down; if its text was here, git's history has it" in done.stderr
    assert tree(mirror.content) == before
    (line,) = (mirror.root / "report.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["outcome"], json.loads(line)["slug"]) == ("left out", path.stem)


def test_what_a_source_holds_is_released(newsroom: Newsroom, tmp_path) -> None:
    mirror = Mirror.of_samples(tmp_path / "m", newsroom.address)
    mirror.edit(mirror.root / "mirror.toml", 'id = "example"', 'id = "example"\nreview = "hold"')
    assert mirror.run("fetch", "example", "--limit", "3").returncode == 0
    first, second, third = mirror.stories()
    assert mirror.run("build", "--no-search").returncode == 0
    assert not list((mirror.output / "news").glob("s*.html"))
    assert mirror.run("build", "--no-search", "--drafts").returncode == 0
    page = (mirror.output / "news" / f"{first.stem}.html").read_text(encoding="utf-8")
    assert "مسودة لم تُنشر بعد" in page
    assert "noindex" in page
    done = mirror.run("status")
    assert first.stem in done.stdout
    done = mirror.run("release", first.stem)
    assert (done.returncode, f"released {first.stem}" in done.stderr) == (0, True), say(done)
    assert mirror.run("release", first.stem).returncode == 1
    done = mirror.run("release", "--all")
    assert (done.returncode, second.stem in done.stderr, third.stem in done.stderr) == (0, True, True)
    done = mirror.run("release", "--all")
    assert (done.returncode, "nothing waits" in done.stderr) == (0, True)
    assert {frontmatter.read(path.read_text(encoding="utf-8"))[0]["status"] for path in mirror.stories()} == {
        "published"
    }


def test_what_waits_is_shown_taken_and_dropped(mirror: Mirror) -> None:
    (outlet,) = (one for one in sample.sample() if one.host == "news.example.org")
    one, other, *_ = [article for article in outlet.articles if not article.quirks and "{{" not in article.body]
    new = "نص كُتب من جديد كله عن بلدة المثال وأهلها.\n\n"
    articles = tuple(
        replace(each, body=new * 3 + each.body) if each in (one, other) else each for each in outlet.articles
    )
    files = {}
    for path in mirror.stories("example"):
        files[str(frontmatter.read(path.read_text(encoding="utf-8"))[0]["original_url"])] = path
    for each in (one, other):
        files[each.url].write_text(files[each.url].read_text(encoding="utf-8") + "\nأضافه محرر.\n", encoding="utf-8")
    with Newsroom([replace(outlet, articles=articles)]) as later:
        text = (mirror.root / "mirror.toml").read_text(encoding="utf-8")
        (mirror.root / "mirror.toml").write_text(
            re.sub('connect = "[^"]*"', f'connect = "{later.address}"', text), "utf-8"
        )
        done = mirror.run("fetch", "example", "--recheck")
    assert "upstream's newer versions of stories that editors changed: 2" in done.stderr
    done = mirror.run("pending")
    assert (done.returncode, done.stdout.count("\n-أضافه محرر.")) == (0, 2), say(done)
    assert f"+{new.strip()}" in done.stdout
    assert mirror.run("status").stdout.count("pending:") == 1
    assert mirror.run("pending", "take").returncode == 2
    assert mirror.run("pending", "take", "s2222222222222").returncode == 2
    assert mirror.run("pending", "take", files[one.url].stem).returncode == 0
    assert mirror.run("pending", "drop", files[other.url].stem).returncode == 0
    assert "أضافه محرر" not in files[one.url].read_text(encoding="utf-8")
    assert "أضافه محرر" in files[other.url].read_text(encoding="utf-8")
    done = mirror.run("pending")
    assert (done.stdout, "nothing waits" in done.stderr) == ("", True)


def test_labels_that_fell_through_are_reported_and_sorted(mirror: Mirror) -> None:
    toml = mirror.root / "mirror.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(re.sub(r"(?m)^match = .*\n", "", text), encoding="utf-8")
    done = mirror.run("status")
    assert "labels:" in done.stdout, say(done)
    done = mirror.run("categorise", "--dry-run")
    assert (done.returncode, "would be: " in done.stderr) == (0, True)
    moved = int(re.search(r"(\d+) changed", done.stderr)[1])
    assert moved
    mirror.run("categorise")
    assert "labels:" in mirror.run("status").stdout
    toml.write_text(text, encoding="utf-8")
    done = mirror.run("categorise")
    assert f"{moved} changed" in done.stderr


def test_what_cannot_be_meant_is_refused(mirrored: Mirror) -> None:
    for door, flags in (
        ("release", []),
        ("release", ["--all", "s2222222222222"]),
        ("release", ["nothing"]),
        ("takedown", ["nothing", "--reason", "x"]),
        ("takedown", ["https://news.example.org/x"]),
        ("takedown", ["https://news.example.org/x", "--reason", "  "]),
        ("takedown", ["https://elsewhere.example.org/x", "--reason", "x"]),
        ("takedown", [mirrored.stories()[0].stem, "--restore"]),
        ("categorise", ["nobody"]),
        ("pending", ["keep", "s2222222222222"]),
    ):
        done = mirrored.run(door, *flags)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), (door, flags, done.stderr)
