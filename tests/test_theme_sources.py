"""The theme's own files: tokens that can be read, CSS that mirrors, templates that escape and hold no words."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from plugins.stories.assets import Assets

from mirror import locales
from theme_site import THEME

CSS = sorted((THEME / "static" / "css").rglob("*.css"))
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
COMPONENTS = {path.stem for path in (THEME / "templates" / "components").glob("*.html")}
TOKENS = re.sub(r"/\*.*?\*/", "", (THEME / "static" / "css" / "tokens.css").read_text(encoding="utf-8"), flags=re.S)


def rules(path: Path) -> str:
    """Return a stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def code(path: Path) -> str:
    """Return a template without its comments."""
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)


def tokens(selector: str) -> dict[str, str]:
    """Return the tokens that the first block of `selector` sets."""
    block = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", TOKENS)
    assert block, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))


def schemes() -> dict[str, dict[str, str]]:
    light = tokens(":root")
    return {
        "light": light,
        "dark": {**light, **tokens("@media (prefers-color-scheme: dark) {\n    :root")},
        "print": {**light, **tokens("@media print {\n    :root")},
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        digits = colour.removeprefix("#")
        pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
        red, green, blue = (int(pair, 16) / 255 for pair in pairs)
        linear = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (red, green, blue)
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_contrast_is_aa(scheme: str) -> None:
    colours = schemes()[scheme]
    for text, ground in product(("ink", "soft", "link", "visited", "mark"), ("paper", "panel")):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["edge"], colours["paper"]) >= 3, "frames of controls (WCAG 1.4.11)"
    assert contrast("#000", "#fff") == 21


def test_lines_have_room_for_diacritics() -> None:
    for choice in (tokens(":root"), tokens(':root[dir="ltr"]')):
        assert float(choice["leading-text"]) >= 1.8
        assert float(choice["leading-tight"]) >= 1.7
        assert float(choice["leading-head"]) >= 1.5
    assert all(
        "var(--leading-" in height for path in CSS for height in re.findall(r"line-height: ([^;]+)", rules(path))
    )


def test_the_browsers_bar_has_the_colour_of_the_paper() -> None:
    links = (THEME / "templates" / "head" / "links.html").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        assert f'content="{schemes()[scheme]["paper"]}" media="(prefers-color-scheme: {scheme})"' in links
    assert schemes()["light"]["paper"] in (THEME / "templates" / "manifest.webmanifest").read_text(encoding="utf-8")


def test_every_token_that_is_used_is_set() -> None:
    known = set(re.findall(r"--([\w-]+):", TOKENS))
    used = {name for path in CSS for name in re.findall(r"var\(--([\w-]+)", rules(path))}
    assert used == known


FORBIDDEN = {
    r"(margin|padding|border)-(left|right|top|bottom)\b": "logical: -inline-start, -block-end …",
    r"(?<![-\w])(left|right|top|bottom):": "logical: inset-…",
    r"(?<![-\w])(min-|max-)?(width|height):(?!.*\{)": "logical: inline-size, block-size",
    r"(text-align|float|clear): *(left|right|justify)": "start, end, inline-start …",
    r"letter-spacing|text-transform|font-style: *italic|text-align: *justify": "not in Arabic",
    r"!important|@import|position: *(sticky|fixed)|expression\(": "not here",
    r"https?:|data:|//": "no other host, and no data: the policy forbids it",
}


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
def test_css_keeps_to_the_rules(path: Path) -> None:
    text = rules(path)
    for line, (pattern, remedy) in product(text.splitlines(), FORBIDDEN.items()):
        if not line.strip().startswith("@media"):
            assert not re.search(pattern, line), f"{line.strip()}: {remedy}"
    layer = "components" if path.parent.name == "components" else path.stem
    heads = re.findall(r"(?m)^(@layer [\w, ]+|[^ @}\n].*)(?= \{|;)", text)
    assert f"@layer {layer}" in heads
    assert [head for head in heads if not head.startswith("@layer")] == [], "everything stands in a layer"
    if path.name != "tokens.css":
        assert not re.search(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(|font-family: *[\"A-Z]", text), (
            "colours and fonts are tokens"
        )


def test_a_component_is_a_template_a_stylesheet_and_a_specimen() -> None:
    styles = {path.stem for path in CSS if path.parent.name == "components"}
    assert styles == COMPONENTS
    guide = code(THEME / "templates" / "styleguide.html")
    on_every_page = {"site-header", "site-footer"}
    for name in COMPONENTS - on_every_page:
        assert f'from "components/{name}.html" import' in guide, name
        macro = re.search(rf'components/{name}\.html" import \w+(?: as (\w+))?', guide)
        assert macro
        called = macro[1] or name.replace("-", "_")
        assert len(re.findall(rf"\b{called}\(", guide)) >= 1, f"{name} is imported, not shown"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_escape_everything_and_run_nothing(path: Path) -> None:
    text = code(path)
    for pattern in (
        r"\|\s*safe\b",
        r"autoescape",
        r"Markup",
        r"\sstyle=",
        r"\son\w+=",
        r"<iframe|<object|<embed",
        r"<script(?! type=\"(?:application/(?:ld\+)?json\"|module\" src=\"\{\{ static\('js/))",
    ):
        assert not re.search(pattern, text), pattern


def spoken(path: Path) -> Iterator[str]:
    """Yield the words that stand in a template itself: in text and in attributes that are read out."""
    text = re.sub(r"\{% block policy %\}.*?\{% endblock %\}", " ", code(path))
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    yield from re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', text)
    yield re.sub(r"<[^>]*>", " ", text)


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.name != "styleguide.html"], ids=lambda path: path.name
)
def test_no_word_stands_in_a_template(path: Path) -> None:
    for text in spoken(path):
        assert not re.search(r"[^\W\d_]", text), text.strip()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_word_that_templates_ask_for_is_in_the_locale(lang: str) -> None:
    """What they put together from parts (`'source.' ~ source.mode`) the built sites show."""
    voice = locales.voice(lang=lang)
    said = {key for path in TEMPLATES for key in re.findall(r"\bt\([\"']([\w.]+)[\"'][,)]", code(path))}
    counted = {key for path in TEMPLATES for key in re.findall(r"\bcount\([\"']([\w.]+)[\"'],", code(path))}
    assert len(said) > 50
    assert said <= set(voice.locale.words)
    assert counted <= set(voice.locale.counted)


def test_fonts_are_small_free_and_hold_what_news_needs() -> None:
    folder = THEME / "static" / "fonts"
    fonts = sorted(folder.glob("*.woff2"))
    assert sum(path.stat().st_size for path in fonts) <= 45_000
    for path in fonts:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / f"{path.stem}-OFL.txt").read_text(encoding="utf-8")
        font = TTFont(path)
        letters = set(map(chr, font.getBestCmap()))
        assert letters >= set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىپچڤگ ٠١٢٣٤٥٦٧٨٩0123456789۰۱۲۳۴۵۶۷۸۹،؛؟٪«»().:!…“”")
        assert letters >= set("ًٌٍَُِّْٰٔ")
        (weight,) = font["fvar"].axes
        assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 700)


def test_the_stylesheet_is_one_and_asks_for_the_fonts_that_pages_preload() -> None:
    assets = Assets(THEME / "static")
    assert [name for name in assets.names() if name.endswith(".css")] == ["css/site.css"]
    sheet = assets.data("css/site.css").decode()
    assert f'url("../fonts/naskh.woff2?v={assets.version("fonts/naskh.woff2")}")' in sheet
    assert sheet.count("{") == sheet.count("}")
