"""Rendering: what one text does to the engine does not reach the next."""

import pytest

from mirror import rendering
from mirror.errors import StoryError


def test_a_text_that_nests_too_deep_leaves_nothing_behind() -> None:
    deep = "".join(f"{'    ' * level}- بند\n" for level in range(300))
    with pytest.raises(StoryError):
        rendering.to_html(deep)
    assert rendering.to_html("فقرة\n\nأخرى") == "<p>فقرة</p>\n<p>أخرى</p>"
