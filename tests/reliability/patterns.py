"""Every regular expression of newsie, and for each the strings that would make it backtrack."""

from __future__ import annotations

import ast
import importlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import newsie

SOURCE = Path(newsie.__file__).parent
_MOST_CHARACTERS, _MOST_SAMPLES = 14, 24
#: No pattern of ours has them; a search that runs into one has to fail there.
_STRANGE = "\x01ꙮ"


def patterns() -> dict[str, re.Pattern[str]]:
    """Each pattern by the place of its source. Raises where a call of `re` is not a constant of its module, since it could not be looked at."""
    found: dict[str, re.Pattern[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if _of_re(node)]
        if not calls:
            continue
        constants = {id(node.value): node.targets[0].id for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
        for call in calls:
            place = f"{path.relative_to(SOURCE)}:{call.lineno}"
            name = constants.get(id(call))
            if name is None:
                raise AssertionError(f"{place}: compile it as a constant of the module, where tests can find it")
            found[place] = _value(path, name, call)
    return found


def _of_re(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    plain = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr not in ("escape", "purge")
    return plain or (isinstance(function, ast.Name) and function.id == "regex")


def _value(path: Path, name: str, call: ast.Call) -> re.Pattern[str]:
    module = ".".join(["newsie", *path.relative_to(SOURCE).with_suffix("").parts])
    if module.startswith("newsie.training."):  # needs torch, which takes seconds: there the pattern must be written out
        pattern = eval(compile(ast.Expression(call), str(path), "eval"), {"re": re})
    else:
        pattern = getattr(importlib.import_module(module), name)
    assert isinstance(pattern, re.Pattern)
    return pattern


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Units to repeat: the pattern's own characters, alone and in pairs, what it matches, what it all but matches."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    characters = list(dict.fromkeys(itertools.islice(_characters(tree), 400)))
    step = max(1, len(characters) // _MOST_CHARACTERS)
    few = list(dict.fromkeys([*characters[::step][:_MOST_CHARACTERS], " ", "a", "ا", "1", "."]))
    samples = list(dict.fromkeys(sample for n in range(_MOST_SAMPLES) for sample in [_sample(tree, n)[:200]] if sample))
    yield from few
    yield from (a + b for a, b in itertools.permutations(few[:8], 2))
    for sample in samples:
        yield from filter(None, (sample, sample[:-1], sample + " ", sample[:-1] + _STRANGE))


def _characters(tree: Any) -> Iterator[str]:
    """Characters that the classes and literals of a pattern take."""
    for op, arg in tree:
        match op:
            case _constants.LITERAL:
                yield chr(arg)
            case _constants.IN | _constants.NOT_LITERAL | _constants.ANY | _constants.CATEGORY:
                yield from itertools.islice(_taken(op, arg), 6)
            case _constants.BRANCH:
                for branch in arg[1][:40]:
                    yield from itertools.islice(_characters(branch), 4)
            case _constants.SUBPATTERN:
                yield from _characters(arg[3])
            case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
                yield from _characters(arg[2])
            case _constants.ASSERT | _constants.ASSERT_NOT:
                yield from _characters(arg[1])
            case _constants.ATOMIC_GROUP:
                yield from _characters(arg)


_ALPHABET = " \t\nا1a٣.,:-/«\"'_#@()م\u0651\u200f\u0640é中"


def _taken(op: Any, arg: Any) -> Iterator[str]:
    """Characters that one position of a pattern takes, found by asking."""
    one = _parser.SubPattern(_parser.State(), [(op, arg)])
    matches = re._compiler.compile(one, 0).fullmatch  # type: ignore[attr-defined]
    own = [chr(x) for kind, x in arg if kind is _constants.LITERAL] if op is _constants.IN else []
    ranges = [chr(x[0]) for kind, x in arg if kind is _constants.RANGE] if op is _constants.IN else []
    return (c for c in dict.fromkeys([*own[:4], *ranges[:4], *_ALPHABET]) if matches(c))


def _sample(tree: Any, n: int) -> str:
    """The n-th of the strings that a pattern matches, lookarounds aside: branches and lengths vary with n."""
    out: list[str] = []
    for op, arg in tree:
        match op:
            case _constants.LITERAL:
                out.append(chr(arg))
            case _constants.IN | _constants.NOT_LITERAL | _constants.ANY | _constants.CATEGORY:
                takes = list(itertools.islice(_taken(op, arg), 6)) or [""]
                out.append(takes[n % len(takes)])
            case _constants.BRANCH:
                out.append(_sample(arg[1][n % len(arg[1])], n // 2))
            case _constants.SUBPATTERN:
                out.append(_sample(arg[3], n))
            case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
                least, most, inner = arg
                out.append("".join(_sample(inner, n + i) for i in range(min(max(least, n % 5), 40 if most is _constants.MAXREPEAT else most))))
            case _constants.ATOMIC_GROUP:
                out.append(_sample(arg, n))
    return "".join(out)


STRANGE = _STRANGE
