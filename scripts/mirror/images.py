"""Images: untrusted bytes → a small WebP of our own making, or a reason why not.

Hands on re-encoded pixels, without metadata (EXIF positions, comments, profiles), first frame only. Refuses what is
no photograph or drawing: vectors, giants, placeholders, tracking pixels.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import LeftOut

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What is decoded. No SVG (it is a program), no format that news sites do not use."""
WIDEST = 1200
"""Pixels; more than a phone shows, and 60 kB at news quality."""
PIXELS = 40_000_000
"""The largest picture that is decoded (160 MB at four bytes each); checked before decoding."""
SMALLEST = 48
"""Pixels; below it on either side a picture is a spacer, an icon or a tracking pixel."""
_QUALITY = 78


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
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                _check_size(picture.size, url)
                if picture.format == "JPEG":
                    picture.draft("RGB", (WIDEST, WIDEST))  # decodes at a fraction of the size where it can
                out = _reduced(picture)
    except UnidentifiedImageError as error:
        raise LeftOut(url, "is no JPEG, PNG, WebP or GIF picture", "the story is kept without it") from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError, Warning) as error:
        # Pillow's decoders raise all of these for damaged files.
        raise LeftOut(url, f"cannot be decoded: {error}", "the story is kept without it") from error
    encoded = io.BytesIO()
    out.save(encoded, "WEBP", quality=_QUALITY, method=4)
    raw = encoded.getvalue()
    return Copy(data=raw, name=f"{hashlib.sha256(raw).hexdigest()[:20]}.webp", width=out.width, height=out.height)


def _check_size(size: tuple[int, int], url: str) -> None:
    width, height = size
    if width * height > PIXELS:
        raise LeftOut(url, f"is {width}×{height} pixels, over 40 million", "the story is kept without it")
    if width < SMALLEST or height < SMALLEST:
        raise LeftOut(url, f"is {width}×{height} pixels: a spacer or an icon", "the story is kept without it")


def _reduced(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if transparent else "RGB")
    if plain.width > WIDEST:
        plain = plain.resize((WIDEST, max(1, round(plain.height * WIDEST / plain.width))), Image.Resampling.LANCZOS)
    clean = Image.new(plain.mode, plain.size)  # pixels only: `info` stays behind
    clean.paste(plain)
    return clean
