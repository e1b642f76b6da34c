"""Filters and functions of the templates: nothing unescaped, nothing invented, no «None»."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from plugins.language import teach, to_json
from plugins.stories.assets import Assets
from plugins.stories.links import Links

from mirror import locales


def render(template: str, siteurl: str = "https://user.example.org/repo", **context: object) -> str:
    env = Environment(autoescape=True, undefined=StrictUndefined)
    teach(env, locales.voice(lang="ar", zone=ZoneInfo("Asia/Damascus")), Links(siteurl=siteurl, assets=Assets(Path())))
    return env.from_string(template).render(**context)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ 1234|number }}", "١٬٢٣٤"),
        ("{{ d|date }}", "٢٣ كانون الأول ٢٠٢٥"),
        ("{{ d|time }}", "٠١:٣٠"),
        ("{{ d|month }}", "كانون الأول ٢٠٢٥"),
        ("{{ d|isodate }}", "2025-12-23T01:30:00+03:00"),
        ("{{ day|isodate }}", "2025-12-23"),
        ("{{ count('stories', 2) }}", "خبران"),
        ("{{ t('list.source', name=name) }}", "أخبار &lt;b&gt;"),
        ("{{ t('list.source', name=name|isolate) }}", 'أخبار <bdi lang="en">&lt;b&gt;</bdi>'),
        ("{{ 'خبر A'|isolate }}", '<bdi dir="rtl">خبر A</bdi>'),
        ("{{ 'AI: خبر'|isolate }}", '<bdi dir="rtl">AI: خبر</bdi>'),
        ("{{ '12:30'|isolate }}", "<bdi>12:30</bdi>"),
        ("{{ 'La Tribune'|isolate('fr') }}", '<bdi lang="fr">La Tribune</bdi>'),
        ("{{ 'خبر'|isolate('ar-SY') }}", "خبر"),
        ("{{ link('news/x.html') }} {{ link('') }} {{ link('index.html') }}", "/repo/news/x.html /repo/ /repo/"),
        ("{{ full('news/x.html') }}", "https://user.example.org/repo/news/x.html"),
        ("{{ lang }} {{ dir }}", "ar rtl"),
    ],
)
def test_what_templates_show(template: str, shown: str) -> None:
    moment = datetime(2025, 12, 22, 22, 30, tzinfo=UTC)
    assert render(template, d=moment, day=date(2025, 12, 23), name="<b>") == shown


@pytest.mark.parametrize("call", ["t('no.such.word')", "count('elephants', 2)", "t('list.source')"])
def test_what_cannot_be_said_raises(call: str) -> None:
    with pytest.raises(KeyError):
        render("{{ " + call + " }}")


def test_without_an_address_links_are_rooted() -> None:
    assert render("{{ link('x.html') }} {{ full('x.html') }}", siteurl="") == "/x.html /x.html"


VALUES = st.recursive(
    st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(VALUES)
def test_json_ends_no_script_element(value: object) -> None:
    shown = to_json(value)
    assert isinstance(shown, Markup)
    assert not set("<>&\u2028\u2029") & set(shown)
    json.loads(shown)


def test_json_that_is_not_normalised_is_written_in_ascii() -> None:
    """A class of diacritics, as search has them, would be reordered by whoever normalises the page."""
    rule = "[\u064f\u064b]"
    assert to_json([rule]).isascii()
    assert json.loads(to_json([rule])) == [rule]


def test_json_leaves_out_what_is_not_known() -> None:
    value = {"name": "عيّنة", "none": None, "list": [], "inner": {"empty": "", "zero": 0}, "hollow": {"none": None}}
    assert json.loads(to_json(value)) == {"name": "عيّنة", "inner": {"zero": 0}}
