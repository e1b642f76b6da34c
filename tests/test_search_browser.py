"""The search as readers use it: a built site, a real Chromium, words as they are typed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import theme_site
from browser import chromium, served
from mirror import terms
from mirror.story import Story
from samples import TOML
from search_pairs import PAIRS, TRAPS
from site_builder import Mirror, mirror, numbered

PRINTED = list(dict.fromkeys(printed for pairs in (*PAIRS.values(), TRAPS) for printed, _ in pairs))
KNOWN = "دمشق طبيب سافر نهر لجنة قطار مزارع قارب لاعبين أميرة الوزير الوكالة الفريق ريق لبنان بنان الولاية"
"""Words by which joined letters are known, and which the traps must not be taken for."""
MANY = 23
HERALD = """
[[source]]
id = "herald"
name = "بشير العيّنة"
home = "https://herald.example.org/"
listing = ["https://herald.example.org/feed/"]
mode = "headline"
category = "سياسة"
"""


def stories() -> list[Story]:
    """Return a story for every printed form, one with the known words, and some that a search is narrowed by."""
    first = numbered(1).date
    assert first is not None
    plain: dict[str, Any] = {"tags": (), "authors": (), "summary": None, "title": "عيّنة", "original_title": "عيّنة"}
    out = [numbered(1000 + at, body=f"«{printed}»", **plain) for at, printed in enumerate(PRINTED)]
    out.append(numbered(2000, body=KNOWN, **plain))
    for n in range(MANY):
        more: dict[str, Any] = {"source": "sister", "category": "رياضة"} if n % 2 else {"category": "سياسة"}
        date = first + timedelta(days=20 * (n % 3), hours=n)
        title = "مرصد الجبل" if n == 7 else f"نبأ {n}"
        body = "مرصد قديم." if n % 2 else "المرصد القديم."
        out.append(
            numbered(3000 + n, **{**plain, **more, "date": date, "title": title, "summary": f"ملخص {n}", "body": body})
        )
    return [*out, *(numbered(4000 + at, **{**plain, **changes}) for at, changes in enumerate(BOUNDED))]


BOUNDED: tuple[dict[str, Any], ...] = (
    {"source": "sister", "body": "ظاهرواحد " * 59 + "ظاهراثنان خفيواحد"},  # an excerpt has sixty words
    {"source": "herald", "title": "ظاهرثلاثة", "summary": "خفياثنان", "body": "خفيثلاثة"},
    {"status": "draft", "body": "خفياربعة"},
    {"status": "hidden", "body": "خفيخمسة"},
    {"status": "skip", "title": "خفيستة", "body": ""},
    {"body": "ظاهراربعة <!-- خفيسبعة --> [رابط](https://example.org/خفيثمانية)<script>خفيتسعة</script>"},
    {"slug": "scopy2222222a", "body": "نصمشترك", "title": "ظاهرخمسة"},
    {"source": "sister", "category": "رياضة", "same_as": "scopy2222222a", "body": "نصمشترك", "title": "خفيعشرة"},
)
"""Stories that must not be found by all that their files say: «ظاهر…» may be found, «خفي…» not."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    return searchable(mirror(tmp_path_factory.mktemp("search"), stories(), toml=TOML + HERALD))


def searchable(made: Mirror) -> Mirror:
    built = made.build(siteurl=theme_site.SITEURL, settings={"THEME": str(theme_site.THEME)}, with_search=True)
    assert built.left_out == ()
    return made


@pytest.fixture(scope="module")
def address(made: Mirror) -> Iterator[str]:
    with served_under_repo(made) as address:
        yield address


@contextmanager
def served_under_repo(made: Mirror) -> Iterator[str]:
    """Serve a site under the sub-path that it was built for."""
    root = made.folder / "served"
    root.mkdir()
    (root / "repo").symlink_to(made.output)
    with served(root) as host:
        yield f"{host}/repo/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console stays empty."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def status(page: Page) -> str:
    """Return what the search says, once it has an answer."""
    place = page.locator("#search-status")
    expect(place).not_to_have_text("جارٍ البحث…")
    expect(place).not_to_be_empty()
    return place.inner_text()


ANSWER = """async typed => {
    const part = name => document.getElementById(name)
    const until = async held => { while (!held()) await new Promise(done => setTimeout(done, 2)) }
    const articles = () => part("search-list").querySelectorAll("article")
    part("search-status").textContent = ""
    part("q").value = typed
    part("q").form.requestSubmit()
    await until(() => !["", "جارٍ البحث…"].includes(part("search-status").textContent))
    while (!part("search-more").hidden) {
        const shown = articles().length
        part("search-more").click()
        await until(() => articles().length > shown)
    }
    return [...articles()].map(each => each.querySelector("a").pathname.split("/").pop().replace(".html", ""))
}"""


def found(page: Page, typed: str) -> list[str]:
    """Ask an open search page for what is typed, and for more, and return the slugs of all results, in their order."""
    answer: list[str] = page.evaluate(ANSWER, typed)
    return answer


def slug_of(printed: str) -> str:
    return numbered(1000 + PRINTED.index(printed)).slug


def test_words_are_found_as_they_are_typed(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    missed = {
        name: [pair for pair in pairs if slug_of(pair[0]) not in found(page, pair[1])] for name, pairs in PAIRS.items()
    }
    share = {name: 1 - len(missed[name]) / len(pairs) for name, pairs in PAIRS.items()}
    total = sum(map(len, PAIRS.values()))
    assert total >= 80
    assert min(share.values()) >= 0.8, missed
    assert sum(map(len, missed.values())) <= 0.07 * total, missed


def test_other_words_are_not_taken_for_them(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    assert [pair for pair in TRAPS if slug_of(pair[0]) in found(page, pair[1])] == []


def test_no_more_is_found_than_may_be_shown(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    said = " ".join(f"{each.get('title', '')} {each.get('summary', '')} {each.get('body', '')}" for each in BOUNDED)
    for word in sorted(set(re.findall(r"(?:ظاهر|خفي)\w+", said))):
        assert bool(found(page, word)) == word.startswith("ظاهر"), word


def test_copies_of_a_text_are_one_result_under_every_outlet(page: Page, address: str) -> None:
    for more in ("", "&source=example", "&source=sister", "&category=sports"):
        page.goto(address + f"search.html?q=نصمشترك{more}")
        assert status(page) == "نتيجة واحدة"
        assert page.locator("#search-list h3").inner_text() == "ظاهرخمسة"


def test_the_browser_reads_the_rules_as_the_index_does(page: Page, address: str) -> None:
    """Every step of theme/static/js/terms.js gives what `mirror.terms` gives; a query only takes more articles off."""
    page.goto(address + "search.html")
    texts = [
        *PRINTED,
        *(typed for pairs in (*PAIRS.values(), TRAPS) for _, typed in pairs),
        KNOWN,
        theme_site.words(60),
    ]
    texts += ["سُوءًا وأبدًا، معًا! جدًّا", "ʼn İstanbul ΑΣ ﷺ ½ Ⅷ x²", "كلمة\u200cواحدة كلمة_واحدة", "", "١٬٢٣٤٫٥ ۱۲٪"]
    read = page.evaluate(
        """async texts => {
            const { Terms } = await import(document.querySelector('script[type=module]').src.replace('search.js', 'terms.js'))
            const terms = new Terms(JSON.parse(document.getElementById('search-data').textContent).rules)
            return texts.map(text => terms.words(text).map(word => [
                word, terms.fold(word), terms.stem(terms.fold(word)), terms.readings(word), terms.small(word)]))
        }""",
        texts,
    )
    for text, words in zip(texts, read, strict=True):
        assert [word for word, *_ in words] == terms.words(text), text
        for word, folded, stem, readings, small in words:
            assert small == terms.small(word)
            assert folded == terms.fold(word)
            assert stem == terms.stem(folded)
            assert {folded, terms.fold(terms.bare(word))} <= set(readings)


def test_nothing_is_loaded_before_the_box_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "search.html")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pagefind" in url]
    with page.expect_response("**/pagefind/pagefind.js"):
        page.locator("#q").focus()
    found(page, "مرصد")
    assert [url for url in asked if not url.startswith(address)] == []


def test_a_link_shows_what_it_says(page: Page, address: str) -> None:
    page.goto(address + "search.html?q=مرصد&category=sports&source=sister&month=2025-12&sort=date")
    assert page.locator("#q").input_value() == "مرصد"
    assert page.locator("select[name=category]").input_value() == "sports"
    expect(page.locator("#search-heading")).to_have_text("نتائج البحث عن «مرصد»")
    narrowed = int(re.sub(r"\D", "", status(page)).translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")) or 0)
    dates = page.locator("#search-list time").evaluate_all("each => each.map(time => time.dateTime)")
    assert dates
    assert dates == sorted(dates, reverse=True)
    assert all(date.startswith("2025-12") for date in dates)
    assert 0 < narrowed < MANY // 2
    assert set(page.locator("#search-list [data-fill=source]").all_inner_texts()) == {"صحيفة النموذج"}


def test_a_result_shows_whose_it_is_and_when(page: Page, address: str) -> None:
    page.goto(address + "search.html?q=الجبل")
    assert status(page) == "نتيجة واحدة"
    result = page.locator("#search-list article")
    assert result.locator("h3").inner_text() == "مرصد الجبل"
    assert result.locator(".teaser-summary").inner_text() == "ملخص 7"
    assert "صحيفة النموذج" in result.inner_text()
    assert re.search(r"[٠-٩]{1,2} (كانون|شباط).* ٢٠٢[٥٦]", result.inner_text())
    with page.expect_navigation():
        result.locator("a").click()
    assert page.locator("h1").inner_text() == "مرصد الجبل"


def test_titles_and_exact_words_come_first(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    assert found(page, "مرصد")[0] == numbered(3007, source="sister").slug
    assert found(page, "سورية")[0] == slug_of("سورية")


def test_phrases_in_quotes_are_found_as_they_stand(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    assert len(found(page, "«مرصد القديم»")) == MANY
    assert len(found(page, "قديم المرصد")) == MANY
    assert found(page, "«قديم المرصد»") == []


def test_words_that_stand_everywhere_are_not_looked_for(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    assert len(found(page, "مرصد في")) == MANY
    assert len(found(page, "«في المرصد القديم»")) == MANY
    assert found(page, "وفي") == []
    assert status(page).startswith("«وفي» من الكلمات التي ترد في كل نص")


def test_a_query_loads_little(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "search.html?q=مرصد&sort=date")
    assert status(page) == "٢٣ نتيجة"
    assert len([url for url in asked if "/pagefind/fragment/" in url]) == 10, "those that are shown"
    asked.clear()
    page.locator("#q").fill("المرصد")
    page.keyboard.press("Enter")
    expect(page.locator("#search-heading")).to_contain_text("المرصد")
    assert status(page) == "٢٣ نتيجة"
    assert not [url for url in asked if "/pagefind/" in url], "the same words, the same pieces"


def test_an_empty_mirror_says_that_there_is_nothing_to_search(page: Page, tmp_path: Path) -> None:
    with served_under_repo(searchable(mirror(tmp_path))) as address:
        page.goto(address + "search.html?q=مرصد")
        assert "فليس في الموقع ما يُبحث فيه" in page.locator("main").inner_text()
        assert not page.locator("#q").count()


def test_the_keyboard_and_the_ear(page: Page, address: str) -> None:
    page.goto(address + "search.html")
    assert page.locator("#search-status").get_attribute("role") == "status"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("مرصد")
    page.keyboard.press("Enter")
    assert status(page) == "٢٣ نتيجة"
    assert page.evaluate("document.activeElement.id") == "q", "the box keeps the focus"
    assert page.locator("#search-list article").count() == 10
    page.locator("#search-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-list article")).to_have_count(20)
    eleventh = page.locator("#search-list article").nth(10).locator("a")
    expect(eleventh).to_be_focused()
    page.locator("select[name=source]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-status")).to_have_text("١٢ نتيجة")
    assert "source=example" in page.url


def test_back_returns_to_the_search_before(page: Page, address: str) -> None:
    page.goto(address + "search.html?q=الجبل")
    assert status(page) == "نتيجة واحدة"
    found(page, "لاشيءكهذا")
    assert status(page).startswith("لا نتائج عن «لاشيءكهذا»")
    page.go_back()
    expect(page.locator("#q")).to_have_value("الجبل")
    expect(page.locator("#search-status")).to_have_text("نتيجة واحدة")


@pytest.mark.parametrize("typed", ["<b>x</b>", '"', "...", "'); alert(1)", "%", "\u202e", "ال", "a" * 5000])
def test_odd_queries_are_answered(page: Page, address: str, typed: str) -> None:
    page.goto(address + "search.html")
    page.locator("#q").focus()
    assert found(page, typed) == []
    assert page.locator("#search-heading b").count() == 0


def test_without_a_script_it_leads_to_the_archive(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search.html?q=مرصد")
    assert not page.locator("#q").is_visible()
    assert page.locator("noscript p").is_visible()
    page.locator("main").get_by_role("link", name="الأرشيف").click()
    assert page.url.endswith("archive.html")
    context.close()


def test_without_an_index_it_says_so(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(address + "search.html?q=مرصد")
    expect(page.locator("#search-status")).to_have_text("تعذّر البحث الآن. أعد المحاولة، أو تصفّح الأرشيف.")
    page.unroute("**/pagefind/**")
    page.locator("#q").press("Enter")
    assert status(page) == "٢٣ نتيجة", "it is tried again"


def test_in_english(browser: Browser, tmp_path: Path) -> None:
    plain: dict[str, Any] = {"lang": "en", "category": "Politics", "summary": "Short.", "authors": (), "tags": ()}
    texts = ("The observatories opened.", "Nothing.", "وزير")
    stories = [
        numbered(n, title=f"Story {n}", original_title=f"Story {n}", body=text, **plain) for n, text in enumerate(texts)
    ]
    made = searchable(mirror(tmp_path, stories, toml=theme_site.ENGLISH))
    with served_under_repo(made) as address:
        page = browser.new_page()
        page.goto(address + "search.html?q=observatory")
        place = page.locator("#search-status")
        expect(place).to_have_text("1 result")
        assert page.locator("#search-list h3").inner_text() == "Story 0"
        page.locator("#q").fill("الوزير")
        page.keyboard.press("Enter")
        expect(page.locator("#search-list h3")).to_have_text("Story 2")
        page.close()
