"""What a user writes in an afternoon: a list of cue verbs, then a quotation or «أن» up to the full stop, the words between as speaker.

Kept as the yardstick of `python -m benchmarks.statements`; it uses nothing of newsie but the JSON contract.
"""

from __future__ import annotations

import json
import re
from typing import Any

_VERBS = "قال قالت يقول تقول أكد أكدت أضاف أضافت أوضح أوضحت أعلن أعلنت ذكر ذكرت أشار أشارت صرح صرحت كشف كشفت شدد شددت تابع تابعت لفت اعتبر اعتبرت أفاد أفادت".split()
_STATEMENT = re.compile(
    rf"(?<!\w)[وف]?(?P<cue>{'|'.join(sorted(_VERBS, key=len, reverse=True))})\s+(?P<who>[^.\n\"«“:]{{0,80}}?)\s*"
    r"(?:(?:إلى |على )?(?:أن|إن|ان)\s+(?P<clause>[^.\n]+)|:?\s*[\"«“](?P<quote>[^\"»”\n]+)[\"»”])"
)


def extract(record: dict[str, Any]) -> str:
    """One article in the JSON contract, from a record with `id` and `text`."""
    text = record["text"]
    speakers: dict[str, str] = {}
    statements = []
    for n, match in enumerate(_STATEMENT.finditer(text), 1):
        part = "clause" if match["clause"] is not None else "quote"
        start, end = match.span(part)
        who = match["who"].strip()
        speaker_id = speakers.setdefault(who, f"v{len(speakers) + 1}") if who else None
        content = {"start": start, "end": end, "text": text[start:end]}
        cue = {"start": match.start("cue"), "end": match.end("cue")}
        kind = "direct" if part == "quote" else "indirect"
        statements.append({"id": f"s{n}", "text": content["text"], "content": [content], "kind": kind, "cue": cue, "speaker_id": speaker_id})
    named = [{"id": id_, "name": name} for name, id_ in speakers.items()]
    return json.dumps({"id": record["id"], "text": text, "mentions": [], "dates": [], "speakers": named, "statements": statements}, ensure_ascii=False)
