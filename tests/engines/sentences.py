"""Sentences about fictional people for the tiny models of the tests: made of patterns and names, with clitics and labels marked.

In a pattern a word's clitics are parted by «+», and a field is filled by a name of its kind. Everybody and everything in them is invented.
"""

from __future__ import annotations

import random
from pathlib import Path

PEOPLE = ["سامر حداد", "ليلى منصور", "نديم لازار", "هالة قباني", "فارس الزيتون", "رنا شاهين", "مروان الكردم", "سلمى البستان", "جابر نوفل", "ديمة الرفاعي"]
PLACES = ["مدينة النخيل", "زهران", "بلدة الصفصاف", "نورستان", "ميناء اللؤلؤ", "ردينة", "الغدير", "قرية السنديان"]
BODIES = ["وزارة الجسور", "شركة بالدو", "بلدية زهران", "جامعة الغدير", "هيئة الموانئ", "اتحاد البحارة", "مصرف السهول", "نادي النجمة"]
PATTERNS = [
    "قال {PER} في {LOC} إن الجسر س+يفتح .",
    "و+قالت {PER} إن {ORG} تبني مدرست+ها في {LOC} .",
    "أعلنت {ORG} أن {PER} وصل إلى {LOC} أمس .",
    "و+أضاف {PER} أن العمل بدأ ف+عاد ال+سكان إلى بيوت+هم .",
    "زار {PER} و+{PER} بلدة {LOC} مع وفد من {ORG} .",
    "هل يعود {PER} إلى {LOC} ؟",
    "و+ل+{LOC} تاريخ طويل ، و+ل+{ORG} في+ها فرع .",
    "سافرت {PER} من {LOC} إلى {LOC} ب+القطار ، و+استقبلت+ها {ORG} .",
    "أكد رئيس {ORG} {PER} أن+ه س+يزور {LOC} .",
    "و+ب+حسب {ORG} ، ف+إن كتاب+ه لقي نجاحا في {LOC} !",
    "بدأ العمل صباحا .",
    "و+ل+{ORG} في {LOC} فرع .",
    "و+عاد ال+سكان إلى بيوت+هم و+حقول+هم .",
    "كان الطقس باردا ، و+لكن+ه س+يعتدل .",
]
_SEED, _COUNT = 7, 420
_NAMES = {"{PER}": ("PER", PEOPLE), "{LOC}": ("LOC", PLACES), "{ORG}": ("ORG", BODIES)}
Word = tuple[list[str], str]


def sentences() -> list[list[Word]]:
    """Sentences as words: each its pieces, and its tag."""
    dice = random.Random(_SEED)
    out = []
    for n in range(_COUNT):
        words: list[Word] = []
        for part in PATTERNS[n % len(PATTERNS)].split(" "):
            *clitics, last = part.split("+")
            label, names = _NAMES.get(last, ("", []))
            if not label:
                pieces = [*clitics, last] if clitics != ["ال"] else ["ال" + last]
                words.append(([piece for piece in pieces if piece], "O"))
                continue
            for i, word in enumerate(dice.choice(names).split(" ")):
                words.append(([*clitics, word] if i == 0 else [word], f"{'I' if i else 'B'}-{label}"))
        out.append(words)
    return out


def write_treebank(path: Path) -> None:
    """As PUD writes them: each clitic a token without a space behind it."""
    lines = []
    for number, words in enumerate(sentences()):
        lines.append(f"# sent_id = {number}")
        at = 0
        for n, (pieces, _) in enumerate(words):
            stop = n + 1 < len(words) and words[n + 1][0][0] in ".،؟!"
            for k, piece in enumerate(pieces):
                at += 1
                glued = k + 1 < len(pieces) or stop
                lines.append(f"{at}\t{piece}\t_\tX\t_\t_\t{at - 1}\t{'dep' if at > 1 else 'root'}\t_\t{'SpaceAfter=No' if glued else '_'}")
        lines.append("")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_names(path: Path) -> None:
    """As ANERcorp writes them: a word and its tag on a line."""
    path.write_text("\n\n".join("\n".join(f"{''.join(pieces)} {tag}" for pieces, tag in words) for words in sentences()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import sys

    write_treebank(Path(sys.argv[1]) / "tree.conllu")
    write_names(Path(sys.argv[1]) / "names.bio")
