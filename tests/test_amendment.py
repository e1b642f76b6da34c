"""A file amended keeps every byte that the change does not concern: comments, quotes, order, what is not ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror import amendment, frontmatter, story
from samples import a_story

TEXT = story.write(a_story())
EDITED = """---
# ملاحظة للمحررين
category: "سياسة"   # راجعها سلمى
title: 'افتتاح: حديقة'
date: 2025-12-23T14:30:00+03:00

tags:
  - حدائق  # قديم
  # وسم ناقص
  - 'بلدة المثال'
note: لنا نحن
slug: s2k4mzq7v5xyb
# في النهاية
---

نص # ليس ملاحظة
"""


def test_one_value_is_one_line() -> None:
    new = amendment.with_values(TEXT, {"status": "draft"})
    before, after = TEXT.split("\n"), new.split("\n")
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("status: published", "status: draft")
    ]


def test_comments_and_strange_keys_stay() -> None:
    new = amendment.with_values(EDITED, {"category": "رياضة", "tags": ["حدائق"], "lang": "ar", "title": None})
    fields, body = frontmatter.read(new)
    assert fields["category"] == "رياضة"
    assert fields["tags"] == ["حدائق"]
    assert fields["lang"] == "ar"
    assert "title" not in fields
    assert fields["note"] == "لنا نحن"
    assert body == "نص # ليس ملاحظة"
    for comment in ("# ملاحظة للمحررين", "# راجعها سلمى", "# قديم", "# وسم ناقص", "# في النهاية"):
        assert new.count(comment) == 1
    assert "date: 2025-12-23T14:30:00+03:00\n\ntags:" in new


@pytest.mark.parametrize(
    ("text", "there"),
    [(TEXT, ["title", "summary", "lang"]), (TEXT.replace("summary", "#summary"), ["title", "summary", "lang"])],
)
def test_a_new_key_stands_in_its_place(text: str, there: list[str]) -> None:
    new = amendment.with_values(text, {"summary": "خلاصة"})
    keys = [key for key in frontmatter.read(new)[0] if key in there]
    assert keys == there


def test_a_first_key_and_an_empty_header() -> None:
    assert amendment.with_values("---\nslug: x\n---\n", {"title": "ع"}) == "---\ntitle: ع\nslug: x\n---\n"
    assert amendment.with_values("---\n---\n", {"title": "ع"}) == "---\ntitle: ع\n---\n"
    assert amendment.with_values("\ufeff---\r\nslug: x\r\n---\r\n\r\nن\r\n", {}) == "---\nslug: x\n---\n\nن\n"


def test_a_body() -> None:
    assert amendment.with_values(TEXT, {}, body="نص جديد").endswith("---\n\nنص جديد\n")
    assert amendment.with_values(TEXT, {}, body="").endswith("---\n")
    assert amendment.with_values(TEXT, {}) == TEXT


lines = st.sampled_from(
    ["# ملاحظة", "note: 1", 'title: "أ: ب"  # ج', "title: |\n  سطر\n  # ليس ملاحظة", "summary: >-\n  س\n\n  ص",
     "tags: [أ, ب]  # د", "tags:\n- أ # ه\n- ب", "lang: ar", "lang:", "", "category: س"]
)  # fmt: skip
values = st.one_of(
    st.none(), st.text(st.characters(codec="utf-8"), max_size=12), st.lists(st.text("أب: #'", max_size=4))
)


@given(
    st.lists(lines, max_size=8, unique_by=lambda line: line.split(":")[0] if ":" in line else line),
    st.dictionaries(st.sampled_from(["title", "summary", "tags", "lang", "image"]), values, max_size=3),
    st.sampled_from(["", "\n\nنص\n", "\n\n---\n"]),
)
def test_what_is_read_is_what_was_asked_for(header: list[str], changes: dict, rest: str) -> None:
    text = "---\n" + "".join(f"{line}\n" for line in header) + "---" + rest
    fields, body = frontmatter.read(text)
    new, new_body = frontmatter.read(amendment.with_values(text, changes))
    assert new == {**{key: value for key, value in fields.items() if key not in changes},
                   **{key: value for key, value in changes.items() if value is not None}}  # fmt: skip
    assert new_body == body
    again = amendment.with_values(text, {})
    assert again.split("\n") == text.split("\n")
