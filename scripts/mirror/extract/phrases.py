"""What the lines around an article say: "read also", "follow us", "appeared first on", in tables.

Hands on the reason why a line is boilerplate, or None; `prune` asks it for every line of a candidate body. Refuses to
call real sentences so: an opening word counts only with what must follow it (a colon, links, nothing at all) and up
to a length. To teach it a habit of some site, add words to a table (folded, see `words`) and a page to
tests/corpus/pages.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ..text import fold
from .words import either

LONGEST = 420
"""Letters: no label, no call to follow, no syndication tail is longer."""

# Said to send the reader elsewhere, whatever follows: links, a colon and a title, nothing.
_RELATED = re.compile(
    r"^\W*"
    + either(r"""
    (?:اقراو?ا?|اقرءوا|طالعو?ا?|شاهدو?ا?|انظر|تابع) (?:ايضا|كذلك|المزيد)|اقرا اكثر|اقرا التالي|اقرا هنا|اقرا عن|
    اقرا في|اقرا:|شاهد:|تابع القراءه|(?:مواضيع|موضوعات|مواد|اخبار|مقالات|تقارير|روابط|قصص|محتوي) (?:ذات صله|ذو صله|
    متعلقه|مشابهه|مرتبطه|مقترحه)|(?:ذات|ذو) صله|(?:مواضيع |اخبار |مقالات )?(?:قد|ربما) (?:يهمك|يهمكم|تهمك|تهمكم|
    يعجبك|يعجبكم)|لا يفوتك|لا تفوت|(?:نرشح|اخترنا|مقترح) (?:لك|لكم)|الاكثر (?:قراءه|مشاهده|تداولا)|(?:المقال|
    الخبر) (?:السابق|التالي)|(?:بيشتر|همچنين) بخوانيد|(?:مطالب|اخبار) مرتبط|بخوانيد:|(?:read|see|watch) (?:also|
    more|next)|also read|read:|watch:|keep reading|up next|click here to read|related (?:articles?|stor(?:y|ies)|
    news|posts?|content|coverage|topics|links)|related:|more (?:on this|
    stories|like this|(?:great |top )?[a-z ]{0,24}stories)|also on [a-z]+\.[a-z]+|recommended (?:for you|
    stories|reading)|you (?:may|might) (?:also )?like|don['’]t miss|must read|most (?:read|popular)|trending now|
    next article|previous article|(?:verwandte|ähnliche) artikel|
    weitere (?:artikel|meldungen|videos)|vous aimerez aussi|
    das könnte dich|(?:lea|lee) más:|lue myös|bunlar da ilginizi|(?:à )?lire (?:aussi|également)|voir aussi|
    sur le même sujet|articles similaires|
    à lire :|lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu)|auch interessant|das könnte sie|(?:lea|lee) también|
    (?:te|le) puede interesar|leggi anche|potrebbe interessarti|você (?:pode|também pode) gostar|(?:leia|
    veja) (?:também|mais)|saiba mais|lees (?:ook|meer)|baca juga|читайте также|смотрите также|по теме:|(?:czytaj|
    zobacz) (?:także|też|więcej)|(?:läs|les|læs) (?:också|også|mer)|ilgili haberler|קראו גם|עוד בנושא
    """)
    + r"(?!\w)"
)
# These open sentences too: they count only where the rest of the line is links, or nothing.
_RELATED_IF_LINKED = re.compile(
    r"^\W*"
    + either("""
    للمزيد|(?:المزيد|مزيد) (?:من|حول|عن)|المزيد|(?:اخر|احدث) (?:الاخبار|المستجدات)|مختارات|تفاصيل اكثر|التفاصيل|
    اقرا|شاهد|طالع|انظر|تابع|related|more (?:from|about|in|on)|more|recommended|latest(?: news)?|trending|watch|see|
    read|explore|popular|à lire|lire|voir|plus|weiterlesen|mehr|más|altro|autres articles|dans la même rubrique
    """)
    + r"(?!\w)"
)
_NETWORKS = either("""
    فيسبوك|فيس بوك|الفيسبوك|تويتر|منصه اكس|انستغرام|انستقرام|انستجرام|تلغرام|تليغرام|تيليجرام|تيلغرام|تلجرام|واتساب|
    واتس اب|يوتيوب|تيك توك|سناب شات|(?:غوغل|جوجل) نيوز|اخبار غوغل|google news|facebook|twitter|instagram|telegram|
    whatsapp|youtube|tiktok|linkedin|threads|bluesky|viber
    """)
_OURS = either("""
    قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|تطبيقنا|نشرتنا|نشراتنا|مجموعتنا|مجموعاتنا|موقعنا|منصاتنا|معنا|
    بريدك|بريدكم|هاتفك|اشعاراتنا
    """)
# Past tense and imperative are written alike («حمل», «سجل», «انضموا»).
_CALLS = "(?:تابعنا|تابعو?ا?|لمتابعه|انضمو?ا?|اشتركو?ا?|سجلو?ا?|ادخلو?ا?|حملو?ا?|لتحميل|نزلو?ا?|يمكنكم|يمكنك|للحصول علي|تواصلو?ا?|شاركو?نا)"
# The reader is spoken to, and what is offered is ours or a network's.
_FOLLOW = re.compile(
    r"^\W*(?:لا تنسو?ا? )?"
    + either(
        rf"(?:و?تابعونا|متابعه|لمتابعتنا|الاشتراك|للاشتراك|للانضمام|لتصلك|ليصلك|لتلقي|كن اول)\b.{{0,120}}?"
        rf"(?:{_OURS}|{_NETWORKS}|القناه|قناه|تطبيق|النشره|نشره|خدمه|الاشعارات|من يعلم)|"
        rf"{_CALLS}\b.{{0,100}}?\b(?:و?[بل]?{_OURS})\b|(?:تابعنا|تابعوا|تابعو) (?:علي|عبر|في)\b.{{0,60}}?{_NETWORKS}|"
        rf"(?:follow|like|find)\b.{{0,80}}?\b(?:us|our)\b|follow\b.{{0,60}}?\bon\b.{{0,20}}?{_NETWORKS}|"
        rf"(?:join|subscribe|sign up|download|get|click here|stay up|never miss|for the latest)\b.{{0,120}}?"
        r"(?:\bour (?:\w+ ){0,3}(?:app|channel|group|page)\b|\b(?:newsletters?|inbox|(?:news )?alerts|breaking news)\b|"
        rf"\b(?:mobile |news )?apps?\b|{_NETWORKS})|"
        r"(?:suivez|rejoignez|abonnez|inscrivez|téléchargez|recevez)\b.{0,80}?(?:nous|notre|nos|newsletter|chaîne|application)\b|"
        r"(?:folgen sie uns|abonnieren sie|síguenos|suscríbete|seguici|iscriviti alla|bizi takip|ما را در)\b"
    )
)
_FOLLOW_IF_LINKED = re.compile(rf"^\W*{_CALLS}\b.{{0,100}}?(?:{_NETWORKS}|قناه|تطبيق)")
_TAIL = re.compile(
    r"^\W*"
    + either(r"""
    (?:ظهرت?|نشرت?|كتبت?)\b.{0,400}\b(?:اولا|للمره الاولي)\s+(?:علي|في)\b|نوشته\b.{0,400}\bاولين بار در\b|
    (?:the post|this (?:article|post|story))\b.{0,400}\b(?:appeared first on|first appeared (?:on|in)|was (?:first|
    originally) published)\b|(?:l['’]article|cet article)\b.{0,400}\best apparu en premier sur\b|
    la entrada\b.{0,400}\bprimero en\b|der beitrag\b.{0,400}\berschien zuerst auf\b|
    o post\b.{0,400}\bapareceu primeiro em\b|l['’]articolo\b.{0,400}\bproviene da\b
    """)
)
_TAGS = re.compile(
    r"^\W*"
    + either("""
    الوسوم|وسوم|الاوسمه|اوسمه|التسميات|(?:ال)?كلمات (?:ال)?(?:دلاليه|مفتاحيه)|الدلالات|(?:ال)?هاشتاغ|تاغات|تاجات|
    العلامات|برچسب(?:‌| )?ها|tags?|tagged|keywords|topics|filed under|in this article|étiquettes|mots[- ]clés|
    schlagwörter|etiquetas|etichette
    """)
    + r"\s*(?::|$|\||-)"
)
_LEGAL = re.compile(
    either(r"""
    ^\W*(?:هذا |هذه )?(?:ال)?(?:مقالات?|مقاله|اراء|راي|ما ينشر)\b.{0,80}\b(?:لا|ليست?|ولا|وليست?)\b.{0,30}بالضروره\b.{0,80}$|
    ^\W*(?:جميع|كل|كافه) الحقوق محفوظه|^\W*حقوق (?:النشر|الطبع)\b.{0,60}محفوظه|جميع الحقوق محفوظه\W*$|^\W*(?:©|
    copyright\b|\(c\) ?\d{4})|^\W*all rights reserved|\ball rights reserved\W*$|^\W*(?:tous droits réservés|
    alle rechte vorbehalten)
    """)
)
_NOTICE = re.compile(  # labels of advertisements and players, warnings about scripts
    r"^\W*"
    + either("""
    اعلان|اعلانات|اعلان ممول|محتوي ممول|مساحه اعلانيه|ads?|adverts?|advertisements?|sponsored(?: content)?|promoted|
    anzeige|werbung|publicité|publicidad|reklam|реклама|annonse|(?:story|article) continues (?:below|
    after)(?: this)?(?: ad(?:vertisement)?)?|advertisement - scroll to continue|loading|(?:جاري )?(?:ال)?تحميل|
    please enable javascript.*|يرجي تفعيل (?:ال)?جافا.*|المتصفح (?:الخاص بك )?لا يدعم.*|
    your browser does not support.*
    """)
    + r"\W*$"
)
_CONTROLS = re.compile(
    either(r"""
    ^(?:a\s*[+-]\s*)+a?[+-]?$|^\W*(?:حجم|تكبير|تصغير) الخط\b.{0,40}$|^\W*(?:تم )?نسخ الرابط\W*$|^\W*copy link\W*$|
    ^\W*استمع (?:الي|ل) ?(?:المقال|الخبر)\b.{0,40}$|^\W*listen to this article\b.{0,40}$|
    ^\W*(?:do you )?(?:like|enjoy)(?:ed)? this (?:story|article)\W.{0,30}\bshare\b.{0,60}$|^\W*print this(?: page|
    article)?\W*$|^\W*(?:الي الاعلي|عوده الي الاعلي|(?:ال)?(?:عوده|رجوع)(?: الي الرئيسيه)?|back to top|back)\W*$
    """)
)
_COMMENTS = re.compile(
    r"^\W*(?:\d+\s*)?"
    + either("""
    (?:ال)?تعليقات?|(?:اترك|اضف|اكتب) تعليقا?|شارك برايك|comments?|(?:leave|post|add) a (?:reply|comment)|
    join the conversation|commentaires?|laisser un commentaire|kommentare|comentarios|نظرات|ديدگاه(?: ها)?
    """)
    + r"\W*(?:\d+\W*)?$"
)
_COUNTS = re.compile(  # only beside the title or after the end: how long, how often
    r"^\W*"
    + either(r"""
    (?:مده|زمن|وقت) القراءه|\d+\s*(?:دقيقه|دقائق|دقايق)\s*(?:قراءه|للقراءه)?|قراءه \d+ دق|عدد (?:المشاهدات|القراءات|القراء|
    الزيارات)|المشاهدات|القراءات|مشاهدات|\d+[\d.,k]*\s*(?:مشاهده|قراءه|مشاركه|تعليق|زياره)|\d+ ?min(?:ute)?s? read|
    reading time|estimated read|temps de lecture|lesezeit|\d+[\d.,k]*\s*(?:views|shares|comments)
    """)
    + r"\b.{0,40}$"
)
_SHARE_VERBS = frozenset(
    """
    شارك شاركها شاركه شاركوا مشاركه المشاركه انشر غرد تغريد ارسل ارسال
    share tweet pin partager teilen compartir condividi compartilhar اشتراك
    """.split()
)
_SHARE_WORDS = _SHARE_VERBS | frozenset(
    """
    فيسبوك فيس بوك تويتر اكس انستغرام تلغرام تليغرام تيليجرام تيلقرام واتساب واتس اب لينكد لينكدان ان ماسنجر بنترست
    ريديت طباعه اطبع نسخ الرابط رابط البريد الالكتروني ايميل لصديق صديق علي عبر هذا هذه الخبر المقال المقاله الصفحه
    القصه الموضوع في مع facebook twitter x whatsapp telegram linkedin linked in pinterest reddit email e mail print
    copy link messenger viber tumblr flipboard bluesky threads pocket xing vk line sms save bookmark gift the this on
    via by to story article page with auf sur por di
    """.split()
)
_PLAIN = (
    ("syndication tail", _TAIL, LONGEST),
    ("tags", _TAGS, 240),
    ("legal", _LEGAL, 240),
    ("advertisement", _NOTICE, 90),
    ("controls", _CONTROLS, 90),
    ("comments", _COMMENTS, 90),
)
_WORD = re.compile(r"\w+")
_TRIMMED = " :؛-–—|»«>←→.…"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a page as a reader sees it.

    `linked` is the share of its letters that are links (0 to 1); `heading` whether it is one; `edge` whether it
    stands beside the title or at the end, where bylines, counts and dates stand.
    """

    text: str
    linked: float = 0.0
    heading: bool = False
    edge: bool = False

    @cached_property
    def folded(self) -> str:
        return fold(self.text[: LONGEST + 200])


def phrase_of(line: Line) -> str | None:
    """Return what kind of boilerplate a line is, or None if it is none."""
    text = line.folded
    if not 0 < len(text) <= LONGEST:
        return None
    if _is_related(line):
        return "read also"
    if _is_share(line):
        return "share"
    if len(text) <= 240 and _is_follow(line):
        return "follow us"
    for reason, pattern, longest in _PLAIN:
        if len(text) <= longest and pattern.search(text):
            return reason
    return "counts" if line.edge and len(text) <= 90 and _COUNTS.search(text) else None


def _is_related(line: Line) -> bool:
    text = line.folded
    if found := _RELATED.search(text):
        rest = _rest(text, found)
        if not rest or line.linked > 0.5:
            return True
        parted = found.group().endswith(":") or text[found.end() :].lstrip().startswith((":", "|", "-", "–", ".."))
        return len(rest) <= 200 and (parted or line.linked > 0.3)
    if found := _RELATED_IF_LINKED.search(text):
        if not _rest(text, found):
            return not line.heading or line.linked > 0.5
        _, colon, after = text.partition(":")
        return line.linked > 0.8 or (bool(colon) and line.linked * len(text) >= 0.8 * len(after.strip()) > 0)
    return False


def _rest(text: str, found: "re.Match[str]") -> str:
    rest = text[found.end() :].strip(_TRIMMED)
    return "" if rest in ("ايضا", "كذلك", "too", "also") else rest


def _is_share(line: Line) -> bool:
    """Whether a line is nothing but names of networks and words for sharing, and not a list of networks in a report."""
    words = _WORD.findall(line.folded)
    if not 0 < len(words) <= 24 or not all(word in _SHARE_WORDS or word.isdigit() for word in words):
        return False
    if any(word in _SHARE_VERBS for word in words):
        return True
    return (line.linked > 0.3 or line.edge) and not line.heading and not all(map(str.isdigit, words))


def _is_follow(line: Line) -> bool:
    """Whether the reader is asked to follow the site; what a person urges, in quotes, is news."""
    if line.text.lstrip().startswith(("«", "“", '"', "„")):
        return False
    return bool(_FOLLOW.search(line.folded)) or (line.linked > 0.1 and bool(_FOLLOW_IF_LINKED.search(line.folded)))
