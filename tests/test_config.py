"""mirror.toml: every mistake is named with its line, its key and what to do; what is right comes out typed."""

from pathlib import Path

import pytest

from mirror.config import load, parse
from mirror.errors import ConfigError
from samples import TOML, config

ROOT = Path(__file__).resolve().parent.parent


def test_the_shipped_file_is_right() -> None:
    shipped = load(ROOT / "mirror.toml")
    assert [source.paused for source in shipped.sources] == [True, True]
    assert shipped.site.months == "levant"


def test_the_blocks_in_its_comments_are_right_too() -> None:
    """Taking the # away is all that a host should have to do."""
    head, _, rest = (ROOT / "mirror.toml").read_text(encoding="utf-8").partition("# [[source]]")
    commented, _, samples = f"# [[source]]{rest}".partition("\n[[source]]")
    text = head + "\n".join(line.removeprefix("# ") for line in commented.splitlines()) + "\n[[source]]" + samples
    found, problems = parse(text.replace('"https://…"', '"https://example.org/permission"'), Path("mirror.toml"))
    assert not problems
    assert found is not None
    assert len(found.sources) >= 5


def test_defaults() -> None:
    example, sister = config().sources
    assert (example.lang, str(example.zone), example.images, example.review) == ("ar", "Asia/Damascus", "copy", "auto")
    assert (example.index, example.canonical, example.paused, example.connect) == ("always", "original", False, None)
    assert sister.hosts == {"sister.example.org"}


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ('mode = "full"', "", "[[source]]", "mode: missing"),
        ('mode = "full"', 'mod = "full"', "", 'did you mean "mode"?'),
        ('mode = "full"', 'mode = "whole"', "", '"whole" is unknown'),
        ('mode = "full"', "mode = 3", "", "mode: expected"),
        ('mode = "full"\ncategory = "سياسة"', 'mode = "full"', "[[source]]", "category: missing"),
        ('mode = "full"\ncategory = "سياسة"', 'mode = "full"\ncategory = "سياسه عامة"', "", "is no declared category"),
        ('id = "example"', 'id = "feeds"', "", "is reserved"),
        ('id = "example"', 'id = "../x"', "", "is not small Latin letters"),
        ('id = "sister"', 'id = "example"', 'id = "example"\nname = "صحيفة', "is taken by another source"),
        ('slug = "sports"', 'slug = "politics"', 'slug = "politics"\n\n[[source]]', "is taken by another category"),
        ('name = "رياضة"', 'name = "محليّات"', "", 'already means "سياسة"'),
        ('zone = "Asia/Damascus"', 'zone = "Asia/Nowhere"', "", "is no time zone"),
        ('home = "https://news.example.org/"', 'home = "javascript:x"', "", "is no web address"),
        ('listing = ["https://news.example.org/feed/"]', "listing = []", "", "listing: is empty"),
        ('listing = ["https://news.example.org/feed/"]', 'listing = "x"', "", "listing: expected a list"),
        ('category = "رياضة"\n', 'category = "رياضة"\n[source.rules]\nbody = "a["\n', "", "is no CSS selector"),
        ('category = "رياضة"\n', 'category = "رياضة"\n[source.rules]\nbdy = "a"\n', "", 'did you mean "body"?'),
        ('category = "رياضة"\n', 'category = "رياضة"\n[source.filter]\nkeep = ["titel=x"]\n', "", "is no rule"),
        ('category = "رياضة"\n', 'category = "رياضة"\n[source.categories]\n"فن" = "فنون"\n', "", "no declared"),
        ("[[category]]", "[[categry]]", "", 'did you mean "category"?'),
        ('name = "مرآة العيّنة"', "name = ", "", "not TOML"),
        ("11111111-2222", "x", "id = ", "is no UUID"),
        ('category = "رياضة"\n', 'category = "رياضة"\nconnect = "news.example.org"\n', "", "not an address"),
    ],
)  # fmt: skip
def test_mistakes_are_named(old: str, new: str, at: str, says: str) -> None:
    """`at` is what stands at the line that is named, or the last line of `new`."""
    assert old in TOML
    text = TOML.replace(old, new, 1)
    line = text[: text.index(at or new.split("\n\n[[")[0].strip().splitlines()[-1])].count("\n") + 1
    found, problems = parse(text, Path("mirror.toml"))
    assert found is None
    said = [str(problem) for problem in problems]
    assert any(one.startswith(f"mirror.toml:{line}: ") and says in one for one in said), said


def test_all_mistakes_at_once() -> None:
    text = TOML.replace('mode = "full"', "").replace('id = "sister"', 'id = "all"')
    _, problems = parse(text, Path("mirror.toml"))
    assert len(problems) == 2


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load(tmp_path / "mirror.toml")


@pytest.mark.parametrize(
    ("labels", "name", "mapped"),
    [
        (("رياضة",), "رياضة", True),
        (("رياضه",), "رياضة", True),
        (("محليّات",), "سياسة", True),
        (("غير معروف", "رياضة"), "رياضة", True),
        (("كرة",), "رياضة", True),
        (("غير معروف",), "سياسة", False),
        ((), "سياسة", False),
    ],
)
def test_labels_become_categories(labels: tuple[str, ...], name: str, mapped: bool) -> None:
    text = TOML.replace(
        'mode = "full"\ncategory = "سياسة"\n',
        'mode = "full"\ncategory = "سياسة"\n[source.categories]\n"كرة" = "رياضة"\n',
    )
    found = config(text)
    category, was_mapped = found.category_of(found.sources[0], labels)
    assert (category.name, was_mapped) == (name, mapped)
