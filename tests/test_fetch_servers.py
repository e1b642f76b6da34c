"""fetch.py against servers that do what the web does: each is one named line, and other sources are unaffected."""

import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

import web_server
from doors import FETCHED, Mirror, tree
from mirror import frontmatter
from samples import TOML
from web_server import Page, Server, answer, redirect

HOME, SISTER = "https://news.example.org", "https://sister.example.org"
TEXT = "".join(f"<p>فقرة {{0}} رقم {n}، فيها من الكلام ما يكفي لتُعرف أنها نص خبر لا قائمة روابط.</p>" for n in range(9))


def page(title: str, head: str = "", body: str = "") -> Page:
    html = f"<!doctype html><html lang=ar><head><meta charset=utf-8><title>{title}</title>{head}</head>"
    time = "<time datetime='2025-12-20T10:00:00Z'></time>"
    html += f"<body><article><h1>{title}</h1>{time}{TEXT.format(title)}{body}</article></body></html>"
    return answer(body=html.encode(), Content_Type="text/html")


def feed(*links: str, home: str = HOME) -> Page:
    items = "".join(f"<item><title>خبر {link}</title><link>{home}{link}</link></item>" for link in links)
    return answer(body=f"<rss><channel>{items}</channel></rss>".encode())


def mirror_at(server: Server, root: Path, *, images: bool = False) -> Mirror:
    """A mirror whose two sources both stand at the server."""
    ours = f'connect = "127.0.0.1:{server.port}"\nimages = "{"copy" if images else "none"}"'
    return Mirror.with_config(root, TOML.replace('mode = "', f'{ours}\nmode = "'))


def urls(mirror: Mirror) -> list[str]:
    return [str(frontmatter.read(path.read_text(encoding="utf-8"))[0]["original_url"]) for path in mirror.stories()]


def reported(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_feed_that_moved_is_followed_and_reported(tmp_path: Path) -> None:
    pages = {"/feed/": redirect("/rss", 301), "/atom.xml": redirect("/rss", 302), "/rss": feed("/a"), "/a": page("خبر")}
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m")
        before = (mirror.root / "mirror.toml").read_bytes()
        done = mirror.run("fetch", "example", "--report", tmp_path / "report.jsonl")
    assert (done.returncode, urls(mirror)) == (0, [f"{HOME}/a"])
    assert f"fetch: moved: example: {HOME}/feed/: has moved for good to {HOME}/rss; write that into" in done.stderr
    assert done.stderr.count("moved for good") == 1, "for a time is not for good"
    assert (mirror.root / "mirror.toml").read_bytes() == before
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert (lines[0]["outcome"], lines[0]["item"]) == ("moved", f"{HOME}/feed/")


def test_a_short_link_and_its_page_are_one_story(tmp_path: Path) -> None:
    listing = f"<urlset><url><loc>{HOME}/2025/a</loc></url></urlset>".encode()
    pages = {
        "/feed/": feed("/?p=1"),
        "/?p=1": redirect("/2025/a", 301),
        "/2025/a": page("افتتاح حديقة في بلدة المثال"),
        "/amp/a": page("افتتاح حديقة في بلدة المثال", f'<link rel="canonical" href="{HOME}/2025/a">'),
    }
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m")
        assert mirror.run("fetch", "example").returncode == 0
        before = [tree(mirror.content / "example" / "2025"), urls(mirror)]
        for now in (answer(body=listing), feed("/amp/a")):
            server.pages = {**pages, "/feed/": now}
            for _ in range(2):
                server.asked.clear()
                done = mirror.run("fetch", "example")
                assert done.returncode == 0, done.stderr
            assert server.paths == ["/feed/"], "once it is known under that name, it is not fetched for it"
            assert [tree(mirror.content / "example" / "2025"), urls(mirror)] == before
        mirror.stories()[0].unlink()
        server.pages = {**pages, "/feed/": feed("/news/1"), "/news/1": redirect("/2025/a")}
        assert mirror.run("fetch", "example").returncode == 0
        assert mirror.stories() == [], "what an editor deleted does not come back under another name"


def test_an_address_that_every_page_claims_makes_no_two_stories_one(tmp_path: Path) -> None:
    claims = f'<link rel="canonical" href="{HOME}/news/all">'
    pages = {"/feed/": feed("/news/a", "/news/b"), "/news/a": page("أول", claims), "/news/b": page("ثان", claims)}
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m")
        assert mirror.run("fetch", "example").returncode == 0
    assert len(mirror.stories()) == 2


def test_a_host_that_asks_for_peace_gets_it_and_the_rest_waits(tmp_path: Path) -> None:
    pages = {
        "/feed/": feed("/a", "/b", "/c", "/d"),
        "/atom.xml": feed("/a", home=SISTER),
        "/a": page("خبر"),
        "/b": answer(429, Retry_After="3600"),
    }
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m")
        done = mirror.run("fetch", "example", "--report", tmp_path / "report.jsonl")
        assert "/c" not in server.paths
    assert (done.returncode, len(mirror.stories())) == (1, 1)
    assert done.stderr.count("fetch: left out: ") == 1, done.stderr
    assert "fetch: later: example: 2 of its items: news.example.org asked to be left alone" in done.stderr
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert [line["outcome"] for line in lines] == ["new", "left out", "later", "later"]


def photograph(size: tuple[int, int], form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(out, form)
    return out.getvalue()


def test_pictures_are_counted_and_those_that_cannot_be_had_are_named(tmp_path: Path) -> None:
    names = ("one.jpg", "two.jpg", "gone.jpg", "pixel.gif", "text.png")
    shown = "".join(f"<figure><img src='/{name}' alt='صورة'></figure>" for name in names)
    pages = {
        "/feed/": feed("/a"),
        "/a": page("خبر", body=shown),
        "/one.jpg": answer(body=photograph((800, 600))),
        "/two.jpg": answer(body=photograph((640, 480))),
        "/pixel.gif": answer(body=photograph((1, 1), "GIF")),
        "/text.png": answer(body=b"<!doctype html><title>no picture</title>", Content_Type="image/png"),
    }
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m", images=True)
        done = mirror.run("fetch", "example", "--report", tmp_path / "report.jsonl")
        assert (done.returncode, len(mirror.stories())) == (1, 1), done.stderr
        assert mirror.run("fetch", "example").returncode == 0, "a picture is not missed again at each run"
    held = list((mirror.content / "images").glob("*.webp"))
    size = f"{sum(path.stat().st_size for path in held) / 1e6:.1f} MB"
    assert f"fetch: pictures: 2 copied, {size}; content/images holds {len(held)}, {size}" in done.stderr
    left = [line for line in done.stderr.splitlines() if line.startswith("fetch: left out: ")]
    assert [line.split(": ")[3] for line in left] == [f"{HOME}/gone.jpg", f"{HOME}/text.png"], "a pixel is no loss"
    total = sum(path.stat().st_size for path in held)
    (said,) = (one for one in reported(tmp_path / "report.jsonl") if one["item"] == "content/images")
    assert said["figures"] == {"copied": 2, "copied bytes": total, "pictures": 2, "bytes": total}
    mirror.run("status", "--report", tmp_path / "status.jsonl")
    (held_now,) = (one for one in reported(tmp_path / "status.jsonl") if one["item"] == "pictures")
    assert held_now["figures"] == {"pictures": 2, "bytes": total}


def test_a_text_that_stands_there_already_is_named_once(tmp_path: Path) -> None:
    wall = page("جدار يقف مكان كل خبر")
    pages = {"/feed/": feed("/a", "/b"), "/a": wall, "/b": wall}
    later = str(int(FETCHED) + 2 * 3600)
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m")
        done = mirror.run("fetch", "example")
        assert done.returncode == 1
        assert f"{HOME}/b: its text is that of another story" in done.stderr

        def run(now: str = FETCHED) -> tuple[int, list[str]]:
            server.asked.clear()
            return mirror.run("fetch", "example", "--limit", "1", now=now).returncode, server.paths

        assert run() == (0, ["/feed/"]), "nothing changed, so it is neither fetched nor named again"
        assert run(later) == (0, ["/feed/", "/b", "/a"]), "looked at again like a story, and known by then"
        assert mirror.run("fetch", "example", "--url", f"{HOME}/b").returncode == 1, "who asks for it is told"
        assert mirror.run("takedown", f"{HOME}/a", "--reason", "جدار").returncode == 0
        server.pages = {**pages, "/b": page("خبر آخر")}
        assert run(later) == (0, ["/feed/", "/b"]), "what it repeated is no longer what it was"
    assert len(urls(mirror)) == 2


def test_a_source_of_one_page_asks_for_it_once(tmp_path: Path) -> None:
    with Server(pages={"/a": page("افتتاح حديقة في بلدة المثال")}) as server:
        mirror = mirror_at(server, tmp_path / "m")
        mirror.edit(mirror.root / "mirror.toml", f'listing = ["{HOME}/feed/"]', f'listing = ["{HOME}/a"]\nkind = "url"')
        for asked in (["/robots.txt", "/a"], []):
            server.asked.clear()
            assert mirror.run("fetch", "example").returncode == 0
            assert server.paths == asked
    assert urls(mirror) == [f"{HOME}/a"]


HOSTILE: dict[str, Page] = {
    "/closed": web_server.closed,
    "/truncated": web_server.truncated,
    "/broken-chunk": web_server.broken_chunk,
    "/cut-gzip": web_server.cut_gzip,
    "/not-gzip": web_server.not_gzip,
    "/not-http": web_server.not_http,
    "/reset": web_server.reset,
    "/empty": web_server.empty,
    "/bomb": web_server.bomb(),
    "/double-bomb": web_server.double_bomb(),
    "/endless": web_server.endless,
    "/endless-header": web_server.endless_header,
    "/many-codings": web_server.many_codings,
    "/loop": redirect("/loop", 301),
    "/inside": redirect("http://169.254.169.254/latest/"),
    "/no-address": redirect("javascript:alert(1)"),
    "/pdf": answer(body=b"%PDF-1.7 \xff\xfe", Content_Type="text/html"),
    "/failed": answer(500),
    "/deep": answer(body=b"<div>" * 50_000),
}


def test_hostile_pages_are_one_named_line_each_and_the_others_come(tmp_path: Path) -> None:
    pages = {
        **HOSTILE,
        "/feed/": feed("/a", *HOSTILE, "/b"),
        "/a": page("أول"),
        "/b": page("أخير"),
        "/atom.xml": feed("/a", home=SISTER),
    }
    with Server(pages=pages) as server:
        mirror = mirror_at(server, tmp_path / "m")
        done = mirror.run("fetch")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    left = [line.split(": ")[3] for line in done.stderr.splitlines() if line.startswith("fetch: left out: ")]
    assert sorted(left) == sorted(HOME + path for path in HOSTILE)
    assert (len(mirror.stories("example")), len(mirror.stories("sister"))) == (2, 1)


def test_hostile_listings_are_one_named_line_each_and_the_others_come(tmp_path: Path) -> None:
    hostile = {path: listing for path, listing in HOSTILE.items() if path != "/pdf"}
    with Server(pages={**hostile, "/feed/": feed("/a"), "/a": page("خبر")}) as server:
        block = TOML[TOML.index("[[source]]") : TOML.index('[[source]]\nid = "sister"')]
        block = block.replace('mode = "full"', f'mode = "full"\nconnect = "127.0.0.1:{server.port}"')
        others = [
            block.replace('"example"', f'"bad{number}"').replace("news.", f"bad{number}.").replace("/feed/", path)
            for number, path in enumerate(hostile)
        ]
        mirror = Mirror.with_config(tmp_path / "m", "".join([TOML[: TOML.index("[[source]]")], block, *others]))
        done = mirror.run("fetch")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    left = [line.split(": ")[2:4] for line in done.stderr.splitlines() if line.startswith("fetch: left out: ")]
    named = [[f"bad{number}", f"https://bad{number}.example.org{path}"] for number, path in enumerate(hostile)]
    assert sorted(left) == sorted(named)
    assert len(mirror.stories("example")) == 1
