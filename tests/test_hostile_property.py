"""Good inputs, mutated: whatever comes of a feed, a page, a story file or Markdown, it is named or it is harmless.

`MIRROR_EXAMPLES` says how many of each; `make soak` tries ten thousand.
"""

import os
from datetime import UTC
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile_world import CLASSES
from listing_corpus import documents, response
from mirror import extract, frontmatter, listings, rendering, story
from mirror.errors import LeftOut
from mirror.extract import Page
from mirror.frontmatter import FrontMatterError
from mirror.listings import Entry
from mirror.markup import to_markdown
from samples import NOW, a_story, source
from test_markup_corpus import Harmless

EXAMPLES = int(os.environ.get("MIRROR_EXAMPLES", "60"))
URL = "https://news.example.org/a/1.html"
CORPUS = Path(__file__).parent / "corpus"
CASES = [case for cases in CLASSES.values() for case in cases]
FEEDS = [path for path in documents() if path.stat().st_size < 20_000]
PAGES = [path.read_bytes() for path in sorted((CORPUS / "pages").rglob("*.html")) if path.stat().st_size < 20_000]
MARKDOWN = [path.read_text(encoding="utf-8") for path in sorted((CORPUS / "markup").glob("*.md"))]
STORY = story.write(a_story(image="0f1e2d3c4b5a.webp", image_alt="حقل", modified=NOW, reason="2025-12-24 سبب"))
SCRAPS = [
    *CASES, "", "\0", "\x01", "\u2028", "\u202e", "\ud800", "<", "&", "]]>", '"', "'", "`", "[", "](", "{: onclick=x}",
    "---\n", "\n---\n\n", "\n", ": ", "- ", "!!str ", "&a ", "*a", "{a: b}", "%", "\\", "|", "<!--", "<![CDATA[", "&#x0;",
    "&lt;", "<table>", "<svg>", "</p>", "    ",
]  # fmt: skip
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mutations(goods: list[str] | list[bytes]) -> st.SearchStrategy[str]:
    """Return good inputs with one to six scraps put in, or parts cut out or doubled."""

    @st.composite
    def mutated(draw: st.DrawFn) -> str:
        good = draw(st.sampled_from(goods))
        text = good.decode("utf-8", "replace") if isinstance(good, bytes) else good
        for _ in range(draw(st.integers(1, 6))):
            start = draw(st.integers(0, len(text)))
            end = draw(st.integers(start, min(len(text), start + 200)))
            scrap = draw(st.sampled_from(SCRAPS) | st.text(max_size=6))
            text = (
                text[:start] + draw(st.sampled_from((scrap, scrap + text[start:end], text[start:end] * 2))) + text[end:]
            )
        return text

    return mutated()


def named(error: LeftOut | FrontMatterError) -> None:
    assert error.reason
    assert "\n" not in error.reason


class Within(Harmless):
    """Lets pass what an editor may write besides: links within the site."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(
            tag,
            [(name, value) for name, value in attrs if name != "href" or ":" in (value or "") or "//" in (value or "")],
        )


def harmless(markdown: str, parser: type[Harmless] = Harmless) -> None:
    """Fail if a text of ours would act on a page; a text that is refused does not."""
    try:
        html = rendering.to_html(markdown, media_url=lambda name: f"https://mirror.example.org/images/{name}")
    except LeftOut as error:
        named(error)
        return
    reader = parser()
    reader.feed(html)
    reader.close()


@many
@given(mutations([path.read_bytes() for path in FEEDS]))
def test_a_mutated_listing_brings_nothing_active(body: str) -> None:
    it = source()
    try:
        found = listings.read(response(body.encode("utf-8", "surrogatepass")), it, NOW)
    except LeftOut as error:
        named(error)
        return
    for entry in found.entries[:5]:
        try:
            made = extract.from_entry(entry, source=it, now=NOW)
            harmless(to_markdown(made.body_html if made else entry.html or "", entry.url))
        except LeftOut as error:
            named(error)


@many
@given(mutations(PAGES))
def test_a_mutated_page_brings_nothing_active(body: str) -> None:
    page = Page(url=URL, body=body.encode("utf-8", "surrogatepass"), content_type="text/html")
    try:
        made = extract.extract(page, entry=Entry(url=URL), source=source(), now=NOW)
        harmless(to_markdown(made.body_html, made.base_url))
    except LeftOut as error:
        named(error)


@many
@given(mutations(MARKDOWN))
def test_mutated_markdown_is_harmless(markdown: str) -> None:
    harmless(markdown, Within)


@many
@given(mutations([STORY]))
def test_a_mutated_story_file_is_a_story_or_named(text: str) -> None:
    try:
        document = frontmatter.parse(text)
        read = story.read(document, path="content/example/x.md", zone=UTC, own=False)
    except (FrontMatterError, LeftOut) as error:
        named(error)
        return
    harmless(read.body, Within)
    if not frontmatter.read(text)[0].keys() - set(story.KEYS):
        assert story.read(frontmatter.parse(story.write(read)), path="x.md", zone=UTC, own=False) == read
