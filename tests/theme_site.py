"""Sites with the real theme, for the theme's tests: good and bad stories of every kind, in Arabic or English."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PIL import Image

from mirror.story import Story
from samples import TOML
from site_builder import ROOT, Mirror, mirror, numbered

THEME = ROOT / "theme"
SITEURL = "https://user.example.org/repo"
PICTURE = "0f1e2d3c4b5a.webp"
ADDRESS = "https://long.example.org/" + "path-without-an-end-" * 12
TABLE = f"|{' عمود |' * 12}\n|{'---|' * 12}\n" + f"|{' شجرة توت قديمة |' * 12}\n" * 3
EVERYTHING = f"""نص فيه [رابط](https://news.example.org/x) و**تشديد** و`شيفرة`.

## عنوان فرعي

> «قول منقول.»

- بند
- بند آخر

1. أول
2. ثانٍ

![حقل عند الغروب]({{static}}/images/{PICTURE})
*تعليق على الصورة*

{TABLE}
{ADDRESS}"""

ENGLISH = (
    TOML.replace('zone = "Asia/Damascus"', 'lang = "en"\nzone = "UTC"')
    .replace("مرآة العيّنة", "Sample Mirror")
    .replace("سياسة", "Politics")
    .replace("رياضة", "Sport")
    .replace("وكالة المثال", "Example Agency")
    .replace("صحيفة النموذج", "Sister Paper")
    .replace("محليات", "local")
)
EMPTY_CATEGORY = '\n[[category]]\nname = "آراء"\nslug = "opinion"\n'


def words(n: int) -> str:
    """Return `n` Arabic words in paragraphs of fifty."""
    stock = "افتتح سكان القرية مكتبة صغيرة تضم كتبا قديمة وخرائط مرسومة باليد قرب شجرة التوت".split()
    text = [stock[(at * 7 + at // 13) % len(stock)] for at in range(n)]
    return "\n\n".join(" ".join(text[at : at + 50]) + "." for at in range(0, n, 50))


STORIES: dict[str, Story] = {
    "everything": numbered(
        1,
        body=EVERYTHING,
        image=PICTURE,
        image_alt="حقل",
        image_credit="نور المثال",
        authors=("ليلى المثال", "Jane Doe"),
    ),
    "bare": numbered(2, summary=None, authors=(), tags=(), date_source="fetched", body="سطر.\n\nسطر آخر."),
    "long title": numbered(3, title="عنوان طويل يصف الجسر والمكتبة " * 10),
    "address for a title": numbered(4, title=ADDRESS),
    "latin": numbered(
        5, title="Open letters: a festival (for readers)!", lang="en", summary="For readers.", body="Three days."
    ),
    "long text": numbered(6, body=words(8000)),
    "500 words": numbered(7, body=words(500), summary=words(30)),
    "excerpt": numbered(8, source="sister", category="رياضة"),
    "marked up": numbered(9, title="<b>عنوان</b> & «آخر»", summary='"<script>"', tags=("<i>", "توت")),
    "own": replace(
        numbered(10), source=None, original_url=None, original_title=None, fetched=None, slug="own", digest=None
    ),
    "taken": numbered(11, status="skip", reason="2025-12-24 طلب الناشر", body="", summary=None),
    "changed": numbered(12, modified=numbered(12).date and numbered(12).date + timedelta(hours=2)),
}


def page_of(name: str) -> str:
    """Return the path of a story's page."""
    return f"news/{STORIES[name].slug}.html"


def build(folder: Path, siteurl: str = SITEURL) -> Mirror:
    """Return a built site of all `STORIES` and thirty more, with the style guide."""
    more = [numbered(n, image=PICTURE if n % 2 else None) for n in range(20, 50)]
    made = mirror(folder, [each for name, each in STORIES.items() if name != "own"] + more, toml=TOML + EMPTY_CATEGORY)
    made.put(STORIES["own"], folder="articles")
    _about(made, "عن الموقع")
    picture(made)
    return _built(made, siteurl)


def picture(made: Mirror) -> None:
    """Put `PICTURE` where pictures are."""
    images = made.content / "images"
    images.mkdir()
    Image.new("RGB", (960, 540), "#577").save(images / PICTURE)


def build_english(folder: Path, siteurl: str = SITEURL) -> Mirror:
    """Return a built site in English."""
    stories = [
        numbered(n, title=f"Story {n}", original_title=f"Story {n}", body="Text.", summary="Short.", lang="en",
                 category="Politics", authors=("Jane Doe",), tags=("Trees",), modified=numbered(n).date)
        for n in range(50)
    ]  # fmt: skip
    made = mirror(folder, stories, toml=ENGLISH)
    _about(made, "About")
    return _built(made, siteurl)


def build_empty(folder: Path, siteurl: str = SITEURL) -> Mirror:
    """Return a built site without a single story."""
    return _built(mirror(folder), siteurl)


def _about(made: Mirror, title: str) -> None:
    page = made.content / "pages" / "about.md"
    page.parent.mkdir()
    page.write_text(f"---\ntitle: {title}\n---\n\n## 1\n\n2\n", encoding="utf-8")


def _built(made: Mirror, siteurl: str) -> Mirror:
    built = made.build(siteurl=siteurl, settings={"THEME": str(THEME), "MIRROR_STYLEGUIDE": True, "MIRROR_TAG_MIN": 2})
    assert built.left_out == (), [str(error) for error in built.left_out]
    return made
