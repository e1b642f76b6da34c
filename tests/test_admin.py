"""/admin/: off unless it is switched on; in a real Chromium an editor changes exactly the lines that were meant."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import Browser

from desk_browser import Desk
from doors import ROOT, Mirror, tree
from mirror import story

HOSTS = {"https://www.githubstatus.com"}
"""What the program still asks besides the site itself; docs/editors.ar.md names it."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def switched_on(mirror: Mirror) -> Mirror:
    with (mirror.root / "mirror.toml").open("a", encoding="utf-8") as file:
        file.write("\n[admin]\non = true\n")
    return mirror


@pytest.fixture(scope="module")
def site(mirrored: Mirror, tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    mirror = switched_on(mirrored.copy(tmp_path_factory.mktemp("admin") / "m"))
    done = mirror.run("build", "--siteurl", "http://localhost/repo")
    assert done.returncode == 0, done.stderr
    return mirror


@pytest.fixture(scope="module")
def address(site: Mirror) -> Iterator[str]:
    root = site.root / "served"
    root.mkdir()
    (root / "repo").symlink_to(site.output)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/repo/"
        server.shutdown()


@pytest.fixture
def checkout(site: Mirror, tmp_path: Path) -> Mirror:
    mirror = site.copy(tmp_path / "checkout")
    git(mirror, "init", "--quiet")
    git(mirror, "add", "content")
    git(mirror, "-c", "user.name=م", "-c", "user.email=e@example.org", "commit", "--quiet", "-m", "قبل")
    return mirror


def git(mirror: Mirror, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=mirror.root, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def changed(mirror: Mirror, desk: Desk) -> list[str]:
    """Put what the browser saved into the checkout and return the changed lines, as git shows them."""
    for path, data in desk.files().items():
        target = mirror.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    shown = git(mirror, "diff", "--unified=0", "--", "content")
    lines = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    git(mirror, "add", "content")
    git(
        mirror, "-c", "user.name=م", "-c", "user.email=e@example.org", "commit", "--quiet", "--allow-empty", "-m", "بعد"
    )
    return lines


def test_it_is_off_by_default(mirror: Mirror) -> None:
    assert mirror.run("build").returncode == 0
    assert not (mirror.output / "admin").exists()


def test_nothing_links_to_it_and_it_is_not_listed(site: Mirror) -> None:
    for path in site.output.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".webmanifest") and "admin" not in path.parts:
            assert "/admin" not in path.read_text(encoding="utf-8"), path
    page = (site.output / "admin" / "index.html").read_text(encoding="utf-8")
    assert 'content="noindex, nofollow"' in page


def test_its_fields_are_the_schemas_in_the_files_order(site: Mirror) -> None:
    config = json.loads((site.output / "admin" / "config.json").read_text(encoding="utf-8"))
    source = config["collections"][0]
    assert [each["name"] for each in source["fields"]] == [*story.KEYS, "body"]
    locked = {each["name"] for each in source["fields"] if each.get("readonly")}
    assert {"slug", "source", "original_url", "original_title", "fetched", "digest"} <= locked
    for collection in config["collections"]:
        for field in collection["fields"]:
            assert field["label"] != field["name"]
            assert field["hint"]
    assert [each["name"] for each in config["collections"]] == ["example", "sister", "articles", "pages"]
    (category,) = (each for each in source["fields"] if each["name"] == "category")
    assert category["options"] == ["سياسة", "اقتصاد", "ثقافة", "رياضة", "علوم وتقنية", "منوعات"]
    statuses = {option["value"] for each in source["fields"] if each["name"] == "status" for option in each["options"]}
    assert statuses == set(story.STATUSES)


def test_the_program_is_the_packages_at_the_pinned_version(site: Mirror) -> None:
    """What we serve asks no content network, and stands there whole, with its licences."""
    served = site.output / "admin" / "sveltia"
    program = (served / "index.js").read_text(encoding="utf-8")
    assert "cdn.jsdelivr.net" not in program
    assert (served / "LICENSE.txt").read_text(encoding="utf-8").startswith("MIT License")
    assert len(list((served / "assets").glob("*.woff2"))) == 3
    assert len(list((served / "assets").glob("*.LICENSE.txt"))) == 3
    guide = (ROOT / "docs" / "editors.ar.md").read_text(encoding="utf-8")
    for host in ("www.githubstatus.com", "api.github.com"):
        assert host in guide


def test_the_guide_stands_beside_it_with_its_pictures(site: Mirror) -> None:
    guide = (site.output / "admin" / "guide.html").read_text(encoding="utf-8")
    assert "<h1>دليل المحررين</h1>" in guide
    pictures = re.findall(r'src="(editors/[^"]+)"', guide)
    assert len(pictures) == 3
    for picture in pictures:
        assert (site.output / "admin" / picture).is_file()
    assert site.run("crawl", "--output", str(site.output), "--siteurl", "http://localhost/repo").returncode == 0


def test_make_edit_serves_it_and_leaves_nothing(mirror: Mirror) -> None:
    before = tree(mirror.content)
    places = ["--config", mirror.root / "mirror.toml", "--content", mirror.content, "--state", mirror.root / "state"]
    command = [sys.executable, ROOT / "scripts" / "edit.py", *places, "--no-open", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr
        line = process.stderr.readline()
        address = re.search(r"http://localhost:\d+/admin/", line)
        assert address, line
        assert str(mirror.root) in line
        with urllib.request.urlopen(address[0], timeout=10) as answer:
            assert "Content-Security-Policy" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
    assert tree(mirror.content) == before
    assert not (mirror.root / "output").exists()


def test_each_value_changes_its_own_line(browser: Browser, address: str, checkout: Mirror) -> None:
    (path,) = (each for each in checkout.stories("example") if "«درب»" in each.read_text(encoding="utf-8"))
    entry = path.relative_to(checkout.content / "example").with_suffix("").as_posix()
    before = path.read_text(encoding="utf-8")
    first = before.split("---\n\n", 1)[1].splitlines()[0]
    desk = Desk(browser, address, checkout.root)

    def edited(*steps: tuple[str, ...]) -> list[str]:
        desk.open("example", entry)
        for do, *arguments in steps:
            getattr(desk, do)(*arguments)
        desk.save()
        return changed(checkout, desk)

    assert edited(("write", "title", "تطبيق «درب»: عنوان أصلحته محرّرة")) == [
        "-title: تطبيق «درب» يقرأ لافتات البلدة بصوت مسموع",
        "+title: 'تطبيق «درب»: عنوان أصلحته محرّرة'",
    ]
    assert edited(("write", "date", "2025-12-20T10:30")) == [
        "-date: 2025-12-15T13:15:00+03:00",
        "+date: 2025-12-20T10:30:00+03:00",
    ]
    assert edited(("choose", "category", "ثقافة")) == ["-category: علوم وتقنية", "+category: ثقافة"]
    assert edited(("add", "tags", "وسم جديد")) == ["+  - وسم جديد"]
    assert edited(("write", "image_alt", "وصف جديد: له نقطتان"))[1:] == ["+image_alt: 'وصف جديد: له نقطتان'"]
    assert edited(("type_before", "body", "كلمة ")) == [f"-{first}", f"+كلمة {first}"]
    assert edited(("choose", "status", "مسوّدة")) == ["-status: published", "+status: draft"]
    assert edited(("choose", "status", "محذوف"), ("write", "reason", "2025-12-23 طلب الناشر")) == [
        "-status: draft",
        "+status: skip",
        "+reason: 2025-12-23 طلب الناشر",
    ]
    assert not [line for line in desk.said if line.startswith("error") and "ERR_NAME_NOT_RESOLVED" not in line]
    asked = {"/".join(url.split("/")[:3]) for url in desk.asked if url.startswith("http")}
    assert asked - {address.removesuffix("/repo/")} <= HOSTS
    assert desk.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
    desk.context.close()
    assert checkout.run("build").returncode == 0
    page = (checkout.output / "news" / f"{path.stem}.html").read_text(encoding="utf-8")
    assert "طلب الناشر" in page
    assert "اللافتة" not in page, "the text of what was taken down is not on the site"


def test_lists_by_source_and_status_and_a_picture_lies_where_ours_do(
    browser: Browser, address: str, checkout: Mirror, tmp_path: Path
) -> None:
    path = checkout.stories("sister")[0]
    checkout.edit(path, "status: published", "status: draft")
    picture = tmp_path / "صورة من الهاتف.png"
    Image.new("RGB", (1600, 900), "teal").save(picture)
    desk = Desk(browser, address, checkout.root)
    desk.open("sister", path.relative_to(checkout.content / "sister").with_suffix("").as_posix())
    desk.upload("image", picture)
    desk.save()
    lines = changed(checkout, desk)
    (name,) = (line.removeprefix("+image: ") for line in lines if line.startswith("+image: "))
    kept = checkout.content / "images" / name
    with Image.open(kept) as image:
        assert (image.format, image.size) == ("WEBP", (1200, 675))
    desk.page.goto(f"{address}admin/#/collections/sister")
    desk.page.get_by_role("button", name="تصفية").click()
    desk.page.get_by_role("menuitemcheckbox", name="مسوّدة").click()
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_timeout(500)
    assert desk.page.locator("[role=row]").count() == 1
    desk.context.close()
    checked = checkout.run("check")
    assert checked.returncode == 0, checked.stderr
    assert checkout.run("build", "--drafts").returncode == 0
    assert (checkout.output / "images" / name).is_file()
