"""Pictures: decoded within limits and written anew; what is none, or hides something, stays out."""

import io
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from PIL import Image, PngImagePlugin

from mirror import images
from mirror.errors import LeftOut
from mirror.memory import Room


def encoded(form: str, mode: str = "RGB", size: tuple[int, int] = (400, 300), **options) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, form, **options)
    return out.getvalue()


FORMS = "JPEG RGB, JPEG L, JPEG CMYK, PNG RGBA, PNG P, PNG I;16, GIF P, WEBP RGB"


@pytest.mark.parametrize(("form", "mode"), [pair.split() for pair in FORMS.split(", ")])
def test_every_format_becomes_webp(form: str, mode: str) -> None:
    copy = images.copy(encoded(form, mode), "https://example.org/x")
    with Image.open(io.BytesIO(copy.data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (400, 300))
    assert copy.name.endswith(".webp")
    assert len(copy.name) == 25
    assert copy == images.copy(encoded(form, mode), "https://example.org/other")


def test_wide_pictures_are_made_narrower() -> None:
    copy = images.copy(encoded("JPEG", size=(3000, 1500)), "x")
    assert (copy.width, copy.height) == (1200, 600)


def test_where_it_was_taken_does_not_come_along_but_its_orientation_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter
    exif[0x010E] = "POSITION"
    copy = images.copy(encoded("JPEG", exif=exif.tobytes()), "x")
    assert (copy.width, copy.height) == (300, 400)
    assert b"POSITION" not in copy.data
    assert not Image.open(io.BytesIO(copy.data)).getexif()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a" * 100, zip=True)
    return encoded("PNG", pnginfo=info)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is no JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "is no JPEG"),
        (b"<!doctype html><title>x</title>", "is no JPEG"),
        (b"GIF89a" + b"\0" * 20, "cannot be decoded|is no JPEG|a spacer"),
        (encoded("JPEG")[:2000], "cannot be decoded"),
        (encoded("BMP"), "is no JPEG"),
        (encoded("TIFF"), "is no JPEG"),
        (png(60_000, 60_000), "over 40 million|cannot be decoded"),
        (png(9_000, 9_000), "over 40 million"),
        (png(400, 300), "cannot be decoded"),
        (png(400, 300, chunk(b"zTXt", b"x\0\0" + zlib.compress(b"\0" * 80_000_000))), "cannot be decoded"),
        (encoded("GIF", "P", (1, 1)), "a spacer"),
        (encoded("PNG", size=(900, 12)), "a spacer"),
    ],
)
def test_what_is_no_picture_of_ours_is_named(data: bytes, says: str) -> None:
    with pytest.raises(LeftOut, match=says) as caught:
        images.copy(data, "https://example.org/x.png")
    assert caught.value.subject == "https://example.org/x.png"
    assert caught.value.remedy


def test_honest_comments_do_no_harm() -> None:
    assert images.copy(with_text(), "x").width == 400


@pytest.mark.parametrize(
    ("form", "mode", "size", "options"),
    [
        ("WEBP", "RGB", (4000, 2500), {}),
        ("PNG", "RGBA", (4000, 4000), {}),
        ("JPEG", "RGB", (5000, 4500), {"progressive": True}),
    ],
)
def test_what_takes_too_much_memory_is_not_decoded(form: str, mode: str, size: tuple[int, int], options: dict) -> None:
    data = encoded(form, mode, size, **options)
    with pytest.raises(LeftOut, match="more than 150 MB to decode"):
        images.copy(data, "x")


def test_a_large_photograph_is_decoded_at_a_fraction_of_its_size() -> None:
    assert images.copy(encoded("JPEG", size=(7000, 5000)), "x").width == 1200


def test_pictures_share_one_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many threads ask, no more is decoded at once than there is room for; nobody waits for ever."""
    data = encoded("PNG", size=(1000, 1000))  # 10 MB each
    monkeypatch.setattr(images, "_ROOM", Room(25_000_000))
    held, most, lock = 0, 0, Lock()
    reduced = images._reduced

    def watched(picture: Image.Image) -> Image.Image:
        nonlocal held, most
        with lock:
            held += 1
            most = max(most, held)
        time.sleep(0.02)
        try:
            return reduced(picture)
        finally:
            with lock:
                held -= 1

    monkeypatch.setattr(images, "_reduced", watched)
    with ThreadPoolExecutor(8) as pool:
        copies = list(pool.map(lambda _: images.copy(data, "x"), range(8)))
    assert (most, len(set(copies))) == (2, 1)
