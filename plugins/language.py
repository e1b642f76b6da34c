"""Plugin: the site's voice in templates — words, counts, dates and numbers of the locale, isolated names, safe JSON.

Everything it gives out is escaped or Markup that is safe; what it cannot show (None, an unknown key) raises: a page
never says "None".
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional, is_normalized

from jinja2 import Environment
from markupsafe import Markup, escape
from pelican.plugins import signals

from mirror import locales
from mirror.config import Config
from mirror.locales import Voice

from .stories.links import Links

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ASCII_ENCODER = json.JSONEncoder(separators=(",", ":"))
_JSON_UNSAFE = re.compile("[<>&'\u2028\u2029]")
_REMEMBERED = 4096


def register() -> None:
    """Give every generator's templates our filters and functions."""
    signals.generator_init.connect(_speak)


def voice_of(settings: Mapping[str, Any]) -> Voice:
    """Return the voice that `[site]` of mirror.toml chooses."""
    config: Config = settings["MIRROR"]
    site = config.site
    return locales.voice(lang=site.lang, months=site.months, digits=site.digits, zone=site.zone)


def _speak(generator: Any) -> None:
    teach(generator.env, voice_of(generator.settings), Links.of(generator.settings))
    generator.env.globals.update({name: generator.settings[name] for name in ("SITENAME", "SITEURL")})


def teach(env: Environment, voice: Voice, links: Links) -> None:
    """Add the filters and functions of `theme/README.md` to a Jinja environment."""

    ours = {"R", "AL"} if voice.dir == "rtl" else {"L"}

    def isodate(value: date) -> str:
        """Return a machine-readable date for `datetime=`: a datetime as the site's zone sees it, in ASCII."""
        if isinstance(value, datetime) and value.tzinfo:
            return value.astimezone(voice.zone).isoformat(timespec="seconds")
        return value.isoformat()

    # The same names, dates and addresses stand on many pages. (Typed: Markup and text may be equal.)
    remembered = lru_cache(_REMEMBERED, typed=True)

    def isolate(text: str, lang: str | None = None) -> Markup:
        """Return a name or title that cannot reorder what stands around it. One that begins and ends with letters of
        the page's direction does not; that saves its page twenty bytes, a hundred times.
        """
        known = not lang or lang.split("-")[0].lower() == voice.lang
        if known and text and bidirectional(text[0]) in ours and bidirectional(text[-1]) in ours:
            return escape(text)
        return voice.isolate(text, lang)

    env.filters.update(
        number=voice.show_number,
        date=remembered(voice.show_date),
        time=remembered(voice.show_time),
        month=remembered(voice.show_month),
        isodate=remembered(isodate),
        isoday=remembered(lambda value: isodate(value)[:10]),
        isolate=remembered(isolate),
    )
    env.globals.update(
        lang=voice.lang,
        dir=voice.dir,
        t=voice.say,
        count=voice.count,
        link=remembered(links.link),
        full=remembered(links.full),
        static=remembered(links.static),
        json=to_json,
    )


def to_json(value: object) -> Markup:
    """Return JSON that may stand in a `<script>` element: nothing in it can end the element or start a comment.

    Keys whose value is not known (None) or empty are left out, at every depth.
    """
    text = _ENCODER.encode(_filled(value))
    if not is_normalized("NFC", text):  # a rule of search may name diacritics by themselves; pages are in NFC
        text = _ASCII_ENCODER.encode(json.loads(text))
    return Markup(_JSON_UNSAFE.sub(_escaped, text))  # noqa: S704 - see above


def _escaped(letter: re.Match[str]) -> str:
    return f"\\u{ord(letter[0]):04x}"


def _filled(value: object) -> object:
    if isinstance(value, str | int):
        return value
    if isinstance(value, Mapping):
        pairs = [(key, _filled(each)) for key, each in value.items()]
        return {key: each for key, each in pairs if each or each == 0}
    return [_filled(each) for each in value] if isinstance(value, list | tuple) else value
