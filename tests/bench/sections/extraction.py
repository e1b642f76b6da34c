"""What a page costs on one core, beside trafilatura alone, and how close the corpus of pages comes to what it says."""

import statistics
from collections.abc import Callable, Iterator
from time import process_time

import trafilatura

from page_corpus import ARTICLES, PAGES, TWINS, extracted
from scoring import score

from ..section import Figure, Options, Table, number

TITLE = "Extraction"

ROUNDS = 5
"""Times that each page is read; the quickest counts, for the others were disturbed."""
MOST_MS = 60
EACH, AVERAGE = 0.90, 0.985
_TEASER = (
    '<li><div class="card"><a href="/story-{0}"><img src="/thumb-{0}.jpg" alt=""></a>'
    '<h3><a href="/story-{0}">خبر آخر رقم {0} من قسم الأخبار</a></h3><span>قبل ساعة</span></div></li>'
)
_FURNITURE = (
    f'<aside class="sidebar"><ul>{"".join(_TEASER.format(number) for number in range(100))}</ul></aside>'
    f'<script>window.__settings = "{"x" * 60_000}";</script>'
)
"""What real pages have around the article and the corpus leaves out: hundreds of links, scripts. The median news page has
about 1,200 elements and 150 kB.
"""


def measure(_: Options) -> Iterator[Table]:
    """Yield the cost of a page, then the quality of the corpus."""
    pages = {name: _grown((PAGES / f"{name}.html").read_bytes()) for name in ARTICLES}
    ours = [_quickest(lambda name=name, page=page: extracted(name, page)) for name, page in pages.items()]
    theirs = [_quickest(lambda page=page: trafilatura.extract(page, favor_precision=True)) for page in pages.values()]
    yield Table(
        title=f"{len(pages)} pages of {number(statistics.mean(map(len, pages.values())) / 1000)} kB, one core",
        columns=("", "mean, ms", "median, ms", "slowest, ms"),
        rows=[
            (what, number(statistics.mean(each)), number(statistics.median(each)), number(max(each)))
            for what, each in (("text, structure, metadata", ours), ("trafilatura alone, text only", theirs))
        ],
        figures=[Figure(name="mean of a page", value=statistics.mean(ours), unit="ms", at_most=MOST_MS)],
        remark="The corpus' pages with a sidebar of a hundred teasers and a script, as real pages have; CPU time, best of five.",
    )
    scores = [score(extracted(name), TWINS[name]["expected"]) for name in ARTICLES]
    yield Table(
        title=f"The corpus: {len(scores)} articles",
        figures=[
            Figure(name="text F1, mean", value=statistics.mean(each.text for each in scores), at_least=AVERAGE),
            Figure(name="text F1, worst page", value=min(each.text for each in scores), at_least=EACH),
            Figure(
                name="other faults (titles, dates, structure, boilerplate)",
                value=sum(len(each.faults) for each in scores),
                at_most=0,
            ),
        ],
    )


def _grown(page: bytes) -> bytes:
    more = _FURNITURE.encode("ascii", "xmlcharrefreplace")  # whatever the page's encoding
    head, end, tail = page.rpartition(b"</body>")
    return head + more + end + tail if end else page + more


def _quickest(read: Callable[[], object]) -> float:
    """Return the least CPU time of a call, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        began = process_time()
        read()
        times.append(1000 * (process_time() - began))
    return min(times)
