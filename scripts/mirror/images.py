"""Images: untrusted bytes → a small WebP of our own making, or a reason why not.

Hands on re-encoded pixels, without metadata (EXIF positions, comments, profiles), first frame only. Refuses what is
no photograph or drawing: vectors, giants, placeholders, tracking pixels. However many threads ask at once, decoding
takes bounded memory.
"""

import hashlib
import io
import warnings
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import LeftOut
from .memory import Room, keep_nothing_large

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What is decoded. No SVG (it is a program), no format that news sites do not use."""
WIDEST = 1200
"""Pixels; more than a phone shows, and 60 kB at news quality."""
PIXELS = 40_000_000
"""The largest picture that is decoded; checked before decoding."""
MEMORY = 150_000_000
"""Bytes that decoding may take, of all pictures together; a larger one is refused, others wait for their turn."""
_BYTES = {"JPEG": 7, "PNG": 10, "GIF": 10, "WEBP": 16}
_BYTES_OF_MODE = {"CMYK": 9, "LA": 13}
"""Bytes a pixel that decoding takes at most, with the copies that Pillow makes on the way (measured)."""
SMALLEST = 48
"""Pixels; below it on either side a picture is a spacer, an icon or a tracking pixel."""
_QUALITY = 78
_ROOM = Room(MEMORY)
_OPENING = Lock()
"""Held from opening a picture until there is room to decode it: opening a WebP already makes its canvas."""
keep_nothing_large()
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `_check_size` refuses what it warns of


class Spacer(LeftOut):
    """It is too small to be a picture of the story: a spacer, an icon, a tracking pixel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A picture as we keep it: WebP bytes, its name in content/images, its size in pixels."""

    data: bytes
    name: str
    width: int
    height: int


def copy(data: bytes, url: str) -> Copy:
    """Return our copy of the picture in `data`; `url` names it in messages.

    The name is 20 hex letters of the copy's SHA-256: the same picture is kept once.

    Raises:
        LeftOut: if it is none that we keep.
    """
    try:
        out = _decoded(data, url)
    except UnidentifiedImageError as error:
        raise LeftOut(url, "is no JPEG, PNG, WebP or GIF picture", "the story is kept without it") from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        # Pillow's decoders raise all of these for damaged files.
        raise LeftOut(url, f"cannot be decoded: {error}", "the story is kept without it") from error
    encoded = io.BytesIO()
    out.save(encoded, "WEBP", quality=_QUALITY, method=4)
    raw = encoded.getvalue()
    return Copy(data=raw, name=f"{hashlib.sha256(raw).hexdigest()[:20]}.webp", width=out.width, height=out.height)


def _decoded(data: bytes, url: str) -> Image.Image:
    """Return the picture in `data`, reduced, once there is room to decode it; what that took is free then."""
    with ExitStack() as held:
        with _OPENING:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(picture.size, url)
            held.enter_context(_ROOM.taken(_need(picture, url)))
            held.enter_context(picture)
        return _reduced(picture)


def _check_size(size: tuple[int, int], url: str) -> None:
    width, height = size
    if width * height > PIXELS:
        raise LeftOut(url, f"is {width}×{height} pixels, over 40 million", "the story is kept without it")
    if width < SMALLEST or height < SMALLEST:
        raise Spacer(url, f"is {width}×{height} pixels: a spacer or an icon", "the story is kept without it")


def _need(picture: Image.Image, url: str) -> int:
    """Return the bytes that decoding a picture may take; a JPEG is decoded at a fraction of its size where it can.

    Raises:
        LeftOut: if that is more than there ever is.
    """
    width, height = picture.size
    if picture.format == "JPEG":
        picture.draft("RGB", (WIDEST, WIDEST))
        if not picture.info.get("progressive"):  # those are kept whole, whatever the size they are decoded at
            width, height = picture.size
    need = width * height * max(_BYTES[picture.format or ""], _BYTES_OF_MODE.get(picture.mode, 0))
    if need > MEMORY:
        large = f"is {width}×{height} pixels, which take more than {MEMORY // 1_000_000} MB to decode"
        raise LeftOut(url, large, "the story is kept without it")
    return need


def _reduced(picture: Image.Image) -> Image.Image:
    """Return the picture upright, in RGB or RGBA, and narrow, with as few copies in full size as Pillow allows."""
    ImageOps.exif_transpose(picture, in_place=True)
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if transparent else "RGB"
    plain = picture if picture.mode == mode else picture.convert(mode)
    if plain.width > WIDEST:
        size = (WIDEST, max(1, round(plain.height * WIDEST / plain.width)))
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    clean = Image.new(plain.mode, plain.size)  # pixels only: `info` stays behind
    clean.paste(plain)
    return clean
