"""How a summary ends: without the line that WordPress hangs on it, and with «…» where it was cut."""

import re

# "The post … appeared first on …", as WordPress's languages have it, behind the excerpt's own mark of a cut.
_FIRST = r"[^\n]{0,400}?\bأول(?:ا|اً|ًا)\s+(?:على|في)\s[^\n]{1,80}$"
_TAIL = re.compile(
    rf"\s*\[(?:…|\.{{3}})\]\s*(?:ظهرت|نُ?شرت?)\s{_FIRST}"
    rf"|\s+(?:ظهرت|نُ?شرت?)\s+(?:المقالة|المقال|الخبر|التدوينة|الموضوع)\s{_FIRST}"
    r"|\s*(?:\[(?:…|\.{3})\]\s*)?The post [^\n]{0,400}? appeared first on [^\n]{1,80}$",
    re.I,
)
_CUT = re.compile(r"\s*\[(?:…|\.{3})\]\s*$")
_SENTENCE_ENDS = tuple('.!?؟…»”"')


def ended(summary: str) -> str:
    """Return a one-line summary as it ended at the source."""
    marked = bool(_CUT.search(summary)) or "[…]" in summary or "[...]" in summary
    text = _CUT.sub("", _TAIL.sub("", summary)).rstrip()
    return text + "…" if marked and text and not text.endswith(_SENTENCE_ENDS) else text
