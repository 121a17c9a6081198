"""What stands for a value: `[EMAIL_1]`, and how models and people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bot.domain.masking.finding import KINDS, Find

LONGEST = 40
"""Characters beyond which nothing is a placeholder."""

_SEPARATOR = r"(?:\\?_| {1,2}|-)?"
_TAG = r"[0-9]{1,5}[A-Z]?"


def _pattern(kinds: str) -> str:
    return (
        rf"\[ {{0,2}}(?:{kinds}){_SEPARATOR}{_TAG} {{0,2}}\\?\]"
        rf"|(?<![^\W_])(?:{kinds})\\?_{_TAG}(?![^\W_])"
    )


LIKE = re.compile(_pattern("|".join(KINDS)), re.IGNORECASE | re.ASCII)
"""Whatever a reader takes for a placeholder, in a text as it came."""
_PARTS = re.compile(r"([A-Z]+)[^A-Z0-9]*([0-9]+[A-Z]?)", re.IGNORECASE)


def typed(text: str) -> Iterator[Find]:
    """Words typed to look like a placeholder."""
    for match in LIKE.finditer(text):
        yield Find("TEXT", *match.span(), match[0])


def normal(like: str) -> str:
    """The placeholder that something like one means."""
    parts = _PARTS.search(like)
    return f"[{parts[1]}_{parts[2]}]".upper() if parts else like


def restored(text: str, values: Mapping[str, str], start: int = 0) -> str:
    """The text from `start` on with every known placeholder replaced by its value."""
    parts, place = [], start
    for match in LIKE.finditer(text, start):
        parts += [text[place : match.start()], values.get(normal(match[0]), match[0])]
        place = match.end()
    return "".join((*parts, text[place:]))


def undecided(text: str, kinds: Iterable[str]) -> int:
    """Where the tail begins that may yet become a placeholder of these kinds."""
    begun = _begun(tuple(sorted(kinds))).search(text, max(0, len(text) - LONGEST))
    return begun.start() if begun else len(text)


@lru_cache(maxsize=256)
def _begun(kinds: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(_beginnings, kinds))
    whole = "|".join(kinds)
    if not kinds:
        return re.compile(r"(?!)")
    inside = rf"(?:{words})?|(?:{whole})(?:\\|{_SEPARATOR}(?:{_TAG} {{0,2}}\\?)?)"
    return re.compile(
        rf"(?:\[ {{0,2}}(?:{inside})|(?<![^\W_])(?:{words}|(?:{whole})\\?(?:_(?:{_TAG})?)?))\Z",
        re.IGNORECASE | re.ASCII,
    )


def _beginnings(word: str) -> str:
    """Matches every beginning of a word but the empty one."""
    return word[0] + "".join(f"(?:{c}" for c in word[1:]) + ")?" * (len(word) - 1)
