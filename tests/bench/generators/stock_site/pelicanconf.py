"""Plain Pelican: its own generators, readers, writer and feeds. Outlets are its authors; related stories come from a small hook."""

from itertools import pairwise

from pelican import signals

SITENAME = "مرآة القياس"
SITEURL = "https://mirror.example.org"
TIMEZONE = "Asia/Damascus"
DEFAULT_LANG = "ar"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
DELETE_OUTPUT_DIRECTORY = True
DEFAULT_PAGINATION = 20
DEFAULT_DATE_FORMAT = "%d %B %Y"
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.tables": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.meta": {},
    },
    "output_format": "html5",
}
ARTICLE_URL = ARTICLE_SAVE_AS = "news/{slug}.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "category/{slug}.html"
AUTHOR_URL = AUTHOR_SAVE_AS = "source/{slug}.html"
TAG_URL = TAG_SAVE_AS = "tag/{slug}.html"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}.html"
PAGINATED_TEMPLATES = {"index": None, "tag": None, "category": None, "author": None, "period_archives": None}
DIRECT_TEMPLATES = ["index", "authors", "categories", "tags", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 30
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_ATOM = "feeds/category/{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/category/{slug}.rss.xml"
AUTHOR_FEED_ATOM = "feeds/source/{slug}.atom.xml"
AUTHOR_FEED_RSS = "feeds/source/{slug}.rss.xml"
TRANSLATION_FEED_ATOM = None
RSS_FEED_SUMMARY_ONLY = False


def _relate(generator):
    """Give each story the four before it in its category, and its neighbours there."""
    for _, stories in generator.categories:
        stories = sorted(stories, key=lambda story: story.date)
        for place, story in enumerate(stories):
            story.related = stories[max(0, place - 4) : place][::-1]
            story.older = story.newer = None
        for older, newer in pairwise(stories):
            newer.older, older.newer = older, newer


class _Related:
    """The hook as Pelican wants a plugin."""

    @staticmethod
    def register():
        signals.article_generator_finalized.connect(_relate)


PLUGINS = [_Related]
