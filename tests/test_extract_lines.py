"""Which lines around an article are boilerplate, and above all which are not."""

import pytest

from mirror.extract.bylines import About, about
from mirror.extract.phrases import Line, phrase_of


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (Line(text="اقرأ أيضاً"), "read also"),
        (Line(text="إقرأ أيضا: افتتاح معرض الكتاب"), "read also"),
        (Line(text="قد يهمك أيضًا"), "read also"),
        (Line(text="مواضيع ذات صلة", heading=True), "read also"),
        (Line(text="للمزيد من الأسعار: نشرة الأسبوع", linked=0.4), "read also"),
        (Line(text="بیشتر بخوانید: بازگشت پرندگان"), "read also"),
        (Line(text="Read more: Tolls to end in June", linked=0.7), "read also"),
        (Line(text="À lire aussi : la fontaine coule à nouveau", linked=0.6), "read also"),
        (Line(text="تابعونا على فيسبوك وتلغرام"), "follow us"),
        (Line(text="انضموا إلى قناتنا على واتساب"), "follow us"),
        (Line(text="لا تنسوا متابعة صفحتنا على إنستغرام"), "follow us"),
        (Line(text="Follow us on Facebook and sign up for our newsletter."), "follow us"),
        (Line(text="ظهرت المقالة عنوان الخبر أولاً على صحيفة المثال."), "syndication tail"),
        (Line(text="The post Harbour news appeared first on Sample Courier."), "syndication tail"),
        (Line(text="شارك هذا الخبر"), "share"),
        (Line(text="فيسبوك تويتر واتساب طباعة", linked=1.0), "share"),
        (Line(text="الوسوم: قمح، زراعة"), "tags"),
        (Line(text="جميع الحقوق محفوظة لصحيفة المثال"), "legal"),
        (Line(text="- إعلان -"), "advertisement"),
        (Line(text="A+ A-"), "controls"),
        (Line(text="12 تعليقات"), "comments"),
        (Line(text="3 دقائق قراءة", edge=True), "counts"),
    ],
    ids=lambda value: value.text[:24] if isinstance(value, Line) else value,
)
def test_boilerplate_is_named(line: Line, reason: str) -> None:
    assert phrase_of(line) == reason


@pytest.mark.parametrize(
    "text",
    [
        "اقرأ الكتاب قبل أن تراه على الشاشة، هكذا نصحتنا أمينة المكتبة.",
        "للمزيد من المعلومات يمكن زيارة المعرض في قاعة البلدية حتى نهاية الشهر.",
        "تابع الفريق تدريباته على الملعب البلدي استعداداً لمباراة الجمعة.",
        "حمّل الوزير الشركة مسؤولية التأخير في تنفيذ قناة الري.",
        "انضم إلى الحملة أكثر من مئتي متطوع من طلاب الجامعة.",
        "اشترك في السباق ثلاثون عداءً من خمس مدن.",
        "سجل المهاجم هدفين، ثم شارك في صناعة الثالث.",
        "«تابعونا على هذا الطريق ولا تتوقفوا»، قال المدرب للاعبيه.",
        "شارك في الندوة عدد من الباحثين والمهتمين.",
        "التعليقات على القرار كانت متباينة بين مؤيد ومعارض.",
        "Read the small print, the council told residents on Monday.",
        "More than a hundred people came to the harbour.",
        "The company said its app had been downloaded a million times.",
        "Like many towns on the coast, Merrow Bay has lost its bakery.",
    ],
)
def test_real_sentences_are_nothing_of_the_kind(text: str) -> None:
    assert phrase_of(Line(text=text)) is None
    assert phrase_of(Line(text=text, edge=True)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("كتب: غياث نعمة", About(bylines=("كتب: غياث نعمة",))),
        ("ليلى ناصر", About(bylines=("ليلى ناصر",))),
        ("فرح زين - صحيفة المثال", About(bylines=("فرح زين",))),
        ("الثلاثاء ٢٣ كانون الأول ٢٠٢٥ - ١٤:٣٠", About(datelines=("الثلاثاء ٢٣ كانون الأول ٢٠٢٥ - ١٤:٣٠",))),
        ("بقلم: نسرين قاسم | 16 نيسان 2025", About(bylines=("بقلم: نسرين قاسم",), datelines=("16 نيسان 2025",))),
        ("By Imogen Farrow and Tobias Lind", About(bylines=("By Imogen Farrow and Tobias Lind",))),
        ("عدد القراءات: 860", About()),
        ("كتب أحمد روايته الأولى في العشرين، ثم صمت.", None),
        ("في 23 كانون الأول انعقد المؤتمر", None),
        ("وصل الوفد إلى البلدة", None),
    ],
)
def test_lines_about_the_article(text: str, said: About | None) -> None:
    assert about(text, authors=["ليلى ناصر"], sites=["صحيفة المثال"]) == said
