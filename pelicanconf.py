"""Pelican's settings. What a host decides stands in mirror.toml, and is read from there; nothing here needs editing.

`MIRROR_CONFIG` in the environment names another mirror.toml, `SITEURL` another address than the one it states.
"""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

root = Path(__file__).resolve().parent
for folder in (root, root / "scripts"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from mirror import config  # noqa: E402 - found through the lines above

MIRROR = config.load(Path(os.environ.get("MIRROR_CONFIG") or root / "mirror.toml"))
MIRROR_TAG_MIN = 3  # stories from which a tag has a page of its own
MIRROR_DRAFTS = False  # True: drafts are shown, to look at them
MIRROR_STYLEGUIDE = False  # True: the theme's components on one page, /styleguide.html
MIRROR_STATE = os.environ.get("MIRROR_STATE") or str(root / ".cache")  # what a build leaves to the next
MIRROR_PUBLISHED = ""  # the folder that the output will replace; "": it is built in place
MIRROR_VERIFY = False  # True: every file of the site is looked at, not only its size and time
MIRROR_SEARCH = None  # the key of the search index there is ("": none); None: no search is wanted

SITENAME = MIRROR.site.name
SITEURL = (os.environ.get("SITEURL") or MIRROR.site.url).rstrip("/")
DEFAULT_LANG = MIRROR.site.lang
TIMEZONE = str(MIRROR.site.zone)
LOCALE = ["C.UTF-8", "C"]  # words and dates come from our own locale files, never from the machine's

PATH = str(root / "content")
OUTPUT_PATH = str(root / "output")
THEME = str(root / "theme")
PLUGINS = ["plugins.language", "plugins.pages", "plugins.edition", "plugins.feeds", "plugins.sitemap", "plugins.admin"]

# Stories and everything made of them come from plugins.edition; Pelican's own article machinery has nothing to do.
ARTICLE_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 20

# Pages are read by Pelican and written by the edition: an empty PAGE_SAVE_AS keeps Pelican's writer from doing it too.
PAGE_PATHS = ["pages"]
PAGE_URL = "pages/{slug}.html"
PAGE_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
PAGE_TRANSLATION_ID = ARTICLE_TRANSLATION_ID = None
USE_FOLDER_AS_CATEGORY = False
FILENAME_METADATA = ""
FORMATTED_FIELDS: list[str] = []
DEFAULT_METADATA: dict[str, str] = {}

# Of files, Pelican copies the theme's static ones only. `{static}…` in a text would copy any readable file, so no
# text has such links.
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
INTRASITE_LINK_REGEX = "(?!)"

# Nothing is cached by Pelican: its cache is pickle, saves little, and must never come from where others can write.
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
DELETE_OUTPUT_DIRECTORY = False
RELATIVE_URLS = False

JINJA_ENVIRONMENT = {
    "autoescape": lambda name: not (name or "").endswith(".webmanifest"),  # JSON is made by json()
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
}
