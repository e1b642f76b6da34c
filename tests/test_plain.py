"""Plain Markdown: the fast engine makes the bytes of the reference, of all that our writer writes and of all traps."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mirror import allowlist, digests, frontmatter, plain, rendering, text
from mirror.errors import LeftOut
from mirror.markup import to_markdown
from samples import a_story
from site_builder import ROOT, mirror
from test_markup_corpus import CASES, expected
from test_markup_property import BASE, documents

pytest.importorskip("pyromark", reason="is optional; without it the reference renders everything")

ROUNDS = int(os.environ.get("MIRROR_ROUNDS", "1"))
"""How many times as many examples as in an everyday run."""
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]

# What the grammar accepts, what it refuses, and what stands between the two.
PIECES = (
    "خبر كتابٌ x 12 ٣ a_b _ R&D & &amp; &lt; &copy &#38; # > - -- --- + = == | : :- ~~~ ! !! ( ) [ ] { } \" ' «ن» . ، € ² \u200c "
    "\u200f \u00a0 \\* \\_ \\[ \\# \\. \\- \\\\ * ** *** ` < <br> <b> </p> **خبر** *خبر* **«خبر»** *كتابٌ* **خبر**نص a*b* "
    "[خبر](https://e.org/) [x](https://e.org/a_b?c=1&d=2) [e.org](https://e.org/) ![ص](https://e.org/a.jpg) ![](https://e.org/a.jpg) "
    "[![ص](https://e.org/a.jpg)](https://e.org/) ![ص]({static}/images/00cafae02d1aa816ca02.webp) [x](%7Bstatic%7D/a) 1. 1) ٣. -ن 3.5 "
    "[a] [a][b] [^1]: *[X]: [x]: \\"
).split(" ")
FIGURE = "![ص](https://e.org/a.jpg)\n*شرح الصورة*"
CARD = "[خبر — e.org](https://e.org/x)"
JOINTS = [
    " ",
    " ",
    " ",
    "",
    "\n",
    "\n\n",
    "\n\n- ",
    "\n- ",
    "\n> ",
    "\n\n> ",
    "\n1. ",
    "\n2. ",
    "\n\n1. ",
    "\n\n## ",
    "\n>\n> ",
    "\n> - ",
]
soups = st.lists(
    st.tuples(st.sampled_from([*PIECES, FIGURE, CARD]) | st.text(max_size=3), st.sampled_from(JOINTS)), max_size=9
).map(lambda pairs: "".join(piece + joint for piece, joint in pairs).strip())

cells = st.lists(st.sampled_from(PIECES), max_size=3).map(" ".join)
tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=3).map(
        lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * width, *rows[1:]])
    )
)
around = st.sampled_from(["", "نص\n\n", "- نص\n\n", "> نص\n\n", "# نص\n\n"])


def both(markdown: str) -> tuple[str, str]:
    """Return what the reference and what the fast way make of a text; a refusal is its reason."""
    made = []
    for own in (False, True):
        try:
            made.append(rendering.to_html(markdown, own=own))
        except LeftOut as error:
            made.append(error.reason)
    return made[0], made[1]


def is_plain(markdown: str) -> bool:
    return plain.html(text.clean(markdown), is_card=lambda said, url: False) is not None


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_corpus_of_traps_comes_out_the_same(case: Path) -> None:
    reference, fast = both(expected(case))
    assert fast == reference


@given(documents)
@settings(max_examples=40 * ROUNDS, deadline=None, suppress_health_check=SLOW)
def test_whatever_the_writer_writes_comes_out_the_same(html: str) -> None:
    reference, fast = both(to_markdown(html, BASE))
    assert fast == reference


@given(soups)
@settings(max_examples=800 * ROUNDS, deadline=None, suppress_health_check=SLOW)
def test_any_soup_comes_out_the_same(soup: str) -> None:
    if is_plain(soup):
        reference, fast = both(soup)
        assert fast == reference


@given(
    around, tables, st.sampled_from(["", "\n\nنص", "\n\n- نص", "\n\n> نص", "\n\n| أ | ب |\n| --- | --- |\n| ج | د |"])
)
@settings(max_examples=200 * ROUNDS, deadline=None, suppress_health_check=SLOW)
def test_any_table_comes_out_the_same(before: str, table: str, behind: str) -> None:
    reference, fast = both(before + table + behind)
    assert fast == reference


@given(documents)
@settings(max_examples=40 * ROUNDS, deadline=None, suppress_health_check=SLOW)
def test_what_looks_settled_is(html: str) -> None:
    made = plain.html(to_markdown(html, BASE), is_card=lambda said, url: False)
    assert made is None or not allowlist.is_settled(made) or allowlist.clean(made) == made


@given(soups | tables | documents)
@settings(max_examples=200 * ROUNDS, deadline=None, suppress_health_check=SLOW)
def test_the_estimate_of_the_work_is_no_less_than_the_work(markdown: str) -> None:
    assert rendering._most_work(markdown) >= rendering._work(markdown)


def test_most_of_what_is_written_is_plain() -> None:
    stories = sorted((ROOT / "content").glob("*/*/*/*.md"))
    bodies = [frontmatter.read(path.read_text(encoding="utf-8"))[1].strip("\n") for path in stories]
    assert sum(map(is_plain, bodies)) > 0.75 * len(bodies)
    assert sum(is_plain(expected(case)) for case in CASES) > 0.5 * len(CASES)


@pytest.mark.parametrize(
    "markdown",
    [
        "نص `رمز`", "نص <b>خام</b>", "| أ | ب |\n| --- | --- |", "| أ |\n| --- |\n| ب |",
        "- أ\n    - ب", "    رمز", "نص\n---", "نص  \nنص", "[نص][1]", "#وسم",
        "*نص**نص*", "**نص***نص*", "- أ\n\n- ب", "> أ\n\n> ب", "[س](https://e.org/سوريا)", "نص\n\n\nنص", "&copy;", "[x]: https://e.org/",
    ],
)  # fmt: skip
def test_what_the_engines_may_read_differently_is_refused(markdown: str) -> None:
    assert not is_plain(markdown)


def test_figures_and_cards_have_their_final_form() -> None:
    reference, fast = both(f"{FIGURE}\n\n{CARD}\n\n> {CARD}")
    assert fast == reference
    assert "<figcaption>شرح الصورة</figcaption>" in fast
    assert fast.count('class="card"') == 2


def test_without_the_engine_the_reference_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    reference, fast = both("نص **مهم**")
    monkeypatch.setattr(plain, "pyromark", None)
    assert both("نص **مهم**") == (reference, fast)
    assert not is_plain("نص")


def test_what_is_too_much_is_refused_the_same_way() -> None:
    for markdown in ("نص " * 100_000, "- أ\n" * 15_000, "> " * 50 + "نص", "[س](https://e.org/) " * 9_000):
        reference, fast = both(markdown)
        assert fast == reference


def test_the_build_asks_the_engine_for_untouched_bodies_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = a_story(body="كتبه البرنامج.")
    touched = a_story(slug="s" + "a" * 12, body="غيّره محرر.", digest=written.digest)
    assert digests.is_body(written.digest, f"{written.body}\n")
    assert not digests.is_body(written.digest, touched.body)
    assert not digests.is_body(None, touched.body)
    asked: list[str] = []
    monkeypatch.setattr(plain, "html", lambda markdown, **_: asked.append(markdown))
    made = mirror(tmp_path, [written, touched])
    made.build()
    assert {each.strip() for each in asked} == {written.body}
