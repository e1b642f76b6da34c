"""A mirror of outlets that mean harm, through the doors: fetched, built, fetched again, and opened in a browser.

One run of the whole world, at which every test here looks.
"""

import json
import os
import re
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree, html
from playwright.sync_api import Browser

import hostile_stories
from bench import process
from browser import chromium, served
from doors import FETCHED, Mirror, tree
from hostile_making import Outlet, changed_suddenly
from hostile_world import CLASSES, outlets
from mirror import allowlist, frontmatter, rendering, story
from samples import TOML
from test_markup_corpus import Harmless
from web_server import PUBLIC, Server

ROOT = Path(__file__).resolve().parent.parent
DEADLINE = float(os.environ.get("MIRROR_DEADLINE", "3"))
"""Seconds that a request may take here; the doors' own is thirty (`make soak` takes that)."""
LIMIT = 30
"""New stories of each source."""
MEMORY = 300_000_000


@contextmanager
def canary() -> Iterator[tuple[str, list[bytes]]]:
    """A server inside that nobody may ask for anything; give its address and what it was told."""
    told: list[bytes] = []
    with socket.create_server(("127.0.0.2", 0)) as listener:

        def listen() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.settimeout(1)
                    told.append(client.recv(1000))

        threading.Thread(target=listen, daemon=True).start()
        yield f"127.0.0.2:{listener.getsockname()[1]}", told
        listener.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, kw_only=True)
class World:
    """What came of the runs: the mirror, what the doors said, whom they dialled, what the canary heard."""

    outlets: dict[str, Outlet]
    mirror: Mirror
    fetched: process.Cost
    built: process.Cost
    again: process.Cost
    first: dict[str, str]
    second: dict[str, str]
    dialled: set[str]
    server: str
    told: list[bytes]

    def lines(self, source: str) -> list[str]:
        return [line for line in self.fetched.output.splitlines() if line.startswith(f"fetch: left out: {source}: ")]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    root = tmp_path_factory.mktemp("hostile")
    with canary() as (inside, told), Server() as server:
        them = {each.id: each for each in outlets(inside)}
        pages = {f"{each.id}.example.org{path}": page for each in them.values() for path, page in each.pages.items()}
        server.pages = pages
        address = f"127.0.0.1:{server.port}"
        mirror = Mirror.with_config(root / "mirror", _toml(them.values(), address))
        environment = {
            "SOURCE_DATE_EPOCH": FETCHED,
            "WORLD": json.dumps({"deadline": DEADLINE, "names": {
                "inside.example.net": [["127.0.0.2"]], "mixed.example.net": [[PUBLIC, "127.0.0.2"]],
                "rebinds.example.net": [[PUBLIC], ["127.0.0.2"]],
            }}),
            **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), f"http://{inside}"),
        }  # fmt: skip

        def run(door: str, *flags: str | Path) -> process.Cost:
            places = [
                "--config",
                mirror.root / "mirror.toml",
                "--content",
                mirror.content,
                "--state",
                mirror.root / "state",
            ]
            command = [sys.executable, ROOT / "tests" / "closed_door.py", root / "dialled", door, *places, *flags]
            return process.run(command, cwd=root, env=environment, codes=(0, 1))

        fetched = run("fetch", "--limit", str(LIMIT), "--report", root / "report")
        first = tree(mirror.content)
        left = hostile_stories.leave(mirror.content)
        built = run("build", "--output", mirror.output, "--siteurl", "https://mirror.example.org")
        server.pages = {**pages, **{f"sudden.example.org{path}": page for path, page in changed_suddenly().items()}}
        for path in left:
            path.unlink()
        again = run("fetch", "--recheck", "sudden", "well", "whole", "thief", "names", "json", "doubled", "laughs")
        yield World(
            outlets=them, mirror=mirror, fetched=fetched, built=built, again=again, first=first, second=tree(mirror.content),
            dialled=set((root / "dialled").read_text(encoding="ascii").splitlines()),
            server=address.replace(":", " "), told=told,
        )  # fmt: skip


def _toml(them: object, address: str) -> str:
    sources = [
        f'[[source]]\nid = "{each.id}"\nname = "مصدر {each.id}"\nhome = "{each.home}/"\nmode = "full"\ncategory = "سياسة"\n'
        f'connect = "{address}"\nlisting = {json.dumps([each.home + path for path in each.listing])}\n{each.toml}'
        for each in them  # type: ignore[attr-defined]
    ]
    return TOML.split("[[source]]")[0] + "\n".join(sources)


IDS = [each.id for each in outlets("127.0.0.2:1")]


@pytest.mark.parametrize("name", IDS)
def test_it_is_named_and_no_more_than_it_comes(world: World, name: str) -> None:
    outlet = world.outlets[name]
    lines = world.lines(name)
    for pattern in outlet.says:
        assert any(re.search(pattern, line.split(": ", 3)[-1]) for line in lines), (pattern, lines)
    if not outlet.says:
        assert lines == []
    for line in lines:
        assert "; " in line, f"says no remedy: {line}"
    found = world.mirror.stories(name)
    assert len(found) == outlet.stories, [path.name for path in found]


@pytest.mark.parametrize("run", ["fetched", "built", "again"])
def test_nobody_falls_over_and_nothing_speaks_through_us(world: World, run: str) -> None:
    said = getattr(world, run).output
    assert "Traceback" not in said
    assert "a bug" not in said
    for line in said.splitlines():
        assert line.startswith(("fetch: ", "build: ")), line
        assert line.isprintable(), ascii(line)
    assert "password" not in said


def test_nobody_inside_was_ever_asked(world: World) -> None:
    assert world.told == []
    assert world.server in world.dialled
    assert {each.split()[0] for each in world.dialled - {world.server}} <= {PUBLIC}


def test_it_takes_little_memory_and_time(world: World) -> None:
    assert world.fetched.memory < MEMORY, f"{world.fetched.memory:,}"
    assert world.built.memory < MEMORY, f"{world.built.memory:,}"


def test_no_file_of_ours_is_published(world: World) -> None:
    """Whatever `{static}…` an outlet or a story file writes."""
    ours = (world.mirror.root / "mirror.toml").read_bytes()
    assert not [path for path in world.mirror.output.rglob("*") if path.is_file() and ours in path.read_bytes()]


def test_nothing_is_written_but_plain_files_of_our_naming(world: World) -> None:
    root = world.mirror.root
    assert {path.name for path in root.iterdir()} == {"mirror.toml", "content", "state", "output"}
    assert {path.name for path in root.parent.iterdir()} == {"mirror", "dialled", "report"}
    ours = re.compile(
        r"[a-z0-9-]+/\d{4}/\d{2}/s[a-z2-7]{12}\.md|[a-z0-9-]+/(taken|labels)/\d{4}-\d{2}\.txt|images/[0-9a-f]{20}\.webp|pages/[a-z]+\.md"
    )
    for path in root.rglob("*"):
        assert not path.is_symlink(), path
        assert len(path.name.encode()) <= 150, path
        assert path.is_dir() or not path.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH), path
        if path.is_file() and path.is_relative_to(world.mirror.content):
            assert ours.fullmatch(path.relative_to(world.mirror.content).as_posix()), path


def test_stories_are_plain_data_and_harmless_text(world: World) -> None:
    for path in world.mirror.stories():
        text = path.read_text(encoding="utf-8")
        fields, body = frontmatter.read(text)
        assert set(fields) <= set(story.KEYS)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufffd]", text), path
        assert fields["status"] == "published"
        parser = Harmless()
        parser.feed(rendering.to_html(body, media_url=lambda name: f"https://mirror.example.org/images/{name}"))
        parser.close()


def test_the_letters_are_right(world: World) -> None:
    by_title = {
        str(frontmatter.read(path.read_text(encoding="utf-8"))[0]["title"]): path
        for path in world.mirror.stories("press")
    }
    assert "هذا نص عربي كُتب بترميز ويندوز القديم" in by_title["خبر قديم"].read_text(encoding="utf-8")


def test_pictures_that_are_none_are_not_kept(world: World) -> None:
    assert len(list((world.mirror.content / "images").iterdir())) == 3, "two of `well`, one of all these"


def test_a_neighbour_cannot_write_into_anothers_stories(world: World) -> None:
    for path in world.mirror.stories("well"):
        assert "منتحل" not in path.read_text(encoding="utf-8")


def test_everything_that_changed_at_once_stops_that_source_and_no_other_byte_changes(world: World) -> None:
    assert re.search(r"left out: sudden: .*(changed|at once)", world.again.output), world.again.output
    assert world.second == world.first


@pytest.mark.parametrize("name", hostile_stories.ROWS)
def test_a_bad_file_is_named_and_a_harmless_one_obeys_us(world: World, name: str) -> None:
    row = hostile_stories.ROWS[name]
    path = f"content/{row.place.format(name=name)}"
    lines = [line for line in world.built.output.splitlines() if f"{path}:" in line]
    assert bool(lines) is bool(row.says), lines
    assert not row.says or re.search(row.says, lines[0]), lines
    page = world.mirror.output / "news" / f"{hostile_stories.slug(name)}.html"
    assert page.exists() is (row.says is None), page


def vocabulary(page: bytes) -> set[tuple[str, str]]:
    """Return which attributes stand on which elements of a page."""
    return {
        (str(element.tag), name)
        for element in html.document_fromstring(page).iter(etree.Element)
        for name in ("", *element.attrib)
    }


def test_a_page_has_no_element_that_an_honest_one_has_not(world: World) -> None:
    allowed = {
        (tag, name)
        for tag in allowlist.ELEMENTS
        for name in ("", *allowlist.ATTRIBUTES.get(tag, ()), *allowlist.ATTRIBUTES["*"])
    }
    honest = {pair for path in world.mirror.stories("well") for pair in vocabulary(_page(world, path).read_bytes())}
    for path in world.mirror.stories():
        page = _page(world, path)
        if page.exists():
            assert vocabulary(page.read_bytes()) - honest <= allowed, page
    for page in world.mirror.output.rglob("*.html"):
        assert not [name for _, name in vocabulary(page.read_bytes()) if name.startswith("on") or name == "style"], page


def _page(world: World, path: Path) -> Path:
    return world.mirror.output / "news" / f"{path.stem}.html"


def test_every_story_stands_on_the_site(world: World) -> None:
    missing = [path for path in world.mirror.stories() if not _page(world, path).exists()]
    assert missing == [], world.built.output


class Words(HTMLParser):
    """The text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as it:
        yield it


PROVOKE = """() => {
    const base = document.baseURI.startsWith("http") ? document.baseURI : "https://mirror.example.org/"
    const links = ["href", "src", "action", "formaction", "data", "poster", "cite", "background", "xlink:href"]
    const kinds = "click mouseover mouseenter pointerover focus error load toggle beforetoggle animationstart transitionrun \
        scrollend loadstart start begin contentvisibilityautostatechange".split(/\\s+/)
    const bad = []
    for (const each of document.querySelectorAll("*")) {
        for (const value of links.map(name => each.getAttribute(name)).filter(value => value !== null)) {
            if (!["http:", "https:", "mailto:", "tel:"].includes(new URL(value, base).protocol)) bad.push(each.outerHTML)
        }
        for (const kind of kinds) each.dispatchEvent(new Event(kind, { cancelable: true }))
    }
    return bad
}"""
"""Sets off every handler there is, and returns the elements that lead to where nothing may lead."""


def test_no_script_runs_on_any_page_or_in_any_feed(world: World, browser: Browser) -> None:
    """In Chromium, and a reader that renders a feed's content as it stands."""
    ran: list[str] = []
    asked: list[str] = []
    context = browser.new_context(bypass_csp=True)
    context.expose_function("ran", lambda where: ran.append(where))
    context.add_init_script("window.alert = () => window.ran(location.href)")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    with served(world.mirror.output) as address:
        page.goto("about:blank")
        page.set_content(
            "<img src=x onerror=alert(1)><svg onload=alert(2)></svg><script>alert(3)</script><p onclick=alert(4)>"
        )
        page.evaluate(PROVOKE)
        page.wait_for_timeout(300)
        assert len(ran) >= 4, "what would run does not: this test sees nothing"
        ran.clear()
        asked.clear()
        for path in world.mirror.stories():
            page.goto(f"{address}/news/{path.stem}.html", wait_until="load")
            assert page.evaluate(PROVOKE) == [], path
        for name in sorted(
            path.relative_to(world.mirror.output).as_posix() for path in world.mirror.output.glob("*.html")
        ):
            page.goto(f"{address}/{name}", wait_until="load")
        assert [url for url in asked if not url.startswith(address)] == []
        contents = list(_contents(world.mirror.output))
        assert len(contents) > 2 * sum(map(len, CLASSES.values()))
        page.goto("about:blank")
        for content in contents:
            page.set_content(f"<base href='https://mirror.example.org/'>{content}", wait_until="commit")
            assert page.evaluate(PROVOKE) == []
        page.wait_for_timeout(300)
    assert ran == []
    context.close()


def _contents(output: Path) -> Iterator[str]:
    """Yield the content of every entry of the sources' feeds, in each format."""
    for path in sorted((output / "feeds" / "source").iterdir()):
        if path.suffix == ".json":
            for entry in json.loads(path.read_bytes())["items"]:
                yield entry["content_html"]
        else:
            for element in etree.parse(path).iter(
                "{http://www.w3.org/2005/Atom}content", "{http://purl.org/rss/1.0/modules/content/}encoded"
            ):
                yield element.text or ""
