"""The site's two fonts, cut to what Arabic news needs: a maintainer's tool, run by hand and seldom.

Takes the two packages that README.md names (`npm pack`), hands on static/fonts/*.woff2 and their licences. Same
packages in, same bytes out. Refuses a package that lacks a letter named below.
"""

import io
import sys
import tarfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

FOLDER = Path(__file__).parent / "static" / "fonts"
PACKAGES = {"naskh": "noto-naskh-arabic", "kufi": "noto-kufi-arabic"}
WEIGHTS = (400, 700)


def letters(*ranges: str) -> frozenset[int]:
    """Return the code points of ranges written as in CSS: "0621-063A" or "0670"."""
    ends = (text.split("-") for text in ranges)
    return frozenset(code for first, *last in ends for code in range(int(first, 16), int((last or [first])[0], 16) + 1))


ARABIC = letters(
    *("0020", "00A0", "060C", "061B", "061F", "0621-063A", "0640-0655", "0670-0671"),
    *("0660-066D", "06D4", "06F0-06F9"),  # both digit sets, ٪ ٫ ٬ ٭
    *("067E", "0686", "0698", "06A4", "06A9", "06AF", "06BE", "06CC"),  # پ چ ژ ڤ ک گ ھ ی: names from the neighbours
    *("200C-200E", "FD3E-FD3F", "FDF2"),  # joiners, ﴾ ﴿, الله
)
"""What news in Arabic is written with. Presentation forms are reached by shaping and need no code point."""

BORROWED = letters(
    *("0021-0022", "0025", "0027-002F", "0030-003A", "003D", "005B", "005D", "005F", "007C"),
    *("00AB", "00B0", "00B7", "00BB", "00D7", "2013-2014", "2018-2019", "201C-201D", "2022", "2026", "2039-203A"),
)
"""Digits and punctuation that Arabic lines share with Latin ones, from the package's Latin file. Latin letters come
from the reader's own system."""

SMALLER = 0.92
"""Size of what is borrowed: at its own, Latin digits stand taller than the Arabic letters beside them."""


def main(archives: list[str]) -> None:
    """Make every font from the archives, which `npm pack` names after their packages."""
    for name, package in PACKAGES.items():
        archive = next((Path(path) for path in archives if package in path), None)
        if archive is None:
            sys.exit(f"{package}: its archive is missing; see theme/README.md, Fonts")
        with tarfile.open(archive) as tar:
            arabic = slice_of(tar, f"package/files/{package}-arabic-wght-normal.woff2", ARABIC)
            latin = slice_of(tar, f"package/files/{package}-latin-wght-normal.woff2", BORROWED)
            licence = member(tar, "package/LICENSE")
        scale_upem(latin, round(SMALLER * arabic["head"].unitsPerEm))
        graft(arabic, latin)
        arabic.flavor = "woff2"
        arabic.save(FOLDER / f"{name}.woff2")
        (FOLDER / f"{name}-OFL.txt").write_bytes(licence)
        print(f"{name}.woff2: {(FOLDER / f'{name}.woff2').stat().st_size} bytes, {len(arabic.getGlyphOrder())} glyphs")


def member(tar: tarfile.TarFile, name: str) -> bytes:
    """Return one file of an archive."""
    file = tar.extractfile(name)
    if file is None:
        sys.exit(f"{tar.name}: {name} is no file")
    return file.read()


def slice_of(tar: tarfile.TarFile, name: str, wanted: frozenset[int]) -> TTFont:
    """Return a font of the archive, cut to `wanted` and to our weights."""
    font = TTFont(io.BytesIO(member(tar, name)), recalcTimestamp=False)
    if lost := wanted - font.getBestCmap().keys():
        sys.exit(f"{name}: lacks " + " ".join(f"U+{code:04X}" for code in sorted(lost)))
    options = Options()
    # What shaping needs. No locl (forms for Sindhi, Urdu, Kashmiri …), no tnum and pnum: nothing here asks for them.
    options.layout_features = "ccmp init medi fina isol rlig liga calt curs kern mark mkmk".split()
    options.layout_scripts = ["arab", "DFLT", "latn"]
    options.name_IDs = [0, 1, 2, 13, 14]  # whose it is and under which licence
    options.drop_tables += ["DSIG", "STAT", "HVAR", "MVAR", "gasp", "prep"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    return font


def graft(font: TTFont, other: TTFont) -> None:
    """Copy what `font` cannot write from `other`, a slice of the same typeface: outlines, advances, variations."""
    named = {glyph: f"{glyph}.latin" for glyph in other.getGlyphOrder() if glyph != ".notdef"}
    for glyph, name in named.items():
        outline = other["glyf"][glyph]
        for component in outline.components if outline.isComposite() else ():
            component.glyphName = named[component.glyphName]
        font["glyf"][name] = outline  # extends the glyph order as well
        font["hmtx"][name] = other["hmtx"][glyph]
        font["gvar"].variations[name] = other["gvar"].variations.get(glyph, [])
    have = font.getBestCmap()
    for code, glyph in other.getBestCmap().items():
        for table in font["cmap"].tables:
            if table.isUnicode() and code not in have:
                table.cmap[code] = named[glyph]


if __name__ == "__main__":
    main(sys.argv[1:])
