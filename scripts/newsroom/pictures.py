"""Pictures, drawn when they are asked for: five motifs in six palettes, no binary file in the repository.

Hands on JPEG or PNG bytes, 800 × 450. A picture's name says what it shows: `hills-dusk-17.jpg` is the motif, the
palette, and a number that varies it; the same name gives the same bytes.
"""

import hashlib
import io
import math
from collections.abc import Callable
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageOps

SIZE = (800, 450)

# Drawn at twice the size and reduced: Pillow's shapes have hard edges.
_WIDTH, _HEIGHT = SIZE[0] * 2, SIZE[1] * 2


class Palette(NamedTuple):
    """Sky from top to bottom, a light, and the near and far tone that everything else is mixed from."""

    top: str
    bottom: str
    light: str
    far: str
    near: str


PALETTES = {
    "dawn": Palette("#f7c59f", "#fde8d0", "#fff4e0", "#e8998d", "#6b4e71"),
    "noon": Palette("#8ecae6", "#e9f5db", "#ffd166", "#a7c957", "#386641"),
    "dusk": Palette("#5f4b8b", "#f4a261", "#ffe8a3", "#c8553d", "#3d2645"),
    "night": Palette("#0b132b", "#3a506b", "#f1e9c9", "#33587a", "#101c36"),
    "sea": Palette("#bfd7ea", "#e8f1f2", "#ffffff", "#5fa8d3", "#1b4965"),
    "garden": Palette("#e9edc9", "#faedcd", "#d4a373", "#a3b18a", "#344e41"),
}

Colour = tuple[int, ...]
Dice = list[float]


@cache
def draw(name: str) -> bytes:
    """Return the picture called `name`.

    Raises:
        KeyError, ValueError: no such motif or palette.
    """
    motif, tone, _ = name.split("-")
    palette = PALETTES[tone]
    # Thirty-two numbers from 0 to 1 that depend on nothing but the name.
    dice = [byte / 255 for byte in hashlib.sha256(name.encode()).digest()]
    shades = Image.linear_gradient("L").resize((_WIDTH, _HEIGHT))
    image = ImageOps.colorize(shades, palette.top, palette.bottom)
    MOTIFS[motif](ImageDraw.Draw(image), palette, dice)
    image = image.reduce(2)
    out = io.BytesIO()
    if PurePath(name).suffix == ".png":
        image.quantize(48, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=66, optimize=True)
    return out.getvalue()


def kind(name: str) -> str:
    """Return the Content-Type of a picture."""
    return "image/png" if PurePath(name).suffix == ".png" else "image/jpeg"


def _mix(first: str, second: str, share: float) -> Colour:
    """Return a colour between two, `share` (0 to 1) of the way to the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def _disc(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: Colour) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _ridge(base: float, height: float, waves: float, phase: float) -> list[tuple[float, float]]:
    """The outline of a hill or a wave from edge to edge, closed along the bottom."""
    line = [
        (x, base + height * (math.sin(x / _WIDTH * math.tau * waves + phase) + 0.4 * math.sin(x / 170 + phase * 3)))
        for x in range(0, _WIDTH + 1, 8)
    ]
    return [*line, (_WIDTH, _HEIGHT), (0, _HEIGHT)]


def _hills(pen: ImageDraw.ImageDraw, palette: Palette, dice: Dice) -> None:
    _disc(pen, _WIDTH * (0.2 + 0.6 * dice[0]), _HEIGHT * (0.28 + 0.14 * dice[1]), 110, _mix(palette.light, "#fff", 0.2))
    for row in range(5):
        ridge = _ridge(_HEIGHT * (0.5 + 0.11 * row), 60 - 6 * row, 0.8 + dice[row + 2], math.tau * dice[row + 8])
        pen.polygon(ridge, fill=_mix(palette.far, palette.near, row / 4))


def _waves(pen: ImageDraw.ImageDraw, palette: Palette, dice: Dice) -> None:
    _disc(pen, _WIDTH * (0.15 + 0.7 * dice[0]), _HEIGHT * 0.24, 90, _mix(palette.light, "#fff", 0.3))
    phase = math.tau * dice[1]
    for row in range(10):
        ridge = _ridge(_HEIGHT * (0.36 + 0.068 * row), 15, 2 + 2 * dice[2], phase + row * (0.5 + dice[3]))
        pen.polygon(ridge, fill=_mix(palette.far, palette.near, row / 9))
        pen.line(ridge[:-2], fill=_mix(palette.light, palette.far, 0.35), width=4)


def _stars(pen: ImageDraw.ImageDraw, palette: Palette, dice: Dice) -> None:
    """Eight-pointed stars in a square grid, the oldest pattern of all: two squares, one turned by 45°."""
    radius = 215 + 60 * dice[0]
    step = radius * math.sqrt(2) * 1.06
    pen.rectangle((0, 0, _WIDTH, _HEIGHT), fill=_mix(palette.near, palette.far, 0.15 + 0.2 * dice[1]))
    for row in range(math.ceil(_HEIGHT / step) + 1):
        for column in range(math.ceil(_WIDTH / step) + 1):
            x, y = column * step, row * step
            shade = dice[(row * 5 + column * 3) % len(dice)] * 0.6
            pen.polygon(_star(x, y, radius), fill=_mix(palette.far, palette.bottom, shade))
            pen.polygon(_star(x, y, radius * 0.66), fill=_mix(palette.near, palette.far, 0.25))
            pen.polygon(_star(x, y, radius * 0.4), fill=_mix(palette.light, palette.far, 0.1))


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    # The inner corners of two crossed squares lie at cos 45° / cos 22.5° of the radius.
    inner = radius * math.cos(math.tau / 8) / math.cos(math.tau / 16)
    return [
        (x + length * math.cos(math.tau * point / 16), y + length * math.sin(math.tau * point / 16))
        for point in range(16)
        for length in (inner if point % 2 else radius,)
    ]


def _arches(pen: ImageDraw.ImageDraw, palette: Palette, dice: Dice) -> None:
    """A row of arches in an arcade, each opening on a smaller one."""
    count = 3 + round(2 * dice[0])
    bay = _WIDTH / count
    wall, narrowing = _HEIGHT * (0.06 + 0.08 * dice[1]), 0.07 + 0.03 * dice[2]
    pen.rectangle((0, wall, _WIDTH, _HEIGHT), fill=_mix(palette.far, palette.near, 0.25))
    for column in range(count):
        middle = bay * (column + 0.5)
        for depth in range(4):
            half, top = bay * (0.42 - narrowing * depth), wall + _HEIGHT * (0.1 + 0.1 * depth)
            tone = palette.bottom if depth == 3 else palette.near
            shade = 0.75 if depth == 3 else 0.3 + 0.25 * depth
            colour = _mix(palette.far, tone, shade)
            pen.ellipse((middle - half, top, middle + half, top + 2 * half), fill=colour)
            pen.rectangle((middle - half, top + half, middle + half, _HEIGHT), fill=colour)
        _disc(pen, middle, wall + _HEIGHT * 0.05, 9 + 8 * dice[3], _mix(palette.light, palette.far, 0.1))
    pen.rectangle((0, _HEIGHT * 0.93, _WIDTH, _HEIGHT), fill=_mix(palette.near, "#000", 0.15))


def _garden(pen: ImageDraw.ImageDraw, palette: Palette, dice: Dice) -> None:
    """Cypresses and round trees, row before row."""
    _disc(pen, _WIDTH * dice[0], _HEIGHT * 0.2, 100, _mix(palette.light, "#fff", 0.25))
    for row in range(4):
        ground = _HEIGHT * (0.55 + 0.14 * row)
        pen.polygon(_ridge(ground, 18, 1.2, dice[row] * 6), fill=_mix(palette.bottom, palette.far, 0.4 + 0.15 * row))
        for tree in range(7):
            roll = dice[row * 7 + tree]
            x, height = _WIDTH * (tree + 0.2 + 0.6 * roll) / 7, 130 + 70 * roll + 25 * row
            leaf = _mix(palette.far, palette.near, min(1, 0.3 + 0.2 * row + 0.2 * roll))
            pen.rectangle((x - 7, ground - 30, x + 7, ground + 30), fill=_mix(palette.near, "#000", 0.2))
            if roll > 0.5:
                pen.ellipse((x - 32, ground - height - 20, x + 32, ground), fill=leaf)
            else:
                _disc(pen, x, ground - height * 0.6, height * 0.42, leaf)


MOTIFS: dict[str, Callable[[ImageDraw.ImageDraw, Palette, Dice], None]] = {
    "hills": _hills,
    "waves": _waves,
    "stars": _stars,
    "arches": _arches,
    "garden": _garden,
}
