"""Deterministic archives of plainly invented Arabic stories: what the build section measures on.

Hands on records, the same for the same numbers: 8 categories, 300 tags, 6 outlets, 250 to 500 words, one story every
hour and three quarters since 2016; one in fifty is another outlet's copy of a story of the day before, its first
sentence changed. A larger archive adds newer stories and changes none of the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from mirror import story
from mirror.story import Story

from .vocabulary import lexemes, words

CATEGORIES = {
    "سياسة": "politics",
    "اقتصاد": "economy",
    "رياضة": "sports",
    "ثقافة": "culture",
    "علوم": "science",
    "صحة": "health",
    "بيئة": "environment",
    "منوعات": "misc",
}
SOURCES = {f"outlet{n}": f"وكالة العيّنة {n}" for n in range(1, 7)}
SITE = "https://mirror.example.org"
NAME = "مرآة القياس"
TAGS = 300

ZONE = timezone(timedelta(hours=3))

_FIRST = datetime(2016, 1, 1, 6, 0, tzinfo=ZONE)
_APART = timedelta(minutes=105)
_COPY = 50
_PHRASES = ("قال المتحدث في تصريح", "أضاف في حديث", "من جهته أكد", "وفي سياق متصل", "يذكر أن", "وبحسب ما ذكر")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A story in no generator's format yet. `body` is Markdown, `category` and `tags` are names."""

    number: int
    slug: str
    title: str
    date: datetime
    category: str
    tags: tuple[str, ...]
    author: str
    source: str
    url: str
    summary: str
    body: str


def items(start: int, stop: int) -> Iterator[Item]:
    """Yield the stories with the numbers from `start` up to `stop`, oldest first."""
    return map(_item, range(start, stop))


def write(folder: Path, start: int, stop: int) -> None:
    """Write stories as our story files below `folder`, as the fetcher would."""
    for item in items(start, stop):
        file = path(folder, item)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(story.write(as_story(item)), encoding="utf-8")


def path(folder: Path, item: Item) -> Path:
    """Return where an item's story file lies below `folder`."""
    return folder / item.source / f"{item.date:%Y/%m}" / f"{item.slug}.md"


def as_story(item: Item) -> Story:
    """Return an item as a story of our archive, unedited."""
    fields = {
        "title": item.title,
        "date": item.date,
        "category": item.category,
        "tags": item.tags,
        "authors": (item.author,),
        "summary": item.summary,
        "slug": item.slug,
        "lang": "ar",
        "source": item.source,
        "original_url": item.url,
        "original_title": item.title,
        "fetched": fetched(item),
    }
    plain = Story(**fields, body=item.body)
    return Story(**fields, body=item.body, digest=story.digest(story.fields_of(plain), item.body))


def fetched(item: Item) -> datetime:
    """Return when an item was fetched."""
    return item.date + timedelta(minutes=20)


def config() -> str:
    """Return the mirror.toml of the archives."""
    site = f'[site]\nid = "11111111-2222-4333-8444-555555555555"\nname = "{NAME}"\nurl = "{SITE}"\nzone = "Asia/Damascus"\n'
    categories = [f'[[category]]\nname = "{name}"\nslug = "{slug}"\n' for name, slug in CATEGORIES.items()]
    sources = [
        f'[[source]]\nid = "{id_}"\nname = "{name}"\nhome = "{_home(id_)}/"\nlisting = ["{_home(id_)}/feed/"]\n'
        f'mode = "full"\ncategory = "سياسة"\n'
        for id_, name in SOURCES.items()
    ]
    return "\n".join([site, *categories, *sources])


def home(source: str) -> str:
    """Return the front page of an outlet."""
    return f"{_home(source)}/"


def _home(source: str) -> str:
    return f"https://{source}.example.org"


def _item(number: int) -> Item:
    dice = Random(number)
    source = dice.choice(list(SOURCES))
    copied = number - 1 - dice.randrange(12) if number > 12 and number % _COPY == 7 else None
    told = Random(copied * 2 + 1 if copied is not None else number * 2 + 1)  # whose words these are
    lead = _sentence(told, 16)
    rest = _rest(told, told.randint(235, 485))
    if copied is not None:
        lead = _sentence(dice, 16)
        source = next(each for each in SOURCES if each != Random(copied).choice(list(SOURCES)))
    url = f"{_home(source)}/news/{number}.html"
    return Item(
        number=number,
        slug=story.mint(source, url),
        title=f"{' '.join(words(dice, 7))} {number}",
        date=_FIRST + _APART * number,
        category=dice.choice(list(CATEGORIES)),
        tags=tuple(dict.fromkeys(_tag(dice) for _ in range(3))),
        author=f"{dice.choice(lexemes())} {dice.choice(lexemes())}",
        source=source,
        url=url,
        summary=lead,
        body=f"{lead}\n\n{rest}",
    )


def _rest(dice: Random, count: int) -> str:
    """Return paragraphs of `count` words in all, with the markup that news has: little."""
    paragraphs = []
    while count > 0:
        length = dice.randint(30, 80)
        length = count if count - length < 12 else length
        count -= length
        paragraphs.append(_paragraph(dice, length))
    if len(paragraphs) > 3 and dice.random() < 0.4:
        paragraphs.insert(2, f"## {' '.join(words(dice, 5))}")
    if dice.random() < 0.25:
        paragraphs.append(f"> {_sentence(dice, 18)}")
    if dice.random() < 0.15:
        paragraphs.append("\n".join(f"- {' '.join(words(dice, 6))}" for _ in range(4)))
    if dice.random() < 0.08:
        rows = [f"| {' | '.join(words(dice, 3))} |" for _ in range(5)]
        paragraphs.append("\n".join([rows[0], "| --- | --- | --- |", *rows[1:]]))
    return "\n\n".join(paragraphs)


def _paragraph(dice: Random, length: int) -> str:
    text = words(dice, length)
    if dice.random() < 0.3:
        text[4:6] = [f"**{text[4]} {text[5]}**"]
    if dice.random() < 0.2:
        text[8:10] = [f"[{text[8]} {text[9]}](https://archive.example.org/{dice.randrange(10**6)}?a=1&b=2)"]
    for at in range(12, len(text), 14):
        text[at] += "." if at % 28 == 12 else "،"
    if dice.random() < 0.3:
        text[:0] = [dice.choice(_PHRASES)]
    return f"{' '.join(text)}."


def _sentence(dice: Random, length: int) -> str:
    return f"{' '.join(words(dice, length))}."


def _tag(dice: Random) -> str:
    return lexemes()[int(TAGS * dice.random() ** 2)]
