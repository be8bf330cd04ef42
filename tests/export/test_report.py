"""The report: its page as text, and in headless Chromium where that is installed (Debian: chromium; pip: playwright)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from made_articles import HOSTILE_ARTICLE, MADE, make
from newsie import Article
from newsie.export import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def many(count: int) -> Iterator[Article]:
    """Articles as long as news is (2,000 characters), of three outlets, over some months."""
    for n in range(count):
        text = MADE.text + "".join(f"وتابع الخبر رقم {n} سرد ما جرى في المدينة خلال اليوم الماضي، جملة {k}.\n" for k in range(27))
        yield make(id=f"a{n}", text=text, outlet=f"منبر {n % 3}", published=f"2020-{1 + n % 6:02}-{1 + n % 28:02}")


def blocks(page: str) -> list[Any]:
    return [json.loads(block) for block in re.findall(r'<script type="application/json" class=article>(.*?)</script>', page)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    later = make(id="later", outlet="الصباح", published="2020-02-10", url=None)
    write_report([MADE, later, HOSTILE_ARTICLE], path)
    return path


def test_offsets_in_the_page_are_utf16(report: Path) -> None:
    record = blocks(report.read_text(encoding="utf-8"))[0]
    units = record["text"].encode("utf-16-le")
    pieces = [units[2 * a : 2 * b].decode("utf-16-le") for s in record["statements"] for a, b in s["c"]]
    assert pieces == [part.text for s in MADE.statements for part in s.content]
    assert [(s.get("w"), s.get("i"), s.get("x")) for s in record["statements"]] == [(0, None, None), (1, None, None), (2, 1, 1), (None, None, None)]


def test_the_page_asks_for_nothing_and_runs_only_its_own_script(report: Path) -> None:
    page = report.read_text(encoding="utf-8")
    assert not re.search(r"<link|<iframe|<object|<embed|\bsrc=[^x]|@import|url\(|fetch\(|XMLHttpRequest|innerHTML|eval\(", page)
    script = page[page.rindex("<script>") + 8 : page.rindex("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert page.count("<script") == page.count("</script>") == 5  # labels, three articles, the script
    assert blocks(page)[2]["text"] == HOSTILE_ARTICLE.text


def test_500_articles_take_less_than_5_mb(tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    write_report(many(500), path)
    assert path.stat().st_size < 5_000_000


# ---- in the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (apt-get install chromium)")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Seen:
    """A page with what it complained about and what it asked of the network."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.page = browser.new_page(**context)
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def speakers(self) -> list[str]:
        return [text.split(" ")[0] for text in self.page.locator("section h2").all_inner_texts()]

    def count(self) -> int:
        return self.page.locator("a.statement").count()

    def click(self, target: Any, touch: bool = False) -> None:
        """Click, and let the page follow the address that the click set."""
        target.tap() if touch else target.click()
        self.page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(done), 50))")

    def end(self) -> None:
        assert self.faults == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:"))] == []
        self.page.close()


@pytest.fixture
def seen(browser: Any, report: Path) -> Iterator[Seen]:
    opened = Seen(browser, report)
    yield opened
    opened.end()


def test_statements_stand_under_their_speakers(seen: Seen) -> None:
    assert seen.count() == 10
    assert set(seen.speakers()[:3]) == {"سامر", "ليلى", "المدير"}
    assert seen.page.locator("#totals").inner_text() == "10 من 10 قول · 3 خبر"
    assert seen.page.evaluate("document.dir") == "rtl"


def test_filters(seen: Seen) -> None:
    page = seen.page

    def after(**values: str) -> int:
        for id, value in values.items():
            box = page.locator(f"#{id}")
            box.select_option(value) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(value)
        return seen.count()

    assert after(speaker="person:سامر حداد") == 2
    assert after(act="add") == 0
    assert page.locator(".none").is_visible()
    assert after(speaker="*") == 2
    assert after(act="*", kind="indirect") == 5
    assert after(outlet="الصباح") == 2
    page.click("#reset")
    page.locator("a.statement").nth(9).wait_for()  # no script from outside: the page's policy refuses it
    assert page.locator("a.statement").count() == 10
    assert after(**{"from": "2020-02-04"}) == 4
    assert after(to="2020-02-09") == 0
    assert after(**{"from": "", "to": "", "words": "بيروت"}) == 2
    assert after(words="الكلفه") == 2  # spelled without the dots of its ta marbuta


def test_the_timeline_narrows_to_a_day(seen: Seen) -> None:
    bars = seen.page.locator("rect.bar")
    assert bars.count() == 8  # 3 to 10 February
    seen.page.locator("rect.hit").last.click()
    assert seen.count() == 4
    assert seen.page.input_value("#from") == seen.page.input_value("#to") == "2020-02-10"


def test_a_click_shows_the_statement_in_its_article(seen: Seen) -> None:
    page = seen.page
    seen.click(page.locator("a.statement", has_text="العمل توقف").last)
    assert page.locator("#reader").is_visible()
    assert page.locator("#reader-text mark.now").inner_text() == "العمل توقف"
    assert page.locator("#reader-text mark.say mark.say.in").count() == 1  # nested inside the one that quotes it
    assert page.locator("#reader-text").inner_text().replace("\n", "") == MADE.text.replace("\n", "")
    seen.click(page.locator("#reader-statements a").first)
    assert page.locator("#reader-text mark.now").inner_text() == "الجسر سيفتح"
    seen.click(page.locator("#reader-text mark.say", has_text="مليونا"))
    assert page.locator("#reader-text mark.now").all_inner_texts() == ["الكلفة بلغت مليونا", "أن بيروت وافقت"]
    page.keyboard.press("Escape")
    assert not page.locator("#reader").is_visible()
    assert seen.count() == 10


def test_text_runs_from_right_to_left(seen: Seen) -> None:
    """A paragraph's first word stands at the right edge, and the number before a statement to its right."""
    page = seen.page
    seen.click(page.locator("a.statement").first)
    first, last = page.evaluate(
        """() => {
            const p = document.querySelector("#reader-text p:nth-child(2)");
            const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
            const at = (node, i) => { const r = document.createRange(); r.setStart(node, i); r.setEnd(node, i + 1); return r.getBoundingClientRect().left; };
            const node = walker.nextNode();
            return [at(node.length > 1 ? node : walker.nextNode(), 0), at(p.querySelector("mark.say").firstChild, 0)];
        }"""
    )
    assert first > last
    text, list_ = (page.locator(f"#{id}").bounding_box() for id in ("reader-text", "reader-statements"))
    assert text["x"] > list_["x"]


def test_hostile_text_is_inert(seen: Seen) -> None:
    page = seen.page
    seen.click(page.locator("a.statement", has_text="onerror").first)
    assert page.locator("img").count() == 0
    assert "<script>alert(1)</script>" in page.locator("#reader-text").inner_text()
    assert page.locator("#reader a[href^=javascript]").count() == 0
    shown = page.evaluate("document.body.innerText")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Any, report: Path) -> None:
    for scheme in ("light", "dark"):
        phone = Seen(browser, report, viewport={"width": 360, "height": 640}, has_touch=True, color_scheme=scheme)
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
        phone.click(phone.page.locator("a.statement").first, touch=True)
        assert phone.page.evaluate("document.querySelector('#reader').scrollWidth") <= 360
        assert phone.page.locator("#reader-text mark.now").first.is_visible()
        phone.end()


def test_500_articles_open_in_two_seconds(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    write_report(many(500), path)
    began = time.perf_counter()
    opened = Seen(browser, path)
    assert opened.count() == 80
    assert time.perf_counter() - began < 2.0
    opened.page.click("#more")
    assert opened.count() == 160
    opened.end()
