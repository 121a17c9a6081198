"""Where a text may be cut without breaking what a reader sees as one character."""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
LONGEST = 64
"""A cluster longer than this many code points is broken up after all."""


def whole(text: str, place: int, least: int) -> int:
    """The last place at or before `place`, and after `least`, where no character is broken.

    `place` itself where there is none within reach. Follows Unicode's grapheme clusters (UAX 29)
    but for a few scripts' conjuncts.
    """
    for candidate in range(place, max(least, place - LONGEST), -1):
        if not joined(text, candidate):
            return candidate
    return place


def joined(text: str, place: int) -> bool:
    """Whether the characters on both sides of `place` belong together."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return (
        JOINER in (before, after)
        or _extends(after)
        or (before == "\r" and after == "\n")
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
        or (_regional(after) and _odd_regionals(text, place))
        or _hangul(before, after)
    )


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char)[0] == "M"
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags, for flags of regions
        or char == "\u200c"
    )


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _odd_regionals(text: str, place: int) -> bool:
    """Whether a flag's first half stands before `place`."""
    start = place
    while start > 0 and _regional(text[start - 1]):
        start -= 1
    return (place - start) % 2 == 1


def _hangul(before: str, after: str) -> bool:
    """Whether two letters make one syllable."""
    leading = "\u1100" <= before <= "\u115f"
    syllable = "\uac00" <= before <= "\ud7a3"
    vowel = "\u1160" <= after <= "\u11a7"
    trailing = "\u11a8" <= after <= "\u11ff"
    begun = leading or syllable or "\u1160" <= before <= "\u11a7"
    return begun and (vowel or trailing or (leading and (vowel or "\u1100" <= after <= "\ud7a3")))
