"""Bytes into letters: the right ones or none."""

import pytest

from mirror.errors import ExtractError
from mirror.extract.decode import decode

URL = "https://news.example.org/1"
ARABIC = "<html><body><p>وصل الوفد إلى المدينة صباح اليوم، والتقى ممثلي الأحياء في قاعة البلدية.</p></body></html>"
WESTERN = (
    "<html><body><p>Élodie a passé l’été à Vallombre, près de la forêt, où l’on fête la moisson.</p></body></html>"
)
LIES = [None, "text/html", "text/html; charset=utf-8", "text/html; charset=ISO-8859-1", "text/html; charset=nonsense"]


@pytest.mark.parametrize("content_type", LIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_arabic_is_read_whatever_the_header_says(encoding: str, content_type: str | None) -> None:
    assert decode(ARABIC.encode(encoding), content_type=content_type, url=URL) == ARABIC


@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
def test_western_is_read_undeclared(content_type: str | None) -> None:
    assert decode(WESTERN.encode("cp1252"), content_type=content_type, url=URL) == WESTERN


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Утром делегация прибыла в город и встретилась с жителями."),
        ("shift_jis", "代表団は今朝町に到着し、住民と会談した。"),
        ("gb2312", "代表团今天早上抵达该镇，会见了居民。"),
        ("iso-8859-6", "وصل الوفد إلى المدينة صباح اليوم"),
    ],
)
def test_what_is_declared_in_the_page_is_believed_where_it_can_be_true(encoding: str, text: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>'
    assert decode(page.encode(encoding), content_type="text/html; charset=utf-8", url=URL) == page


def test_a_letter_cut_in_half_spoils_no_page() -> None:
    broken = ARABIC.encode().replace("صباح".encode(), "صباح".encode()[:-1])
    text = decode(broken, content_type="text/html; charset=utf-8", url=URL)
    assert text.count("\ufffd") == 1
    assert "والتقى ممثلي الأحياء" in text


def test_noise_is_refused() -> None:
    with pytest.raises(ExtractError) as caught:
        decode(b"<p>" + bytes(range(128, 256)) * 40 + b"</p>", content_type=None, url=URL)
    assert caught.value.subject == URL


TURKISH = "<p>Başkanlık bugün ılık şehirde yağmurlu günü değerlendirdi, çalışmalar hızla sürüyor.</p>"
POLISH = "<p>Mieszkańcy wsi otworzyli dziś nową świetlicę, którą zbudowali własnymi rękami.</p>"


@pytest.mark.parametrize(("text", "encoding"), [(TURKISH, "cp1254"), (POLISH, "cp1250")])
def test_letters_that_are_not_known_for_certain_are_right_or_refused(text: str, encoding: str) -> None:
    try:
        found = decode(text.encode(encoding), content_type=None, url=URL)
    except ExtractError:
        return
    assert found == text
