"""The real theme in a real Chromium: no sideways scroll, no message, no request elsewhere, no jump, no clipping."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

import theme_site
from browser import served, sideways
from site_builder import Mirror
from theme_site import page_of

PAGES = (
    "", "page/1.html", "category/politics.html", "category/opinion.html", "source/example.html", "archive/2025/12.html",
    "archive.html", "sources.html", "subscribe.html", "search.html", "404.html", "pages/about.html", "styleguide.html",
    *(page_of(name) for name in theme_site.STORIES),
)  # fmt: skip


@contextmanager
def under_its_path(made: Mirror) -> Iterator[str]:
    """Serve a site under the sub-path that it was built for."""
    root = made.folder / "served"
    root.mkdir()
    (root / "repo").symlink_to(made.output)
    with served(root) as host:
        yield f"{host}/repo/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of everything good and bad."""
    with under_its_path(theme_site.build(tmp_path_factory.mktemp("site"))) as address:
        yield address


@pytest.mark.parametrize(
    ("width", "text", "scheme"),
    [(320, 100, "light"), (360, 100, "dark"), (1280, 100, "light"), (640, 200, "dark")],
)
def test_pages_hold(browser: Browser, address: str, width: int, text: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        page.evaluate(f"document.documentElement.style.setProperty('font-size', '{text}%')")
        page.evaluate("document.fonts.ready")
        assert sideways(page) == [], path
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []
    context.close()


@pytest.mark.parametrize(("build", "direction"), [(theme_site.build_english, "ltr"), (theme_site.build_empty, "rtl")])
def test_english_and_empty_sites_hold(
    browser: Browser, tmp_path: Path, build: Callable[[Path], Mirror], direction: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    made = build(tmp_path)
    stories = sorted(path for path in made.paths() if path.startswith("news/"))[:1]
    with under_its_path(made) as address:
        for path in ("", "category/politics.html", "archive.html", "sources.html", "subscribe.html", *stories):
            page.goto(address + path)
            page.evaluate("document.fonts.ready")
            assert sideways(page) == [], path
            assert page.evaluate("getComputedStyle(document.body).direction") == direction
            assert len(page.inner_text("main")) > 20, f"{path} says something"
    assert said == []
    page.close()


def test_both_fonts_are_used_and_only_for_arabic(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + page_of("everything"))
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(each => each.status == 'loaded').map(each => each.family)")
    assert {name.strip('"') for name in loaded} >= {"Naskh", "Kufi"}
    page.close()


def test_nothing_jumps_while_fonts_and_pictures_arrive(browser: Browser, address: str) -> None:
    """Cumulative layout shift is at most 0.1, "good" by Core Web Vitals; 0.004 where the device has the Noto fonts."""
    page = browser.new_page(viewport={"width": 360, "height": 740})

    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    page.route("**/*.woff2*", late)
    page.route("**/*.webp", late)
    page.add_init_script(
        """window.shift = 0
        new PerformanceObserver(list => { for (const each of list.getEntries()) window.shift += each.value })
            .observe({ type: "layout-shift", buffered: true })"""
    )
    for path in ("", "category/politics.html", page_of("everything")):
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        assert page.evaluate("window.shift") <= 0.1, path
    page.close()


def test_the_keyboard_gets_everywhere_and_is_seen(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address + page_of("everything"))
    page.keyboard.press("Tab")
    focus = "document.activeElement"
    assert page.evaluate(f"{focus}.className") == "skip-link"
    assert page.evaluate(f"{focus}.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focus}.id") == "main"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(f"{focus}.className || {focus}.tagName"))
        width = page.evaluate(
            f"""(() => {{
                const of = pseudo => parseFloat(getComputedStyle({focus}, pseudo).outlineWidth)
                return {focus} === document.body ? 3 : Math.max(of(null), of("::after") || 0)
            }})()"""
        )
        assert width >= 2, page.evaluate(f"{focus}.outerHTML")
    assert "table-scroll" in reached, "a wide table can be scrolled with the arrow keys"
    page.close()


def test_diacritics_are_not_clipped(browser: Browser, address: str) -> None:
    """Painted with and without clipping, a teaser's title of stacked diacritics is the same picture."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address + "styleguide.html")
    page.evaluate("document.fonts.ready")
    title = page.locator(".teaser-title", has_text="كُتُبٌ").first
    title.scroll_into_view_if_needed()
    clipped = title.screenshot()
    title.evaluate("each => { each.style.overflow = 'visible' }")
    assert title.screenshot() == clipped
    page.close()


def test_on_paper_the_notice_stays_and_the_menus_go(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 760, "height": 800})
    page.emulate_media(media="print")
    page.goto(address + page_of("everything"))
    assert sideways(page) == []
    assert page.locator("footer.notice").is_visible()
    for gone in (".site-menu", ".site-categories", ".related", ".neighbours", ".breadcrumbs"):
        assert not page.locator(gone).first.is_visible(), gone
    page.close()
