"""Words as the network reads them: one key a token, and the hashed character n-grams of a word never seen.

The n-grams and their hash are fastText's (Bojanowski et al. 2017, https://arxiv.org/abs/1607.04606), so that
vectors trained by the fastText library serve here without it.
"""

from __future__ import annotations

import re

from newsie.text.tokens import Kind, Tokens

SHORTEST, LONGEST = 3, 5
_DIGIT = re.compile(r"\d")


def keys(tokens: Tokens, first: int = 0, end: int | None = None) -> list[str]:
    """One vocabulary key for each token from `first` to `end`: the bare word, digits as zeros, one key for all URLs, for all handles.

    Hamza, ى and ة stay as written: they tell «أن» from «إن» and «على» from «علي».
    """
    out = tokens.words[first:end]
    for i, kind in enumerate(tokens.kinds[first:end]):
        if kind != Kind.WORD:
            if kind <= Kind.HANDLE:
                out[i] = "<url>" if kind <= Kind.EMAIL else "<handle>"
            elif kind == Kind.NUMBER:
                out[i] = _DIGIT.sub("0", out[i])
            elif kind == Kind.LATIN:
                out[i] = out[i].lower()
    return out


def ngram_buckets(word: str, buckets: int) -> list[int]:
    """The buckets that the character n-grams of `<word>` fall into, with repetition: by FNV-1a, which goes on from each n-gram to the next longer.

    A word is cut at 30 characters first: longer ones are noise, and the cost stays bounded.
    """
    # fastText takes bytes as signed: those of Arabic letters are negative.
    letters = [[byte | 0xFFFFFF00 if byte > 127 else byte for byte in letter.encode("utf-8", "surrogatepass")] for letter in f"<{word[:30]}>"]
    found = []
    for start in range(len(letters) - SHORTEST + 1):
        value = 2166136261
        for size, letter in enumerate(letters[start : start + LONGEST], 1):
            for byte in letter:
                value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
            if size >= SHORTEST:
                found.append(value % buckets)
    return found
