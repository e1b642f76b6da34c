"""Arabic: right to left, five choices of month names, two of digits, six plural forms.

Month names as CLDR has them for SY (levant), EG and AE (gulf), DZ and TN (maghreb), MA (morocco); `dual` names each
month twice, as pan-Arab media do.
"""

from datetime import timedelta

from .locale import Locale, Reading

# Levant, Gulf, Maghreb, Morocco; then spellings that are only read.
_MONTHS = (
    ("كانون الثاني", "يناير", "جانفي", "يناير", "كانون ثاني|كانون 2|ينايير"),
    ("شباط", "فبراير", "فيفري", "فبراير", "فبرايير"),
    ("آذار", "مارس", "مارس", "مارس", "أدار"),
    ("نيسان", "أبريل", "أفريل", "أبريل", "إبرايل"),
    ("أيار", "مايو", "ماي", "ماي", "مايوه"),
    ("حزيران", "يونيو", "جوان", "يونيو", "يونية"),
    ("تموز", "يوليو", "جويلية", "يوليوز", "يولية"),
    ("آب", "أغسطس", "أوت", "غشت", "أغشت|أغسطوس"),
    ("أيلول", "سبتمبر", "سبتمبر", "شتنبر", "سيبتمبر|شتمبر"),
    ("تشرين الأول", "أكتوبر", "أكتوبر", "أكتوبر", "تشرين أول|تشرين 1|أوكتوبر"),
    ("تشرين الثاني", "نوفمبر", "نوفمبر", "نونبر", "تشرين ثاني|تشرين 2"),
    ("كانون الأول", "ديسمبر", "ديسمبر", "دجنبر", "كانون أول|كانون 1|ديسيمبر|دسمبر|دجمبر"),
)
_LEVANT, _GULF, _MAGHREB, _MOROCCO, _ = zip(*_MONTHS, strict=True)


def _plural(n: int) -> str:
    """CLDR's cardinal rule for `ar`, of whole numbers."""
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


_WORDS = {
    # The frame of every page.
    "skip": "انتقل إلى المحتوى",
    "nav.main": "القائمة الرئيسية",
    "nav.path": "مسار الصفحة",
    "nav.site": "روابط الموقع",
    "nav.home": "الرئيسية",
    "nav.categories": "الأقسام",
    "nav.sources": "المصادر",
    "nav.tags": "الوسوم",
    "nav.archive": "الأرشيف",
    "nav.search": "البحث",
    "nav.subscribe": "الاشتراك",
    "nav.about": "عن الموقع",
    "nav.top": "إلى أعلى الصفحة",
    "site.title": "{page} – {site}",
    "site.description": "{site}: أخبار من مصادرها، مع اسم كل مصدر ورابط الأصل.",
    "site.mirror": "هذا موقع مرآة: ينقل الأخبار عن مصادرها، ويذكر مع كل خبر اسم مصدره ورابطه الأصلي.",
    "site.fetched": "آخر جلب للأخبار: {date}",
    "site.program": "يعمل هذا الموقع ببرنامج حر مفتوح المصدر",
    "site.code": "الشيفرة المصدرية",
    # Names of things, before a value or above a column.
    "label.category": "القسم",
    "label.source": "المصدر",
    "label.month": "الشهر",
    "label.week": "الأسبوع",
    "label.stories": "عدد الأخبار",
    "label.tags": "الوسوم",
    "label.published": "تاريخ النشر",
    "label.modified": "آخر تحديث",
    "label.fetched": "تاريخ الجلب",
    "label.first_seen": "تاريخ الرصد",
    "label.colon": "{label}: {value}",
    "date.at": "{date}، الساعة {time}",
    "names.join": "، ",
    # Front page and lists.
    "home.lead": "الخبر الأبرز",
    "home.latest": "آخر الأخبار",
    "home.all": "كل الأخبار",
    "home.more": "المزيد من «{name}»",
    "home.empty": "لا أخبار هنا بعد. تظهر أولى الأخبار بعد أول جلب.",
    "list.category": "القسم: {name}",
    "list.source": "أخبار {name}",
    "list.tag": "الوسم: {name}",
    "list.month": "أخبار {month}",
    "list.page": "{list}، الصفحة {n}",
    "list.about": "أخبار «{name}» في {site}، من الأحدث إلى الأقدم.",
    "list.empty": "لا أخبار في هذه القائمة بعد.",
    "list.updated": "محدَّث",
    "paging.label": "صفحات القائمة",
    "paging.newer": "أخبار أحدث",
    "paging.older": "أخبار أقدم",
    "paging.here": "الصفحة {n} من {total}",
    "archive.about": "كل الأخبار، شهرًا بعد شهر.",
    "categories.about": "أقسام الموقع، ومع كل قسم عدد أخباره.",
    "tags.about": "الوسوم الأكثر ورودًا، ومع كل وسم عدد أخباره.",
    "tags.empty": "لا وسوم بعد.",
    # Story page.
    "story.by": "بقلم {authors}",
    "story.own": "من إعداد {site}",
    "story.original": "الخبر في موقع المصدر",
    "story.first_seen": "لم يذكر المصدر تاريخ النشر؛ هذا تاريخ رصدنا الخبر أول مرة.",
    "story.excerpt": "هذا مقتطف من الخبر، ونصه الكامل في موقع المصدر.",
    "story.headline": "هذا عنوان الخبر وحده، ونصه في موقع المصدر.",
    "story.full": "النص الكامل لدى {source}",
    "story.also": "نشرته أيضًا",
    "story.related": "أخبار ذات صلة",
    "story.around": "أخبار أخرى في القسم",
    "story.previous": "الخبر السابق",
    "story.next": "الخبر التالي",
    "story.link": "رابط هذا الخبر",
    "story.image": "الصورة: {credit}",
    "story.table": "جدول يُمرَّر أفقيًا",
    "story.draft": "مسودة لم تُنشر بعد",
    "taken.title": "أُزيلت هذه المادة",
    "taken.text": "كانت في هذه الصفحة مادة، وأُزيلت في {date}.",
    "taken.reason": "السبب: {reason}",
    # Cards in the place of what was embedded.
    "embed.video": "فيديو",
    "embed.audio": "مقطع صوتي",
    "embed.post": "منشور",
    "embed.gallery": "معرض صور",
    "embed.map": "خريطة",
    "embed.document": "وثيقة",
    "embed.other": "محتوى خارجي",
    "embed.at": "{kind} على {host}",
    # The notice: `notice` alone puts it together.
    "notice.first": "نُشرت هذه المادة أول مرة لدى {source} بعنوان «{title}»، وجُلبت إلى هذا الموقع في {date}.",
    "notice.excerpt": "ما يرد هنا مقتطف منها فقط.",
    "notice.headline": "ما يرد هنا عنوانها وحده.",
    "notice.answer": "الحقوق فيها محفوظة لأصحابها، ولا يتحمل هذا الموقع مسؤولية محتواها.",
    "notice.original": "المادة الأصلية",
    # Sources page.
    "sources.about": "المصادر التي ينقل عنها هذا الموقع، وما ينشره من كل مصدر.",
    "sources.empty": "لا مصادر بعد.",
    "source.home": "موقع المصدر",
    "source.full": "تُنشر أخباره هنا كاملة.",
    "source.excerpt": "يُنشر هنا مقتطف من كل خبر، مع رابط إلى نصه الكامل.",
    "source.headline": "يُنشر هنا عنوان كل خبر وحده، مع رابط إلى نصه.",
    "source.permission": "إذن النشر",
    "source.latest": "أحدث أخباره: {date}",
    "source.weeks": "أخبار {name} في كل أسبوع",
    "source.week": "أسبوع {date}",
    "source.paused": "توقف الجلب من هذا المصدر، وتبقى أخباره السابقة.",
    "source.empty": "لا أخبار من هذا المصدر بعد.",
    # Feeds, and the page that explains them.
    "feed.all": "{site}: كل الأخبار",
    "feed.part": "{site}: {name}",
    "feed.about": "أخبار {site}، مع ذكر مصدر كل خبر ورابطه الأصلي.",
    "feed.list": "خلاصات {site}",
    "feed.this": "خلاصة هذه القائمة",
    "subscribe.about": "تابع الأخبار حال نشرها هنا، بلا حساب ولا بريد إلكتروني ولا إعلانات.",
    "subscribe.what": "ما الخلاصة؟",
    "subscribe.what_text": (
        "الخلاصة عنوان ثابت فيه أحدث الأخبار، تقرؤه برامج تسمى قارئات الخلاصات. يتفقد القارئ العنوان من حين إلى آخر "
        "ويعرض لك الجديد وحده، بترتيبه ومن غير أن يتتبعك أحد. وفي الخلاصة ما في الموقع: النص، واسم مصدره، ورابطه الأصلي."
    ),
    "subscribe.how": "كيف أشترك؟",
    "subscribe.step_install": (
        "ثبّت قارئ خلاصات إن لم يكن لديك واحد. من القارئات الحرة المجانية: Feeder لأندرويد، "
        "أو NetNewsWire لآيفون وماك، أو Thunderbird للحاسوب."
    ),
    "subscribe.step_copy": "انسخ هذا العنوان، وهو خلاصة كل الأخبار:",
    "subscribe.step_paste": "افتح القارئ، واختر إضافة خلاصة أو اشتراك (وكثيرًا ما يكون زرًا عليه علامة +)، ثم ألصق العنوان.",
    "subscribe.after": (
        "بعد ذلك يصلك كل خبر جديد من نفسه. وإذا أردت أن تتوقف فاحذف الخلاصة من قارئك، ولا يعلم بذلك أحد."
    ),
    "subscribe.lists": "اختر ما تتابعه",
    "subscribe.lists_text": (
        "لكل قسم ولكل مصدر خلاصة أيضًا. انسخ رابطها (بضغطة مطولة على الهاتف، أو بالزر الأيمن على الحاسوب) وألصقه في قارئك. "
        "الصيغ الثلاث تحمل المحتوى نفسه، ويكفيك منها واحدة؛ إن ترددت فاختر Atom."
    ),
    "subscribe.categories": "خلاصات الأقسام",
    "subscribe.sources": "خلاصات المصادر",
    "subscribe.opml": "كل الخلاصات في ملف واحد",
    "subscribe.opml_text": (
        "إن أردتها كلها دفعة واحدة فاحفظ هذا الملف، واسمه OPML، ثم استورده في قارئك واحذف منه ما لا تريد. "
        "وقد ترى الخبر الواحد مرتين: في خلاصة قسمه وفي خلاصة مصدره."
    ),
    # Search.
    "search.label": "ابحث في الأخبار",
    "search.button": "ابحث",
    "search.clear": "مسح",
    "search.hint": "اكتب كلمة أو أكثر. لا يؤثر فيها اختلاف الهمزات، ولا حاجة إلى التشكيل.",
    "search.sort": "الترتيب",
    "search.by_relevance": "الأقرب إلى البحث",
    "search.by_date": "الأحدث أولًا",
    "search.filters": "تصفية النتائج",
    "search.any": "الكل",
    "search.loading": "جارٍ البحث…",
    "search.found": "نتائج البحث عن «{query}»",
    "search.nothing": "لا نتائج عن «{query}». جرّب كلمات أقل أو كلمات أعم.",
    "search.more": "نتائج أخرى",
    "search.failed": "تعذّر البحث الآن. أعد المحاولة، أو تصفّح الأرشيف.",
    "search.no_script": "يحتاج البحث إلى تفعيل جافاسكريبت في المتصفح. ويمكنك تصفّح الأخبار من الأرشيف والأقسام.",
    # Not found.
    "missing.title": "الصفحة غير موجودة",
    "missing.text": "ربما تغيّر عنوانها أو أُزيلت. جرّب البحث، أو ابدأ من الصفحة الرئيسية.",
}

_COUNTED = {
    "stories": {
        "zero": "لا أخبار",
        "one": "خبر واحد",
        "two": "خبران",
        "few": "{n} أخبار",
        "many": "{n} خبرًا",
        "other": "{n} خبر",
    },
    "sources": {
        "zero": "لا مصادر",
        "one": "مصدر واحد",
        "two": "مصدران",
        "few": "{n} مصادر",
        "many": "{n} مصدرًا",
        "other": "{n} مصدر",
    },
    "tags": {
        "zero": "لا وسوم",
        "one": "وسم واحد",
        "two": "وسمان",
        "few": "{n} وسوم",
        "many": "{n} وسمًا",
        "other": "{n} وسم",
    },
    "results": {
        "zero": "لا نتائج",
        "one": "نتيجة واحدة",
        "two": "نتيجتان",
        "few": "{n} نتائج",
        "many": "{n} نتيجة",
        "other": "{n} نتيجة",
    },
}

_READING = Reading(
    months=tuple("|".join(row) for row in _MONTHS),
    weekdays=(
        "الاثنين|اثنين",
        "الثلاثاء|الثلثاء|ثلاثاء",
        "الأربعاء|أربعاء",
        "الخميس|خميس",
        "الجمعة|جمعة",
        "السبت|سبت",
        "الأحد",
    ),
    day_first=True,
    hijri=(
        "محرم|المحرم|محرم الحرام",
        "صفر",
        "ربيع الأول|ربيع أول",
        "ربيع الآخر|ربيع الثاني|ربيع آخر|ربيع ثاني|ربيع ثان",
        "جمادى الأولى|جمادى الأول|جماد الأول|جمادى أولى",
        "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني|جماد الثاني|جماد الآخر|جمادى ثانية",
        "رجب",
        "شعبان",
        "رمضان|رمضان المبارك",
        "شوال",
        "ذو القعدة|ذي القعدة|ذوالقعدة|ذيالقعدة",
        "ذو الحجة|ذي الحجة|ذوالحجة|ذيالحجة",
    ),
    hijri_mark="هـ|هجري|هجرية|للهجرة",
    gregorian_mark="ميلادي|ميلادية|للميلاد",
    meridiems={
        "ص|صباحًا|صباح|الصباح|فجرًا|فجر|الفجر": "am",
        "م|مساءً|مساء|المساء|عصرًا|عصر|العصر|بعد الظهر": "pm",
        "ظهرًا|ظهر|الظهر": "noon",
        "ليلًا|ليل|الليل": "night",
    },
    units={
        "لحظة|لحظات": timedelta(),
        "ثانية|ثوان|ثواني|الثواني": timedelta(seconds=1),
        "ثانيتين|ثانيتان": timedelta(seconds=2),
        "دقيقة|دقائق": timedelta(minutes=1),
        "دقيقتين|دقيقتان": timedelta(minutes=2),
        "ربع ساعة": timedelta(minutes=15),
        "ثلث ساعة": timedelta(minutes=20),
        "نصف ساعة": timedelta(minutes=30),
        "ساعة|ساعات": timedelta(hours=1),
        "ساعتين|ساعتان": timedelta(hours=2),
        "يوم|يومًا|أيام": timedelta(days=1),
        "يومين|يومان": timedelta(days=2),
        "أسبوع|أسبوعًا|أسابيع": timedelta(weeks=1),
        "أسبوعين|أسبوعان": timedelta(weeks=2),
    },
    numbers={
        "ثلاث|ثلاثة": 3,
        "أربع|أربعة": 4,
        "خمس|خمسة": 5,
        "ست|ستة": 6,
        "سبع|سبعة": 7,
        "ثماني|ثمان|ثمانية": 8,
        "تسع|تسعة": 9,
        "عشر|عشرة": 10,
    },
    ago_before="قبل|منذ|من قبل",
    ago_after="مضت|مضى|مضيا",
    days={
        "اليوم": 0,
        "أمس|الأمس|البارحة|يوم أمس": 1,
        "أول أمس|أمس الأول|أول من أمس": 2,
    },
    published="نشر|نشرت|النشر|منشور|منشورة|تم النشر|أضيف|أضيفت|الإضافة",
    updated="تحديث|التحديث|آخر تحديث|تم التحديث|محدث|حدث|حدثت|تعديل|التعديل|آخر تعديل|تم التعديل|عدل|عدلت",
    zones={"غرينتش|جرينتش|غرينيتش|جرينيتش|غرينش|ت غ": timedelta()},
    places={
        "دمشق|سوريا|سورية": "Asia/Damascus",
        "بيروت|لبنان": "Asia/Beirut",
        "القدس|فلسطين": "Asia/Hebron",
        "غزة": "Asia/Gaza",
        "الأردن": "Asia/Amman",
        "بغداد|العراق": "Asia/Baghdad",
        "الرياض|السعودية|مكة|مكة المكرمة": "Asia/Riyadh",
        "الكويت": "Asia/Kuwait",
        "الدوحة|قطر": "Asia/Qatar",
        "المنامة|البحرين": "Asia/Bahrain",
        "دبي|أبوظبي|أبو ظبي|الإمارات": "Asia/Dubai",
        "مسقط|سلطنة عمان": "Asia/Muscat",
        "صنعاء|عدن|اليمن": "Asia/Aden",
        "القاهرة|مصر": "Africa/Cairo",
        "الخرطوم|السودان": "Africa/Khartoum",
        "طرابلس|ليبيا": "Africa/Tripoli",
        "تونس": "Africa/Tunis",
        "الجزائر": "Africa/Algiers",
        "الرباط|المغرب": "Africa/Casablanca",
        "نواكشوط|موريتانيا": "Africa/Nouakchott",
        "إسطنبول|أنقرة|تركيا": "Europe/Istanbul",
    },
    time_of="بتوقيت|توقيت|حسب توقيت",
    joins="و|إلى|حتى",
    glue=(
        "في|من|على|عند|تمام|تمام الساعة|الساعة|شهر|لشهر|عام|لعام|سنة|لسنة|تاريخ|بتاريخ|التاريخ|الموافق"
        "|المصادف|ب|ل|التوقيت المحلي|بالتوقيت المحلي"
    ),
)

LOCALE = Locale(
    lang="ar",
    dir="rtl",
    months={
        "levant": _LEVANT,
        "gulf": _GULF,
        "maghreb": _MAGHREB,
        "morocco": _MOROCCO,
        "dual": tuple("/".join(pair) for pair in zip(_LEVANT, _GULF, strict=True)),
    },
    digits={"arab": "٠١٢٣٤٥٦٧٨٩", "latn": "0123456789"},
    grouping={"arab": "٬", "latn": ","},
    date="{day} {month} {year}",
    month="{month} {year}",
    plural=_plural,
    forms=("zero", "one", "two", "few", "many", "other"),
    words=_WORDS,
    counted=_COUNTED,
    names=frozenset({"Atom", "OPML", "Feeder", "NetNewsWire", "Thunderbird"}),
    reading=_READING,
)
