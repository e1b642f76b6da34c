"""What the boxes around an article are called: class, id, tag and role, in tables.

Hands on the reason why an element looks like boilerplate, or None. A name is a hint, not a proof: `prune` weighs it
against what the article's text is. To teach it a site's habit, add a word to a table and a page to
tests/corpus/pages.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml.html import HtmlElement

from .words import listed

# Words that mean it wherever they stand in a name ("td-related-wrap", "c-related__list").
_ANYWHERE: Mapping[str, str] = {
    "related": """
        related|relateds|readalso|read-also|also-read|alsoread|readmore|read-more|seealso|see-also|more-on|recommended|
        recommendation|recommendations|recirc|recirculation|may-like|mostread|most-read|most-viewed|most-popular|trending|
        more-stories|more-news|morenews|latest-news|latest-posts|yarpp|outbrain|taboola|mgid|zergnet|revcontent|
        internal-link|also-like|youmaylike|next-article|infinite-scroll-next|inline-related|similar|relevant""",
    "share": """
        share|sharing|shares|sharebar|sharethis|sharedaddy|addthis|addtoany|social-share|socialshare|social-links|
        social-icons|socials|dpsp|ssba|follow-us|followus|google-news|telegram-box|whatsapp-box|jp-post-flair|sharify""",
    "comments": """
        comments|kommentare|commentaires|comentarios|yorumlar|commentlist|comment-list|comment-form|disqus|fb-comments|comments-area|commentsarea|respond""",
    "newsletter": """
        newsletter|newsletters|subscribe|subscription|signup|sign-up|optin|mailchimp|mc4wp|push-notifications?""",
    "author box": """
        author-box|authorbox|author-bio|authorbio|about-author|about-the-author|author-card|author-info|author-profile|
        author-description|author-footer""",
    "byline": """
        byline|bylines|posted-on|post-meta|entry-meta|article-meta|postmeta|entry-date|post-date|publish-date|published-at|
        published-date|pubdate|reading-time|read-time|post-views|views-count|article-date|meta-info|timestamp""",
    "advertisement": """
        advert|adverts|advertisement|advertising|advertorial|adsbygoogle|adsense|dfp|ad-container|ad-wrapper|ad-slot|ad-unit|
        ad-block|adslot|adunit|ad-box|sponsored|sponsor|sponsors|promo|promobox|promoted|affiliate""",
    "tags": """
        tagcloud|tag-list|taglist|post-tags|entry-tags|article-tags|tags-links|tags-list|story-tags|tag-links|hashtags""",
    "navigation": """
        breadcrumb|breadcrumbs|pagination|pager|post-navigation|nav-links|prev-next|page-links|toolbar|skip-link""",
    "controls": """
        printfriendly|print-button|font-size|fontsize|text-size|textsize|font-resize|copy-link|copylink|rating|ratings|
        text-to-speech|audio-player-bar|listen-article|likes-widget|post-like""",
    "poll": "poll|polls|quiz|survey|vote-box",
    "consent": "cookie-banner|cookie-notice|cookie-bar|consent|gdpr|onetrust|cookiebot|cmplz",
    "legal": "copyright|copyrights|disclaimer",
    "login": "regwall|login-form|loginform|piano-offer|paywall-message|paywall-prompt",
    "hidden": "sr-only|visually-hidden|screen-reader-text|screen-reader|visuallyhidden",
    "script warning": "no-js|nojs",
}
# Words that mean it only as a whole name; within longer ones they say other things ("has-ads", "tag-politics").
_WHOLE: Mapping[str, str] = {
    "share": "social|share|shr|follow",
    "comments": "comment",
    "byline": "date|time|meta|author|authors|info|published|views|source-date|writer|author-name",
    "advertisement": "ad|ads|adv|banner|banners|sponsor|gpt|commercial",
    "tags": "tags|tag|keywords|topics|labels|etiketler|schlagworte|etiquetas",
    "navigation": "nav|navigation|menu|navbar|toc|toc-container|ez-toc-container",
    "controls": "print|tools|actions|buttons|btns|controls|listen",
    "sidebar": "sidebar|rail|aside|secondary|side|widget",
    "legal": "copy",
}


_WHOLE_NAMES = {word: reason for reason, table in _WHOLE.items() for word in listed(table)}
_ANYWHERE_NAMES = re.compile(
    "|".join(
        f"(?:^|-)(?P<{reason.replace(' ', '_')}>{'|'.join(sorted(listed(table), key=len, reverse=True))})(?:$|-)"
        for reason, table in _ANYWHERE.items()
    )
)
_CAMEL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS = re.compile(r"[-_\s]+")
# A name may deny ("no-share"), or say it of the page ("single-post-comments-open" is a state, not a box).
_DENIAL = re.compile(
    "(?:^|-)(?:no|not|has|have|with|without|hide|hidden|show|is|enable|enabled|disable|disabled)-|-(?:open|closed|enabled|off|on)$"
)
_MAIN = "widget Blog"
"""What Blogger calls its main column."""
_TAG_REASONS = {"nav": "navigation", "menu": "navigation", "dialog": "consent"}
_ROLES = {
    "navigation": "navigation",
    "complementary": "sidebar",
    "banner": "navigation",
    "contentinfo": "legal",
    "search": "navigation",
    "dialog": "consent",
    "alertdialog": "consent",
    "toolbar": "controls",
}


def name_of(element: HtmlElement) -> str | None:
    """Return what kind of box an element's tag, role, classes and id call it, or None."""
    reason = _TAG_REASONS.get(element.tag) or _ROLES.get(element.get("role", ""))
    if reason:
        return reason
    for attribute in ("class", "id", "data-component", "data-testid"):
        value = element.get(attribute)
        if not value or value.startswith(_MAIN):
            continue
        for name in value.split()[:20]:
            if reason := _reason_of_name(name[:80]):
                return reason
    return None


@lru_cache(maxsize=20_000)
def kebab(name: str) -> str:
    """Return a class or id as words joined by hyphens ("tdPost__Body" → "td-post-body")."""
    return _SEPARATORS.sub("-", _CAMEL.sub("-", name[:80])).strip("-").lower()


@lru_cache(maxsize=20_000)
def _reason_of_name(name: str) -> str | None:
    if ":" in name or "[" in name:  # a utility class ("print:hidden", "md:block")
        return None
    words = kebab(name)
    if words in _WHOLE_NAMES:
        return _WHOLE_NAMES[words]
    found = _ANYWHERE_NAMES.search(words)
    if not found or not found.lastgroup or _DENIAL.search(words):
        return None
    return found.lastgroup.replace("_", " ")
