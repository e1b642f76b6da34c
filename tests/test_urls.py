"""URLs: one canonical form, in ASCII; nothing but web addresses gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror import urls


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://News.Example.org:443/a?b=1#c", "https://news.example.org/a?b=1#c"),
        ("/خبر/أول", "https://example.org/%D8%AE%D8%A8%D8%B1/%D8%A3%D9%88%D9%84"),
        ("//other.example.org/x(1)", "https://other.example.org/x%281%29"),
        ("https://me:secret@example.org/", "https://example.org/"),
        ("https://مثال.example.org/", "https://xn--mgbh0fb.example.org/"),
        ("https://example.org/100% مؤكد", "https://example.org/100%25%20%D9%85%D8%A4%D9%83%D8%AF"),
        ("java\tscript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("https://exa mple.org/", None),
        ("http://example.org:99999/", None),
        ("https://example.org/" + "ا" * 3000, None),
        ("", None),
    ],
)
def test_absolute(raw: str, expected: str | None) -> None:
    assert urls.absolute(raw, "https://example.org/") == expected


@given(st.text())
def test_absolute_settles_and_never_raises(raw: str) -> None:
    once = urls.absolute(raw, "https://example.org/a/")
    if once is not None:
        assert once.isascii()
        assert urls.absolute(once) == once
        assert once.startswith(("http://", "https://"))


def test_links_may_also_be_mail_and_telephone() -> None:
    assert urls.link("mailto:desk@example.org") == "mailto:desk@example.org"
    assert urls.link("tel:+963-11-000") == "tel:+963-11-000"
    assert urls.link("mailto:nobody") is None
    assert urls.link("sms:1") is None


def test_canonical_leaves_out_what_only_tracks() -> None:
    assert urls.canonical("https://example.org/a?utm_source=x&id=5&fbclid=y#z") == "https://example.org/a?id=5"
    with pytest.raises(ValueError, match="no http"):
        urls.canonical("javascript:x")


def test_same_page() -> None:
    page = urls.same_page("https://www.example.org/%D8%AE%D8%A8%D8%B1/")
    assert page == urls.same_page("http://example.org/خبر?utm_medium=feed")
    assert page != urls.same_page("https://example.org/خبر?page=2")


def test_host() -> None:
    assert urls.host("https://News.example.org:8080/x") == "news.example.org"
    assert urls.host("no url") == ""
    assert urls.host("http://[") == ""
