"""A web page comes in as a document: title, date and body, by trafilatura."""

from __future__ import annotations

import datetime

import pytest

import newsie

BODY = "".join(f"<p>قال وزير النقل سامر حداد إن الجسر رقم {n} سيفتح قريبا، وإن العمل فيه بدأ منذ سنوات طويلة وسط المدينة.</p>" for n in range(1, 6))
PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><title>جسر جديد</title><meta property="og:title" content="افتتاح جسر جديد في المدينة">
<meta property="article:published_time" content="2020-02-03T10:00:00+02:00"><script>var x = "اقرأ أيضا";</script></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>افتتاح جسر جديد في المدينة</h1>{BODY}</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_title_date_and_body_come_out_of_a_page(nlp: newsie.Pipeline) -> None:
    pytest.importorskip("trafilatura")
    document = newsie.Document.from_html(PAGE, url="https://example.org/1", id="w1")
    assert document.title == "افتتاح جسر جديد في المدينة"
    assert document.published == datetime.date(2020, 2, 3)
    assert document.text.startswith(document.title)
    assert "الجسر رقم 5" in document.text
    assert "الرئيسية" not in document.text
    assert "اقرأ" not in document.text
    article = nlp(document)
    assert (article.url, article.id) == ("https://example.org/1", "w1")


def test_a_page_without_an_article_is_refused() -> None:
    pytest.importorskip("trafilatura")
    with pytest.raises(newsie.InputError, match="no article"):
        newsie.Document.from_html("<html><body></body></html>")
