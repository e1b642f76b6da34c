"""What the site takes from files beside stories: the theme's static files, pictures, pages."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from plugins.edition.store import Store
from plugins.stories.assets import Assets
from plugins.stories.images import Images, webp_size

from site_builder import ROOT, mirror, numbered


def theme(folder: Path, **files: str) -> Assets:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Assets(folder)


def test_the_stylesheet_is_its_layers_in_order(tmp_path: Path) -> None:
    assets = theme(
        tmp_path,
        css__utilities_css=".u { top: 0 }",
        css__components__b_css=".b { top: 0 }",
        css__components__a_css="/* one\n   two */\n.a {\n  top: 0\n}",
        css__tokens_css=":root { --x: 1 }",
        favicon_svg="<svg/>",
    )
    assert assets.data("css/site.css").decode() == ":root { --x: 1 } .a { top: 0 } .b { top: 0 } .u { top: 0 }\n"
    assert assets.names() == ["css/site.css", "favicon.svg"]


def test_the_stylesheet_names_the_version_that_pages_preload(tmp_path: Path) -> None:
    assets = theme(tmp_path, css__base_css='@font-face { src: url("../fonts/a.woff2") }', fonts__a_woff2="font")
    assert f'url("../fonts/a.woff2?v={assets.version("fonts/a.woff2")}")' in assets.data("css/site.css").decode()


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}])
@pytest.mark.parametrize("size", [(1, 1), (640, 360), (1200, 900)])
def test_sizes_are_read_as_a_decoder_reads_them(size: tuple[int, int], options: dict[str, object]) -> None:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "WEBP", method=0, **options)
    assert webp_size(out.getvalue()[:30]) == size


@pytest.mark.parametrize("head", [b"", b"RIFF", b"RIFF\0\0\0\0WEBPVP8 " + bytes(14), b"GIF89a" + bytes(40)])
def test_what_is_no_picture_has_no_size(head: bytes) -> None:
    assert webp_size(head) is None


def test_a_folder_of_pictures_that_is_a_link_holds_none(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    Image.new("RGB", (2, 2)).save(tmp_path / "real" / "aaaaaaaaaaaa.webp")
    (tmp_path / "images").symlink_to(tmp_path / "real")
    assert Images(tmp_path / "real").names() == ["aaaaaaaaaaaa.webp"]
    assert Images(tmp_path / "images").names() == []
    assert Images(tmp_path / "images").size("aaaaaaaaaaaa.webp") is None


def test_a_picture_has_a_narrow_copy_unless_it_is_small(tmp_path: Path) -> None:
    for name, size in (("aaaaaaaaaaaa", (1200, 801)), ("bbbbbbbbbbbb", (640, 360)), ("cccccccccccc", (5000, 1))):
        Image.new("RGB", size, "red").save(tmp_path / f"{name}.webp")
    images = Images(tmp_path)
    assert images.widths("aaaaaaaaaaaa.webp") == (("aaaaaaaaaaaa-480.webp", 480), ("aaaaaaaaaaaa.webp", 1200))
    assert images.widths("bbbbbbbbbbbb.webp") == images.widths("no.webp") == ()
    assert webp_size(images.narrow("aaaaaaaaaaaa.webp")) == (480, 320)
    assert webp_size(images.narrow("cccccccccccc.webp")) == (480, 1)
    assert images.narrow("aaaaaaaaaaaa.webp") == Images(tmp_path).narrow("aaaaaaaaaaaa.webp"), "the same bytes"


def test_a_picture_that_cannot_be_decoded_is_handed_on_as_it_is(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.effect_noise((1200, 800), 90).convert("RGB").save(out, "WEBP")
    for name, raw in (("aaaaaaaaaaaa.webp", out.getvalue()[:900]), ("bbbbbbbbbbbb.webp", _giant())):
        (tmp_path / name).write_bytes(raw)
        assert Images(tmp_path).widths(name)
        assert Images(tmp_path).narrow(name) == raw


def _giant() -> bytes:
    """Return the head of a picture that says it has 268 million pixels."""
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0"


def test_pages_show_pictures_in_two_widths_and_feeds_in_one(tmp_path: Path) -> None:
    lead, wide, small = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
    body = f"نص.\n\n![]({{static}}/images/{wide}.webp)\n\n![]({{static}}/images/{small}.webp)\n"
    made = mirror(tmp_path, [numbered(1, image=f"{lead}.webp", body=body)])
    (made.content / "images").mkdir()
    for name, width in ((lead, 800), (wide, 1200), (small, 300)):
        Image.new("RGB", (width, width // 2), "red").save(made.content / "images" / f"{name}.webp")
    made.build(siteurl="https://user.example.org/repo", settings={"THEME": str(ROOT / "theme")})
    page = made.read(f"news/{numbered(1).slug}.html")
    sets = re.findall(r'srcset="([^"]*)"', page)
    assert [re.findall(r"(\S+) (\d+)w", each) for each in sets] == [
        [(f"/repo/images/{name}-480.webp", "480"), (f"/repo/images/{name}.webp", str(width))]
        for name, width in ((lead, 800), (wide, 1200))
    ]
    there = {path for path in made.paths() if path.startswith("images/")}
    assert there == {f"images/{name}.webp" for name in (lead, f"{lead}-480", wide, f"{wide}-480", small)}
    assert "srcset" not in made.read("feeds/all.atom.xml")


def test_pages_pass_the_allow_list_and_nothing_else_is_obeyed(tmp_path: Path) -> None:
    made = mirror(tmp_path, [numbered(1)])
    pages = made.content / "pages"
    pages.mkdir()
    text = (
        '---\ntitle: "عن <b>الموقع</b>"\nsave_as: index.html\ntemplate: x\nurl: //example.org/\n_content: x\n---\n\n'
        "نص <script>alert(1)</script> [x]({static}../mirror.toml)\n"
    )
    (pages / "about.md").write_text(text, encoding="utf-8")
    assert made.build().left_out == ()
    page = made.read("pages/about.html")
    assert "<h1>عن &lt;b&gt;الموقع&lt;/b&gt;</h1>" in page
    assert "alert(1)</script>" not in page
    assert "mirror.toml" not in "".join(made.paths())
    assert 'href="/pages/about.html"' in made.read("index.html")


def test_bad_pages_are_left_out_and_named(tmp_path: Path) -> None:
    made = mirror(tmp_path)
    pages = made.content / "pages"
    pages.mkdir()
    (tmp_path / "secret.md").write_text("---\ntitle: سر\n---\n", encoding="utf-8")
    (pages / "link.md").symlink_to(tmp_path / "secret.md")
    for name, text in {
        "one.md": "---\nslug: x\n---\n\nx\n",
        "two.md": "---\ntitle: x\nslug: ../x\n---\n\nx\n",
        "three.md": "---\ntitle: x\nstatus: maybe\n---\n\nx\n",
        "four.md": "title: x\n",
        "five.html": "<title>x</title>",
        "six.md": "---\ntitle: x\nslug: about\n---\n\nx\n",
        "seven.md": "---\ntitle: y\nslug: about\n---\n\ny\n",
        "eight.md": "---\ntitle: z\nstatus: hidden\n---\n\nz\n",
    }.items():
        (pages / name).write_text(text, encoding="utf-8")
    named = sorted(re.findall(r"pages/(\w+)\.md", str(error))[0] for error in made.build().left_out)
    assert named == ["four", "link", "one", "six", "three", "two"]
    assert {path for path in made.paths() if path.startswith("pages/")} == {"pages/about.html"}


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "news" / "a.html").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        Store(tmp_path).write("news/a.html", b"x")
    assert [path.name for path in (tmp_path / "news").iterdir()] == ["a.html"]
