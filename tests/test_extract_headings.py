"""Headings become an outline under the story's title, whatever levels a page chose for their looks."""

import pytest
from lxml import html

from mirror.extract.headings import settle


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("3 3 3", "2 2 2"),
        ("3 3 5 3", "2 2 3 2"),
        ("1 2 3", "2 3 4"),
        ("4 2 3", "2 2 3"),
        ("6 5 4", "2 2 2"),
        ("2 6 3", "2 3 3"),
        ("1 2 3 4 5 6", "2 3 4 5 6 6"),
        ("", ""),
    ],
)
def test_levels(levels: str, expected: str) -> None:
    body = html.fragment_fromstring(
        "".join(f"<h{n}>عنوان</h{n}><p>نص</p>" for n in levels.split()), create_parent="div"
    )
    settle(body)
    assert [element.tag for element in body if element.tag != "p"] == [f"h{n}" for n in expected.split()]
