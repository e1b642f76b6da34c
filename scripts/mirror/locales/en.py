"""English: left to right, one set of months and digits, two plural forms.

The proof that nothing on the site is hard-wired to Arabic; and feeds and machines of every language date in it.
"""

from datetime import timedelta

from .locale import DIGITS, MONTHS, Locale, Reading

_MONTHS = (
    "January|Jan",
    "February|Feb",
    "March|Mar",
    "April|Apr",
    "May",
    "June|Jun",
    "July|Jul",
    "August|Aug",
    "September|Sept|Sep",
    "October|Oct",
    "November|Nov",
    "December|Dec",
)
_WORDS = {
    # The frame of every page.
    "skip": "Skip to content",
    "nav.main": "Main menu",
    "nav.path": "Breadcrumb",
    "nav.site": "About this site",
    "nav.home": "Home",
    "nav.categories": "Sections",
    "nav.sources": "Sources",
    "nav.tags": "Tags",
    "nav.archive": "Archive",
    "nav.search": "Search",
    "nav.subscribe": "Subscribe",
    "nav.about": "About",
    "nav.top": "Back to top",
    "site.title": "{page} – {site}",
    "site.description": "{site}: news from its sources, each story with its source’s name and a link to the original.",
    "site.mirror": "This site is a mirror: it carries news from its sources, and names and links each of them.",
    "site.fetched": "News last fetched: {date}",
    "site.program": "This site runs on free, open-source software",
    "site.code": "Source code",
    # Names of things, before a value or above a column.
    "label.category": "Section",
    "label.source": "Source",
    "label.month": "Month",
    "label.week": "Week",
    "label.stories": "Stories",
    "label.tags": "Tags",
    "label.published": "Published",
    "label.modified": "Updated",
    "label.fetched": "Fetched",
    "label.first_seen": "First seen",
    "label.colon": "{label}: {value}",
    "date.at": "{date}, {time}",
    "names.join": ", ",
    # Front page and lists.
    "home.lead": "Top story",
    "home.latest": "Latest news",
    "home.all": "All news",
    "home.more": "More from “{name}”",
    "home.empty": "No news here yet. The first stories appear after the first fetch.",
    "list.category": "Section: {name}",
    "list.source": "News from {name}",
    "list.tag": "Tag: {name}",
    "list.month": "News of {month}",
    "list.page": "{list}, page {n}",
    "list.about": "News of “{name}” on {site}, newest first.",
    "list.empty": "No stories in this list yet.",
    "list.updated": "Updated",
    "paging.label": "Pages of this list",
    "paging.newer": "Newer stories",
    "paging.older": "Older stories",
    "paging.here": "Page {n} of {total}",
    "archive.about": "All news, month by month.",
    "categories.about": "The sections of this site, each with its number of stories.",
    "tags.about": "The most frequent tags, each with its number of stories.",
    "tags.empty": "No tags yet.",
    # Story page.
    "story.by": "By {authors}",
    "story.own": "By {site}",
    "story.original": "This story at its source",
    "story.first_seen": "The source gives no date of publication; this is when we first saw the story.",
    "story.excerpt": "This is an excerpt. The full text is on the source’s own site.",
    "story.headline": "This is the headline alone. The text is on the source’s own site.",
    "story.full": "Full text at {source}",
    "story.also": "Also published by",
    "story.related": "Related stories",
    "story.around": "More stories in this section",
    "story.previous": "Previous story",
    "story.next": "Next story",
    "story.link": "Link to this story",
    "story.image": "Image: {credit}",
    "story.table": "A table that scrolls sideways",
    "story.draft": "A draft, not yet published",
    "taken.title": "This article has been removed",
    "taken.text": "The article that stood on this page was removed on {date}.",
    "taken.reason": "Reason: {reason}",
    # Cards in the place of what was embedded.
    "embed.video": "Video",
    "embed.audio": "Audio",
    "embed.post": "Post",
    "embed.gallery": "Gallery",
    "embed.map": "Map",
    "embed.document": "Document",
    "embed.other": "External content",
    "embed.at": "{kind} on {host}",
    # The notice: `notice` alone puts it together.
    "notice.first": "This article was first published by {source} as “{title}” and was fetched by this site on {date}.",
    "notice.excerpt": "Only an excerpt of it stands here.",
    "notice.headline": "Only its headline stands here.",
    "notice.answer": "All rights remain with their owners; this site does not answer for its content.",
    "notice.original": "Original article",
    # Sources page.
    "sources.about": "The sources that this site carries, and what it publishes of each.",
    "sources.empty": "No sources yet.",
    "source.home": "The source’s own site",
    "source.full": "Its stories are published here in full.",
    "source.excerpt": "An excerpt of each story is published here, with a link to the full text.",
    "source.headline": "Only the headline of each story is published here, with a link to the text.",
    "source.permission": "Permission to republish",
    "source.latest": "Latest story: {date}",
    "source.weeks": "Stories of {name} in each week",
    "source.week": "Week of {date}",
    "source.paused": "Fetching from this source has stopped; its earlier stories remain.",
    "source.empty": "No stories from this source yet.",
    # Feeds, and the page that explains them.
    "feed.all": "{site}: all news",
    "feed.part": "{site}: {name}",
    "feed.about": "News on {site}, each story with its source and a link to the original.",
    "feed.list": "Feeds of {site}",
    "feed.this": "Feed of this list",
    "subscribe.about": "Follow the news as it appears here: no account, no e-mail, no advertising.",
    "subscribe.what": "What is a feed?",
    "subscribe.what_text": (
        "A feed is a fixed address that holds the latest news, read by programs called feed readers. The reader looks "
        "there from time to time and shows you what is new, in order, and nobody tracks you. A feed holds what the "
        "site holds: the text, the name of its source and a link to the original."
    ),
    "subscribe.how": "How do I subscribe?",
    "subscribe.step_install": (
        "Install a feed reader, if you have none. Some that are free and open: Feeder for Android, NetNewsWire for "
        "iPhone and Mac, or Thunderbird for computers."
    ),
    "subscribe.step_copy": "Copy this address, the feed of all news:",
    "subscribe.step_paste": (
        "Open the reader, choose to add a feed or a subscription (often a button with a +), and paste the address."
    ),
    "subscribe.after": (
        "From then on every new story comes by itself. To stop, delete the feed from your reader; nobody will know."
    ),
    "subscribe.lists": "Choose what you follow",
    "subscribe.lists_text": (
        "Each section and each source has a feed as well. Copy its link (press it long on a phone, use the right "
        "button on a computer) and paste it into your reader. The three formats hold the same, and one of them is "
        "enough; when in doubt, take Atom."
    ),
    "subscribe.categories": "Feeds by section",
    "subscribe.sources": "Feeds by source",
    "subscribe.opml": "All feeds in one file",
    "subscribe.opml_text": (
        "To have them all at once, save this file, called OPML, import it into your reader and delete from it what "
        "you do not want. You may see a story twice: in the feed of its section and in that of its source."
    ),
    # Search.
    "search.label": "Search the news",
    "search.button": "Search",
    "search.clear": "Clear",
    "search.hint": "Type one word or more.",
    "search.sort": "Order",
    "search.by_relevance": "Most relevant first",
    "search.by_date": "Newest first",
    "search.filters": "Filter the results",
    "search.any": "Any",
    "search.loading": "Searching…",
    "search.found": "Results for “{query}”",
    "search.nothing": "Nothing found for “{query}”. Try fewer or more general words.",
    "search.more": "More results",
    "search.failed": "The search does not work right now. Try again, or browse the archive.",
    "search.no_script": "The search needs JavaScript. You can browse the archive and the sections instead.",
    # Not found.
    "missing.title": "Page not found",
    "missing.text": "Its address may have changed, or it was removed. Try the search, or start from the front page.",
}

_COUNTED = {
    "stories": {"zero": "No stories", "one": "{n} story", "other": "{n} stories"},
    "sources": {"zero": "No sources", "one": "{n} source", "other": "{n} sources"},
    "tags": {"zero": "No tags", "one": "{n} tag", "other": "{n} tags"},
    "results": {"zero": "No results", "one": "{n} result", "other": "{n} results"},
}

_READING = Reading(
    months=_MONTHS,
    weekdays=(
        "Monday|Mon",
        "Tuesday|Tues|Tue",
        "Wednesday|Wed",
        "Thursday|Thurs|Thur|Thu",
        "Friday|Fri",
        "Saturday|Sat",
        "Sunday|Sun",
    ),
    day_first=False,  # 3 April in London, 4 March in New York
    gregorian_mark="AD|CE",
    meridiems={"am|a m": "am", "pm|p m": "pm", "noon": "noon"},
    units={
        "second|seconds|sec|secs|s": timedelta(seconds=1),
        "minute|minutes|min|mins|m": timedelta(minutes=1),
        "hour|hours|hr|hrs|h": timedelta(hours=1),
        "day|days|d": timedelta(days=1),
        "week|weeks|w": timedelta(weeks=1),
    },
    ago_after="ago",
    days={"today": 0, "yesterday": 1},
    published="published|posted|publication|publish|pubdate|created",
    updated="updated|update|modified|last updated|last modified|edited",
    # RFC 2822, 4.3, and the abbreviations of European time.
    zones={
        "Z|UT|UTC|GMT": timedelta(),
        "EST": timedelta(hours=-5),
        "EDT": timedelta(hours=-4),
        "CST": timedelta(hours=-6),
        "CDT": timedelta(hours=-5),
        "MST": timedelta(hours=-7),
        "MDT": timedelta(hours=-6),
        "PST": timedelta(hours=-8),
        "PDT": timedelta(hours=-7),
        "CET": timedelta(hours=1),
        "CEST": timedelta(hours=2),
        "EET": timedelta(hours=2),
        "EEST": timedelta(hours=3),
    },
    joins="and|to|until|through",
    glue="at|on|of|the|date|st|nd|rd|th|T|local time",
)

LOCALE = Locale(
    lang="en",
    dir="ltr",
    months=dict.fromkeys(MONTHS, tuple(names.split("|")[0] for names in _MONTHS)),
    digits=dict.fromkeys(DIGITS, "0123456789"),
    grouping=dict.fromkeys(DIGITS, ","),
    date="{day} {month} {year}",
    month="{month} {year}",
    plural=lambda n: "one" if n == 1 else "other",
    forms=("one", "other"),
    words=_WORDS,
    counted=_COUNTED,
    reading=_READING,
)
