"""Front matter: what is written is read back, by us and by anybody's YAML, and nothing is guessed."""

import io
from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from mirror import frontmatter
from mirror.frontmatter import FrontMatterError, reading

READ_AS_OTHER_THINGS = [
    "yes",
    "No",
    "on",
    "y",
    "N",
    "true",
    "null",
    "~",
    "12:30:45",
    "190:20:30",
    "1e3",
    "0x1F",
    "0o7",
    "08",
    "1_000",
    "1,5",
    ".5",
    ".inf",
    "-.INF",
    ".nan",
    "2025-12-23",
    "=",
    "<<",
]
SYNTAX = """
- أ | أ: ب | أ :ب | أ #ب | #وسم | --- | ... | ' | " | «اقتباس» | [أ | {أ | *أ | &أ | !أ | %أ | @أ | `أ | ? | ? أ | :
: | :أ | - | -أ | أ: | > | ١٢:٣٠ | ٣٫٥ | !!str x | عنوان: فيه نقطتان | 2001-1-1 1:1:1
""".replace("\n", " | ").split(" | ")
TRAPS = [*READ_AS_OTHER_THINGS, *SYNTAX, "|"]
letters = st.characters(exclude_categories=["Cs"])
texts = st.text(letters, max_size=40) | st.sampled_from(
    [*TRAPS, " أ", "أ ", "\u2028", "\x85", "\ufeff", "\0", "a\tb", "\n"]
)
keys = st.from_regex(r"[a-z][a-z_]{2,12}", fullmatch=True).filter(
    lambda key: key not in ("yes", "off", "true", "false", "null")
)
fields = st.dictionaries(keys, texts | st.lists(texts, max_size=4), max_size=6)
bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200)


@given(fields, bodies)
def test_round_trip(values: dict[str, str | list[str]], body: str) -> None:
    assert frontmatter.read(frontmatter.write(values, body)) == (values, body)


@given(fields.filter(bool))
def test_yaml_1_1_and_1_2_read_the_same(values: dict[str, str | list[str]]) -> None:
    header = frontmatter.write(values, "").removeprefix("---\n").removesuffix("---\n")
    assert yaml.safe_load(header) == values
    modern = YAML(typ="safe", pure=True)
    modern.version = (1, 2)
    assert modern.load("---\n" + header) == values


def test_the_bytes_an_editor_sees() -> None:
    values: dict[str, str | list[str]] = {
        "title": "خبر: أول",
        "date": "2025-12-23T14:30:00+03:00",
        "tags": ["نعم", "yes"],
        "summary": "٣ أخبار",
    }
    assert frontmatter.write(values, "نص.") == (
        "---\n"
        "title: 'خبر: أول'\n"
        "date: 2025-12-23T14:30:00+03:00\n"
        "tags:\n"
        "  - نعم\n"
        "  - 'yes'\n"
        "summary: ٣ أخبار\n"
        "---\n"
        "\n"
        "نص.\n"
    )


@pytest.mark.parametrize(
    "text",
    ["\ufeff---\r\ntitle: أ\r\n---\r\n\r\nنص\r\n", "--- \ntitle: 'أ'\n---\t\n\nنص\n", "---\ntitle: >-\n  أ\n---\nنص"],
)
def test_what_other_editors_write_is_read(text: str) -> None:
    assert frontmatter.read(text) == ({"title": "أ"}, "نص")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("نص بلا ترويسة", 1, "expected front matter"),
        ("---\ntitle: أ\n", 1, "has no end"),
        ("---\ntitle: أ\ndate: &x 1\n---\n", 3, "anchors and aliases"),
        ("---\ntitle: *x\n---\n", 2, "anchors and aliases"),
        ("---\ntitle: !!python/name:os.system x\n---\n", 2, "tags"),
        ("---\ntitle: {a: b}\n---\n", 2, "title: expected a text"),
        ("---\ntags: [[a]]\n---\n", 2, "tags: expected a text"),
        ("---\ntitle: أ: ب\n---\n", 2, "not YAML"),
        ("---\ntitle: أ\ntitle: ب\n---\n", 3, "a second time (first in line 2)"),
        ("---\ntitle: 'أ\n---\n", 3, "not YAML"),
        ("---\n- أ\n---\n", 2, "expected `key: value`"),
        ("---\nسطر\n---\n", 2, "expected `key: value`"),
        ("---\n" + "[" * 5000 + "\n---\n", 2, "expected"),
        ("---\ntitle: أ\n- \ud800\n---\n", 3, "surrogate"),
    ],
)
def test_errors_name_the_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        frontmatter.read(text)
    assert caught.value.line == line
    assert reason in caught.value.reason


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(FrontMatterError):
        values, _ = frontmatter.read(f"---\n{text}\n---\n")
        assert all(isinstance(key, str) for key in values)


_PARTS = st.sampled_from(
    ["خبر", "a", ":", " ", "#", "'", "''", '"', "-", "[", "]", "{", "&", "*", "|", ">", "%", "@", "!", "?", ",", "...", "---", "<<",
     "=", "~", "\u200c", "\u00a0", "x: y", " #", "\\", "1:2", "\t", "\u0085", "\u2028", "\ufeff"]
)  # fmt: skip
_SCALARS = st.lists(_PARTS, max_size=5).map("".join)
_LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from("abc"), _SCALARS | _SCALARS.map("'{}'".format)),
    st.sampled_from(["a:", "b:", "c:"]),
    st.builds("  - {}".format, _SCALARS | _SCALARS.map("'{}'".format)),
    _SCALARS,
)


@settings(max_examples=500)
@given(st.lists(_LINES, max_size=5))
def test_the_short_way_reads_what_yaml_reads(lines: list[str]) -> None:
    """A header in the form of our writer takes another way than YAML's parser, to the same end."""
    header = "".join(f"{line}\n" for line in lines)
    short = reading._as_written(header)
    if short is not None:
        events = reading._plain(yaml.parse(header, Loader=yaml.BaseLoader))
        assert short == reading._fields(events)


def test_what_we_write_takes_the_short_way() -> None:
    fields = {
        "title": "خبر «جديد»: هنا",
        "date": "2025-12-23T14:30:00+03:00",
        "tags": ["'قول'", "حدائق"],
        "slug": "sabc",
    }
    header = frontmatter.write(fields, "").removeprefix("---\n").removesuffix("---\n")
    assert reading._as_written(header) == (fields, {"title": 2, "date": 3, "tags": 4, "slug": 7})


def test_a_file_keeps_its_body_lines() -> None:
    document = frontmatter.parse("---\ntitle: أ\nslug: ب\n---\n\nأول\nثان\n")
    assert document.lines == {"title": 2, "slug": 3}
    assert document.body_line == 6
    assert io.StringIO(document.body).readline() == "أول\n"
