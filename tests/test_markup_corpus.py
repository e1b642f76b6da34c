"""The corpus of traps: each fragment of HTML has the Markdown it becomes beside it, and comes back from it."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import markdown as plain_markdown

from mirror import allowlist, rendering, text
from mirror.markup import to_markdown

BASE = "https://news.example.org/a/1.html"
CORPUS = Path(__file__).parent / "corpus" / "markup"
CASES = sorted(CORPUS.glob("*.html"))
cases = pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
ADDRESSES = ("http://", "https://", "mailto:", "tel:")


def expected(case: Path) -> str:
    return case.with_suffix(".md").read_text(encoding="utf-8").removesuffix("\n")


class Harmless(HTMLParser):
    """Fails at anything that the allow-list would not let pass."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in allowlist.ELEMENTS
        for name, value in attrs:
            assert name in {*allowlist.ATTRIBUTES.get(tag, ()), *allowlist.ATTRIBUTES["*"]}
            assert name not in ("href", "src") or (value or "").startswith(ADDRESSES)

    def handle_comment(self, data: str) -> None:
        assert not data.strip()

    def handle_decl(self, decl: str) -> None:
        pytest.fail(decl)

    def handle_pi(self, data: str) -> None:
        pytest.fail(data)


def test_there_are_enough_and_each_has_a_twin() -> None:
    assert len(CASES) >= 100
    assert {case.stem for case in CASES} == {twin.stem for twin in CORPUS.glob("*.md")}


@cases
def test_it_becomes_its_twin(case: Path) -> None:
    assert to_markdown(case.read_text(encoding="utf-8"), BASE) == expected(case)


@cases
def test_what_is_rendered_reads_the_same(case: Path) -> None:
    assert to_markdown(rendering.to_html(expected(case)), BASE) == expected(case)


@cases
def test_it_is_harmless_even_without_the_allow_list(case: Path) -> None:
    html = plain_markdown(expected(case), extensions=["tables", "sane_lists"])
    parser = Harmless()
    parser.feed(html)
    parser.close()


@cases
def test_editors_can_keep_it(case: Path) -> None:
    markdown = expected(case)
    assert markdown == text.clean(markdown)
    assert not any(line != line.rstrip() for line in markdown.split("\n")), "editors trim the ends of lines"
