"""What the lines around an article say: "read also", "follow us", "appeared first on", in tables.

Hands on the reason why a line is boilerplate, or None; `prune` asks it for every line of a candidate body. Refuses to call real
sentences so: an opening word counts only with what must follow it (a colon, links, nothing at all) and up to a length.

Words are written as `text.fold` leaves them: no hamza seats, ى→ي, ة→ه, no diacritics, lower case. To teach it a habit of
some site, add words to a table and a page to tests/corpus/pages.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ..text import fold

# Said to send the reader elsewhere, whatever follows: links, a colon and a title, nothing.
_RELATED = """
اقرا ايضا|اقراوا ايضا|اقرءوا ايضا|اقرا كذلك|اقرا المزيد|اقرا اكثر|اقرا التالي|اقرا عن|اقرا في|اقرا:|طالع ايضا|طالعوا ايضا|
طالع المزيد|شاهد ايضا|شاهدوا ايضا|شاهد المزيد|شاهد:|انظر ايضا|تابع ايضا|تابع القراءه|اقرا هنا|
مواضيع ذات صله|موضوعات ذات صله|اخبار ذات صله|مقالات ذات صله|مواد ذات صله|تقارير ذات صله|روابط ذات صله|قصص ذات صله|محتوي ذو صله|
ذات صله|ذو صله|مواضيع متعلقه|موضوعات متعلقه|اخبار متعلقه|مقالات متعلقه|مواضيع مشابهه|مقالات مشابهه|موضوعات مشابهه|مواضيع مرتبطه|
اخبار مرتبطه|قد يهمك|قد يهمكم|قد تهمك|قد يعجبك|ربما يهمك|ربما يعجبك|مواضيع قد تهمك|مواضيع تهمك|اخبار قد تهمك|اخبار تهمك|لا يفوتك|لا تفوت|
نرشح لك|نرشح لكم|اخترنا لك|اخترنا لكم|مقترح لك|موضوعات مقترحه|مواضيع مقترحه|مقالات مقترحه|الاكثر قراءه|الاكثر مشاهده|الاكثر تداولا|
المقال السابق|المقال التالي|الخبر السابق|الخبر التالي|التالي بعد|
بيشتر بخوانيد|همچنين بخوانيد|مطالب مرتبط|اخبار مرتبط|بخوانيد:|بيشتر بدانيد|
read also|also read|read more|read next|read:|see also|see more|related articles|related stories|related news|related posts|related content|
related coverage|related topics|related:|more on this|more stories|more like this|recommended for you|recommended stories|recommended reading|
you may also|you might also|you may like|you might like|don't miss|don’t miss|must read|most read|most popular|trending now|up next|keep reading|
next article|previous article|also on|click here to read|watch:|watch more|
lire aussi|à lire aussi|à lire également|lire également|voir aussi|sur le même sujet|articles similaires|à lire :|à lire sur|
lesen sie auch|lesen sie mehr|mehr zum thema|mehr dazu|auch interessant|das könnte sie|lea también|lee también|te puede interesar|le puede interesar|
leggi anche|potrebbe interessarti|leia também|leia mais|veja também|saiba mais|lees ook|lees meer|baca juga|читайте также|смотрите также|
по теме:|czytaj także|czytaj też|zobacz też|zobacz także|läs också|läs mer|les også|læs også|ilgili haberler|bunlar da ilginizi|קראו גם|עוד בנושא
"""
# These open sentences too: they count only where the rest of the line is links, or nothing.
_RELATED_IF_LINKED = """
للمزيد|المزيد من|المزيد حول|المزيد عن|المزيد|مزيد من|اخر الاخبار|احدث الاخبار|اخر المستجدات|مختارات|تفاصيل اكثر|التفاصيل|اقرا|شاهد|طالع|انظر|تابع|
related|more from|more about|more in|more on|more|recommended|latest|latest news|trending|watch|see|read|explore|popular|
à lire|lire|voir|plus|weiterlesen|mehr|más|altro|autres articles|dans la même rubrique
"""
_NETWORKS = (
    "فيسبوك|فيس بوك|الفيسبوك|تويتر|منصه اكس|انستغرام|انستقرام|انستجرام|تلغرام|تليغرام|تيليجرام|تيلغرام|تلجرام|واتساب|واتس اب|يوتيوب|تيك توك|"
    "سناب شات|غوغل نيوز|جوجل نيوز|اخبار غوغل|google news|facebook|twitter|instagram|telegram|whatsapp|youtube|tiktok|linkedin|threads|bluesky|"
    "x.com|viber|wechat|line"
)
_OURS = "قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|تطبيقنا|نشرتنا|نشراتنا|مجموعتنا|مجموعاتنا|موقعنا|منصاتنا|معنا|بريدك|بريدكم|هاتفك|اشعاراتنا"
_FOLLOW = re.compile(
    r"^\W*(?:"
    # «تابعونا» says it all; past tense and imperative are written alike («حمل», «سجل», «انضموا»), so these need "ours"
    rf"(?:و?تابعونا|لمتابعتنا|للاشتراك|للانضمام|لتصلك|ليصلك|لتلقي|كن اول)\b.{{0,120}}?(?:{_OURS}|{_NETWORKS}|القناه|قناه|تطبيق|النشره|نشره|خدمه|الاشعارات|من يعلم)"
    rf"|(?:تابعنا|تابعو?ا|تابع|لمتابعه|انضمو?ا?|اشتركو?ا?|سجلو?ا?|حملو?ا?|لتحميل|نزلو?ا?|يمكنكم|يمكنك|للحصول علي|تواصلو?ا?|شاركو?نا|ساهم)\b.{{0,100}}?\b(?:و?[بل]?{_OURS})\b"
    rf"|(?:تابعنا|تابعونا|تابعوا|تابعو) (?:علي|عبر|في)\b.{{0,60}}?(?:{_NETWORKS})"
    rf"|(?:follow|like|find)\b.{{0,80}}?\b(?:us|our)\b|follow\b.{{0,60}}?\bon\b.{{0,20}}?(?:{_NETWORKS})"
    rf"|(?:join|subscribe|sign up|download|get|click here|stay up|never miss|for the latest)\b.{{0,120}}?"
    rf"(?:\bour (?:\w+ ){{0,3}}(?:app|channel|group|page)\b|\b(?:newsletter|newsletters|inbox|news alerts|breaking news|mobile app|news app|apps?)\b|{_NETWORKS})"
    r"|(?:suivez|rejoignez|abonnez|inscrivez|téléchargez|recevez)\b.{0,80}?(?:nous|notre|nos|newsletter|chaîne|application)\b"
    r"|(?:folgen sie uns|abonnieren sie|síguenos|suscríbete|seguici|iscriviti alla|bizi takip|ما را در)\b"
    r")"
)
_TAIL = re.compile(
    r"^\W*(?:(?:ظهرت?|نشرت?|كتبت?)\b.{0,400}\b(?:اولا|للمره الاولي)\s+(?:علي|في)\b"
    r"|(?:the post|this (?:article|post|story))\b.{0,400}\b(?:appeared first on|first appeared (?:on|in)|was (?:first|originally) published (?:on|by|in|at))\b"
    r"|(?:l['’]article|cet article)\b.{0,400}\best apparu en premier sur\b|la entrada\b.{0,400}\bprimero en\b"
    r"|der beitrag\b.{0,400}\berschien zuerst auf\b|o post\b.{0,400}\bapareceu primeiro em\b|l['’]articolo\b.{0,400}\bproviene da\b"
    r"|نوشته\b.{0,400}\bاولين بار در\b)"
)
_TAGS = re.compile(
    r"^\W*(?:الوسوم|وسوم|الاوسمه|اوسمه|الكلمات الدلاليه|كلمات دلاليه|الكلمات المفتاحيه|كلمات مفتاحيه|الدلالات|هاشتاغ|الهاشتاغ|تاغات|تاجات|العلامات|"
    r"برچسب ها|برچسب‌ها|برچسبها|tags?|tagged|keywords|topics|filed under|in this article|étiquettes|mots[- ]clés|schlagwörter|etiquetas|etichette)\s*(?::|$|\||-)"
)
_LEGAL = re.compile(
    r"^\W*(?:(?:جميع|كل|كافه) الحقوق محفوظه|حقوق (?:النشر|الطبع)\b.{0,60}محفوظه|©|copyright\b|\(c\) ?\d{4}|all rights reserved|tous droits réservés|alle rechte vorbehalten)"
    r"|\ball rights reserved\W*$|جميع الحقوق محفوظه\W*$"
)
_NOTICE = re.compile(  # advertisement labels, players, script warnings
    r"^\W*(?:اعلان|اعلانات|اعلان ممول|محتوي ممول|مساحه اعلانيه|ads?|advertisement|advertisements|advert|sponsored|sponsored content|promoted|anzeige|werbung|"
    r"publicité|publicidad|reklam|реклама|annonse|story continues below(?: this)? (?:ad|advertisement)|advertisement - scroll to continue|"
    r"article continues (?:below|after)(?: this)? ad(?:vertisement)?|loading\.*|جاري التحميل|تحميل\.*|"
    r"please enable javascript.*|يرجي تفعيل (?:ال)?جافا.*|المتصفح (?:الخاص بك )?لا يدعم.*|your browser does not support.*)\W*$"
)
_CONTROLS = re.compile(
    r"^(?:a\s*[+-]\s*)+a?[+-]?$|^\W*(?:حجم الخط|تكبير الخط|تصغير الخط|استمع (?:الي|ل) ?(?:المقال|الخبر)|نسخ الرابط|تم نسخ الرابط|copy link|"
    r"الي الاعلي|عوده الي الاعلي|العوده الي الرئيسيه|back to top|طباعه|print this(?: page| article)?|listen to this article)\b.{0,40}$"
)
_COMMENTS = re.compile(
    r"^\W*(?:\d+\s*)?(?:التعليقات|تعليقات|تعليق|اترك تعليقا?|اضف تعليقا?|اكتب تعليقا?|شارك برايك|comments?|leave a (?:reply|comment)|post a comment|add a comment|"
    r"join the conversation|commentaires?|laisser un commentaire|kommentare|comentarios|نظرات|ديدگاه(?: ها)?)\W*(?:\d+\W*)?$"
)
_MEASURE = re.compile(  # only beside the title or after the end: how long, how often
    r"^\W*(?:(?:مده|زمن|وقت) القراءه|\d+\s*(?:دقيقه|دقائق|دقايق)\s*(?:قراءه|للقراءه)?|قراءه \d+ دق|عدد (?:المشاهدات|القراءات|الزيارات)|المشاهدات|القراءات|مشاهدات|"
    r"\d+[\d.,k]*\s*(?:مشاهده|قراءه|مشاركه|تعليق|زياره)|\d+ ?min(?:ute)?s? read|reading time|estimated read|temps de lecture|lesezeit|\d+[\d.,k]*\s*(?:views|shares|comments))\b.{0,40}$"
)
_SHARE_VERBS = frozenset(
    "شارك شاركها شاركه شاركوا مشاركه المشاركه انشر غرد تغريد ارسل ارسال share tweet pin partager teilen compartir condividi compartilhar paylas اشتراک اشتراكگذاري".split()
)
_SHARE_WORDS = _SHARE_VERBS | frozenset(
    "فيسبوك فيس بوك تويتر اكس انستغرام تلغرام تليغرام تيليجرام واتساب واتس اب لينكد لينكدان ان ماسنجر بنترست ريديت طباعه اطبع نسخ الرابط رابط البريد الالكتروني ايميل "
    "facebook twitter x whatsapp telegram linkedin linked in pinterest reddit email e mail print copy link messenger viber tumblr flipboard bluesky threads "
    "pocket xing vk line sms save bookmark gift "
    "علي عبر هذا هذه الخبر المقال المقاله الصفحه القصه الموضوع في مع the this on via by to story article page with auf sur sur en por di على".split()
)
_WORD = re.compile(r"\w+")
_END_OF_SENTENCE = re.compile(r"[.!?؟…][\"'»”’)\]]*$")


def _openers(table: str) -> "re.Pattern[str]":
    words = sorted((word.strip() for word in table.replace("\n", "").split("|") if word.strip()), key=len, reverse=True)
    return re.compile(r"^\W*(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")


_RELATED_OPENERS, _LINKED_OPENERS = _openers(_RELATED), _openers(_RELATED_IF_LINKED)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a page as a reader sees it.

    `linked` is the share of its letters that are links (0 to 1); `heading` whether it is one; `edge` whether it stands beside the
    title or at the end, where bylines, counts and dates stand.
    """

    text: str
    linked: float = 0.0
    heading: bool = False
    edge: bool = False

    @cached_property
    def folded(self) -> str:
        return fold(self.text[:600])


def phrase_of(line: Line) -> str | None:
    """Return what kind of boilerplate a line is, or None if it is none."""
    text = line.folded
    if not text:
        return None
    if len(text) > 420:  # no label, no tail, no call to follow is that long
        return None
    if _is_related(line):
        return "read also"
    if _is_share(text, line.heading):
        return "share"
    short = len(text) <= 240
    if short and len(text) > 8 and _FOLLOW.search(text) and not _quoted(line.text):
        return "follow us"
    if _TAIL.search(text):
        return "syndication tail"
    if short and _TAGS.search(text):
        return "tags"
    if short and _LEGAL.search(text):
        return "legal"
    if len(text) <= 90:
        for reason, pattern in (("advertisement", _NOTICE), ("controls", _CONTROLS), ("comments", _COMMENTS)):
            if pattern.search(text):
                return reason
        if line.edge and _MEASURE.search(text):
            return "counts"
    return None


def _is_related(line: Line) -> bool:
    text = line.folded
    if found := _RELATED_OPENERS.search(text):
        rest = _rest(text, found)
        if not rest or line.linked > 0.5:
            return True
        colon = found.group().endswith(":") or text[found.end() :].lstrip().startswith((":", "|", "-", "–", ".."))
        return len(rest) <= 200 and (colon or (line.linked > 0.3))
    if found := _LINKED_OPENERS.search(text):
        rest = _rest(text, found)
        if not rest:
            return not line.heading or line.linked > 0.5
        return line.linked > 0.8 or (line.linked > 0.5 and ":" in text[: found.end() + 20])
    return False


def _rest(text: str, found: "re.Match[str]") -> str:
    rest = text[found.end() :].strip(" :؛-–—|»«>←→.…")
    return "" if rest in ("ايضا", "كذلك", "too", "also") else rest


def _is_share(text: str, heading: bool) -> bool:
    words = _WORD.findall(text)
    if not 0 < len(words) <= 24:
        return False
    known = [word for word in words if word in _SHARE_WORDS or word.isdigit()]
    if len(known) < len(words):
        return False
    said = any(word in _SHARE_VERBS for word in words)
    return said or (
        not heading
        and len(words) - sum(word.isdigit() for word in words) >= 1
        and len(words) != sum(map(str.isdigit, words))
    )


def _quoted(text: str) -> bool:
    """Whether a line is someone's words: what a person urges is news, what the site urges is not."""
    return text.lstrip().startswith(("«", "“", '"', "„")) or bool(
        _END_OF_SENTENCE.search(text) and ("»" in text or "”" in text)
    )


_BYLINE = re.compile(
    r"^\W*(?:بقلم|كتبه?|كتبتها?|اعداد|اعد التقرير|تقرير|حوار|حاوره?|حاورته|تحرير|ترجمه|تصوير|مراسلنا|مراسل|الكاتب|الكاتبه|المحرر|"
    r"نوشته|نويسنده|by|written by|reported by|author|words by|par|propos recueillis par|von|por|di|door|автор|yazar)\b\s*[:/|.\-–]?\s*(.{2,80})$"
)
_CALENDAR = re.compile(
    r"\d+|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|الثاني|الاول|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|"
    r"جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|دجنبر|نونبر|شتنبر|غشت|يوليوز|محرم|صفر|ربيع|جمادي|الاولي|الاخره|رجب|شعبان|رمضان|شوال|ذو|ذي|القعده|الحجه|"
    r"السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|هـ|ه|م|ص|صباحا|مساء|بتوقيت|غرينتش|جرينتش|دمشق|الساعه|قبل|منذ|دقيقه|دقائق|دقايق|ساعه|ساعات|يوم|ايام|امس|اليوم|"
    r"تاريخ|النشر|نشر|نشرت|في|اخر|تحديث|التحديث|تعديل|حدث|الوقت|بتاريخ|التاريخ|الموافق|ل|لـ|و|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|am|pm|a|p|m|gmt|utc|est|edt|et|bst|cet|ist|published|publication|updated|last|modified|posted|date|on|at|of|the|"
    r"st|nd|rd|th|ago|hours?|minutes?|days?|h|min|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|publié|mis|à|jour|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_BREAKING_PUNCTUATION = re.compile(r"[.!؟?؛;،,]\s")


def is_byline(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line only says who wrote the article: a known author's name, or a word for it and a name."""
    line = fold(text[:200]).strip(" :|-–—/•.")
    names = {fold(author) for author in authors}
    if not line or len(line) > 120:
        return False
    if line in names:
        return True
    if not (found := _BYLINE.search(line)) or _BREAKING_PUNCTUATION.search(line):
        return False
    rest = found.group(1).strip(" :|-–—/•.")
    return any(name and name in rest for name in names) or len(rest.split()) <= 5


def is_dateline(text: str) -> bool:
    """Whether a line is a date and nothing else (with words such as "published", and a time)."""
    line = fold(text[:160])
    words = re.findall(r"[^\W\d_]+|\d+", line)
    return (
        2 <= len(words) <= 22
        and any(word.isdigit() for word in words)
        and all(_CALENDAR.fullmatch(word) for word in words)
    )
