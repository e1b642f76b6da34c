"""Properties of HTML → Markdown → HTML, over documents full of traps: the same text and the same elements come back."""

from contextlib import suppress
from html import escape
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import markdown as plain_markdown

from markup_outline import letters, outline
from mirror import allowlist, rendering, text
from mirror.errors import LeftOut
from mirror.markup import to_markdown
from test_markup_corpus import Harmless

BASE = "https://news.example.org/a/1.html"
TRAPS = (Path(__file__).parent / "corpus" / "markup" / "traps.txt").read_text(encoding="utf-8").splitlines()
ODD = st.text("ابتثجحخد ئ١٢3aZ*_`#[](){}<>&\\|.-+:!~^=;'\"\u00a0\u200c\u200d\u064b\u0651\u0301", min_size=1, max_size=8)
HREF = ' href="https://example.org/x_y?a=1&amp;copy;=2%27%283%29"'
MARKS = ("strong", "em", "s", "sub", "sup", "del", "ins", "mark", "small", "u", "q", "kbd", "cite", "bdi")

words = st.lists(st.sampled_from(TRAPS) | ODD, min_size=1, max_size=3).map(" ".join)
texts = words.map(text.clean).filter(lambda said: letters(said) != "" and "\u0338" not in said)
pictures = texts.map(lambda alt: f'<img src="https://example.org/a_%281%29.jpg" alt="{escape(alt)}">')


def element(name: str, inner: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{inner}</{name}>"


def line(*taken: str) -> st.SearchStrategy[str]:
    """Return inline HTML three elements deep; none stands within itself, no line break at an end or beside another."""
    parts = [texts.map(escape), texts.map(escape), pictures, texts.map(lambda said: element("code", escape(said)))]
    if len(taken) < 2:
        marks = st.sampled_from([name for name in MARKS if name not in taken])
        parts.append(marks.flatmap(lambda name: line(*taken, name).map(lambda inner: element(name, inner))))
    if len(taken) < 2 and "a" not in taken:
        parts.append(line(*taken, "a").map(lambda inner: element("a", inner, HREF)))
    pairs = st.tuples(st.one_of(parts), st.sampled_from([" ", " ", "", "<br>"]))
    return st.lists(pairs, min_size=1, max_size=3).map(_joined)


def _joined(pairs: list[tuple[str, str]]) -> str:
    return "".join(part + between for part, between in pairs).removesuffix("<br>")


def each(name: str, inner: st.SearchStrategy[str], *, least: int = 1) -> st.SearchStrategy[str]:
    """Return several elements of a name."""
    return st.lists(inner.map(lambda one: element(name, one)), min_size=least, max_size=3).map("".join)


def table(width: int) -> st.SearchStrategy[str]:
    def row(name: str) -> st.SearchStrategy[str]:
        cells = st.lists(lines, min_size=width, max_size=width)
        return cells.map(lambda inner: element("tr", "".join(element(name, one) for one in inner)))

    return st.tuples(st.booleans(), row("th"), st.lists(row("td"), min_size=1, max_size=2)).map(
        lambda parts: element("table", (element("thead", parts[1]) if parts[0] else "") + "".join(parts[2]))
    )


lines = line()
paragraphs = lines.map(lambda inner: element("p", inner))
leaves = st.one_of(
    paragraphs,
    paragraphs,
    st.tuples(st.sampled_from(["h1", "h2", "h3", "h6"]), lines).map(lambda pair: element(*pair)),
    st.tuples(pictures, lines).map(lambda pair: element("figure", pair[0] + element("figcaption", pair[1]))),
    texts.map(lambda said: element("pre", element("code", escape(said)))),
    st.just("<hr>"),
    st.integers(2, 3).flatmap(table),
)
items = st.tuples(lines, st.just("") | each("li", lines).map(lambda inner: element("ul", inner))).map("".join)
lists = st.tuples(
    st.sampled_from(["ul", "ol"]),
    each("li", items) | each("li", each("p", lines), least=2),
    st.sampled_from(["", ' start="5"']),
).map(lambda parts: element(parts[0], parts[1], parts[2] if parts[0] == "ol" else ""))
blocks = st.one_of(leaves, lists, each("dd", lines).map(lambda inner: element("dl", inner)))
quotes = st.lists(blocks, min_size=1, max_size=2).map(lambda inner: element("blockquote", "".join(inner)))
documents = st.lists(blocks | quotes, min_size=1, max_size=3).map("".join)

tags = st.sampled_from(
    "<p> </p> <b> </b> <i> <a\nhref='javascript:x'> <a\nhref=/x> </a> <div> </div> <ul> <li> </ul> <table> <td> </table> <svg> <math> "
    "<style> <script> </script> <noscript> <template> <textarea> <title> <iframe> <img\nsrc=/x\nonerror=x> <blockquote> <pre> <br> <h2> "
    "<figure> <figcaption> </figure> <select> <form> <plaintext> <xmp> <!-- --> <![CDATA[ ]]> <? ?> <a\nb=' &#x202e; &#0; &nbsp;".split(
        " "
    )
)
soups = st.lists(tags | texts | texts.map(escape) | st.text(max_size=5), max_size=12).map("".join)


@given(documents)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_text_and_the_same_elements_come_back(html: str) -> None:
    markdown = to_markdown(html, BASE)
    assert outline(rendering.to_html(markdown)) == outline(allowlist.clean(html))


@given(documents)
@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_rendered_reads_the_same(html: str) -> None:
    markdown = to_markdown(html, BASE)
    assert to_markdown(rendering.to_html(markdown), BASE) == markdown
    assert markdown == text.clean(markdown)


@given(soups)
@settings(max_examples=200, deadline=None)
def test_nothing_harmful_comes_of_any_soup(html: str) -> None:
    with suppress(LeftOut):
        markdown = to_markdown(html, BASE)
        for back in (rendering.to_html(markdown), plain_markdown(markdown, extensions=["tables", "sane_lists"])):
            parser = Harmless()
            parser.feed(back)
            parser.close()


@given(soups)
@settings(max_examples=200, deadline=None)
def test_cleaning_again_changes_nothing(html: str) -> None:
    with suppress(LeftOut):
        cleaned = allowlist.clean(html)
        assert allowlist.clean(cleaned) == cleaned
