"""Synthetic outlets for benches: as many hosts and articles as are asked for, in the sample's own templates.

Hands on outlets for `Newsroom`, the same for the same numbers. Every text is its own (250 to 500 words): three-word
shingles of two articles hardly meet, so that none is taken for a copy of another.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import yaml

from .article import Article, Picture
from .outlet import Outlet, sample
from .pictures import MOTIFS, PALETTES

_FIRST = datetime.fromisoformat("2025-01-01T09:00:00+03:00")
_APART = timedelta(hours=1)
_PICTURES = 12
"""Different pictures in all; sites share them, since drawing is no part of what a bench measures."""

_NAMES = ("سلمى المثال", "كريم النموذج", "ليان العيّنة", "نادر التجربة", "هدى المثال", "وسيم العيّنة")


def outlets(*, sources: int = 10, articles_per_source: int = 100) -> tuple[Outlet, ...]:
    """Return `sources` outlets (`s01.example.org` …), WordPress and portal in turn.

    A larger `articles_per_source` adds newer articles and changes none of the others.
    """
    return tuple(_outlet(number, articles_per_source) for number in range(1, sources + 1))


def _outlet(number: int, count: int) -> Outlet:
    # News of the sample's two styles come in the order of their hosts: WordPress, then portal.
    model = sample()[(number - 1) % 2]
    host = f"s{number:02}.example.org"
    articles = tuple(_article(model, host, order) for order in range(count, 0, -1))
    return replace(model, host=host, name=f"{model.name} {number}", articles=articles)


def _article(model: Outlet, host: str, number: int) -> Article:
    dice = Random(f"{host}/{number}")  # noqa: S311  (repeatable, which is the point; nothing secret)
    published = _FIRST + _APART * number
    wordpress = model.style == "wordpress"
    path = f"/{published:%Y/%m}/story-{number}/" if wordpress else f"/article.aspx?id={number}"
    picture = dice.choice(_pictures())
    return Article(
        source=host,
        name=f"story-{number}",
        number=number,
        slug=f"story-{number}",
        url=f"https://{host}{path}",
        guid=f"https://{host}/?p={number}" if wordpress else f"tag:{host},2025:article-{number}",
        title=f"{_sentence(dice)} — الخبر {number}",
        category=dice.choice(tuple(model.sections)),
        published=published,
        authors=(dice.choice(_NAMES),),
        tags=(dice.choice(_vocabulary()["place"]), dice.choice(_vocabulary()["what"])),
        summary=f"{_sentence(dice)}. {_sentence(dice)}.",
        pictures=(Picture(name=picture, alt="رسم تجريدي", caption=_sentence(dice), credit=f"رسم: {_NAMES[0]}"),),
        body=_body(dice, number),
    )


def _pictures() -> list[str]:
    motifs, tones = tuple(MOTIFS), tuple(PALETTES)
    return [f"{motifs[index % len(motifs)]}-{tones[index % len(tones)]}-{index}.jpg" for index in range(_PICTURES)]


def _body(dice: Random, number: int) -> str:
    """Paragraphs up to a length, with a heading, a list, a quote, a table and a read-also box among them."""
    blocks = [_paragraph(dice) for _ in range(dice.randint(8, 13))]
    rows = "\n".join(f"| {place} | {dice.randint(10, 999)} |" for place in dice.sample(_vocabulary()["place"], 4))
    blocks.insert(2, f"## {_sentence(dice)}")
    blocks.insert(4, "\n".join(f"- {_sentence(dice)}؛" for _ in range(3)))
    blocks.insert(6, f"> {_sentence(dice)}.")
    blocks.insert(7, f"| المكان | العدد |\n| --- | --- |\n{rows}")
    if number > 1:
        blocks.insert(5, f'{{{{ read_also("story-{number - 1}") }}}}')
    return "\n\n".join(blocks) + "\n"


def _paragraph(dice: Random) -> str:
    return " ".join(f"{_sentence(dice)}." for _ in range(dice.randint(3, 4)))


def _sentence(dice: Random) -> str:
    return " ".join(dice.choice(words) for words in _vocabulary().values())


@cache
def _vocabulary() -> dict[str, list[str]]:
    parts = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text("utf-8"))
    return {part: words.split() for part, words in parts.items()}
